"""What a table says between its rows and beside its heads: headings of groups, and columns without a head."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.sheets.known_office import Office
from generator.sheets.question import Inquiry, Offer, quote
from generator.sheets.raw_sheet import column_name
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_heads import HeadColumn

NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十0-9]+[)）]|[0-9]+[、.．])\s*")
_WHOLE = "whole"


def headless_columns(table: FoundTable, is_alone: bool) -> list[HeadColumn]:
    """The columns that hold something in rows of a table and have no head; of one table of several, those within it.

    Numbers that count the rows are those of a column of serial numbers.
    """
    known = {column.column for column in table.columns}
    first, last = min(known), max(known)
    rows = set(table.data_rows())
    held: dict[int, list[object]] = {}
    for (row, column), value in table.sheet.cells.items():
        is_within = row in rows and column not in known and (is_alone or first < column < last)
        if is_within and table.value(row, column) is not None:
            held.setdefault(column, []).append(value)
    return [_headless(table, column, values) for column, values in sorted(held.items())]


def _headless(table: FoundTable, column: int, values: list[object]) -> HeadColumn:
    field = "serial" if _counts(values) else ""
    return HeadColumn(column, (f"{column_name(column)}列，没有表头",), field, column in table.sheet.hidden_columns)


def _counts(values: list[object]) -> bool:
    """Whether values are whole numbers of which each is greater than the one before, from 1."""
    numbers = [value for value in values if isinstance(value, Decimal)]
    return bool(numbers) and len(numbers) == len(values) and numbers[0] == 1 and numbers == sorted(set(numbers))


def group_units(table: FoundTable, office: Office) -> dict[int, str]:
    """Row -> the unit of the heading that it stands below, in a table without a column of units."""
    found: dict[int, str] = {}
    unit = ""
    for row, kind in table.rows:
        if kind == "title":
            unit = office.unit_called(heading_of(table, row)) or unit
        elif kind == "data" and unit:
            found[row] = unit
    return {} if "unit" in table.fields() else found


def group_items(table: FoundTable, office: Office, inquiry: Inquiry, year: int | None) -> dict[int, str] | None:
    """Row -> the item of the heading that it stands below, in a table without a column of items.

    A heading that is numbered, or named like an item, is that of a group; which item it is, is asked where it is not
    sure. None while that is open.
    """
    found: dict[int, str] = {}
    item, is_open = "", False
    for row, kind in table.rows:
        if kind == "title":
            text = heading_of(table, row)
            known = office.item_called(year, text)
            if known or (_is_numbered(table, row) and not office.unit_called(text)):
                answer = known or _ask_item(table, row, text, office, inquiry, year)
                is_open = is_open or answer is None
                item = "" if answer in (None, _WHOLE) else str(answer)
        elif kind == "data" and item:
            found[row] = item
    return None if is_open else found


def _ask_item(
    table: FoundTable, row: int, text: str, office: Office, inquiry: Inquiry, year: int | None
) -> str | None:
    if not any(at > row and kind == "data" for at, kind in table.rows):
        return _WHOLE
    choices = (*office.item_choices(year, text), Offer(_WHOLE, "只是小标题，与整张表的单项相同"))
    words = f"小标题{quote(text)}下面的各行是哪个单项的扣分？"
    return inquiry.ask("group-item", text, words, (table.sheet.name, row, table.columns[0].column), choices)


def heading_of(table: FoundTable, row: int) -> str:
    """What a heading between rows says, without its number: 一、热线办理 is 热线办理."""
    return NUMBERED.sub("", _text(table, row), count=1).strip().rstrip(":：")


def _is_numbered(table: FoundTable, row: int) -> bool:
    return bool(NUMBERED.match(_text(table, row)))


def _text(table: FoundTable, row: int) -> str:
    values = (table.sheet.cells.get((row, column)) for column in range(1, table.columns[-1].column + 1))
    return next((value for value in values if isinstance(value, str)), "")
