"""Every kind of document on paper: PDF as it is, DOCX as LibreOffice prints it with the fonts that are fetched."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest

from generator.documents.audit_requests import order_audit
from generator.documents.deduction_notice import deduction_notice_facts
from generator.documents.document_files import order_notice
from generator.documents.document_request import KINDS, marks, order_documents
from generator.documents.docx import render_docx
from generator.documents.fit import fit_pages
from generator.documents.fonts import find_fonts
from generator.documents.official_document import OfficialDocument, Paragraph
from generator.documents.pdf import PdfCompiler
from generator.documents.text_source import open_sources, write_document
from generator.model.publication import CorrectedResult, Correction, FrozenResult, Letter, Publication, Withdrawal
from generator.model.unit import LETTERS, Assessed, Copies, Unit
from generator.public.periods import list_periods
from generator.read.notice_reader import read_notice
from generator.release.freeze import PublicationRequest, freeze_period
from generator.rules.corpus import Corpus
from generator.score.year import score_year
from tests.documents.test_audit_facts import VIEW
from tests.libreoffice import convert
from tests.opendata.sample import APPRAISALS, COMMIT, SCHEME, SITE, make_corpus, make_record
from tests.released import of_office

ROOT = Path(__file__).parents[2]
SOURCES = open_sources([ROOT / "templates" / "documents"])
FONTS = find_fonts([Path(sys.prefix) / "fonts"])
STRICT = os.environ.get("KAOHE_STRICT_TOOLS") == "1"
MM = 72 / 25.4
NOTICE = "deduction-notice"  # the letter that `kaohe notify` makes, never on a site
LONG_OFFICE = "示例区区级机关作风和效能建设考核工作组办公室"
UNITS = "%‰年月日时分号名个条次件项人份页"
pytestmark = [
    pytest.mark.skipif(not STRICT and not all(FONTS.chains.values()), reason="没有字体：请运行 kaohe fonts"),
    pytest.mark.needs("soffice"),
]


def district(size: int) -> Corpus:
    """A district of `size` units, some with names of two lines, some with many records, all published."""
    long = "发展和改革与国有资产监督管理委员会"
    names = [f"示例区第{number}{long[: 3 + 5 * (number % 4)]}" for number in range(size)]
    units = {
        f"u{number}": Unit(f"u{number}", f"{name}（{number}）", f"区{number}局", "department", (), Assessed(2015))
        for number, name in enumerate(names)
    }
    base = make_corpus()
    records = [
        make_record(
            number,
            f"u{number % (size // 2 + 1)}",
            "hotline" if number % 3 else "discipline",
            date(2015, 1, 5) + timedelta(number % 350),
            "0.5",
            reason=f"第{number}件工单逾期{number % 9 + 1}个工作日办结，满意率{90 + number % 10}.5%"
            * (number % 3 + 1),
        )
        for number in range(3 * size)
    ]
    scheme = replace(SCHEME, subject="工作作风考核", target_assessment="年度目标管理综合考核", sample=True)
    several = "区各有关单位和各街道、各开发区、各直属企业事业单位，本区各人民团体"
    copies = Copies("区各有关单位", several, "区各有关单位")
    corpus = replace(
        base,
        site=replace(SITE, body="示例区机关考核委员会", copies=copies, public_letters=tuple(LETTERS)),
        schemes={2015: scheme},
        units={**units, "office": base.units["office"], "alpha": replace(base.units["alpha"], assessed=None)},
        deductions=(*records, replace(base.deductions[0], id="appealed", unit="u0")),
        appraisals=tuple(replace(APPRAISALS[int(unit[1:]) % 2], unit=unit) for unit in units),
        publications={},
        corrections={},
    )
    plan = [
        PublicationRequest("2015-q1", date(2015, 4, 8), "示考办〔2015〕11号"),
        PublicationRequest("2015-notice", date(2016, 1, 12), "示考办〔2016〕1号"),
        PublicationRequest("2015-final", date(2016, 1, 20), "示考办〔2016〕2号"),
    ]
    made: dict[str, Publication] = {order.id: freeze_period(corpus, order, COMMIT, None) for order in plan}
    letters = (Letter("praise", "示考办〔2016〕3号"), Letter("feedback", "示考函〔2016〕1号", "u0"))
    made["2015-final"] = replace(
        made["2015-final"], letters=letters, statement=("（一）存在问题。窗口服务还不够规范。",) * 3
    )
    moved = {
        unit: CorrectedResult(FrozenResult(Decimal("98.50"), Decimal(2)), FrozenResult(Decimal(100), Decimal(1)))
        for unit in units
    }
    day, reason = date(2015, 4, 15), "一笔扣分记错了单位"
    correction = Correction("2015-q1-c1", day, reason, (records[0].path,), "0" * 64, moved)
    made["2015-q2"] = freeze_period(
        corpus, PublicationRequest("2015-q2", date(2015, 7, 8), "示考办〔2015〕21号"), COMMIT, None
    )
    withdrawal = Withdrawal("2015-q2", date(2015, 7, 9), "漏记了一个单位", "示考办〔2015〕22号")
    return replace(
        corpus,
        publications=made,
        corrections={correction.id: correction},
        withdrawals={withdrawal.publication: withdrawal},
    )


def documents_of(corpus: Corpus) -> Iterator[tuple[str, OfficialDocument]]:
    """One or two documents of every kind, with the name of their source."""
    periods = list_periods(corpus, "public")
    results = {(p.year, p.quarter): score_year(corpus, p.year, p.quarter) for p in periods}
    orders = list(order_documents(of_office(corpus), results, periods, "public"))
    orders.append(order_audit(of_office(corpus), VIEW, "2015/audit/c1", date(2016, 1, 21), "更正 c1 前后"))
    folder = ROOT / "content" / "notice" / "2015-41"
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    orders.append(order_notice(read_notice(files), "2015-41", date(2015, 4, 21)))
    seen: dict[str, int] = {}
    for order in orders:
        seen[order.source] = seen.get(order.source, 0) + 1
        if seen[order.source] <= 2:
            made = write_document(SOURCES, order.source, order.facts, order.day, order.notice, order.watermark)
            yield order.source, made
    told = [record for record in corpus.deductions if record.unit == "u0"]
    facts = deduction_notice_facts(
        of_office(corpus), corpus.schemes[2015], corpus.units["u0"], told, None, date(2015, 12, 1)
    )
    yield (
        NOTICE,
        write_document(
            SOURCES,
            NOTICE,
            facts,
            date(2015, 12, 1),
            marks(False, replace(corpus.schemes[2015], sample=True, confirmed=None)),
        ),
    )


Printed = tuple[str, OfficialDocument, Path, Path]


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory, needs: Callable[[str], Path]) -> list[Printed]:
    """Each document with its PDF and with what LibreOffice makes of its DOCX."""
    folder = tmp_path_factory.mktemp("printed")
    found: list[Printed] = []

    def keep(name: str, source: str, document: OfficialDocument, compiler: PdfCompiler) -> None:
        layout = compiler.fit(document)
        (folder / f"{name}.own.pdf").write_bytes(compiler.render(document, layout))
        (folder / f"{name}.docx").write_bytes(render_docx(document, layout))
        found.append((source, document, folder / f"{name}.own.pdf", folder / f"{name}.pdf"))

    praise = next(made for source, made in documents_of(district(4)) if source == "praise")
    with PdfCompiler(ROOT / "templates/typst/official.typ", FONTS) as compiler:
        for names in range(15, 22):  # from text that leaves room for the colophon to text that does not
            blocks = (praise.blocks[0], *[Paragraph("示例区某局")] * names, praise.blocks[-1])
            keep(f"{names}-names", "praise", replace(praise, blocks=blocks), compiler)
        colophon = replace(praise.colophon, office=LONG_OFFICE)
        keep("long-office", "praise", replace(praise, colophon=colophon), compiler)
        for size, even in ((4, False), (45, False), (4, True), (45, True)):
            for number, (source, document) in enumerate(documents_of(district(size))):
                if even and (source == "notice" or not document.colophon.office):
                    continue
                keep(f"{size}-{source}-{number}-{even}", source, replace(document, even=even), compiler)
    print_all(needs("soffice"), folder)
    return found


def print_all(program: Path, folder: Path) -> None:
    """Every DOCX in `folder` as PDF, with the fonts of this environment alone."""
    fonts, cache = Path(sys.prefix) / "fonts", folder / "fonts"
    settings = f"<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"
    (folder / "fonts.conf").write_text(settings)
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    convert(program, "pdf", sorted(folder.glob("*.docx")), folder, environment)


def lines_of(page: pdfplumber.page.Page) -> list[str]:
    """The lines of text of a page, its head and foot left out; the sign that keeps numbers together as well."""
    area = page.crop((0, 100, page.width, page.height - 80))
    text = area.extract_text() or ""
    return [line.translate({0x2060: None, 0x200B: None}) for line in text.splitlines() if line.strip()]


def test_every_kind_is_there(printed: list[Printed]) -> None:
    assert {source for source, *_ in printed} == {*KINDS, NOTICE}


def test_both_forms_have_the_same_pages(printed: list[Printed]) -> None:
    for _, _, own, other in printed:
        with pdfplumber.open(own) as first, pdfplumber.open(other) as second:
            assert len(first.pages) == len(second.pages), own.name


def is_alone(page: pdfplumber.page.Page, document: OfficialDocument) -> bool:
    """Whether nothing but the colophon stands on the page."""
    text = "".join(lines_of(page)).removeprefix("抄送：")
    for part in (document.colophon.office, document.colophon.printed, document.colophon.copies):
        text = text.replace("".join(part.split()), "")
    return not re.sub("[ —0-9]", "", text)


def test_the_colophon_ends_the_last_page_and_is_alone_on_the_back_of_a_sheet_only(printed: list[Printed]) -> None:
    for source, document, *paths in printed:
        for path in paths if document.colophon.office and source != "notice" else ():
            with pdfplumber.open(path) as pdf:
                last = pdf.pages[-1]
                rules = [rule for rule in (*last.lines, *last.rects) if rule["width"] > 150 * MM]
                assert abs(max(rule["bottom"] for rule in rules) / MM - 262) < 1, path.name
                alone = is_alone(last, document)
                assert not alone or (document.even and len(pdf.pages) % 2 == 0), path.name
                assert not document.even or len(pdf.pages) % 2 == 0, path.name
                numbered = any(found["text"] == "—" and found["top"] / MM > 262 for found in last.chars)
                assert numbered != alone, path.name  # 7.5


def test_a_long_name_of_who_printed_it_stands_on_one_line_with_the_day(printed: list[Printed]) -> None:
    """GB/T 9704-2012 7.4.3, one character free at either end and between the two."""
    [(_, document, *paths)] = [found for found in printed if found[1].colophon.office == LONG_OFFICE]
    for path in paths:
        with pdfplumber.open(path) as pdf:
            words = pdf.pages[-1].extract_words(x_tolerance=5)
            lines = [line for line in words if line["text"] in (LONG_OFFICE, document.colophon.printed)]
            office, day = sorted(lines, key=lambda line: line["x0"])
            assert abs(office["bottom"] - day["bottom"]) < 3, path.name
            assert day["x0"] - office["x1"] > 7, path.name
            rule = max(rule["x1"] for rule in (*pdf.pages[-1].lines, *pdf.pages[-1].rects))
            assert 10 < rule - day["x1"] < 18, path.name


def test_no_number_is_parted_nor_apart_from_its_unit(printed: list[Printed]) -> None:
    parted = re.compile(rf"(?:[0-9.]\n[0-9.{UNITS}]|第\n[0-9])")
    for source, _, *paths in printed:
        if source == "audit":
            continue  # digests and paths are longer than a line
        for path in paths:
            with pdfplumber.open(path) as pdf:
                for page in pdf.pages:
                    # cells of a table stand beside one another: only lines of the main text
                    body = page.filter(lambda found: abs(found.get("size", 16) - 16) < 0.3)
                    text = "\n".join(lines_of(body))
                    found = parted.search(text)
                    assert found is None, (path.name, text[max(0, found.start() - 20) : found.end() + 20])


def test_what_is_reckoned_is_what_is_printed(printed: list[Printed]) -> None:
    """Without fonts an even last page rests on reckoning alone."""
    for _, document, own, _ in printed:
        if document.even:
            with pdfplumber.open(own) as pdf:
                assert fit_pages(document).back == is_alone(pdf.pages[-1], document), own.name
