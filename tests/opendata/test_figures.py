"""The figures of the sample district are the same in CSV, JSON and XLSX, and are those that were scored."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.load.edition import WholeEdition
from generator.load.project import Project
from generator.model.number import format_points, format_rate
from generator.opendata.disclosure import Disclosure
from generator.opendata.open_data_files import make_disclosure, open_data_files
from generator.opendata.score_sheets import AGREES
from generator.opendata.year_workbook import build_workbook
from tests.opendata.office import compute, differences
from tests.sample import read_sample, sample_tree
from tests.scored import total_of

ROOT = Path(__file__).resolve().parents[2]
Figures = dict[tuple[str, ...], str]


@cache
def sample() -> Disclosure:
    """What the office sees of the sample: everything."""
    disclosure = make_disclosure(WholeEdition(ROOT, "internal", project=Project(sample_tree(), None, read_sample())))
    assert disclosure is not None
    return disclosure


@cache
def files() -> dict[str, bytes]:
    return {path.removeprefix("open-data/sample-"): content for path, content in open_data_files(sample())}


def from_csv(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files()[f"{name}.csv"].decode("utf-8-sig"), newline="")))


def from_json(name: str) -> list[dict[str, str]]:
    """The rows with every value as CSV writes it."""
    rows: list[dict[str, object]] = json.loads(files()[f"{name}.json"])
    return [{key: as_cell(value) for key, value in row.items()} for row in rows]


def as_cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return str(value)


def scored() -> Iterator[tuple[tuple[str, ...], str]]:
    """Every figure of every result, by table, column, period, unit, and item, component or record."""
    for shown in sample().periods:
        places = shown.result.scheme.rounding.places
        for unit in shown.result.units:
            key = (shown.name, unit.unit.id)
            yield ("results", "total", *key), format_points(total_of(unit), places)
            yield ("results", "rank", *key), str(unit.rank)
            share = unit.score.contribution
            assert (share is not None) == shown.result.scheme.contributes(unit.group)
            if share is not None:
                yield ("results", "target_contribution", *key), format_points(share, places)
            for part in unit.score.components:
                yield ("result-components", "counted", *key, part.component.id), format_points(part.counted, places)
                yield ("result-components", "score", *key, part.component.id), format_points(part.score, places)
                rate = part.ratio()
                if rate is not None:
                    yield ("result-components", "rate", *key, part.component.id), format_rate(rate)
            for item in unit.score.items():
                if item.effects:
                    for name in ("raw", "counted", "absorbed"):
                        yield ("result-items", name, *key, item.item.id), format_points(getattr(item, name))
            if shown.period.quarter is None:
                for effect in unit.score.effects():
                    record = ("deductions", effect.record.item, effect.record.id)
                    yield (*record, "effective"), format_points(effect.effective)
                    yield (*record, "absorbed"), format_points(effect.absorbed)
                    yield (*record, "counted"), format_points(effect.counted)


def read_figures(rows_of: Callable[[str], list[dict[str, str]]]) -> Figures:
    """The same figures as a reader of the files finds them."""
    found: Figures = {}
    columns = {
        "results": (("total", "rank", "target_contribution"), ()),
        "result-components": (("counted", "score", "rate"), ("component",)),
        "result-items": (("raw", "counted", "absorbed"), ("item",)),
    }
    for table, (names, more) in columns.items():
        for row in rows_of(table):
            for name in names:
                if row[name]:
                    value = f"{Decimal(row[name]) * 100:.2f}%" if name == "rate" else row[name]
                    found[table, name, row["period"], row["unit"], *(row[key] for key in more)] = value
    for row in rows_of("deductions"):
        for name in ("effective", "absorbed", "counted"):
            found["deductions", row["item"], row["record"], name] = row[name]
    return found


def test_csv_has_every_figure_as_scored() -> None:
    assert read_figures(from_csv) == dict(scored())


def test_json_has_every_figure_as_scored() -> None:
    assert read_figures(from_json) == dict(scored())


@pytest.mark.needs("soffice")
def test_the_recalculated_workbook_has_every_figure_as_scored(needs: Callable[[str], Path], tmp_path: Path) -> None:
    disclosure = sample()
    years = disclosure.years()
    books = compute(needs("soffice"), {str(year): files()[f"kaohe-{year}.xlsx"] for year in years}, tmp_path)
    for year in years:
        book, result = books[str(year)], disclosure.latest(year).result
        assert differences(build_workbook(disclosure, year), book) == []
        head, *rows = book["得分"][2:]
        found = {row[head.index("单位编号")]: dict(zip(head, row, strict=True)) for row in rows}
        assert found.keys() == {unit.unit.id for unit in result.units}
        for unit in result.units:
            row = found[unit.unit.id]
            for column in ("得分", "验算得分"):
                assert format_points(Decimal(str(row[column])), 2) == format_points(total_of(unit), 2)
            assert (row["名次"], row["验算名次"], row["核对"]) == (unit.rank, unit.rank, AGREES)


def test_every_file_is_the_same_on_a_second_run() -> None:
    again = {path.removeprefix("open-data/sample-"): content for path, content in open_data_files(sample())}
    assert again == files()
