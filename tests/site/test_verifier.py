"""The verifier that comes with a site computes anew what was scored, whatever the scheme says."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.model.number import round_figure
from generator.opendata.calculation import describe_book, render_calculation
from generator.opendata.catalogue import open_data_tables
from generator.opendata.csv_file import render_csv
from generator.opendata.disclosure import Disclosure
from generator.opendata.given_sources import CellSource, RowSource
from generator.opendata.json_file import plain_value, render_json
from generator.rules.book_json import calculation_digest
from generator.rules.corpus import Corpus
from generator.rules.expression import Book
from generator.score.evaluate import Given
from tests.loaded_script import load_script
from tests.opendata.sample import SCHEME, SITE, make_corpus, make_disclosure
from tests.rules.random_books import MODES, TABLES, books, cells, fill, given_rows
from tests.rules.random_schemes import Plain, districts, recorded_otherwise
from tests.rules.random_schemes import make_corpus as make_records
from tests.score.districts import corpora
from tests.score.random_years import Files, corpus_of, years

ROOT = Path(__file__).parents[2]


def load_verifier() -> ModuleType:
    """The program as it is given away, before anything was counted."""
    return load_script(ROOT / "templates/verify/verify.py")


def drawn() -> list[Corpus]:
    """Districts of every setting, the same on every run; every other with a first day in April."""
    found: list[Corpus] = []

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
    @given(corpora())
    def draw(corpus: Corpus) -> None:
        scheme = corpus.schemes[2015]
        if len(found) % 2:
            scheme = replace(scheme, in_force=date(2015, 4, 21), before="not-counted")
        found.append(replace(corpus, site=replace(SITE, demo=True), schemes={2015: scheme}))

    draw()
    return found


def write_data(site: Path, disclosure: Disclosure) -> None:
    """The open data of a site, each table in both forms."""
    (site / "open-data").mkdir(parents=True)
    for table in open_data_tables(disclosure):
        (site / f"open-data/{table.name}.json").write_bytes(render_json(table))
        (site / f"open-data/{table.name}.csv").write_bytes(render_csv(table))
    (site / "open-data/calculation.json").write_bytes(render_calculation(disclosure))


def test_every_figure_is_found_again(tmp_path: Path) -> None:
    verified = 0
    early = 0
    for number, corpus in enumerate(drawn()):
        disclosure = make_disclosure(corpus)
        if not disclosure.periods:
            continue
        write_data(tmp_path / str(number), disclosure)
        verifier = load_verifier()
        verifier.check_tables(tmp_path / str(number))
        verifier.check_scores(tmp_path / str(number))
        assert verifier.FOUND["不符"] == []
        assert verifier.FOUND["待证"] == []
        verified += len(verifier.FOUND["符合"]) - 1
        early += any(e.early for u in disclosure.latest(2015).result.units for e in u.score.effects())
    assert verified > 50
    assert early > 3


@pytest.mark.parametrize(("rounded_at", "start"), [("component", "千人评议扣分"), ("total", "得分")])
def test_where_counts_are_withheld_it_goes_on_from_a_published_figure(
    tmp_path: Path, rounded_at: str, start: str
) -> None:
    """Exact from there, and named; a total or rank that does not follow is still found."""
    of = "lost" if rounded_at == "component" else "earned"
    scheme = replace(SCHEME, roundings=(replace(SCHEME.rounding, at=rounded_at, of=of),))
    write_data(tmp_path, make_disclosure(make_corpus(scheme)))
    verifier = load_verifier()
    verifier.check_scores(tmp_path)
    said = f"2015：票数少的评议主体不公布计票，1 个单位从公布的“{start}”算起，此前的没有重算"
    assert (verifier.FOUND["不符"], verifier.FOUND["待证"]) == ([], [said])
    results = tmp_path / "open-data/results.json"
    ranks = results.read_text("utf-8")
    swapped = ranks.replace('"rank": "1"', '"rank": "2"').replace('"rank": "3"', '"rank": "1"')
    results.write_text(swapped, "utf-8")
    verifier = load_verifier()
    verifier.check_scores(tmp_path)
    assert "应为 名次 3" in "".join(verifier.FOUND["不符"])
    assert verifier.FOUND["待证"] == [said]


@pytest.mark.parametrize("mode", MODES)
def test_it_rounds_as_scoring_does(mode: str) -> None:
    rounded = load_verifier().rounded
    for numerator in range(-50, 51):
        for places in range(3):
            value = Fraction(numerator, 8)
            assert rounded(value, places, mode) == round_figure(value, places, mode)


# Where the random books find what is given: in tables of the same names and columns.
PLAIN = {
    name: RowSource((name,), {column: CellSource(column) for column in (*key, *given)})
    for name, (key, given) in TABLES.items()
}


@settings(max_examples=300)
@given(books(), given_rows())
def test_a_book_of_any_operations_comes_to_the_same_figures(book: Book, rows: Given) -> None:
    computed = {
        (name, key, column): value if isinstance(value, str | bool | None) else Fraction(value)
        for name, key, column, value in cells(fill(book, rows))
    }
    described = json.loads(json.dumps(describe_book(book, PLAIN, {})))
    verifier = load_verifier()
    with TemporaryDirectory() as folder:
        (Path(folder) / "open-data").mkdir()
        for name, found in rows.items():
            content = [{"year": book.year, **{k: plain_value(v) for k, v in row.items()}} for row in found]  # type: ignore[arg-type]
            (Path(folder) / f"open-data/{name}.json").write_text(json.dumps(content), "utf-8")
        read = {table["id"]: verifier.read_rows(Path(folder), book.year, table) for table in described["tables"]}
    filled = verifier.Book(described, read)
    keys = {table["id"]: table["key"] for table in described["tables"]}
    recomputed = {
        (name, tuple(row[part] for part in keys[name]), column): value
        for name, found in filled.rows.items()
        for row in found
        for column, value in row.items()
    }
    assert recomputed == computed
    sentences = list(verifier.rule_sentences(described["tables"]))
    assert len(sentences) == sum(len(table.columns) for table in book.tables)


def test_whatever_a_scheme_says_is_found_again_from_the_open_data(tmp_path: Path) -> None:
    """Without a word of what kinds of parts there are: by the tables and calculation.json alone.

    2,000 books and more: each district has one for the year and for each quarter that something was recorded in. To
    draw a scheme costs as much as to verify it, so that each is filled twice.
    """
    verifier = load_verifier()
    verified = 0

    def verify(district: Plain) -> None:
        nonlocal verified
        disclosure = make_disclosure(make_records(district))
        verifier.FOUND.update({status: [] for status in verifier.FOUND})
        verifier.table.cache_clear()
        verifier.index.cache_clear()
        shutil.rmtree(tmp_path / "open-data", ignore_errors=True)
        write_data(tmp_path, disclosure)
        verifier.check_tables(tmp_path)
        verifier.check_scores(tmp_path)
        assert (verifier.FOUND["不符"], verifier.FOUND["待证"]) == ([], [])
        verified += len(disclosure.periods)

    @settings(max_examples=300, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(districts(), st.integers(0, 2**32 - 1))
    def draw(district: Plain, chosen: int) -> None:
        verify(district)
        verify(recorded_otherwise(district, Random(chosen)))

    draw()
    assert verified > 2000


def test_quarters_of_their_own_and_the_year_of_them_are_found_again(tmp_path: Path) -> None:
    """Each quarter from its first to its last day, the year of their totals, parts that count in the year alone."""
    seen: set[str] = set()

    @settings(max_examples=150, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(years())
    def verify(files: Files) -> None:
        found = corpus_of(files)
        if found.schemes[2015].year_of is None:
            return
        measured = (replace(record, item=record.item[1:]) for record in found.measures)  # where its item says
        found = replace(found, measures=tuple({record.path: record for record in measured}.values()))
        verifier = load_verifier()
        shutil.rmtree(tmp_path / "open-data", ignore_errors=True)
        write_data(tmp_path, make_disclosure(replace(found, site=replace(SITE, demo=True), publications={})))
        verifier.check_tables(tmp_path)
        verifier.check_scores(tmp_path)
        assert verifier.FOUND["不符"] == []
        seen.update(sentence.partition("：")[0] for sentence in verifier.FOUND["符合"])

    verify()
    assert {"2015-Q1", "2015-Q2", "2015-Q3", "2015-Q4", "2015"} <= seen


def test_it_knows_the_digest_of_a_book_that_publications_keep(tmp_path: Path) -> None:
    """And says where the site computes otherwise than was published."""
    disclosure = make_disclosure()
    verifier = load_verifier()
    described = json.loads(render_calculation(disclosure))["calculations"]
    found = {period: verifier.rules_digest(book["tables"]) for book in described for period in book["periods"]}
    assert found == {shown.name: calculation_digest(shown.result.laid.book) for shown in disclosure.periods}
    write_data(tmp_path, disclosure)
    path = tmp_path / "open-data/publications.json"
    rows = json.loads(path.read_text("utf-8"))
    for digest, said in ((found[rows[0]["period"]], False), ("0" * 64, True)):
        path.write_text(json.dumps([{**rows[0], "calculation_sha256": digest}]), "utf-8")
        verifier = load_verifier()
        verifier.check_published(tmp_path)
        assert any("算式与发布" in sentence for sentence in verifier.FOUND["待证"]) is said
