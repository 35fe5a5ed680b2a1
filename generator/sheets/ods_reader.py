"""ODS (ISO/IEC 26300), from its own XML: the readers that there are do not tell merged and hidden cells of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, fromstring

from generator.sheets.raw_sheet import MAX_CELLS, CellValue, ErrorCell, RawBook, RawSheet, SheetFault, UnstoredCell

_REPEATED = 2_000  # rows or columns that a repeated empty cell may stand for before it is only counted
_NUMBERS = ("float", "percentage", "currency")
_GROUPS = tuple(
    f"table-{name}" for name in ("header-rows", "rows", "row-group", "header-columns", "columns", "column-group")
)
_BLANKS = {"line-break": "\n", "tab": "\t"}


def read_ods(data: bytes) -> RawBook:
    """The workbook, in a package or as one XML; SheetFault where it is too large."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read("content.xml")
    root = fromstring(data)
    looks = {
        _get(style, "name"): found
        for style in root.iter()
        if _local(style) == "style" and (found := tuple(_look(style)))
    }
    unseen = {_get(style, "name") for style in root.iter() if _local(style) == "style" and _is_unseen(style)}
    # Down this path alone: in one XML a chart is a document within, with a table of its own.
    sheets = [_read_sheet(table, looks, unseen) for table in root.iterfind("{*}body/{*}spreadsheet/{*}table")]
    return RawBook("ods", sheets)


def _read_sheet(table: Element, looks: Mapping[str, tuple[str, ...]], unseen: set[str]) -> RawSheet:
    sheet = RawSheet(_get(table, "name"), _get(table, "style-name") in unseen)
    column = 1
    for one in _within(table, "table-column"):
        times = int(_get(one, "number-columns-repeated") or 1)
        if _get(one, "visibility") in ("collapse", "filter"):
            sheet.hidden_columns |= set(range(column, column + min(times, _REPEATED)))
        column += times
    row = 1
    for one in _within(table, "table-row"):
        times = int(_get(one, "number-rows-repeated") or 1)
        is_filled = _read_row(sheet, one, row, looks)
        if _get(one, "visibility") in ("collapse", "filter"):
            sheet.hidden_rows |= set(range(row, row + min(times, _REPEATED)))
        for again in range(1, min(times, _REPEATED) if is_filled else 1):
            _read_row(sheet, one, row + again, looks)
        row += times
        if len(sheet.cells) > MAX_CELLS:
            raise SheetFault("large")
    return sheet


def _read_row(sheet: RawSheet, line: Element, row: int, looks: Mapping[str, tuple[str, ...]]) -> bool:
    """Adds the cells of one row; whether any is filled."""
    column = 1
    is_filled = False
    for cell in line:
        if _local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = int(_get(cell, "number-columns-repeated") or 1)
        value = _value(cell)
        if value is not None and _local(cell) == "table-cell":
            is_filled = True
            for at in range(column, column + min(times, _REPEATED)):
                sheet.cells[row, at] = value
                look = looks.get(_get(cell, "style-name"), ())
                look = (*look, "percent") if _get(cell, "value-type") == "percentage" else look
                look = (*look, *(mark for mark in _marks_within(cell, looks) if mark not in look))
                if look:
                    sheet.marks[row, at] = look
        across, down = int(_get(cell, "number-columns-spanned") or 1), int(_get(cell, "number-rows-spanned") or 1)
        if across > 1 or down > 1:
            sheet.merges.append((row, column, row + down - 1, column + across - 1))
        note = "\n".join(
            _text(part) for one in cell if _local(one) == "annotation" for part in one if _local(part) == "p"
        )
        if note:
            sheet.comments[row, column] = note
        column += times
    return is_filled


def _marks_within(cell: Element, looks: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The marks of parts of a text: struck out, or raised as the number of a note is."""
    styles = [_get(one, "style-name") for one in cell.iter() if _local(one) == "span"]
    found = {mark for name in styles for mark in looks.get(name, ()) if mark in ("strike", "raised")}
    return tuple(sorted(found))


def _value(cell: Element) -> CellValue | None:
    kind = _get(cell, "value-type")
    text = "\n".join(_text(part) for part in cell if _local(part) == "p")
    if kind in _NUMBERS:
        try:
            return Decimal(_get(cell, "value"))
        except InvalidOperation:
            return text
    if kind == "date":
        try:
            return date.fromisoformat(_get(cell, "date-value")[:10])
        except ValueError:
            return text
    if kind == "boolean":
        return _get(cell, "boolean-value") == "true"
    if text.startswith(("#", "Err:")) and _get(cell, "formula"):
        return ErrorCell(text)
    return UnstoredCell() if _get(cell, "formula") and not kind and not text else text or None


def _look(style: Element) -> tuple[str, ...]:
    found = []
    for part in style:
        for name, value in part.attrib.items():
            key = name.rpartition("}")[2]
            if key == "text-line-through-style" and value not in ("none", ""):
                found.append("strike")
            if key == "text-position" and not value.startswith(("sub", "-", "0")):
                found.append("raised")
            if key == "color" and _local(part) == "text-properties" and value.upper() not in ("#000000", ""):
                found.append(f"font:{value[1:].upper()}")
            if key == "background-color" and value not in ("transparent", "#ffffff"):
                found.append(f"fill:{value[1:].upper()}")
    return tuple(found)


def _is_unseen(style: Element) -> bool:
    return any(_local(part) == "table-properties" and _get(part, "display") == "false" for part in style)


def _within(table: Element, tag: str) -> list[Element]:
    """The rows or columns of a table, those in groups and heads as well, in order; none of a chart's own table."""
    found: list[Element] = []
    for one in table:
        found += [one] if _local(one) == tag else _within(one, tag) if _local(one) in _GROUPS else []
    return found


def _text(part: Element) -> str:
    pieces = [part.text or ""]
    for one in part:
        tag = _local(one)
        pieces.append(" " * int(_get(one, "c") or 1) if tag == "s" else _BLANKS.get(tag) or _text(one))
        pieces.append(one.tail or "")
    return "" if _local(part) in ("annotation", "ruby-text") else "".join(pieces)


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
