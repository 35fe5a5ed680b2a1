"""The entries of registers in the workbook of a year: a sheet for each register whose entries are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.opendata.disclosure import Disclosure
from generator.opendata.register_tables import register_tables
from generator.opendata.sheet import Sheet, SheetColumn, Style
from generator.opendata.table import DataTable, Kind, Row

_STYLES: dict[Kind, Style] = {
    "id": "id",
    "text": "long",
    "figure": "text",
    "whole": "whole",
    "day": "day",
    "flag": "text",
}
_WIDTHS: dict[Kind, int] = {"id": 16, "text": 28, "figure": 10, "whole": 8, "day": 12, "flag": 8}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\\']")
_LONGEST = 24  # characters of a sheet's name, with room for a number


def register_sheets(disclosure: Disclosure, year: int, taken: set[str]) -> Iterator[Sheet]:
    """The sheets of registers with entries; of one kept by years those of `year`. No name is one of `taken`."""
    for table in register_tables(disclosure):
        rows = table.rows
        names = [column.name for column in table.columns]
        if "year" in names:
            at = names.index("year")
            rows = tuple(row for row in rows if row[at] == year)
        if rows:
            yield _sheet(table, rows, taken)


def _sheet(table: DataTable, rows: Sequence[Row], taken: set[str]) -> Sheet:
    plain = _NOT_IN_NAMES.sub(" ", table.title).strip()[:_LONGEST] or table.name[:_LONGEST]
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain} {number}"
    taken.add(name)
    columns = tuple(
        SheetColumn(column.name, column.title, _STYLES[column.kind], _WIDTHS[column.kind]) for column in table.columns
    )
    cells = tuple(
        tuple("是" if value is True else None if value is False else value for value in row) for row in rows
    )
    return Sheet(name, table.title, table.doc, columns, cells)
