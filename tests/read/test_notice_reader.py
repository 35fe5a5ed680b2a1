"""The text of the notice against its source, and the records read from it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest

from generator.read.notice_reader import check_notice, read_notice
from generator.rules.notice import (
    Clause,
    NoticeDocument,
    find_clause,
    find_kind,
    split_lead,
    split_printed,
)

ROOT = Path(__file__).parents[2]
FOLDER = "generator/demo/material/project/content/notice/2015-41"
NAMES = ("index.md", "opinions.md", "measures.md")
SOURCE = (ROOT / "tests/cases/notice/notice-2015-41.txt").read_text("utf-8")
# What the word processor left behind, each with how often.
DEBRIS = {
    "[image: image4.wmf]": 1,
    "\ufffd CONTROL IBEss.IBEssWord.1 \\s \ufffd\ufffd\ufffd": 2,
    "_1491370744.unknown": 1,
    "_1491370743.unknown": 1,
    "—１６—": 1,
    "—１—": 1,
}
MARKDOWN_EXTENSIONS = ["tables", "toc", "fenced_code", "admonition", "footnotes", "def_list", "sane_lists"]


def read_files() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((ROOT / FOLDER).glob("*.md"))}


@pytest.fixture(scope="module")
def notice() -> NoticeDocument:
    return read_notice(read_files())


def squeeze(text: str) -> str:
    return "".join(text.split())


def clean_source() -> str:
    text = SOURCE
    for debris in DEBRIS:
        text = text.replace(debris, "")
    return squeeze(text)


def arrange(blocks: dict[str, str]) -> str:
    """Clauses by anchor in the order of the source: copies, printed and number stand at its end."""
    last = ("cover-copies", "cover-printed", "cover-number")
    order = [anchor for anchor in blocks if anchor not in last] + list(last)
    return squeeze("".join(blocks[anchor] for anchor in order))


class PublishedText(HTMLParser):
    """Text of rendered pages by anchor, blockquotes (the editor's notes) apart."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: dict[str, str] = {}
        self.loose = ""
        self._anchor = ""
        self._quotes = 0
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._quotes += tag == "blockquote"
        if self._quotes:
            return
        self.tags.add(tag)
        if tag == "a":
            self._anchor = dict(attrs)["id"] or ""
            assert self._anchor not in self.blocks
            self.blocks[self._anchor] = ""

    def handle_endtag(self, tag: str) -> None:
        self._quotes -= tag == "blockquote"
        if tag in ("p", "h1", "h2", "h3"):
            self._anchor = ""

    def handle_data(self, data: str) -> None:
        if self._quotes:
            return
        if self._anchor:
            self.blocks[self._anchor] += data
        else:
            self.loose += data


def render_pages() -> PublishedText:
    markdown = import_module("markdown")  # mkdocs brings it, without annotations
    parser = PublishedText()
    files = read_files()
    for name in NAMES:
        parser.feed(markdown.markdown(files[name], extensions=MARKDOWN_EXTENSIONS))
    return parser


def test_the_source_holds_exactly_the_known_debris() -> None:
    assert {debris: SOURCE.count(debris) for debris in DEBRIS} == DEBRIS
    assert not re.search(r"[\ufffd_\[\]\\—]|CONTROL", clean_source())


def test_records_are_the_source_character_by_character(notice: NoticeDocument) -> None:
    blocks: dict[str, str] = {}
    for part in notice.parts:
        blocks[f"{part.id}-title"] = part.title
        blocks.update({clause.anchor: clause.published for clause in part.clauses})
    assert arrange(blocks) == clean_source()


def test_rendered_pages_are_the_source_character_by_character() -> None:
    pages = render_pages()
    assert arrange(pages.blocks) == clean_source()
    assert pages.loose.strip() == ""
    assert pages.tags == {"a", "p", "h1", "h2", "h3"}


def test_every_source_paragraph_is_one_clause(notice: NoticeDocument) -> None:
    """Beyond the two titles and the lines with debris, no paragraph was joined or split."""
    lines = {squeeze(line) for line in SOURCE.split("\n") if line.strip()}
    texts = {squeeze(clause.published) for part in notice.parts for clause in part.clauses}
    assert texts - lines == {"抄送：区人大常委会党组、区政协党组。"}
    assert sorted(line for line in lines - texts if not any(squeeze(d) in line for d in DEBRIS)) == [
        "专项活动的实施意见",
        "关于在全区区级机关开展“正风提效”",
        "印发《关于在全区区级机关开展“正风提效”专项活动的实施意见》《滨湖区区级机关2015年度作风效能建设考核办法》的通知",
        "建设考核办法",
        "滨湖区区级机关2015年度作风效能",
    ]


def test_no_published_text_holds_a_stray_space(notice: NoticeDocument) -> None:
    spaced = [c.anchor for part in notice.parts for c in part.clauses if squeeze(c.published) != c.published]
    assert spaced == ["cover-printed"]


def test_anchors_are_unique_and_every_paragraph_has_one(notice: NoticeDocument) -> None:
    anchors = [clause.anchor for part in notice.parts for clause in part.clauses]
    anchors += [f"{part.id}-title" for part in notice.parts]
    assert len(set(anchors)) == len(anchors) == len(render_pages().blocks) == 56
    assert check_notice(FOLDER, read_files()) == ()


def test_records_write_back_to_the_same_files(notice: NoticeDocument) -> None:
    for part, name in zip(notice.parts, NAMES, strict=True):
        published = [f'# <a id="{part.id}-title"></a>{part.title}', *map(write_clause, part.clauses)]
        lines = read_files()[name].split("\n")
        assert published == [line for line in lines if line and not line.startswith(">")]


def write_clause(clause: Clause) -> str:
    marks = "#" * (clause.level + 1) + " " if clause.kind == "heading" else ""
    return f'{marks}<a id="{clause.anchor}"></a>{clause.published}'


def test_running_numbers_go_from_1_to_14_across_the_sections(notice: NoticeDocument) -> None:
    (opinions,) = (part for part in notice.parts if part.id == "opinions")
    clauses = [clause for clause in opinions.clauses if clause.level == 3]
    assert [clause.number for clause in clauses] == [f"{count}、" for count in range(1, 15)]
    assert [clause.anchor for clause in clauses] == [f"opinions-m{count}" for count in range(1, 15)]


def test_headings_are_data(notice: NoticeDocument) -> None:
    headings = {
        part.id: [f"{c.level} {c.anchor} {c.published}" for c in part.clauses if c.kind == "heading"]
        for part in notice.parts
    }
    assert headings == {
        "cover": [],
        "opinions": [
            "1 opinions-1 一、总体要求",
            "1 opinions-2 二、重点内容",
            "1 opinions-3 三、主要措施",
            "2 opinions-3-1 （一）加强教育引导，强化干事创业责任担当",
            "2 opinions-3-2 （二）加强制度建设，健全作风建设长效机制",
            "2 opinions-3-3 （三）加强监督检查，严肃查纠作风效能突出问题",
            "2 opinions-3-4 （四）加强考核奖惩，营造正风肃纪良好环境",
            "1 opinions-4 四、工作要求",
        ],
        "measures": [
            "1 measures-1 一、考核对象",
            "1 measures-2 二、考核内容",
            "1 measures-3 三、考核方法",
            "1 measures-4 四、组织实施",
        ],
    }


def test_the_cover_gives_a_document_its_parts(notice: NoticeDocument) -> None:
    assert notice.number == "锡滨委发〔2015〕41号"
    assert notice.title.startswith("印发《关于在全区")
    assert notice.title.endswith("考核办法》的通知")
    cover = notice.parts[0]
    assert [(clause.anchor, clause.kind) for clause in cover.clauses] == [
        ("cover-number", "number"),
        ("cover-to", "addressees"),
        ("cover-p1", "paragraph"),
        ("cover-signature", "signature"),
        ("cover-date", "date"),
        ("cover-copies", "copies"),
        ("cover-printed", "printed"),
    ]
    signature, printed = find_kind(cover, "signature"), find_kind(cover, "printed")
    assert signature
    assert signature.text == "无锡市滨湖区人民政府"
    assert printed
    assert split_printed(printed) == ("中共无锡市滨湖区委员会办公室", "2015年4月22日印发")
    assert find_kind(cover, "heading") is None
    assert [part.title for part in notice.parts[1:]] == [
        "关于在全区区级机关开展“正风提效”专项活动的实施意见",
        "滨湖区区级机关2015年度作风效能建设考核办法",
    ]


def test_what_is_missing_is_named_outside_the_published_text(notice: NoticeDocument) -> None:
    notes = "\n".join(notice.parts[0].notes)
    published = "".join(clause.published for clause in notice.parts[0].clauses)
    for word in ("考核细则》：正文提到，底本没有收录", "image4.wmf", "电子印章", "联合印发", "不是公文原文"):
        assert word in notes
        assert word not in published
    assert not re.search(r"[*`>]|\]\(", notes)


def test_a_clause_is_found_by_its_anchor(notice: NoticeDocument) -> None:
    clause = find_clause(notice, "opinions-m13")
    assert clause
    assert clause.kind == "item"
    lead, rest = split_lead(clause)
    assert lead == "13、强化机关作风效能建设结果运用。"
    assert lead + rest == clause.published
    paragraph = find_clause(notice, "measures-3-p1")
    assert paragraph
    assert paragraph.text.endswith("作风效能年度考核得分=100分-扣分总和。")
    assert split_lead(paragraph) == ("", paragraph.published)
    closing = find_clause(notice, "opinions-4-p1")
    assert closing
    assert closing.text == "本实施意见适用于全区区级机关部门和直属单位。各镇、开发区、街道参照执行。"
    assert find_clause(notice, "measures-5") is None
    assert "annex" not in {part.id for part in notice.parts}
