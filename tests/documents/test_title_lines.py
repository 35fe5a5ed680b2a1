"""The lines of titles: nothing lost, none too long, no word cut where it can be seen."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.docx import render_docx
from generator.documents.fonts import find_fonts
from generator.documents.official_document import Annex, OfficialDocument, Paragraph
from generator.documents.pdf import PdfCompiler
from generator.documents.title_lines import LIMIT, balance_title, count_halves, is_too_wide
from tests.documents.test_docx import print_docx

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("约谈通知书", ("约谈通知书",)),
        ("2015年度作风效能建设考核结果公示", ("2015年度作风效能建设考核结果公示",)),
        (
            "印发《关于在全区区级机关开展“正风提效”专项活动的实施意见》《滨湖区区级机关2015年度作风效能建设考核办法》的通知",
            (
                "印发《关于在全区区级机关开展“正风提效”",
                "专项活动的实施意见》《滨湖区区级机关",
                "2015年度作风效能建设考核办法》的通知",
            ),
        ),
        ("滨湖区区级机关2015年度作风效能建设考核办法", ("滨湖区区级机关2015年度", "作风效能建设考核办法")),
        ("关于2015年第一季度作风效能建设考核情况的通报", ("关于2015年第一季度", "作风效能建设考核情况的通报")),
        ("关于表扬2015年度考核优胜单位的通报", ("关于表扬2015年度考核优胜单位的通报",)),
        (
            "关于云岭区2026年上半年河长制工作考核情况的通报",
            ("关于云岭区2026年上半年", "河长制工作考核情况的通报"),
        ),
        (
            "关于《关于2015年第一季度政务服务考核情况的通报》的更正公告",
            ("关于《关于2015年第一季度", "政务服务考核情况的通报》的更正公告"),
        ),
        ("", ("",)),
    ],
)  # fmt: skip
def test_lines_end_where_words_do(title: str, lines: tuple[str, ...]) -> None:
    assert balance_title(title) == lines


def test_a_name_of_the_project_is_not_cut() -> None:
    title, name = "关于对翠湖新城重点项目建设指挥部办公室考核的通报", "翠湖新城重点项目建设指挥部办公室"
    assert balance_title(title) == ("关于对翠湖新城重点项目", "建设指挥部办公室考核的通报")
    assert balance_title(title, names=(name,)) == ("关于对翠湖新城重点项目建设指挥部办公室", "考核的通报")


@given(st.text("关于在2015年度“”《》（）、，机关的了a1 ", min_size=1, max_size=150))
def test_nothing_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = balance_title(title)
    assert "".join(lines) == title
    assert all(0 < count_halves(line) <= 2 * LIMIT for line in lines)


SUBJECTS = (
    *("考核", "绩效考核", "机关效能考核", "工作作风考核", "作风效能建设考核", "目标管理考核", "重点工作考核"),
    *("政务服务考核", "机关作风建设考评", "河长制工作考核", "营商环境考核评价", "高质量发展综合考核"),
)
KINDS = (
    *("关于{when}{what}情况的通报", "关于{when}{what}结果的通报", "{when}{what}结果公示", "{when}{what}结果反馈单"),
    *("关于表扬{when}{what}优胜单位的通报", "关于{when}{what}情况通报的更正公告"),
    "关于{when}{what}结果公示的撤回公告",
)
TITLES = [
    kind.format(when=when, what=what)
    for kind in KINDS
    for what in SUBJECTS
    for when in ("2026年度", *(f"2026年第{quarter}季度" for quarter in "一二三四"))
]
FONTS = find_fonts([Path(sys.prefix) / "fonts"])
HAS_FONTS = all(FONTS.chains.values()) or os.environ.get("KAOHE_STRICT_TOOLS") == "1"
PARTS = re.compile(
    "关于|通报|公示|公告|反馈单|更正|撤回|表扬|优胜|单位|情况|结果|考核|考评|评价|第.季度|2026年|年度|机关|效能|作风|建设"
)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_title_is_cut_in_a_word_and_each_line_fits(subject: str) -> None:
    for title in (title for title in TITLES if subject in title):
        lines = balance_title(title, names=(subject,))
        cuts = set(itertools.accumulate(map(len, lines[:-1])))
        assert not [word[0] for word in PARTS.finditer(title) if cuts & set(range(word.start() + 1, word.end()))], (
            lines
        )
        assert not [line for line in lines if is_too_wide(line, 2 * LIMIT)]


def heading_document(titles: list[str]) -> OfficialDocument:
    """A document with these titles: its own, and those of annexes."""
    first, *rest = (balance_title(title) for title in titles)
    annexes = tuple(Annex(f"附件{number}", lines, (Paragraph("略。"),)) for number, lines in enumerate(rest, 1))
    return OfficialDocument(title=first, day=date(2026, 4, 21), blocks=(Paragraph("略。"),), annexes=annexes)


def printed_lines(program: Path, pdf: Path) -> set[str]:
    """The lines of the pages, as they are set."""
    text = subprocess.run([str(program), "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return {"".join(line.split()) for line in text.splitlines()}


@pytest.mark.skipif(not HAS_FONTS, reason="没有字体：请运行 kaohe fonts")
def test_a_pdf_and_a_docx_are_set_in_these_lines(tmp_path: Path, needs: Callable[[str], Path]) -> None:
    wanted = [*TITLES[::7], "关于2015年第二季度机关效能考核情况的通报"]
    document = heading_document(wanted)
    with PdfCompiler(ROOT / "templates/typst/official.typ", FONTS) as compiler:
        (tmp_path / "typst.pdf").write_bytes(compiler.render(document))
    (tmp_path / "a.docx").write_bytes(render_docx(document))
    for pdf in (tmp_path / "typst.pdf", print_docx(needs("soffice"), tmp_path)):
        lines = printed_lines(needs("pdftotext"), pdf)
        assert [title for title in wanted if not set(balance_title(title)) <= lines] == [], pdf.name
