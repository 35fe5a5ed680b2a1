"""The DOCX opened by another library, laid out by LibreOffice and measured; hostile text in it is only text."""

from __future__ import annotations

import io
import itertools
import os
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pdfplumber
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from generator.documents import docx_pandoc
from generator.documents.docx import render_docx
from generator.documents.docx_measures import CELL, LINE, sign_lines
from generator.documents.docx_numerals import JOINER
from generator.documents.docx_pandoc import SECONDS, Pandoc
from generator.documents.docx_prose import write_prose
from generator.documents.fit import fit_pages
from generator.documents.official_document import (
    Annex,
    Banner,
    Block,
    Closing,
    Colophon,
    DocumentColumn,
    DocumentTable,
    Note,
    OfficialDocument,
    Paragraph,
)
from generator.model.problem import UserError
from tests.libreoffice import convert

CONVERT = Pandoc.convert  # itself, before what it makes is shared
MM = 72 / 25.4
J = JOINER
BODY = "为贯彻落实区委区政府部署不断强化机关干部职工干事创业的责任担当推进机关作风建设常效常态" * 30
NAMES = "镕堃喆翀昇玥祎珺旻龑"
HOSTILE = (
    '<w:p><w:r><w:t>x</w:t></w:r></w:p> &lt;&#65; ]]> #eval("1") $x^2$ `c`{=openxml} ![](/etc/passwd) '
    "[a](javascript:1) {{ 7*7 }} **b** \\textbf{c} <script>d</script>"
)
COLUMNS = (DocumentColumn("名次", 1, "center"), DocumentColumn("单位", 5, "left"), DocumentColumn("得分", 2, "right"))
ROWS: tuple[tuple[str, ...], ...] = (("政务服务",), ("1", "区发改局", "96.35"), ("2", HOSTILE, "90"))
DOCUMENT = OfficialDocument(
    title=("关于2015年度", "考核结果的通报"),
    day=date(2015, 4, 21),
    banner=Banner(("滨湖区考核办",), "文件", "滨效能发〔2015〕1号"),
    addressees="各单位",
    blocks=(
        Paragraph(NAMES + HOSTILE),
        Paragraph(BODY),
        Paragraph("", "一、标题", 1),
        Paragraph("正文。", "（一）小标题。", 2),
        DocumentTable(COLUMNS, ROWS, "表名"),
        Note("注：小字。"),
        Paragraph("特此通报。"),
    ),
    annexes=(
        Annex("附件1", ("结果表",), (DocumentTable(COLUMNS, ROWS, compact=True),), landscape=True),
        Annex("附件2", ("说明",), (Paragraph("正文。"),)),
    ),
    closing=Closing(("滨湖区考核办",), "2015年4月21日", remark="此件公开发布"),
    colophon=Colophon("某某。", "滨湖区考核办", "2015年4月22日印发"),
    author="滨湖区考核办",
    notice="演示数据",
    watermark="征求意见稿",
)


@pytest.fixture(scope="module", autouse=True)
def pandoc_each_time(pandoc_once: None) -> Iterator[None]:
    """Here pandoc itself is looked at: it is asked as often as a document is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pandoc, "convert", CONVERT)
        yield


@pytest.fixture(scope="module")
def made() -> bytes:
    return render_docx(DOCUMENT)


@pytest.fixture(scope="module")
def laid_out(made: bytes, needs: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document as LibreOffice prints it; beside it cover.pdf, the same of what is published under a cover."""
    folder = tmp_path_factory.mktemp("docx")
    (folder / "a.docx").write_bytes(made)
    (folder / "cover.docx").write_bytes(render_docx(COVER))
    return print_docx(needs("soffice"), folder)


def print_docx(program: Path, folder: Path) -> Path:
    """a.pdf, as LibreOffice prints a.docx in `folder`, with all that lie there."""
    convert(program, "pdf", sorted(folder.glob("*.docx")), folder)
    return folder / "a.pdf"


