"""A workbook of a spreadsheet: sheets, columns, cells, and formulas with the value that they must come to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.opendata.table import Value

# How a column looks: flush, number format, wrapping.
_ONE_PAGE = 70  # rows that can still be read when they are printed on one page
Style = Literal["text", "long", "id", "points", "zero", "score", "whole", "day", "rate", "weight", "check"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its `=`, and the value that the scoring found, which it must come to."""

    text: str
    value: Decimal | int | str


Cell = Value | Formula


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its key, title, look, and width in characters; `live` where it holds formulas.

    `name` is what formulas of the workbook call the column; it is needed only where other cells refer to all of it.
    `places` are the decimals of a column of scores.
    """

    key: str
    title: str
    style: Style = "text"
    width: int = 10
    live: bool = False
    name: str = ""
    places: int = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a title, a note, rows of parameters (such as weights), a head, and rows.

    Rows and columns of a spreadsheet count from 1 and A. `frozen` columns stay in sight.
    """

    name: str
    title: str
    note: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    parameters: tuple[tuple[Cell, ...], ...] = ()
    frozen: int = 2
    large: bool = False  # printed on A3
    printed: int = 0  # columns that are printed, from the first; 0 for all
    head_height: int = 24  # in points
    shaded: tuple[str, ...] = ()  # the columns that are shaded by their figures, all on one scale

    @property
    def head_row(self) -> int:
        """The row of the column titles."""
        return FIRST_ROW - 1 + len(self.parameters)

    @property
    def first_row(self) -> int:
        """The row of the first entry."""
        return self.head_row + 1

    @property
    def last_row(self) -> int:
        """The row of the last entry; the first row where there is none."""
        return self.head_row + max(1, len(self.rows))

    @property
    def pages_high(self) -> int:
        """How many pages high it is printed: one where it can still be read so, else as many as it needs (0)."""
        return int(self.last_row <= _ONE_PAGE)

    def name_of(self, key: str) -> str:
        """What formulas call the column with this key."""
        return next(column.name for column in self.columns if column.key == key)

    def values(self, key: str) -> list[Value]:
        """The values of a column, row by row; of a formula the one that it must come to."""
        at = [column.key for column in self.columns].index(key)
        cells = (row[at] for row in self.rows)
        return [cell.value if isinstance(cell, Formula) else cell for cell in cells]

    def names(self) -> dict[str, str]:
        """The names of columns, each with the cells that it stands for."""
        spans = {}
        for at, column in enumerate(self.columns, 1):
            if column.name:
                letter = column_letter(at)
                spans[column.name] = f"'{self.name}'!${letter}${self.first_row}:${letter}${self.last_row}"
        return spans


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the first sheet: a label, its text, and the sheet that it leads to."""

    label: str
    text: str | Formula = ""
    sheet: str = ""
    style: Literal["line", "heading", "warning"] = "line"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: its properties, its first sheet of explanations, and its sheets of data."""

    title: str
    author: str
    cover: tuple[CoverLine, ...]
    sheets: tuple[Sheet, ...]
    keywords: tuple[str, ...] = ()


COVER_NAME = "说明"
FIRST_ROW = 4  # of the entries: title, note and head stand above; each row of parameters moves it down by one


def column_letter(number: int) -> str:
    """The letters of the column with this number, from 1: A, Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def letter_of(columns: tuple[SheetColumn, ...], key: str) -> str:
    """The letters of the column with this key."""
    return column_letter([column.key for column in columns].index(key) + 1)


def fill_row(columns: tuple[SheetColumn, ...], values: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """The values in order of the columns; nothing where there is no value of that key."""
    return tuple(values.get(column.key) for column in columns)


def round_formula(value: str, places: int, mode: str) -> str:
    """The formula `value` rounded as the scheme says.

    Spreadsheets count in binary: 12 decimals first take away the dust that would tip an exact half over.
    """
    exact = f"ROUND({value},12)"
    if mode == "down":
        return f"ROUNDDOWN({exact},{places})"
    if mode == "half-up":
        return f"ROUND({exact},{places})"
    scale = 10**places
    scaled = f"ROUND(({value})*{scale},10)"
    tie = f"ABS({scaled}-INT({scaled}))=0.5"
    return f"IF({tie},2*ROUND({scaled}/2,0),ROUND({scaled},0))/{scale}"
