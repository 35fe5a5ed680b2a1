"""calculation.json leads a reader from the tables of the open data to what scoring was given, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from generator.opendata.calculation import describe_books, render_calculation
from generator.opendata.catalogue import open_data_tables
from generator.opendata.disclosure import Disclosure
from generator.opendata.given_sources import SOURCES
from generator.opendata.json_file import plain_value
from generator.opendata.marking import MARK
from generator.opendata.open_data_files import open_data_files
from generator.rules.compiled import compile_scheme
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.part_record import Weighted
from generator.rules.scheme import Scheme
from generator.rules.span_columns import scored_over
from generator.rules.total_rule import YearOf
from generator.score.given import given_rows
from generator.score.operations import Value
from tests.opendata.sample import SCHEME, SITE, make_corpus, make_disclosure
from tests.schemes.given_project import PROJECTS, evaluate_project
from tests.score.districts import corpora

Json = dict[str, Any]


def rows_of(disclosure: Disclosure) -> Mapping[str, list[Json]]:
    """The tables as a reader of JSON has them."""
    return {
        table.name: [
            dict(zip((column.name for column in table.columns), map(plain_value, row), strict=True))
            for row in table.rows
        ]
        for table in open_data_tables(disclosure)
    }


def follow(tables: Mapping[str, list[Json]], year: int, described: Json, period: str, until: str) -> Iterator[Json]:
    """The given cells of the rows of a table of the book, found by nothing but their description."""
    at = described["rows"]
    for row in (row for name in at["tables"] for row in tables.get(name, ())):
        if (
            row["year"] != year
            or ("period" in at and row[at["period"]] != period)
            or ("day" in at and row[at["day"]] > until)
        ):
            continue
        cells = {}
        for column in described["columns"]:
            if found := column.get("given"):
                source: Json = row
                if "table" in found:
                    wanted = {**found["where"], **{name: row[own] for name, own in found["match"].items()}}
                    [source] = [
                        other
                        for other in tables[found["table"]]
                        if other["year"] == year and wanted.items() <= other.items()
                    ]
                value = source.get(found.get("column"))
                cells[column["id"]] = found.get("missing") if value is None else value
        yield cells


def differences(corpus: Corpus, disclosure: Disclosure) -> list[str]:
    """Where what the description leads to is not what scoring is given."""
    tables = rows_of(disclosure)
    wrong = []
    for shown in disclosure.periods:
        result = shown.result
        [book] = [found for found in describe_books(disclosure) if shown.name in found["periods"]]
        expected = given_rows(corpus, result.scheme, result.until)
        for table in book["tables"]:
            found = list(follow(tables, book["year"], table, shown.name, result.until.isoformat()))
            names = [column["id"] for column in table["columns"] if "given" in column]
            voted = {row["unit"] for row in expected["panel"]}
            rows = [
                row for row in expected[table["id"]] if table["id"] != "aspect" or row["unit"] in voted
            ]  # nobody voted on the unit: its aspects weigh nothing
            if as_set(found, names, table) != as_set(rows, names, table):
                wrong.append(f"{shown.name} {table['id']}")
    return wrong


def as_set(rows: list[Any], names: list[str], table: Json) -> set[tuple[Any, ...]]:
    figures = {column["id"] for column in table["columns"] if column["unit"] not in ("text", "day", "flag")}
    return {tuple(plain(row.get(name), name in figures) for name in names) for row in rows}


def plain(value: Value | int, is_figure: bool) -> object:
    return Decimal(str(value)) if is_figure and value is not None else value


def test_the_sample_is_found_by_its_description() -> None:
    corpus = make_corpus(replace(SCHEME, suppress_below=0))
    assert differences(corpus, make_disclosure(corpus)) == []


@settings(max_examples=40)
@given(corpora())
def test_any_district_is_found_by_its_description(corpus: Corpus) -> None:
    corpus = replace(corpus, site=replace(SITE, demo=True))
    corpus = replace(corpus, deductions=tuple({record.path: record for record in corpus.deductions}.values()))
    assert differences(corpus, make_disclosure(corpus)) == []


def test_every_column_that_is_named_exists() -> None:
    tables = {table.name: {column.name for column in table.columns} for table in open_data_tables(make_disclosure())}
    for book in describe_books(make_disclosure()):
        for table in book["tables"]:
            at = table["rows"]
            own = [name for name in at["tables"] if name in tables]
            named = [(name, at[part]) for name in own for part in ("period", "until", "day") if part in at]
            for column in table["columns"]:
                if "given" in column:
                    cell = column["given"]
                    if "column" in cell:
                        named += [(name, cell["column"]) for name in ([cell["table"]] if "table" in cell else own)]
                    named += [(name, column) for name in own for column in cell.get("match", {}).values()]
                    named += [(cell["table"], name) for name in (*cell.get("match", ()), *cell.get("where", ()))]
                    named += [(name, cell["withheld"]) for name in own if "withheld" in cell]
                if "printed" in column:
                    printed = column["printed"]
                    named += [(printed["table"], name) for name in (printed["column"], *printed["where"])]
            assert [pair for pair in named if pair[1] not in tables[pair[0]]] == []


def test_every_given_column_has_a_source_and_no_source_is_idle() -> None:
    [voted] = [part for part in SCHEME.components if isinstance(part, AppraisalComponent)]
    channels = tuple(Weighted(name, name, Decimal(1)) for name in ("online", "paper"))
    panels = (replace(voted.panels[0], channels=channels), *voted.panels[1:])
    appraisal = replace(voted, denominator="valid", panels=panels, empty_channel="zero")
    schemes = [replace(SCHEME, components=(*SCHEME.components[:-1], appraisal), part_year="ranked")]
    schemes += [evaluate_project(name).scheme for name in PROJECTS]
    schemes.append(filled_in(evaluate_project("monthly-and-year-end").scheme))
    known: dict[str, set[str]] = {}
    laid = [compile_scheme(scheme) for scheme in schemes]
    laid.append(compile_scheme(replace(SCHEME, year_of=YearOf("sum")), "year"))
    for found in laid:
        for table in found.book.tables:
            known.setdefault(table.id, set()).update(column.id for column in table.columns if not column.expr)
    assert known == {name: set(source.cells) for name, source in SOURCES.items()}


def filled_in(scheme: Scheme) -> Scheme:
    """The scheme, in which a month or quarter without a score counts full marks, unless not all of it counts."""

    def changed(item: Item) -> Item:
        rule = item.averaged
        return item if rule is None or not rule.unscored else replace(item, averaged=replace(rule, unscored="full"))

    assert scored_over(scheme) == ["month", "quarter"]
    made = [
        replace(part, items=tuple(map(changed, part.items))) if isinstance(part, EarnedComponent) else part
        for part in scheme.components
    ]
    return replace(scheme, components=tuple(made))


@pytest.mark.parametrize("demo", [True, False])
def test_it_is_marked_as_the_tables_are(demo: bool) -> None:
    disclosure = make_disclosure(replace(make_corpus(), site=replace(SITE, demo=demo)))
    name = f"open-data/{'sample-' if demo else ''}calculation.json"
    found = json.loads(dict(open_data_files(disclosure))[name])
    assert found.get("demonstration") == (MARK if demo else None)


def test_no_number_in_it_is_a_float() -> None:
    def refuse(text: str) -> None:
        raise AssertionError(text)

    json.loads(render_calculation(make_disclosure()), parse_float=refuse)
