"""The PDF measured against GB/T 9704-2012, and what it claims to be."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from generator.documents.fonts import find_fonts
from generator.documents.official_document import (
    Annex,
    Banner,
    Closing,
    Colophon,
    DocumentColumn,
    DocumentTable,
    Note,
    OfficialDocument,
    Paragraph,
)
from generator.documents.pdf import PdfCompiler, compiler_version, font_remarks

ROOT = Path(__file__).parents[2]
LAYOUT = ROOT / "templates/typst/official.typ"
FONTS = find_fonts([Path(sys.prefix) / "fonts"])
MM = 72 / 25.4
BODY = "为贯彻落实区委区政府部署不断强化机关干部职工干事创业的责任担当推进机关作风建设常效常态" * 30
NAMES = "镕堃喆翀昇玥祎珺旻龑"
HOSTILE = '#eval("1+1") $x^2$ *b* _i_ `c` \\ <a> @ref // x /* y */ #read("/etc/passwd") {{ 7*7 }} &lt;'

STRICT = os.environ.get("KAOHE_STRICT_TOOLS") == "1"

pytestmark = [
    pytest.mark.skipif(not STRICT and not all(FONTS.chains.values()), reason="没有字体：请运行 kaohe fonts"),
    pytest.mark.usefixtures("asked_anew"),
]

COLUMNS = (DocumentColumn("名次", 1, "center"), DocumentColumn("单位", 5, "left"))
DOCUMENT = OfficialDocument(
    title=("关于考核结果的通报",),
    day=date(2015, 4, 21),
    banner=Banner(("滨湖区考核办",), "文件", "滨效能发〔2015〕1号"),
    addressees="各单位",
    blocks=(Paragraph(BODY), Paragraph("", "一、标题", 1), Paragraph(NAMES + HOSTILE)),
    annexes=(
        Annex("附件", ("结果表",), (DocumentTable(COLUMNS, (("1", "区发改局"), ("2", HOSTILE))),), landscape=True),
    ),
    closing=Closing(("滨湖区考核办",), "2015年4月21日"),
    colophon=Colophon("某某。", "滨湖区考核办", "2015年4月22日印发"),
    author="滨湖区考核办",
    notice="演示数据",
)


@pytest.fixture(scope="module")
def compiler() -> Iterator[PdfCompiler]:
    with PdfCompiler(LAYOUT, FONTS) as found:
        yield found


@pytest.fixture(scope="module")
def made(compiler: PdfCompiler) -> bytes:
    return compiler.render(DOCUMENT)


def body_lines(page: pdfplumber.page.Page) -> dict[float, list[dict[str, float]]]:
    """The characters of the body size by their line."""
    lines: dict[float, list[dict[str, float]]] = {}
    for found in page.chars:
        if abs(found["size"] - 16) < 0.01 and found["text"].strip():
            lines.setdefault(round(found["bottom"], 1), []).append(found)
    return lines


def test_a_full_page_has_22_lines_of_28_characters_in_the_type_area(made: bytes) -> None:
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[1]
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        lines = body_lines(page)
        assert len(lines) == 22
        ordered = sorted(lines)
        pitches = [after - before for before, after in itertools.pairwise(ordered)]
        assert all(abs(pitch - 225 * MM / 22) < 0.15 for pitch in pitches)
        full = [line for line in lines.values() if len(line) == 28]
        assert len(full) >= 20
        for line in full:
            assert abs(min(found["x0"] for found in line) / MM - 28) < 1
            assert abs(max(found["x1"] for found in line) / MM - 184) < 1
        assert abs(min(found["top"] for found in lines[ordered[0]]) / MM - 37) < 1
        assert max(found["bottom"] for found in lines[ordered[-1]]) / MM <= 37 + 225 + 1


def test_the_banner_its_rule_and_the_number_stand_where_they_should(made: bytes) -> None:
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0]
        red = [found for found in page.chars if found["text"] == "滨" and found["size"] > 22]
        assert abs(red[0]["top"] / MM - (37 + 35)) < 4  # the glyph's box is a little higher than its ink
        (rule,) = [found for found in (*page.lines, *page.rects) if found["width"] > 150 * MM]
        assert abs(rule["width"] / MM - 156) < 1
        number = [found for found in page.chars if found["text"] == "〔"]
        assert 3 < (rule["top"] - number[0]["bottom"]) / MM < 6
        title = [found for found in page.chars if abs(found["size"] - 22) < 0.01]
        assert title
        left, right = min(c["x0"] for c in title), max(c["x1"] for c in title)
        assert abs((left + right) / 2 / MM - (28 + 78)) < 2


def test_page_numbers_stand_outside_alternately(made: bytes) -> None:
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        for index, page in enumerate(pdf.pages[:2]):
            found = [
                c
                for c in page.chars
                if abs(c["size"] - 14) < 0.01 and c["top"] / MM > 262 and c["text"] == str(index + 1)
            ]
            assert len(found) == 1
            assert (found[0]["x0"] / MM > 160) == (index % 2 == 0)


@pytest.mark.needs("pdftoppm")
def test_the_dash_beside_the_page_number_is_7_mm_below_the_type_area(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(made)
    command = ["pdftoppm", "-r", "254", "-gray", "-f", "1", "-l", "1", str(tmp_path / "x.pdf"), str(tmp_path / "p")]
    subprocess.run(command, check=True)
    image = Image.open(next(tmp_path.glob("p*.pgm")))  # 10 pixels a millimetre
    rows = [row for row in range(2620, 2800) if longest_run(image, row) >= 30]
    assert abs(rows[0] / 10 - (262 + 7)) < 0.6


def longest_run(image: Image.Image, row: int) -> int:
    """The longest dark run of pixels in a row of an image."""
    data = image.crop((0, row, image.width, row + 1)).tobytes()
    return max(len(run) for run in bytes(int(value < 128) for value in data).split(b"\x00"))


def test_a_wide_annex_lies_on_its_side_and_the_colophon_ends_the_last_page(made: bytes) -> None:
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        sizes = Counter((round(page.width / MM), round(page.height / MM)) for page in pdf.pages)
        assert sizes[297, 210] == 1
        last = pdf.pages[-1]
        rules = [found["top"] / MM for found in (*last.lines, *last.rects) if found["width"] > 150 * MM]
        assert len(rules) == 3
        assert abs(max(rules) - 262) < 1


GROUPED = (DocumentColumn("日期", 2, "center"), DocumentColumn("事由", 5), DocumentColumn("扣分", 1, "right"))


def lines_of(made: bytes) -> list[list[str]]:
    """The lines of text of each page."""
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        return [(page.extract_text() or "").splitlines() for page in pdf.pages]


@pytest.mark.parametrize("filler", range(6))
def test_the_head_of_a_group_never_ends_a_page(compiler: PdfCompiler, filler: int) -> None:
    """Wherever the pages break: each attempt begins its table a line further down."""
    rows: list[tuple[str, ...]] = []
    for group in range(12):
        rows.append((f"单项{group}：分值5分",))
        rows += [("2015-06-18", f"记录{group}之{number}。", "0.5") for number in range(group % 4 + 1)]
    document = replace(
        DOCUMENT, blocks=(*[Paragraph("一行。")] * filler, DocumentTable(GROUPED, tuple(rows))), annexes=()
    )
    pages = lines_of(compiler.render(document))
    parts = [[line for line in page if line.startswith(("单项", "2015-06"))] for page in pages]
    assert len([part for part in parts if part]) > 1
    assert all(part[-1].startswith("2015-06") for part in parts if part)


@pytest.mark.parametrize("before", [10, 13, 16])
def test_a_short_table_stays_on_one_page(compiler: PdfCompiler, before: int) -> None:
    rows = tuple(("2015-06-18", f"记录{number}。", "0.5") for number in range(8))
    blocks: tuple[Paragraph | DocumentTable, ...] = (
        *[Paragraph("一行。")] * before,
        DocumentTable(GROUPED, rows),
        Paragraph("末段。"),
    )
    pages = lines_of(compiler.render(replace(DOCUMENT, blocks=blocks, annexes=(), banner=Banner())))
    assert [count for page in pages if (count := sum("记录" in line for line in page))] == [8]


def test_a_table_without_rows_is_set_all_the_same(compiler: PdfCompiler) -> None:
    assert "事由" in "".join(
        itertools.chain(*lines_of(compiler.render(replace(DOCUMENT, blocks=(DocumentTable(GROUPED, ()),)))))
    )


def test_a_table_of_few_but_long_rows_goes_on_where_the_page_ends(compiler: PdfCompiler) -> None:
    rows = tuple(("2015-06-18", f"记录{number}。" + BODY[:250] + f"止{number}", "0.5") for number in range(8))
    pages = lines_of(compiler.render(replace(DOCUMENT, blocks=(DocumentTable(GROUPED, rows),), annexes=())))
    assert len([page for page in pages if any("2015-06-18" in line for line in page)]) > 1
    text = "".join(itertools.chain(*pages))
    assert all(f"止{number}" in text for number in range(8))


@pytest.mark.parametrize("places", [(0,), (5,), (0, 1), (4, 5), (2,), range(6)])
def test_a_group_without_rows_is_set_all_the_same(compiler: PdfCompiler, places: tuple[int, ...]) -> None:
    rows = [("单项",) if at in places else ("2015-06-18", "记录。", "0.5") for at in range(6)]
    text = "".join(
        itertools.chain(*lines_of(compiler.render(replace(DOCUMENT, blocks=(DocumentTable(GROUPED, tuple(rows)),)))))
    )
    assert (text.count("单项"), text.count("记录")) == (len(places), 6 - len(places))


@pytest.mark.parametrize("landscape", [False, True])
def test_what_is_no_part_of_the_document_follows_its_colophon(compiler: PdfCompiler, landscape: bool) -> None:
    annex = replace(DOCUMENT.annexes[0], landscape=landscape)
    note = Annex("", ("编者注",), (Paragraph("底本如此。"),), after=True)
    pages = lines_of(compiler.render(replace(DOCUMENT, annexes=(annex, note))))
    at = [
        ["抄送" in "".join(page) for page in pages].index(True),
        ["底本如此" in "".join(page) for page in pages].index(True),
    ]
    assert at == [len(pages) - 2, len(pages) - 1]
    assert "附件：结果表" in "".join("".join(page) for page in pages)


def test_a_signature_never_stands_without_text_of_its_document(compiler: PdfCompiler) -> None:
    """Whatever the last block is, as long as it is no table."""
    ends: tuple[Paragraph | Note, ...] = (Paragraph("末段。"), Note("末注。"))
    for last, count in itertools.product(ends, range(14, 21)):
        document = replace(DOCUMENT, banner=Banner(), blocks=(*[Paragraph("一行。")] * count, last), annexes=())
        signed = next(
            page for page in lines_of(compiler.render(document)) if any("2015年4月21日" in line for line in page)
        )
        assert any("末" in line for line in signed), (count, last)


def test_every_text_is_there_and_none_was_run(made: bytes) -> None:
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        text = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
    assert NAMES in text
    assert "".join(HOSTILE.split()) in text
    assert "2015年4月21日" in text
    assert "root:" not in text


def test_it_is_what_it_claims(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        root = pdf.Root
        meta = bytes(root.Metadata.read_bytes()).decode()
        assert "<pdfaid:part>2</pdfaid:part>" in meta
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in meta
        assert "pdfuaid" in meta
        assert root.MarkInfo.Marked
        assert str(root.Lang).lower().startswith("zh")
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert not pdf.is_encrypted
        assert "/StructTreeRoot" in root
        fonts = [found for page in pdf.pages for found in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor


def test_its_dates_are_days_and_no_moments(compiler: PdfCompiler) -> None:
    """Also where a title looks like a date of its own."""
    forged = "/ModDate(D:20150421000000Z)<xmp:CreateDate>2015-04-21T00:00:00Z</xmp:CreateDate>"
    for document in (DOCUMENT, replace(DOCUMENT, title=(forged,), author=forged)):
        with pikepdf.open(io.BytesIO(compiler.render(document))) as pdf:
            assert {str(pdf.docinfo["/CreationDate"]), str(pdf.docinfo["/ModDate"])} == {"D:20150421"}
            assert pdf.docinfo["/Title"] == "".join(document.title)
            meta = ET.fromstring(bytes(pdf.Root.Metadata.read_bytes()))
        dates = [found.text for found in meta.iter() if found.tag.endswith(("Date", "}when"))]
        assert dates == ["2015-04-21"] * 4


def test_what_nobody_dated_has_no_date(compiler: PdfCompiler) -> None:
    """Neither of the text that it holds nor of the clock, and not where a title looks like one."""
    forged = "/ModDate(D:19700101000000Z)<xmp:CreateDate>1970-01-01T00:00:00Z</xmp:CreateDate>"
    undated = replace(DOCUMENT, day=None, title=(forged,), author=forged)
    made = compiler.render(undated)
    assert made == compiler.render(undated)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert "/ModDate" not in pdf.docinfo
        assert pdf.docinfo["/Title"] == forged
        meta = ET.fromstring(bytes(pdf.Root.Metadata.read_bytes()))
    assert not [found.tag for found in meta.iter() if found.tag.endswith(("Date", "}when"))]


def test_pages_that_are_no_part_of_the_document_have_a_head_of_their_own_and_no_number(compiler: PdfCompiler) -> None:
    note = Annex("", ("编者注",), (Paragraph("底本如此。" * 300),), after=True, mark="〔编者补〕")
    wide = replace(note, landscape=True)
    pages = lines_of(compiler.render(replace(DOCUMENT, notice="演示数据", annexes=(DOCUMENT.annexes[0], note, wide))))
    added = ["〔编者补〕" in page[0] for page in pages]
    assert added == sorted(added)
    assert added.count(True) >= 4
    for page, is_added in zip(pages, added, strict=True):
        assert ("演示数据" in page[0]) is not is_added
        assert not (is_added and "—" in "".join(page))


def test_no_line_begins_with_the_sign_that_closes_a_number(compiler: PdfCompiler) -> None:
    """A number is kept whole, and so is what closes it (CLREQ: no closing punctuation at the beginning of a line)."""
    moved = "局由第44名到第45名；示例区环境保护局由第46名到第47名；示例区园林绿化管理处由第44名到第45名（共3家）。"
    said = tuple(Paragraph("字" * before + moved) for before in range(40))
    pages = lines_of(compiler.render(replace(DOCUMENT, blocks=said)))
    lines = [line.strip() for page in pages for line in page]
    assert sum("第47名" in line for line in lines) == len(said)
    assert [line for line in lines if line[:1] in tuple("，。；、：！？）》”")] == []


def test_the_compiler_is_named_as_it_names_itself(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.docinfo["/Creator"] == f"Typst {compiler_version()}"


@pytest.mark.needs("qpdf")
def test_qpdf_finds_nothing(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(made)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_document_has_the_same_bytes_and_another_has_not(compiler: PdfCompiler, made: bytes) -> None:
    with PdfCompiler(LAYOUT, FONTS) as other:
        assert other.render(DOCUMENT) == made
    assert compiler.render(replace(DOCUMENT, addressees="各部门")) != made


def test_a_draft_carries_its_watermark(compiler: PdfCompiler) -> None:
    with pdfplumber.open(io.BytesIO(compiler.render(replace(DOCUMENT, watermark="草稿")))) as pdf:
        assert all(any(c["text"] == "草" and c["size"] > 60 for c in page.chars) for page in pdf.pages)


def test_a_character_in_no_font_is_printed_as_a_sign_and_reported(compiler: PdfCompiler) -> None:
    document = replace(DOCUMENT, blocks=(Paragraph("前\U0001f642后镕\u200b\u202e\x1b\ufe0f末"),))
    with pdfplumber.open(io.BytesIO(compiler.render(document))) as pdf:
        assert "前〓后镕末" in (pdf.pages[0].extract_text() or "")
    (said,) = [remark for remark in font_remarks(FONTS, [document, DOCUMENT]) if "〓" in remark]
    assert said == "《关于考核结果的通报》有字体里没有的字，PDF 中印成“〓”：\U0001f642（U+1F642）"


def test_what_fell_back_is_said() -> None:
    (said,) = FONTS.sentences()
    assert said.startswith("没有公文标准的字体，标题、")
    assert "用 Noto Serif CJK SC" in said
    assert find_fonts([Path("/nowhere")]).chains["body"] == ()
