"""Whatever a reader opens, page, document, spreadsheet, table or feed, has the figures that were scored.

Each reader takes the built files apart as that format's readers do and returns what it says; nothing of the renderers
is used. A reader must find all the figures of the kinds that its format shows, of every unit, and no others.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from generator.cli import main
from generator.documents.document_files import LAYOUT, document_fonts, make_documents
from generator.documents.fonts import FontReport
from generator.documents.official_document import DocumentTable
from generator.documents.pdf import PdfCompiler
from generator.load.edition import Edition, open_edition
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.score.result import YearResult
from generator.score.ties import edge_ties, settle_ties
from generator.score.year import score_year
from generator.site.site_build import build_site
from tests.opendata.office import recalculate
from tests.site.figures import (
    DERIVATION,
    EDGE,
    SCORE,
    Figures,
    Files,
    Output,
    differences,
    read_feedback,
    read_ranking_page,
    read_table,
    read_unit_pages,
    scored,
)
from tests.site.figures_of_data import read_command, read_csv, read_feeds, read_json, read_workbook
from tests.site.sample import as_published, copy_district, read_district, write_acts


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """The small district, its year published, no ballot withheld: caps that bite, appeals, a tie that was decided."""
    folder = tmp_path_factory.mktemp("same")
    root = copy_district(folder / "district")
    scheme = root / "data/schemes/2015.yml"
    scheme.write_text(scheme.read_text("utf-8").replace("suppress_below: 5", "suppress_below: 0"), "utf-8")
    write_acts(root, as_published(read_district(root), "2015-notice", "2015"))
    site = folder / "site"
    assert build_site(root, site).problems == ()
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    corpus, problems = read_corpus(WorkTree(root))
    assert problems == []
    return Output(root, files, settle_ties(score_year(corpus, 2015), corpus.publications["2015-final"].ties))


Read = Callable[[Output, Files], Figures]
READERS: dict[str, tuple[Read, set[str]]] = {
    "ranking page": (read_ranking_page, SCORE),
    "unit pages": (read_unit_pages, DERIVATION),
    "CSV": (read_csv, DERIVATION - {"rate"} | {"short rate"}),
    "JSON": (read_json, DERIVATION - {"rate"} | {"short rate"}),
    "feeds": (read_feeds, {"total", "rank"}),
}
TABLES = {"circular": {"total", "rank", "component", "contribution", "named"}}
TABLES["public-notice"] = TABLES["circular"] - {"contribution"}


def reader(name: str) -> tuple[Read, set[str]]:
    """The reader `name`: of READERS, or `feedback.docx`, `circular.pdf` and so on."""
    if name in READERS:
        return READERS[name]
    document, _, suffix = name.partition(".")
    if document == "feedback":
        return lambda output, files: read_feedback(output, files, suffix), DERIVATION
    return lambda output, files: read_table(output, files, document, suffix), TABLES[document]


DOCUMENTS = [f"{name}.{suffix}" for name in ("feedback", *TABLES) for suffix in ("html", "docx")]


def printed_fonts(root: Path) -> FontReport:
    """The fonts of the documents; without any there is no PDF to read."""
    fonts = document_fonts(root)
    if not all(fonts.chains.values()):
        assert os.environ.get("KAOHE_STRICT_TOOLS") != "1"
        pytest.skip("no Chinese fonts are installed, so no PDF is made")
    return fonts


def undecided(output: Output) -> YearResult:
    """The results as they come out of the data, before a person has decided the tie."""
    corpus, _ = read_corpus(WorkTree(output.root))
    return score_year(corpus, 2015)


def test_the_district_has_what_goes_wrong_easily(output: Output) -> None:
    figures = scored(output.result)
    assert any(value for key, value in figures.items() if key[0] == "absorbed")
    assert any(found.tied > 1 for found in output.result.units)
    assert edge_ties(undecided(output))
    records = [effect.record for found in output.result.units for effect in found.score.effects()]
    assert {found.appeal.decision for found in records if found.appeal} >= {"reduced", "revoked"}
    assert any(found.revoked for found in records)
    assert len(figures) > 60


@pytest.mark.parametrize("name", [*READERS, *DOCUMENTS])
def test_it_says_what_was_scored(output: Output, name: str) -> None:
    read, kinds = reader(name)
    assert differences(output, kinds, read(output, output.files)) == {}


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", ["feedback", *TABLES])
def test_a_pdf_says_what_was_scored(output: Output, name: str) -> None:
    printed_fonts(output.root)
    read, kinds = reader(f"{name}.pdf")
    assert differences(output, kinds, read(output, output.files)) == {}


def test_the_command_prints_what_was_scored(output: Output) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert main(["score", "-C", str(output.root), "2015", "--json"]) == 0
    output = replace(output, result=undecided(output))
    assert any(
        EDGE in name for found in scored(output.result).values() if isinstance(found, frozenset) for name in found
    )
    assert differences(output, DERIVATION, read_command(output, said.getvalue())) == {}
    other = said.getvalue().replace('"absorbed": "0.2"', '"absorbed": "0.3"')
    assert differences(output, DERIVATION, read_command(output, other)).keys() == {
        ("absorbed", "minzheng", "window", "2015-05-22")
    }


@pytest.mark.needs("soffice")
def test_the_recalculated_workbook_says_what_was_scored(
    output: Output, needs: Callable[[str], Path], tmp_path: Path
) -> None:
    made = output.files["open-data/sample-kaohe-2015.xlsx"]
    books = {"as-is": made, "tampered": tamper_points(made, "2015-1105-caizheng-1", "0.3")}
    found = recalculate(needs("soffice"), books, tmp_path)
    kinds = DERIVATION - {"raw"}
    assert differences(output, kinds, read_workbook(output, found["as-is"])) == {}
    wrong = differences(output, kinds, read_workbook(output, found["tampered"]))
    assert wrong.keys() == {
        ("effective", "caizheng", "meetings", "2015-11-05"),
        ("item", "caizheng", "meetings"),
        ("component", "caizheng", "performance"),
        ("total", "caizheng"),
        ("contribution", "caizheng"),
    }


def tamper_points(content: bytes, record: str, points: str) -> bytes:
    """The workbook with other points in one record: what was typed, not what was computed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["扣分记录"]
    file = f"xl/worksheets/sheet{book.sheetnames.index(sheet.title) + 1}.xml"
    row = next(row for row in sheet.iter_rows(min_row=4) if record in [cell.value for cell in row])
    place = row[5].coordinate
    cell = rf'(<c r="{place}"[^>]*><v>)[\d.]+'
    return _change_part(content, file, lambda part: re.sub(cell, rf"\g<1>{points}", part))