def read(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def styled(document: object, style: str) -> list[str]:
    paragraphs = document.paragraphs  # type: ignore[attr-defined]
    return [p.text for p in paragraphs if p.style.style_id == style]


def test_another_library_reads_the_elements_in_their_styles(made: bytes) -> None:
    document = docx.Document(io.BytesIO(made))
    assert styled(document, "GwMark") == ["滨湖区考核办文件"]
    assert styled(document, "GwNumber") == ["滨效能发〔2015〕1号"]
    assert styled(document, "GwTitle") == ["关于2015年度\n考核结果的通报"]
    assert styled(document, "GwTo") == ["各单位："]
    assert styled(document, "GwBody")[:2] == [NAMES + HOSTILE, BODY]
    assert styled(document, "GwHeading1") == ["一、标题"]
    lead = next(p for p in document.paragraphs if p.text == "（一）小标题。正文。")
    assert [run.style.style_id for run in lead.runs] == ["GwLead2", "DefaultParagraphFont"]
    assert styled(document, "GwBodyLast") == ["特此通报。"]
    assert styled(document, "GwAnnexFirst") + styled(document, "GwAnnexNext") == ["附件：1．结果表", "2．说明"]
    assert styled(document, "GwSign0") + styled(document, "GwSign1") == ["滨湖区考核办", "2015年4月21日"]
    assert styled(document, "GwAnnexLabel") == ["附件1", "附件2"]
    wide = document.tables[0]
    assert [cell.text for cell in wide.rows[0].cells] == ["名次", "单位", "得分"]
    assert [cell.text for cell in wide.rows[2].cells] == ["1", "区发改局", "96.35"]
    foot = styled(document, "GwCopies") + styled(document, "GwPrinter")
    kept = {0x2060: None, 0x200B: None}  # what keeps numbers together is none of the words
    assert [line.translate(kept) for line in foot] == ["抄送：某某。", "滨湖区考核办\t2015年4月22日印发"]


def test_the_page_is_that_of_the_standard(made: bytes) -> None:
    sections = docx.Document(io.BytesIO(made)).sections
    turned = [section.orientation for section in sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for section in sections:
        assert section.page_width is not None
        assert section.page_height is not None
        upright = section.orientation == WD_ORIENT.PORTRAIT
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        edges = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        found = [edge.mm for edge in edges if edge is not None]
        wanted = [37, 26, 35, 28] if upright else [28, 37, 26, 35]  # a sheet laid on its side keeps its edges
        assert all(abs(a - b) < 0.2 for a, b in zip(found, wanted, strict=True))
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid is not None
        assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", str(LINE))
    assert docx.Document(io.BytesIO(made)).settings.odd_and_even_pages_header_footer


def test_faces_are_those_the_standard_names(made: bytes) -> None:
    styles = docx.Document(io.BytesIO(made)).styles
    faces = {}
    for style in styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            faces[style.style_id] = fonts.get(qn("w:eastAsia"))
    assert faces["GwTitle"] == faces["GwMark"] == "方正小标宋简体"
    assert [faces[f"GwLead{level}"] for level in range(1, 5)] == ["黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312"]
    assert faces["GwOdd"] == "宋体"
    assert 'w:eastAsia="仿宋_GB2312"' in read(made, "word/styles.xml").partition("</w:docDefaults>")[0]


def test_libreoffice_prints_22_lines_of_28_characters(laid_out: Path) -> None:
    with pdfplumber.open(laid_out) as pdf:
        lines: dict[int, list[float]] = {}
        for found in pdf.pages[1].chars:
            if abs(found["size"] - 16) < 0.1 and found["text"].strip():
                lines.setdefault(round(found["top"]), []).append(found["x0"])
        assert len(lines) == 22
        ordered = sorted(lines)
        assert all(abs(after - before - LINE / 20) < 1.1 for before, after in itertools.pairwise(ordered))
        assert 37 - 1 < ordered[0] / MM < 37 + 4  # the glyph stands in the middle of its line
        full = [places for places in lines.values() if len(places) == 28]
        assert len(full) >= 18
        assert all(abs(min(places) / MM - 28) < 1 for places in full)


def test_libreoffice_prints_numbers_rules_and_everything_else(laid_out: Path) -> None:
    with pdfplumber.open(laid_out) as pdf:
        upright = [page for page in pdf.pages if page.height > page.width]
        for page in upright:
            place = [w for w in page.extract_words() if w["text"] == str(page.page_number) and w["top"] / MM > 262]
            assert len(place) == 1
            assert (place[0]["x0"] / MM > 150) == (page.page_number % 2 == 1)
        first = pdf.pages[0]
        mark = next(c for c in first.chars if c["text"] == "滨" and c["size"] > 22)
        assert abs(mark["top"] / MM - (37 + 35)) < 2
        red = [line["width"] for line in first.lines if line["stroking_color"] not in (None, (0,), (0, 0, 0))]
        assert any(abs(width / MM - 156) < 1 for width in red)
        text = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
    assert NAMES in text
    # LibreOffice shows no colon where one ends a justified line; that all is in the file, other tests hold.
    assert "".join(HOSTILE.split()).replace(":", "") in text.replace(":", "")
    assert "root:" not in text
    assert text.count("演示数据") == len(upright) + 1


def test_hostile_text_is_only_text(made: bytes) -> None:
    document = docx.Document(io.BytesIO(made))
    assert NAMES + HOSTILE in [p.text for p in document.paragraphs]
    body = read(made, "word/document.xml")
    tree = ET.fromstring(body)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags & {"hyperlink", "drawing", "pict", "object", "instrText", "fldSimple", "altChunk"} == set()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not [name for name in archive.namelist() if "media" in name]
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # well-formed, whatever the text


def test_hostile_text_in_every_place_of_the_frame(made: bytes) -> None:
    ugly = "\"'<&>\x00\x1b\u202e\ufffe]]>"
    found = render_docx(
        replace(
            DOCUMENT, title=(ugly,), notice=ugly, watermark=ugly, author=ugly, addressees=ugly,
            banner=Banner((ugly, ugly), ugly, ugly, ugly), closing=Closing((ugly,), ugly, remark=ugly),
            colophon=Colophon(ugly, ugly, ugly), annexes=(Annex(ugly, (ugly,), (Note(ugly),)),),
        )
    )  # fmt: skip
    document = docx.Document(io.BytesIO(found))
    seen = "\"'<&>]]>"
    assert styled(document, "GwTitle") == [seen]
    assert document.core_properties.title == document.core_properties.author == seen
    assert document.sections[0].header.paragraphs[0].text.strip() == seen
    assert document.tables[0].rows[0].cells[0].text == f"{seen}\n{seen}"
    assert styled(document, "GwNumberSigned") == [f"{seen}\t签发人：{seen}"]


def test_the_same_document_has_the_same_bytes_whatever_the_surroundings(
    made: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for folder in (tmp_path / "pandoc", tmp_path / ".local/share/pandoc"):
        folder.mkdir(parents=True)
        (folder / "reference.docx").write_bytes(b"not a document")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert render_docx(DOCUMENT) == made
    assert render_docx(replace(DOCUMENT, addressees="各部门")) != made


def test_nothing_in_it_is_of_today(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(made)).core_properties
    assert (properties.created, properties.modified) == (None, None)  # a moment is not stated, and a day has no place


def test_styles_are_all_defined_and_named_once(made: bytes) -> None:
    used = set()
    for name in ("word/document.xml", "word/header.xml", "word/footer-odd.xml", "word/footer-even-sideways.xml"):
        for element in ET.fromstring(read(made, name)).iter():
            if element.tag.rpartition("}")[2] in {"pStyle", "rStyle", "tblStyle"}:
                used.add(element.get(qn("w:val")))
    styles = docx.Document(io.BytesIO(made)).styles
    assert used <= {style.style_id for style in styles}
    names = [style.name for style in styles]
    assert len(names) == len(set(names))


def test_no_seal_is_drawn(made: bytes) -> None:
    sealed = render_docx(replace(DOCUMENT, watermark="", closing=replace(DOCUMENT.closing, sealed=True)))
    with zipfile.ZipFile(io.BytesIO(sealed)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for drawing in (b"<w:pict", b"<w:drawing", b"<v:shape"):
        assert drawing not in everything


def test_an_unsealed_signature_is_two_characters_in_and_its_date_two_further_right() -> None:
    name, day = sign_lines(Closing(("滨湖区机关作风考核办公室",), "2015年4月21日"))
    assert (name.indent, name.above) == (2 * CELL, LINE)
    assert day.indent == int((2 + 12 - 2 - Decimal("6.5")) * CELL)  # it begins two characters right of the name


def test_a_date_longer_than_the_name_moves_the_name() -> None:
    name, day = sign_lines(Closing(("区委",), "2015年12月21日"))
    assert day.indent == 2 * CELL
    assert name.indent == 9 * CELL  # 7 characters of date, two more, two of its own


def test_a_sealed_signature_is_centred_on_its_date_four_characters_in() -> None:
    name, day = sign_lines(Closing(("滨湖区考核办公室",), "2015年4月21日", sealed=True))
    assert day.indent == 4 * CELL
    assert name.indent + 8 * CELL // 2 == pytest.approx(day.indent + Decimal("6.5") * CELL / 2, abs=2)
    assert name.above == 2 * LINE


def test_a_sealed_signature_longer_than_its_date_never_leaves_the_lines() -> None:
    lines = sign_lines(Closing(("某区区级机关作风和效能建设考核工作组办公室",), "2015年4月21日", sealed=True))
    assert all(line.indent >= 0 for line in lines)


def test_a_wide_annex_at_the_end_leaves_the_colophon_an_upright_page() -> None:
    turned = replace(DOCUMENT, annexes=DOCUMENT.annexes[:1])
    assert [s.orientation for s in docx.Document(io.BytesIO(render_docx(turned))).sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    bare = replace(turned, colophon=Colophon())
    assert [s.orientation for s in docx.Document(io.BytesIO(render_docx(bare))).sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE,
    ]  # fmt: skip


def test_what_is_no_part_of_the_document_follows_its_colophon() -> None:
    note = Annex("", ("编者注",), (Paragraph("底本如此。"),), after=True)
    made = render_docx(replace(DOCUMENT, annexes=(*DOCUMENT.annexes[:1], note)))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = re.sub(f"<[^>]+>|{J}|\u200b", "", archive.read("word/document.xml").decode())
    assert text.index(DOCUMENT.colophon.printed) < text.index("编者注") < text.index("底本如此。")


@pytest.mark.parametrize("landscape", [False, True])
def test_pages_that_are_no_part_of_the_document_have_a_head_of_their_own_and_no_number(landscape: bool) -> None:
    note = Annex("", ("编者注",), (Paragraph("底本如此。"),), landscape=landscape, after=True, mark="〔编者补〕")
    made = docx.Document(
        io.BytesIO(render_docx(replace(DOCUMENT, notice="演示数据", annexes=(*DOCUMENT.annexes, note))))
    )
    *own, added = made.sections
    assert (added.orientation == WD_ORIENT.LANDSCAPE) is landscape
    for section in own:
        assert section.header.paragraphs[0].text.startswith("演示数据")
        assert "PAGE" in section.footer._element.xml
    for head, foot in ((added.header, added.footer), (added.even_page_header, added.even_page_footer)):
        assert head.paragraphs[0].text == "〔编者补〕"
        assert "PAGE" not in foot._element.xml


COVER = OfficialDocument(
    title=("印发《关于在全区区级机关开展“正风提效”", "专项活动的实施意见》《滨湖区区级机关", "考核办法》的通知"),
    day=date(2015, 4, 21),
    banner=Banner(("中共无锡市滨湖区委员会", "无锡市滨湖区人民政府"), "文件", "锡滨委发〔2015〕41号"),
    addressees="各镇党委和人民政府，各开发区党工委和管委会，各街道党工委和办事处，区机关各部门，区各直属单位",
    blocks=(
        Paragraph(
            "《实施意见》和《考核办法》已经区委常委会讨论通过，现印发给你们，请认真抓好贯彻落实，取得实效，重要情况及时报告。"
        ),
    ),
    closing=Closing(("中共无锡市滨湖区委员会", "无锡市滨湖区人民政府"), "2015年4月21日", sealed=True),
    annexes=(Annex("", ("实施意见",), (Paragraph(BODY),)),),
)


def test_what_runs_over_its_page_by_a_few_lines_is_set_closer() -> None:
    assert 480 <= fit_pages(COVER).line < LINE
    assert fit_pages(replace(COVER, blocks=(Paragraph("短。"),), addressees="各单位", closing=Closing())).line == LINE
    assert fit_pages(replace(COVER, blocks=(Paragraph(BODY),))).line == LINE
    assert fit_pages(DOCUMENT).line == LINE
    columns = (DocumentColumn("单项", 6), DocumentColumn("扣分", 2, "right"))
    table = DocumentTable(columns, (("舆情监测和报告", "3.0"),) * 5)
    letter = OfficialDocument(
        ("约谈通知书",), DOCUMENT.day, addressees="区发改局", closing=Closing(("考核办",), "2016年1月28日", True),
        blocks=(*[Paragraph("一行。")] * 9, table, *[Paragraph("一行。")] * 3),
    )  # fmt: skip
    assert fit_pages(replace(letter, blocks=letter.blocks[3:])).line == LINE
    assert 480 <= fit_pages(letter).line < LINE
    heights = {}
    for paragraph in docx.Document(io.BytesIO(render_docx(COVER))).paragraphs:
        spacing = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        heights[paragraph.text[:4]] = None if spacing is None else spacing.get(qn("w:line"))
    closer = str(fit_pages(COVER).line)
    assert heights["印发《关"] == heights["《实施意"] == heights["2015"] == closer
    assert heights[BODY[:4]] is None  # what follows on pages of its own is set as ever


def test_libreoffice_keeps_text_and_signature_on_the_first_page(laid_out: Path) -> None:
    with pdfplumber.open(laid_out.with_name("cover.pdf")) as pdf:
        first = "".join((pdf.pages[0].extract_text() or "").split())
        assert "讨论通过" in first
        assert "2015年4月21日" in first
        assert "实施意见" in (pdf.pages[1].extract_text() or "")


def test_a_long_mark_stands_in_two_lines() -> None:
    made = render_docx(replace(DOCUMENT, banner=Banner(("滨湖区区级机关作风和效能建设考核工作组办公室",), "文件")))
    assert styled(docx.Document(io.BytesIO(made)), "GwMark") == ["滨湖区区级机关作风和\n效能建设考核工作组办公室文件"]


BLOCKS: list[Block] = [
    Paragraph(""),
    Note(""),
    DocumentTable((DocumentColumn(""),), ()),
    DocumentTable((DocumentColumn("a"), DocumentColumn("b")), (("1",), ("1", "2"))),
    Paragraph("\n\r\t\u2028"),
    Paragraph("[" * 20000),
]


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_odd_blocks_make_a_document_all_the_same(block: Block) -> None:
    made = render_docx(OfficialDocument(title=("标题",), day=date(2015, 1, 1), blocks=(block,)))
    assert docx.Document(io.BytesIO(made)).paragraphs


def test_many_threads_make_the_same_as_one(made: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(render_docx, [DOCUMENT] * 6)) == {made}


@pytest.mark.skipif(os.name != "posix", reason="process groups are of POSIX")
def test_a_program_that_hangs_is_stopped_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    left = tmp_path / "left"
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > '{left}.part'\nmv '{left}.part' '{left}'\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(docx_pandoc, "pandoc_program", lambda: str(program))
    while not left.exists():  # a busy machine may end it before it has started anything
        with pytest.raises(UserError, match="pandoc 超过 1 秒没有完成"):
            convert_alone({}, seconds=1)
    started, end = int(left.read_text()), time.monotonic() + 300
    while is_running(started):
        assert time.monotonic() < end
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Whether it is there, and not only its name in the list of whoever has not asked for its end yet."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_pandoc_stays_for_the_next_document_whatever_became_of_the_last() -> None:
    prose, more = (write_prose(fit_pages(found)) for found in (DOCUMENT, COVER))
    alone = [body(convert_alone(found)) for found in (prose, more)]
    with Pandoc() as pandoc:
        assert [body(pandoc.convert(found)) for found in (prose, more)] == alone
        with pytest.raises(UserError, match="pandoc 没有完成："):
            pandoc.convert({"not": "a document"})
        assert body(pandoc.convert(prose)) == alone[0]
        [process] = pandoc._free  # the one that began
        process.popen.kill()
        process.popen.wait()
        assert body(pandoc.convert(more)) == alone[1]
        [other] = pandoc._free
    assert other.popen.returncode == 0, "it ends with what it was begun for"


def convert_alone(prose: dict[str, Any], seconds: int = SECONDS) -> bytes:
    """By a pandoc of its own."""
    with Pandoc(seconds) as pandoc:
        return pandoc.convert(prose)


def body(made: bytes) -> bytes:
    """What is kept of a document: beside it pandoc says when it was made."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read("word/document.xml")


def test_what_pandoc_says_is_passed_on() -> None:
    with pytest.raises(UserError, match="pandoc 没有完成："):
        convert_alone({"not": "a document"})


def test_pandoc_reads_no_file() -> None:
    prose = write_prose(fit_pages(DOCUMENT))
    prose["blocks"] = [{"t": "Para", "c": [{"t": "Image", "c": [["", [], []], [], ["/etc/hostname", ""]]}]}]
    with zipfile.ZipFile(io.BytesIO(convert_alone(prose))) as archive:
        assert not [name for name in archive.namelist() if "media" in name]
