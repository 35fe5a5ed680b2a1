"""Each project goes all roads: explained, compared, recalculated, verified, shown on pages, set on paper."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.compare.comparison import compare_trees
from generator.model.number import format_points
from generator.opendata.xlsx_file import render_workbook
from generator.opendata.year_workbook import build_workbook
from generator.read.tree import MemoryTree
from generator.rules.effect_words import EFFECTS
from generator.score.result import UnitResult, YearResult
from generator.score.year import score_year
from generator.words.derivation import derivation_text, ranking_text
from generator.words.result_words import points_noun, standing_words
from tests.auditing import run_verifier
from tests.opendata.office import compute, differences, formulas
from tests.opendata.sample import make_disclosure
from tests.run_once import folder_of_run
from tests.schemes.built_project import build_once
from tests.schemes.given_project import HERE, PROJECTS, evaluate_project, read_project
from tests.shown import unmarked

LONGEST = 8192  # characters that a formula of a spreadsheet may have
each_project = pytest.mark.parametrize("name", PROJECTS)


def result_of(name: str) -> YearResult:
    corpus, _ = read_project(name)
    (year,) = corpus.schemes
    return score_year(corpus, year)


@pytest.fixture(scope="session")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The built site of a project."""
    return lambda name: build_once(name, folder_of_run(tmp_path_factory))


def text_of(page: str) -> str:
    """What is read on a page, without its frame."""
    body = re.search(r"(?s)<main.*?</main>", unmarked(page))
    assert body is not None
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"(?s)<svg.*?</svg>|<[^>]+>", " ", body[0])))


def printed(result: YearResult, unit: UnitResult) -> str:
    """The score of a unit as it is printed, or that it has none."""
    return "没有得分" if unit.total is None else format_points(unit.total, result.scheme.rounding.places)


@each_project
def test_what_is_scored_is_what_the_book_says(name: str) -> None:
    found, result = evaluate_project(name), result_of(name)
    for unit in result.units:
        exact = found.cell(unit.unit.id, "total")
        assert (unit.total is None) == (exact is None)
        if isinstance(exact, Decimal | Fraction):
            assert abs(Fraction(unit.total or 0) - Fraction(exact)) < Fraction(1, 10**6)


def items_of_others(result: YearResult, unit: UnitResult) -> set[str]:
    """What items of other units' sets are called, and none of the unit's own."""
    placed = [found for part in result.scheme.components for found in part.list_items()]
    own = {found.item.name for found in placed if found.unit in {None, unit.unit.id}}
    return {found.item.name for found in placed} - own


@each_project
def test_every_score_is_explained(name: str) -> None:
    result = result_of(name)
    told = ranking_text(result, result.units)
    for unit in result.units:
        assert unit.unit.name in told
        words = derivation_text(result, unit)
        assert printed(result, unit) in words
        assert f"等次：{unit.grade}。" in words or not unit.grade
        assert (standing_words(unit) or unit.unit.name) in words
        assert not re.search(r"[＋−×÷] -\d", words)
        for item in items_of_others(result, unit):
            assert f" {item} = " not in words


def halves(name: str) -> tuple[MemoryTree, MemoryTree]:
    """The project before half of what is recorded of its units was entered, and as it is."""
    root = HERE / name
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("data/**/*.yml")}
    given = ("deductions", "bonuses", "measures", "imports", "applies")
    records = sorted(path for path in files if path.split("/")[1] in given)
    later = set(records[::2])
    return MemoryTree({path: data for path, data in files.items() if path not in later}), MemoryTree(files)


@each_project
def test_causes_add_up(name: str) -> None:
    before, after = halves(name)
    found = compare_trees(before, after, "1" * 40, "2" * 40)
    assert found.moves
    for move in found.moves:
        if move.old is not None and move.new is not None and None not in (move.old.total, move.new.total):
            assert sum((cause.delta or Decimal(0) for cause in move.causes), Decimal(0)) == move.delta


@pytest.mark.needs("soffice")
def test_the_workbook_comes_to_the_same_when_it_is_recalculated(needs: Callable[[str], Path], tmp_path: Path) -> None:
    disclosures = {name: make_disclosure(read_project(name)[0]) for name in PROJECTS}
    books = {name: build_workbook(found, found.years()[-1]) for name, found in disclosures.items()}
    rendered = {name: render_workbook(book, disclosures[name].until) for name, book in books.items()}
    found = compute(needs("soffice"), rendered, tmp_path)
    assert {name: wrong for name, book in books.items() if (wrong := differences(book, found[name]))} == {}
    lengths = [len(cell.text) for book in books.values() for cell in formulas(book).values()]
    assert max(lengths) < LONGEST
    assert len(lengths) > 1000


@each_project
def test_the_workbook_speaks_of_what_its_points_are(name: str) -> None:
    disclosure = make_disclosure(read_project(name)[0])
    book = build_workbook(disclosure, disclosure.years()[-1])
    heads = [sheet.title + sheet.note + "".join(column.title for column in sheet.columns) for sheet in book.sheets]
    takes = any(part.words.sign < 0 for part in result_of(name).units[0].score.components)
    assert any("扣分" in words for words in heads) <= takes
    assert points_noun(result_of(name)) in "".join(sheet.name for sheet in book.sheets)


