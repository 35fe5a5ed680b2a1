"""A workbook as XLSX: text is text, formulas carry their value, the same workbook gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from generator.model.problem import UserError
from generator.opendata.csv_file import protect_text
from generator.opendata.score_sheets import DIFFERS
from generator.opendata.sheet import (
    COVER_NAME,
    Cell,
    CoverLine,
    Formula,
    Sheet,
    SheetColumn,
    Style,
    Workbook,
)
from generator.opendata.zip_file import store_again
from generator.words.terminal import width

_UNFIT = re.compile("[\ufffe\uffff\ud800-\udfff]")  # characters that no XML may hold
_HIGHEST = 409  # points, for a row of a spreadsheet
MAX_TEXT = 32767  # characters of a cell; a spreadsheet cuts the rest off without a word
FONT = "Microsoft YaHei"
INK, PALE, LINE, LIVE, WARN, SHADE = "#1F2A44", "#F3F5F9", "#C9CFDB", "#2E6B4F", "#9C2A2A", "#E9A79B"
_NUMBERS: Mapping[Style, str] = {
    "points": "0.00",
    "zero": '0.00;-0.00;"–"',
    "whole": "0",
    "day": "yyyy-mm-dd",
    "rate": "0.00%",
    "weight": "0.0###",
}
_CENTRED = ("whole", "day", "check", "zero")


def render_workbook(workbook: Workbook, created: date) -> bytes:
    """The bytes of the workbook, dated `created`.

    Raises UserError where a text does not fit into a cell or has a character that no spreadsheet can read back.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties(
        {
            "title": workbook.title,
            "author": workbook.author,
            "company": workbook.author,
            "keywords": " ".join(workbook.keywords),
            "created": datetime(created.year, created.month, created.day),  # noqa: DTZ001
        }
    )
    looks = _Looks(book)
    _write_cover(book.add_worksheet(COVER_NAME), workbook, looks)
    for sheet in workbook.sheets:
        _write_sheet(book.add_worksheet(sheet.name, _page_class()), sheet, looks)
        for name, cells in sheet.names().items():
            book.define_name(name, f"={cells}")
    book.close()
    for part in (*book.worksheets(), book):
        vars(part).clear()  # they know each other: taken apart, they go now and not when garbage is next looked for
    return store_again(buffer.getvalue())


