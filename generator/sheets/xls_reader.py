"""XLS and the .et of WPS, whose container it is, by xlrd."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

from generator.sheets.number_forms import form_marks, marks_of_number
from generator.sheets.raw_sheet import MAX_CELLS, CellValue, ErrorCell, RawBook, RawSheet, SheetFault, exact

_RAISED = 1  # of a font
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 0, 1, 2, 3, 4, 5


def read_xls(data: bytes) -> RawBook:
    """The workbook; SheetFault where it is damaged, too large or has a password."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        raise SheetFault("password" if "encrypted" in str(error).lower() else "damaged") from error
    sheets = [_read_sheet(book, sheet) for sheet in book.sheets()]
    return RawBook("xls", sheets, 1904 if book.datemode else 1900)


def _read_sheet(book: Any, found: Any) -> RawSheet:
    sheet = RawSheet(found.name, bool(found.visibility))
    looks: dict[int, tuple[str, ...]] = {}
    for row in range(found.nrows):
        for column, cell in enumerate(found.row(row)):
            value = _value(book, cell)
            if value is None:
                continue
            spot = (row + 1, column + 1)
            sheet.cells[spot] = value
            if cell.xf_index not in looks:
                looks[cell.xf_index] = tuple(_look(book, cell.xf_index))
            marks = marks_of_number(looks[cell.xf_index], value if isinstance(value, Decimal) else None)
            marks += tuple(_marks_within(book, found.rich_text_runlist_map.get((row, column), ())))
            if marks:
                sheet.marks[spot] = marks
        if len(sheet.cells) > MAX_CELLS:
            raise SheetFault("large")
    sheet.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in found.merged_cells]
    sheet.hidden_rows = {row + 1 for row, told in found.rowinfo_map.items() if told.hidden}
    sheet.hidden_columns = {column + 1 for column, told in found.colinfo_map.items() if told.hidden}
    sheet.comments = {(row + 1, column + 1): note.text.strip() for (row, column), note in found.cell_note_map.items()}
    return sheet


def _value(book: Any, cell: Any) -> CellValue | None:
    import xlrd

    if cell.ctype == _TEXT:
        return str(cell.value) or None
    if cell.ctype == _NUMBER:
        return exact(cell.value)
    if cell.ctype == _DATE:
        try:
            day: date = xlrd.xldate_as_datetime(cell.value, book.datemode).date()
        except (ValueError, OverflowError):
            return exact(cell.value)
        return day
    if cell.ctype == _BOOLEAN:
        return bool(cell.value)
    return ErrorCell(xlrd.error_text_from_code.get(cell.value, "#?")) if cell.ctype == _ERROR else None


def _look(book: Any, number: int) -> Any:
    form = book.xf_list[number]
    font = book.font_list[form.font_index]
    if font.struck_out:
        yield "strike"
    yield from form_marks(book.format_map[form.format_key].format_str)
    colour = book.colour_map.get(font.colour_index)
    if colour and any(colour):
        yield f"font:{_hex(colour)}"
    if form.background.fill_pattern == 1:
        fill = book.colour_map.get(form.background.pattern_colour_index)
        if fill and fill != (255, 255, 255):
            yield f"fill:{_hex(fill)}"


def _marks_within(book: Any, runs: Any) -> Any:
    """The marks of parts of a text: struck out, or raised as the number of a note is."""
    fonts = [book.font_list[number] for _, number in runs]
    if any(font.struck_out for font in fonts):
        yield "strike"
    if any(font.escapement == _RAISED for font in fonts):
        yield "raised"


def _hex(colour: tuple[int, int, int]) -> str:
    return "".join(f"{part:02X}" for part in colour)