@each_project
def test_the_verifier_of_the_site_finds_every_figure_again(name: str, site_of: Callable[[str], Path]) -> None:
    site = site_of(name)
    code, said = run_verifier(site / "verify/verify.py", str(site), "--all")
    assert code == 0, said
    year = result_of(name).year
    assert f"符合  {year}：{len(result_of(name).units)} 个单位的得分和名次与重算一致" in said


@each_project
def test_pages_show_every_unit_with_its_score_or_why_it_has_none(name: str, site_of: Callable[[str], Path]) -> None:
    site, result = site_of(name), result_of(name)
    ranking = text_of((site / f"{result.year}/ranking.html").read_text("utf-8"))
    for unit in result.units:
        page = text_of((site / f"{result.year}/units/{unit.unit.id}.html").read_text("utf-8"))
        assert ("没有记录" in page) == (not any(unit.score.effects())), (
            "what follows from values is not told as 0 records"
        )
        assert printed(result, unit) in page
        assert standing_words(unit) in page
        assert (f"等次{unit.grade}" if unit.grade else unit.unit.name) in page
        assert unit.unit.short_name in ranking
        assert "-" not in re.findall(r"其中 (\S+) 分超过单项上限", page)
    overview = text_of((site / f"{result.year}/index.html").read_text("utf-8"))
    assert f"{len(result.units)} 个" in overview


@each_project
def test_pages_show_what_each_record_counts_with_its_sign(name: str, site_of: Callable[[str], Path]) -> None:
    site, result = site_of(name), result_of(name)
    for unit in result.units:
        page = (site / f"{result.year}/units/{unit.unit.id}.html").read_text("utf-8")
        for effect in unit.score.effects():
            record, sign = effect.record, effect.words.mark if effect.counted else ""
            own = (site / f"{record.year}/records/{record.item}/{record.id}.html").read_text("utf-8")
            (told,) = re.findall(r'<p class="kh-big">(<span.*?</span>) 分', own)
            assert signed(told) == f"{sign}{format_points(effect.counted)}"
            assert effect.charged or signed(told) in map(
                signed, re.findall(r'record-points">(<span.*?</span>)', page)
            )


def signed(span: str) -> str:
    """The text of a figure, with the minus that the style sheet puts before it."""
    return f"{'−' if 'kh-minus' in span else ''}{re.sub('<[^>]*>', '', span)}"


@each_project
def test_pages_show_what_was_measured_taken_over_and_left_out(name: str, site_of: Callable[[str], Path]) -> None:
    corpus, _ = read_project(name)
    site, year = site_of(name), result_of(name).year
    for record in corpus.measures_of(year):
        for place in (f"units/{record.unit}", f"items/{record.item}"):
            page = text_of((site / f"{year}/{place}.html").read_text("utf-8"))
            assert "指标" in page
            assert all(part.title in page for value in record.values for part in value.evidence)
    for taken in corpus.imports_of(year):
        for unit in taken.scores:
            page = text_of((site / f"{year}/units/{unit}.html").read_text("utf-8"))
            assert taken.source.title in page
            assert format_points(taken.scores[unit]) in page
    applying = corpus.inapplicable.get(year)
    for entry in applying.entries if applying is not None else ():
        for place in (f"units/{entry.unit}", f"items/{entry.item}"):
            assert entry.reason in text_of((site / f"{year}/{place}.html").read_text("utf-8"))


@each_project
def test_the_method_tells_every_part_and_standard(name: str, site_of: Callable[[str], Path]) -> None:
    result = result_of(name)
    page = text_of((site_of(name) / f"{result.year}/method.html").read_text("utf-8"))
    scheme = result.scheme
    assert all(part.name in page for part in scheme.components)
    assert all(standard.text in page for item in scheme.items.values() for standard in item.standards)
    names = [*(veto.name for veto in scheme.vetoes), *(grade.name for grade in scheme.grades)]
    assert all(found in page for found in names)
    assert ("扣分" in page) <= any(part.words.noun == "扣分" for part in result.units[0].score.components)


@each_project
def test_the_papers_say_the_same(name: str, site_of: Callable[[str], Path]) -> None:
    site, result = site_of(name), result_of(name)
    folder = site / f"documents/{result.year}"
    circular = docx_text(folder / "circular-demo.docx")
    for unit in result.units:
        letter = docx_text(folder / f"feedback/{unit.unit.id}-demo.docx")
        for paper in (letter, circular):
            assert unit.unit.name in paper
            assert (printed(result, unit) if unit.total is not None else "没有得分，不排名") in paper
        assert unit.grade in letter
        assert (unit.grade or unit.unit.name) in circular


def docx_text(path: Path) -> str:
    with ZipFile(io.BytesIO(path.read_bytes())) as found:
        return re.sub(r"<[^>]+>", "", found.read("word/document.xml").decode())


def test_penalty_points_are_never_called_deductions(site_of: Callable[[str], Path]) -> None:
    """Not on a page, in a table or on paper; but in the guide, which tells of all schemes, and in the audit log."""
    site = site_of("uk-fhrs")
    pages = [
        path for path in site.rglob("*.html") if path.relative_to(site).parts[0] in {"2019", "documents", "units"}
    ]
    assert len(pages) > 50
    assert [path.name for path in pages if "扣分" in text_of(path.read_text("utf-8"))] == []
    papers = list(site.rglob("*.docx"))
    assert [path.name for path in papers if "扣分" in docx_text(path)] == []
    assert EFFECTS["penalises"].noun in docx_text(papers[0])