def _change_part(content: bytes, file: str, change: Callable[[str], str]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode("utf-8")) if name == file else part)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "path", "old", "new"),
    [
        ("ranking page", "2015/ranking.html", ">39.096<", ">39.097<"),
        ("ranking page", "2015/ranking.html", ">通报表扬<", ">通报批评<"),
        ("unit pages", "2015/units/minzheng.html", "0.2 分</span>超过", "0.1 分</span>超过"),
        ("unit pages", "2015/units/caizheng.html", "100 − 0.70", "100 − 0.71"),
        ("CSV", "open-data/sample-results.csv", "97.28", "97.82"),
        ("CSV", "open-data/sample-result-items.csv", ",1.6,1,0.6", ",1.7,1,0.6"),
        ("JSON", "open-data/sample-outcomes.json", '"edge_tie": false', '"edge_tie": true'),
        ("JSON", "open-data/sample-deductions.json", '"absorbed": "0.4"', '"absorbed": "0.0"'),
        ("feeds", "feeds/caizheng.xml", "97.28", "97.82"),
        ("feedback.html", "documents/2015/feedback/caizheng.html", "38.912", "38.921"),
        ("feedback.docx", "documents/2015/feedback/minzheng-demo.docx", ">0.2<", ">0.3<"),
        ("circular.html", "documents/2015/circular.html", ">0.35<", ">0.53<"),
        ("circular.docx", "documents/2015/circular-demo.docx", ">39.860<", ">39.680<"),
        ("public-notice.html", "documents/2015/public-notice.html", "区教育局、区民政局", "区教育局、区财政局"),
        ("public-notice.docx", "documents/2015/public-notice-demo.docx", ">99.65<", ">99.56<"),
    ],
)
def test_a_tampered_figure_is_seen(output: Output, name: str, path: str, old: str, new: str) -> None:
    content = output.files[path]
    if path.endswith(".docx"):
        tampered = _change_part(content, "word/document.xml", lambda part: part.replace(old, new))
    else:
        tampered = content.replace(old.encode(), new.encode())
        assert tampered != content
    read, kinds = reader(name)
    assert differences(output, kinds, read(output, {**output.files, path: tampered})) != {}


@pytest.mark.needs("pdftotext")
def test_a_tampered_pdf_is_seen(output: Output) -> None:
    fonts = printed_fonts(output.root)
    edition = open_edition(output.root)
    assert isinstance(edition, Edition)
    order, document = next(made for made in make_documents(edition) if made[0].name == "2015/feedback/minzheng-demo")
    (annex,) = document.annexes
    blocks = tuple(
        replace(part, rows=tuple(tuple(cell.replace("0.2", "0.3") for cell in row) for row in part.rows))
        if isinstance(part, DocumentTable)
        else part
        for part in annex.blocks
    )
    path = f"documents/{order.name}.pdf"
    with PdfCompiler(edition.folders.find(LAYOUT), fonts) as compiler:
        assert compiler.render(document) == output.files[path]
        tampered = compiler.render(replace(document, annexes=(replace(annex, blocks=blocks),)))
    read, kinds = reader("feedback.pdf")
    assert differences(output, kinds, read(output, {**output.files, path: tampered})).keys() == {
        ("absorbed", "minzheng", "window", "2015-05-22")
    }


@pytest.mark.filterwarnings("default")  # of frictionless and what it rests on
def test_the_package_of_the_built_data_is_accepted(output: Output, tmp_path: Path) -> None:
    from frictionless import Package

    for path, content in output.files.items():
        if path.startswith("open-data/"):
            (tmp_path / path.removeprefix("open-data/")).write_bytes(content)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "note"])
