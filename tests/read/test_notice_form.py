"""What departs from the form of a notice is reported with its place."""

from __future__ import annotations

import pytest

from generator.model.problem import Location
from generator.read.notice_reader import check_notice, read_notice
from generator.rules.notice import NoticeDocument

COVER_TEXT = '# <a id="cover-title"></a>通知\n\n<a id="cover-number"></a>某发〔2016〕1号\n'


def problems_of(measures: str, cover: str = COVER_TEXT) -> list[tuple[Location, str, str]]:
    files = {"index.md": f"{cover}\n> - [办法](measures.md)\n", "measures.md": measures}
    return [(problem.place, problem.code, problem.message) for problem in check_notice("n", files)]


def test_numbers_beyond_ten_and_paragraphs_below_headings() -> None:
    anchored = ("measures-title", "measures-12", "measures-12-p1", "measures-12-20", "measures-12-p2")
    texts = ("# {}办法", "## {}十二、甲", "{}乙", "{}（二十）丙。丁", "{}戊")
    form = zip(texts, anchored, strict=True)
    text = "\n\n".join(template.format(f'<a id="{anchor}"></a>') for template, anchor in form)
    assert problems_of(text + "\n") == []


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        ("没有锚点", 3, "KH123", "这一段既不是带锚点的公文原文，也不是编者注"),
        ("> 编者注\n没有空行", 3, "KH123", "这一段既不是带锚点的公文原文，也不是编者注"),
        ('<a id="measures-p1"></a>甲\n乙', 3, "KH123", "这一段既不是带锚点的公文原文，也不是编者注"),
        (
            '<a id="measures-p1"></a>甲*乙',
            3,
            "KH124",
            "公文原文中有排版符号 *，网页上会显示成别的样子",
        ),
        ('# <a id="measures-title"></a>又一个', 0, "KH125", "标题应有且只有一个，位于文件开头"),
        ('## <a id="measures-1"></a>二、甲', 3, "KH126", "锚点写的是 measures-1，按序号应是 measures-2"),
        ('<a id="measures-p2"></a>甲', 3, "KH126", "锚点写的是 measures-p2，按序号应是 measures-p1"),
        (
            '## <a id="measures-1"></a>一、甲\n\n## <a id="measures-1"></a>一、乙',
            5,
            "KH127",
            "锚点 measures-1 重复",
        ),
    ],
)
def test_departures_from_the_form(text: str, line: int, code: str, message: str) -> None:
    found = problems_of(f'# <a id="measures-title"></a>办法\n\n{text}\n')
    column = 1 if line else 0
    assert (Location("n/measures.md", line, column), code, message) in found
    assert {code} == {found_code for _, found_code, _ in found} - ({"KH127"} if code == "KH125" else set())


def test_files_and_links_agree() -> None:
    files = {"index.md": COVER_TEXT + "\n> - [办法](measures.md)\n", "annex.md": ""}
    assert [(p.place.file, p.code) for p in check_notice("n", files)] == [
        ("n/annex.md", "KH122"),
        ("n/measures.md", "KH121"),
    ]
    assert [part.id for part in read_notice(files).parts] == ["cover"]


def test_a_notice_without_its_cover_is_reported_and_empty() -> None:
    assert [(p.place.file, p.code) for p in check_notice("n", {})] == [("n/index.md", "KH121")]
    assert read_notice({}) == NoticeDocument("", "", ())
    assert problems_of('# <a id="measures-title"></a>办法\n', '# <a id="cover-title"></a>通知\n') == [
        (Location("n/index.md"), "KH128", "没有发文字号")
    ]
