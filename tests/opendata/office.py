"""Recalculation of workbooks by LibreOffice, as a reader's own spreadsheet would do it."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl

from generator.opendata.sheet import Formula, Workbook


def without_values(content: bytes) -> bytes:
    """The workbook with every formula but without the values that were stored with them."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name.startswith("xl/worksheets/"):
                part = re.sub(r"(<f>[^<]*</f>)<v>[^<]*</v>", r"\1", part)
            new.writestr(name, part)
    return buffer.getvalue()


def recalculate(soffice: Path, books: Mapping[str, bytes], folder: Path) -> dict[str, openpyxl.Workbook]:
    """The workbooks by name, every formula computed afresh."""
    given, made = folder / "given", folder / "made"
    given.mkdir()
    for name, content in books.items():
        (given / f"{name}.xlsx").write_bytes(without_values(content))
    files = [str(given / f"{name}.xlsx") for name in books]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(soffice),
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(made),
    ]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return {name: openpyxl.load_workbook(made / f"{name}.xlsx", data_only=True) for name in books}


def formulas(book: Workbook) -> dict[tuple[str, int, int], Formula]:
    """Every formula of the data sheets by sheet, row and column."""
    return {
        (sheet.name, sheet.first_row + row, column): cell
        for sheet in book.sheets
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells, 1)
        if isinstance(cell, Formula)
    }


def differences(book: Workbook, found: openpyxl.Workbook) -> list[tuple[str, int, int, Any, Any]]:
    """The cells that came out otherwise than scored: place, value scored, value found."""
    wrong = []
    for (sheet, row, column), formula in formulas(book).items():
        value = found[sheet].cell(row, column).value
        if isinstance(formula.value, str):
            same = (value or "") == formula.value
        else:
            same = isinstance(value, int | float) and abs(value - float(formula.value)) < 1e-9
        if not same:
            wrong.append((sheet, row, column, formula.value, value))
    return wrong
