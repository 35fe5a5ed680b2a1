"""XLSX: values by calamine, and what it does not tell by the XML."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

from generator.sheets.raw_sheet import (
    MAX_CELLS,
    CellValue,
    ErrorCell,
    RawBook,
    RawSheet,
    SheetFault,
    UnstoredCell,
    exact,
)
from generator.sheets.xlsx_marks import SheetMarks, read_marks


def read_xlsx(data: bytes) -> RawBook:
    """The workbook; SheetFault where it is damaged or too large."""
    from python_calamine import CalamineWorkbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        marks, epoch = read_marks(archive)
    book = CalamineWorkbook.from_object(io.BytesIO(data))
    names = set(book.sheet_names)
    sheets = []
    for told in marks:
        sheet = _take(told)
        if told.name in names:
            _fill(sheet, book.get_sheet_by_name(told.name), told)
        sheets.append(sheet)
        if sum(len(one.cells) for one in sheets) > MAX_CELLS:
            raise SheetFault("large")
    return RawBook("xlsx", sheets, epoch)


def _take(told: SheetMarks) -> RawSheet:
    return RawSheet(
        told.name, told.hidden, {}, told.merges, told.hidden_rows, told.hidden_columns, told.marks, told.comments
    )


def _fill(sheet: RawSheet, found: Any, told: SheetMarks) -> None:
    # Counted from A1: `iter_rows` leaves out empty columns in front, but not empty rows.
    for row, values in enumerate(found.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            if value != "":
                sheet.cells[row, column] = plain_value(value)
    for spot in told.unstored:
        sheet.cells[spot] = UnstoredCell()
    for spot, text in told.errors.items():
        sheet.cells[spot] = ErrorCell(text)


def plain_value(value: Any) -> CellValue:
    """A value as calamine gives it."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return exact(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value)
