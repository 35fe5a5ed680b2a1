"""What would leave the last page all but empty is set closer, never closer than 24 points (GB/T 9704, 7.3.5.5)."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest

from generator.documents.docx import render_docx
from generator.documents.docx_measures import LINE
from generator.documents.fit import fit_pages
from generator.documents.official_document import Closing, Colophon, OfficialDocument, Paragraph

COLOPHON = Colophon("某某。", "示例区考核办", "2015年4月22日印发")


def document(lines: int, colophon: Colophon) -> OfficialDocument:
    """A text of so many short paragraphs, each a line."""
    return OfficialDocument(
        title=("关于考核结果的通报",),
        day=date(2015, 4, 21),
        blocks=(Paragraph("一行。"),) * lines,
        closing=Closing(("示例区考核办",), "2015年4月21日"),
        colophon=colophon,
    )


@pytest.mark.parametrize("colophon", [Colophon(), COLOPHON], ids=["without", "with a colophon"])
def test_a_few_lines_too_many_are_saved_whatever_page_they_run_over(colophon: Colophon) -> None:
    closer = {lines: fit_pages(document(lines, colophon)).line for lines in range(5, 70)}
    assert all(480 <= line <= LINE for line in closer.values())
    saved = [lines for lines, line in closer.items() if line < LINE]
    assert any(lines < 25 for lines in saved), "the only page"
    assert any(35 < lines < 50 for lines in saved), "the second page"
    assert any(lines not in saved for lines in range(25, 35)), "what half fills its page stays as it is"


@pytest.mark.parametrize("lines", range(30, 50))
def test_set_closer_a_text_has_a_page_less(lines: int) -> None:
    """What the closing and the last line came to on a page of their own, they do not any more."""
    layout = fit_pages(document(lines, COLOPHON))
    if layout.line < LINE:
        assert not layout.turn
        assert (lines + 8) * layout.line <= 2 * 22 * LINE


def test_the_rules_of_a_colophon_keep_their_height() -> None:
    lines = next(lines for lines in range(30, 50) if fit_pages(document(lines, COLOPHON)).line < LINE)
    with zipfile.ZipFile(io.BytesIO(render_docx(document(lines, COLOPHON)))) as packed:
        made = packed.read("word/document.xml").decode()
    rules = re.findall('<w:pStyle w:val="GwFootThick" />(.*?)</w:pPr>', made)
    assert len(rules) == 2
    assert not [rule for rule in rules if "w:line=" in rule]
