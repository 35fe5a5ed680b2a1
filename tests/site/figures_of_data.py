"""What readers find of the figures in the open data, the feeds and what the command prints."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.site.figures import EDGE, Figures, Files, Output, number


def read_open_data(rows_of: Callable[[str], list[dict[str, str]]]) -> Figures:
    """The tables of the open data, whichever way their rows were read."""
    found: Figures = {}
    of_year = {table: [row for row in rows_of(table) if row["period"] == "2015"] for table in RESULT_TABLES}
    for row in of_year["results"]:
        found["total", row["unit"]] = Decimal(row["total"])
        found["rank", row["unit"]] = Decimal(row["rank"])
        found["contribution", row["unit"]] = Decimal(row["target_contribution"])
        names = [found for found in of_year["outcomes"] if found["unit"] == row["unit"]]
        found["outcomes", row["unit"]] = frozenset(
            name["outcome_name"] + (EDGE if name["edge_tie"] == "true" else "") for name in names
        )
    for row in of_year["result-components"]:
        found["component", row["unit"], row["component"]] = Decimal(row["counted"])
        if row["rate"]:
            found["short rate", row["unit"]] = Decimal(row["rate"])
    for row in of_year["result-items"]:
        found["item", row["unit"], row["item"]] = Decimal(row["counted"])
        found["raw", row["unit"], row["item"]] = Decimal(row["raw"])
    for row in rows_of("deductions"):
        found["effective", row["unit"], row["item"], row["date"]] = Decimal(row["effective"])
        found["absorbed", row["unit"], row["item"], row["date"]] = Decimal(row["absorbed"])
    return found


RESULT_TABLES = ("results", "outcomes", "result-components", "result-items")


def read_csv(output: Output, files: Files) -> Figures:
    def rows(table: str) -> list[dict[str, str]]:
        content = files[f"open-data/sample-{table}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    return read_open_data(rows)


def read_json(output: Output, files: Files) -> Figures:
    def rows(table: str) -> list[dict[str, str]]:
        found = json.loads(files[f"open-data/sample-{table}.json"], parse_float=pytest.fail)  # figures are strings
        return [{key: "" if value is None else str(value) for key, value in row.items()} for row in found]

    def in_words(table: str) -> list[dict[str, str]]:
        return [row | ({"edge_tie": row["edge_tie"].lower()} if "edge_tie" in row else {}) for row in rows(table)]

    return read_open_data(in_words)


def read_command(output: Output, printed: str) -> Figures:
    """What `kaohe score --json` prints."""
    found: Figures = {}
    names = {rule.id: rule.name for rule in output.result.scheme.outcomes}
    for unit in json.loads(printed, parse_float=pytest.fail)["units"]:
        key = unit["unit"]
        found["total", key], found["rank", key] = Decimal(unit["total"]), Decimal(unit["rank"])
        found["contribution", key] = Decimal(unit["target_contribution"])
        found["outcomes", key] = frozenset(
            names[name] + (EDGE if name in unit["edge_ties"] else "") for name in unit["outcomes"]
        )
        for part in unit["components"]:
            found["component", key, part["id"]] = Decimal(part["counted"])
            if "rate" in part["columns"]:
                above, below = Fraction(part["columns"]["rate"]).as_integer_ratio()
                found["rate", key] = (Decimal(above) / Decimal(below)).quantize(Decimal("0.000001"))
            for item in part["items"]:
                if item["records"] or Decimal(item["raw"]):
                    found["item", key, item["id"]] = Decimal(item["counted"])
                    found["raw", key, item["id"]] = Decimal(item["raw"])
                for record in item["records"]:
                    day = f"{record['id'][:4]}-{record['id'][5:7]}-{record['id'][7:9]}"
                    found["effective", key, item["id"], day] = Decimal(record["effective"])
                    found["absorbed", key, item["id"], day] = Decimal(record["absorbed"])
    return found


def read_feeds(output: Output, files: Files) -> Figures:
    """The entries of the published year in the feeds of the units."""
    found: Figures = {}
    space = "{http://www.w3.org/2005/Atom}"
    for unit in sorted(set(output.units.values())):
        for entry in ElementTree.fromstring(files[f"feeds/{unit}.xml"]).iter(f"{space}entry"):
            if f"/publications/2015-final/{unit}" in (entry.findtext(f"{space}id") or ""):
                said = "".join((entry.findtext(f"{space}content") or "").split())
                found["total", unit] = number(r"([\d.]+)分、", said)
                found["rank", unit] = number(r"第(\d+)名", said)
    return found


def read_workbook(output: Output, book: openpyxl.Workbook) -> Figures:
    """What a spreadsheet computes: total and rank are those of the formulas, not those that were written."""
    found: Figures = {}
    head, *rows = [[cell.value for cell in row] for row in book["得分"].iter_rows(min_row=3)]
    columns = ["".join(str(name).split()) for name in head]
    for cells in rows:
        row = dict(zip(columns, cells, strict=True))
        if not row["单位编号"]:
            continue
        unit = str(row["单位编号"])
        found["total", unit], found["rank", unit] = amount(row["验算得分"]), amount(row["验算名次"])
        found["contribution", unit] = amount(row[f"计入{output.result.scheme.target_assessment}"])
        found["outcomes", unit] = frozenset(str(row["结果运用"]).split("、"))
        for name, component in output.parts.items():
            if f"{name}扣分" in row:
                found["component", unit, component] = amount(row[f"{name}扣分"])
    for day, unit, item, effective, absorbed in _records(book):
        found["effective", unit, item, day] = effective
        found["absorbed", unit, item, day] = absorbed
    return found | _matrix(book, {key[1:3] for key in found if key[0] == "effective"}) | _rates(book)


def _records(book: openpyxl.Workbook) -> Iterator[tuple[str, str, str, Decimal, Decimal]]:
    head, *rows = [list(row) for row in book["扣分记录"].iter_rows(min_row=3, values_only=True)]
    for cells in rows:
        row: dict[Any, Any] = dict(zip(head, cells, strict=True))
        day = row["日期"].date().isoformat()
        yield day, row["单位编号"], row["单项编号"], amount(row["有效扣分"]), amount(row["封顶不扣"])


def _matrix(book: openpyxl.Workbook, recorded: set[tuple[str, ...]]) -> Figures:
    items = [cell.value for cell in book["单项扣分"][3]][2:-3]  # before the sum, the remarks and the mark
    found: Figures = {}
    for unit, _, *cells in book["单项扣分"].iter_rows(min_row=6, values_only=True):
        for item, cell in zip(items, cells, strict=False):
            if cell or (unit, item) in recorded:
                found["item", str(unit), str(item)] = amount(cell)
    return found


def _rates(book: openpyxl.Workbook) -> Figures:
    head = [cell.value for cell in book["评议满意率"][5]]
    at = next(number for number, title in enumerate(head) if str(title).endswith("满意率"))
    rows = [row for row in book["评议满意率"].iter_rows(min_row=6, values_only=True) if row[0]]
    return {("rate", str(row[0])): amount(row[at]).quantize(Decimal("0.000001")) for row in rows}


def amount(value: object) -> Decimal:
    """A spreadsheet's binary number as the decimal that it shows."""
    assert isinstance(value, int | float), value
    return Decimal(repr(value)).quantize(Decimal("0.000000001"))