@cache
def _page_class() -> Any:
    """A sheet whose formulas have functions as files do (`_xlfn.MAXIFS`): not searched for each of thirty others."""
    from xlsxwriter.worksheet import Worksheet

    class Page(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            return formula.removeprefix("=")

    return Page


class _Looks:
    """The formats of a book, each made once, in the order in which they are first wanted."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._of_cells: dict[tuple[Style, int, bool], Any] = {}

    def get(self, **properties: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": FONT, "font_size": 10, "valign": "vcenter", **properties}
            )
        return self._made[key]

    def cell(self, column: SheetColumn, risky: bool = False) -> Any:
        """The format of a cell in this column; `risky` text is marked as text for those who edit it."""
        asked = column.style, column.places, risky
        if asked not in self._of_cells:
            self._of_cells[asked] = self._make_cell(column, risky)
        return self._of_cells[asked]

    def _make_cell(self, column: SheetColumn, risky: bool) -> Any:
        style = column.style
        properties: dict[str, Any] = {"bottom": 4, "bottom_color": LINE}
        if style == "score":
            properties["num_format"] = "0." + "0" * column.places if column.places else "0"
        elif style in _NUMBERS:
            properties["num_format"] = _NUMBERS[style]
        if style in _CENTRED:
            properties["align"] = "center"
        if style in ("text", "long"):
            properties |= {"text_wrap": True, "indent": 1}
        if style == "id":
            properties |= {"font_size": 8, "font_color": "#6B7280", "indent": 1}
        if risky:
            properties["quote_prefix"] = True
        return self.get(**properties)


def _write_cover(page: Any, workbook: Workbook, looks: _Looks) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 92)
    page.set_row(0, 34)
    _write_text(page, 0, 0, workbook.title, looks.get(bold=True, font_size=18, font_color=INK))
    for row, line in enumerate(workbook.cover, 1):
        _write_line(page, row, line, looks)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 1)
    page.set_tab_color(INK)


def _write_line(page: Any, row: int, line: CoverLine, looks: _Looks) -> None:
    if line.style == "heading":
        page.set_row(row, 30)
        heading = looks.get(bold=True, font_size=12, font_color=INK, bottom=2, bottom_color=INK, valign="bottom")
        _write_text(page, row, 0, line.label, heading)
        page.write_blank(row, 1, None, heading)
        return
    warning = {"font_color": WARN, "bg_color": "#FBEDED"} if line.style == "warning" else {}
    label = looks.get(bold=True, valign="top", font_color=warning.get("font_color", INK), **_without_ink(warning))
    text = looks.get(text_wrap=True, valign="top", **warning)
    if line.sheet:
        link = looks.get(underline=1, font_color="#1D4E89", valign="top")
        page.write_url(row, 0, f"internal:'{line.sheet}'!A1", link, line.sheet)
    else:
        _write_text(page, row, 0, line.label, label)
    _write_cell(page, row, 1, line.text, text)


def _without_ink(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name != "font_color"}


def _write_sheet(page: Any, sheet: Sheet, looks: _Looks) -> None:
    page.hide_gridlines(2)
    page.set_row(0, 28)
    _write_text(page, 0, 0, sheet.title, looks.get(bold=True, font_size=15, font_color=INK))
    _write_text(page, 1, 0, sheet.note, looks.get(font_size=9, font_color="#4B5563", valign="top"))
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _column_width(sheet, at, column))
    for row, values in enumerate(sheet.parameters, 2):
        _write_parameters(page, row, values, sheet.columns, looks)
    head = sheet.head_row - 1
    page.set_row(head, sheet.head_height)
    for at, column in enumerate(sheet.columns):
        _write_text(page, head, at, column.title, _head(column, looks))
    for row, cells in enumerate(sheet.rows, head + 1):
        page.set_row(row, row_height(sheet.columns, cells))
        for at, (cell, column) in enumerate(zip(cells, sheet.columns, strict=True)):
            _write_styled(page, row, at, cell, column, looks)
    _set_view(page, sheet, looks)
    _set_print(page, sheet)


def _head(column: SheetColumn, looks: _Looks) -> Any:
    return looks.get(
        bold=True,
        font_color="#FFFFFF",
        bg_color=LIVE if column.live else INK,
        text_wrap=True,
        align="center",
        border=1,
        border_color="#FFFFFF",
    )


def _write_parameters(
    page: Any, row: int, values: tuple[Cell, ...], columns: tuple[SheetColumn, ...], looks: _Looks
) -> None:
    for at, (value, column) in enumerate(zip(values, columns, strict=True)):
        properties: dict[str, Any] = {"bg_color": PALE, "font_size": 8, "align": "center", "text_wrap": True}
        if isinstance(value, Decimal):
            properties["num_format"] = _NUMBERS["weight"]
        elif column.style == "text":
            properties |= {"align": "right", "bold": True}
        _write_cell(page, row, at, value, looks.get(**properties))


def _set_view(page: Any, sheet: Sheet, looks: _Looks) -> None:
    page.freeze_panes(sheet.head_row, sheet.frozen)
    page.autofilter(sheet.head_row - 1, 0, sheet.last_row - 1, len(sheet.columns) - 1)
    if any(column.live for column in sheet.columns):
        page.set_tab_color(LIVE)
    _shade(page, sheet)
    for at, column in enumerate(sheet.columns):
        if column.style == "check":
            rule = {"type": "cell", "criteria": "==", "value": f'"{DIFFERS}"'}
            red = looks.get(bold=True, font_color="#FFFFFF", bg_color=WARN)
            page.conditional_format(sheet.first_row - 1, at, sheet.last_row - 1, at, {**rule, "format": red})


def _column_width(sheet: Sheet, at: int, column: SheetColumn) -> int:
    """A column that nobody has filled is as wide as its title."""
    is_empty = not column.live and all(row[at] in (None, "") for row in sheet.rows)
    return min(column.width, width(column.title) + 4) if is_empty else column.width


def _shade(page: Any, sheet: Sheet) -> None:
    """Shades neighbouring columns of figures by one scale, from none to the largest: a map of where points went."""
    marked = [at for at, column in enumerate(sheet.columns) if column.key in sheet.shaded]
    if marked:
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": SHADE}
        page.conditional_format(sheet.first_row - 1, marked[0], sheet.last_row - 1, marked[-1], scale)


def row_height(columns: tuple[SheetColumn, ...], cells: tuple[Cell, ...]) -> int:
    """The height in points that the texts of a row need; some spreadsheets do not find it themselves."""
    lines = 1
    for column, cell in zip(columns, cells, strict=True):
        if isinstance(cell, str) and column.style in ("text", "long"):
            room = column.width
            lines = max(lines, sum(max(1, -(-width(line) // room)) for line in cell.split("\n")))
    return min(4 + 14 * lines, _HIGHEST)


def _set_print(page: Any, sheet: Sheet) -> None:
    if sheet.printed:
        page.print_area(0, 0, sheet.last_row - 1, sheet.printed - 1)
    page.set_paper(8 if sheet.large else 9)
    page.set_landscape()
    page.set_margins(0.4, 0.4, 0.5, 0.6)
    page.fit_to_pages(1, sheet.pages_high)
    page.repeat_rows(sheet.head_row - 1)
    page.set_footer("&L&8&A&C&8第 &P 页，共 &N 页")


def _write_styled(page: Any, row: int, at: int, cell: Cell, column: SheetColumn, looks: _Looks) -> None:
    risky = isinstance(cell, str) and protect_text(cell) != cell
    _write_cell(page, row, at, cell, looks.cell(column, risky))


def _write_cell(page: Any, row: int, at: int, cell: Cell, look: Any) -> None:
    """Writes a value by its type; nothing is ever guessed from what a text looks like."""
    match cell:
        case None:
            page.write_blank(row, at, None, look)
        case Formula():
            page.write_formula(row, at, f"={cell.text}", look, cell.value)
        case bool():
            _write_text(page, row, at, "是" if cell else "否", look)
        case date():
            page.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), look)  # noqa: DTZ001
        case str():
            _write_text(page, row, at, cell, look)
        case _:
            page.write_number(row, at, cell, look)


def _write_text(page: Any, row: int, at: int, text: str, look: Any) -> None:
    if len(text) > MAX_TEXT or _UNFIT.search(text):
        check_text(text, f"工作表“{page.get_name()}”第 {row + 1} 行")
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes such a text for its own markup and would write it raw; in two pieces it is escaped.
        page.write_rich_string(row, at, look, text[:1], look, text[1:], look)
    else:
        page.write_string(row, at, text, look)


def check_text(text: str, place: str) -> None:
    """Raises UserError where `text` cannot stand in a cell; `place` says in Chinese where it would stand."""
    if len(text) > MAX_TEXT:
        raise UserError(f"{place}的文字有 {len(text)} 字，超过表格单元格的上限 {MAX_TEXT} 字。")
    if found := _UNFIT.search(text):
        raise UserError(f"{place}的文字里有不允许的字符 U+{ord(found[0]):04X}。")
