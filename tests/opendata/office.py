"""Recalculation of workbooks by LibreOffice, as a reader's own spreadsheet would do it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl

from generator.opendata.sheet import Formula, Workbook
from tests.libreoffice import convert

Value = str | Decimal | None
Computed = dict[str, list[list[Value]]]  # by sheet, its rows
# All sheets as CSV: in UTF-8, texts in quotes, numbers as they are and not as they are shown.
_TABLES = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"
_CELL = re.compile(r'("(?:[^"]|"")*"|[^",\n]*)(,|\n)')
_NUMBER = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?)(%?)")


def without_values(content: bytes) -> bytes:
    """The workbook with every formula but without the values that were stored with them."""
    return _edit(content, "xl/worksheets/", r"(<f>[^<]*</f>)<v>[^<]*</v>", r"\1")


def without_print_ranges(content: bytes) -> bytes:
    """The workbook without what says which cells are printed, and which on each page: to read that is half of all."""
    return _edit(content, "xl/workbook.xml", r'<definedName name="_xlnm\.Print_[^<]*</definedName>', "")


def _edit(content: bytes, parts: str, pattern: str, into: str) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            new.writestr(name, re.sub(pattern, into, part) if name.startswith(parts) else part)
    return buffer.getvalue()


def recalculate(soffice: Path, books: Mapping[str, bytes], folder: Path) -> dict[str, openpyxl.Workbook]:
    """The workbooks by name, every formula computed afresh."""
    made = _convert(soffice, books, folder, "xlsx:Calc MS Excel 2007 XML")
    return {name: openpyxl.load_workbook(made / f"{at}.xlsx", data_only=True) for at, name in enumerate(books)}


def compute(soffice: Path, books: Mapping[str, bytes], folder: Path) -> dict[str, Computed]:
    """The values of the workbooks by name, every formula computed afresh; to write and read no more takes half."""
    made = _convert(soffice, {name: without_print_ranges(book) for name, book in books.items()}, folder, _TABLES)
    return {
        name: {path.stem.partition("-")[2]: _read_table(path) for path in made.glob(f"{at}-*.csv")}
        for at, name in enumerate(books)
    }


def _convert(soffice: Path, books: Mapping[str, bytes], folder: Path, form: str) -> Path:
    """The folder with the workbooks as LibreOffice computed them, each by its number."""
    given, made = folder / "given", folder / "made"
    given.mkdir()
    for at, content in enumerate(books.values()):
        (given / f"{at}.xlsx").write_bytes(without_values(content))
    convert(soffice, form, [given / f"{at}.xlsx" for at in range(len(books))], made)
    return made


def _read_table(path: Path) -> list[list[Value]]:
    """The rows of a sheet: what stands in quotes is text, everything else a number, a day or the name of a fault."""
    rows: list[list[Value]] = [[]]
    for cell, end in _CELL.findall(path.read_bytes().decode()):
        if cell.startswith('"'):
            rows[-1].append(cell[1:-1].replace('""', '"'))
        else:
            number = _NUMBER.fullmatch(cell)
            rows[-1].append(Decimal(number[1]) / (100 if number[2] else 1) if number else cell or None)
        if end == "\n":
            rows.append([])
    return rows[:-1]


def formulas(book: Workbook) -> dict[tuple[str, int, int], Formula]:
    """Every formula of the data sheets by sheet, row and column."""
    return {
        (sheet.name, sheet.first_row + row, column): cell
        for sheet in book.sheets
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells, 1)
        if isinstance(cell, Formula)
    }


def differences(book: Workbook, found: Computed) -> list[tuple[str, int, int, Any, Any]]:
    """The cells that came out otherwise than scored: place, value scored, value found."""
    wrong = []
    for (sheet, row, column), formula in formulas(book).items():
        value = found[sheet][row - 1][column - 1]
        if isinstance(formula.value, str):
            same = (value or "") == formula.value
        else:
            same = isinstance(value, Decimal) and abs(value - Decimal(formula.value)) < Decimal("1e-9")
        if not same:
            wrong.append((sheet, row, column, formula.value, value))
    return wrong
