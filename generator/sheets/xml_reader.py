"""XML Spreadsheet 2003, which office systems write under the name .xls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, fromstring

from generator.sheets.raw_sheet import MAX_CELLS, CellValue, ErrorCell, RawBook, RawSheet, SheetFault, UnstoredCell


def read_xml(data: bytes) -> RawBook:
    """The workbook; SheetFault where it is too large."""
    root = fromstring(data)
    sheets = [_read_sheet(one) for one in root.iter() if _local(one) == "Worksheet"]
    return RawBook("xml", sheets)


def _read_sheet(found: Element) -> RawSheet:
    options = (one.text for one in found.iter() if _local(one) == "Visible")
    sheet = RawSheet(_get(found, "Name"), any(text in ("SheetHidden", "SheetVeryHidden") for text in options))
    row = 0
    for line in (one for one in found.iter() if _local(one) == "Row"):
        row = int(_get(line, "Index") or row + 1)
        if _get(line, "Hidden") == "1":
            sheet.hidden_rows.add(row)
        _read_row(sheet, line, row)
        if len(sheet.cells) > MAX_CELLS:
            raise SheetFault("large")
    column = 0
    for one in (one for one in found.iter() if _local(one) == "Column"):
        column = int(_get(one, "Index") or column + 1)
        if _get(one, "Hidden") == "1":
            sheet.hidden_columns.add(column)
    return sheet


def _read_row(sheet: RawSheet, line: Element, row: int) -> None:
    column = 0
    for cell in (one for one in line if _local(one) == "Cell"):
        column = int(_get(cell, "Index") or column + 1)
        data = next((one for one in cell if _local(one) == "Data"), None)
        value = _value(cell, data)
        if value is not None:
            sheet.cells[row, column] = value
        note = next((one for one in cell if _local(one) == "Comment"), None)
        if note is not None:
            sheet.comments[row, column] = "".join(note.itertext()).strip()
        across, down = int(_get(cell, "MergeAcross") or 0), int(_get(cell, "MergeDown") or 0)
        if across or down:
            sheet.merges.append((row, column, row + down, column + across))
        column += across


def _value(cell: Element, data: Element | None) -> CellValue | None:
    text = "" if data is None else "".join(data.itertext())
    kind = "" if data is None else _get(data, "Type")
    if not text:
        return UnstoredCell() if _get(cell, "Formula") and data is None else None
    try:
        if kind == "Number":
            return Decimal(text)
        if kind == "DateTime":
            return date.fromisoformat(text[:10])
    except (InvalidOperation, ValueError):
        return text
    return ErrorCell(text) if kind == "Error" else text == "1" if kind == "Boolean" else text


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
