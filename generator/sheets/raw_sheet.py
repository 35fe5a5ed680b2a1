"""A workbook as its cells stand in the file, whatever kind of file it is; and the form in which it is passed on."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.model.lazy_dataclass import dataclass

MAX_FILE = 30_000_000  # bytes of a file
MAX_CELLS = 1_000_000  # filled cells of a workbook
_MERGED = 20_000  # cells of a merged block that is looked into
MAX_TEXT = 20_000  # characters of a cell that are passed on
Spot = tuple[int, int]  # row and column, from 1


class SheetFault(Exception):
    """A file that cannot be read as a table: the name of the reason, one of FAULTS."""


FAULTS = ("empty", "password", "damaged", "large", "slow", "kind", "binary", "exchange", "encoding")


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds an error: #N/A."""

    text: str


@dataclass(frozen=True, slots=True)
class UnstoredCell:
    """A formula whose result the file does not hold."""


CellValue = str | Decimal | date | bool | ErrorCell | UnstoredCell


@dataclass(slots=True)
class RawSheet:
    """One sheet. `cells` has the filled ones; `merges` are (top, left, bottom, right).

    `marks` are the colours and strokes of filled cells: `strike`, `font:FF0000`, `fill:FFFF00`.
    """

    name: str
    hidden: bool = False
    cells: dict[Spot, CellValue] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    marks: dict[Spot, tuple[str, ...]] = field(default_factory=dict)
    comments: dict[Spot, str] = field(default_factory=dict)
    _covered: dict[Spot, Spot] | None = None

    def anchor(self, spot: Spot) -> Spot:
        """The first cell of the merged block in which a cell lies; the cell itself where it lies in none."""
        if self._covered is None:
            self._covered = {}
            for top, left, bottom, right in self.merges:
                if (bottom - top + 1) * (right - left + 1) <= _MERGED:
                    for row in range(top, bottom + 1):
                        for column in range(left, right + 1):
                            self._covered[row, column] = (top, left)
        return spot if spot in self.cells else self._covered.get(spot, spot)


@dataclass(slots=True)
class RawBook:
    """A file of tables; `form` is what it was recognised as; `epoch` the year that the days of numbers count from."""

    form: str
    sheets: list[RawSheet]
    epoch: int = 1900


def cell_name(row: int, column: int) -> str:
    """The name of a cell as a spreadsheet shows it: E5."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """The letters of a column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_spot(name: str) -> Spot:
    """The row and column that `B3` names."""
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]), column_number(letters)


@lru_cache(1024)
def column_number(letters: str) -> int:
    """The number of the column with these letters, from 1."""
    column = 0
    for letter in letters.replace("$", "").upper():
        column = column * 26 + ord(letter) - 64
    return column


def pack_book(book: RawBook) -> dict[str, Any]:
    """The workbook as values that JSON can carry."""
    return {"form": book.form, "epoch": book.epoch, "sheets": [_pack_sheet(sheet) for sheet in book.sheets]}


def unpack_book(packed: dict[str, Any]) -> RawBook:
    """The workbook that was packed."""
    return RawBook(packed["form"], [_unpack_sheet(sheet) for sheet in packed["sheets"]], packed["epoch"])


def _pack_sheet(sheet: RawSheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "cells": _pack_cells(sheet.cells),
        "merges": sheet.merges,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "marks": [[*spot, *found] for spot, found in sheet.marks.items()],
        "comments": [[*spot, text] for spot, text in sheet.comments.items()],
    }


def _unpack_sheet(packed: dict[str, Any]) -> RawSheet:
    return RawSheet(
        packed["name"],
        packed["hidden"],
        _unpack_cells(*packed["cells"]),
        [(top, left, bottom, right) for top, left, bottom, right in packed["merges"]],
        set(packed["hidden_rows"]),
        set(packed["hidden_columns"]),
        {(row, column): tuple(found) for row, column, *found in packed["marks"]},
        {(row, column): text for row, column, text in packed["comments"]},
    )


def _pack_cells(cells: dict[Spot, CellValue]) -> list[Any]:
    """Rows, columns, kinds and texts one after the other: a list for each cell would take much longer."""
    values = [_pack_value(value) for value in cells.values()]
    return [
        [row for row, _ in cells],
        [column for _, column in cells],
        "".join([kind for kind, _ in values]),
        [text for _, text in values],
    ]


def _unpack_cells(rows: list[int], columns: list[int], kinds: str, texts: list[str]) -> dict[Spot, CellValue]:
    values = map(_unpack_value, kinds, texts)
    return dict(zip(zip(rows, columns, strict=True), values, strict=True))


def _pack_value(value: CellValue) -> tuple[str, str]:
    if isinstance(value, str):
        return "t", value[:MAX_TEXT]
    if isinstance(value, bool):
        return "b", "1" if value else ""
    if isinstance(value, Decimal):
        return "n", str(value)
    if isinstance(value, date):
        return "d", value.isoformat()[:10]
    if isinstance(value, ErrorCell):
        return "e", value.text
    return "f", ""


def _unpack_value(kind: str, text: str) -> CellValue:
    if kind == "t":
        return text
    if kind == "n":
        return Decimal(text)
    if kind == "d":
        return date.fromisoformat(text)
    if kind == "e":
        return ErrorCell(text)
    return bool(text) if kind == "b" else UnstoredCell()


def exact(number: float) -> Decimal:
    """What a spreadsheet shows of a binary number: fifteen digits of it."""
    return Decimal(format(number, ".15g"))
