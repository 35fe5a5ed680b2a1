"""Our own workbooks: a page of explanations, hidden lists, and a protected sheet for each item or panel.

Lists stand in a sheet of their own, so that they may be longer than the 255 characters that a validation can hold.
Heads and ids are locked; what a person fills in is not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from generator.model.deduction import METHODS, SOURCES, Deduction
from generator.model.unit import Unit
from generator.rules.item import Item
from generator.sheets.known_office import Office
from generator.sheets.own_form import COLUMNS, FIRST_ROW, HEAD_ROW, MARK, record_cells, sheet_mark, standard_labels
from generator.sheets.raw_sheet import column_name
from generator.sheets.sheet_looks import SheetLooks
from generator.sheets.template_guide import GUIDE, HAND_IN, write_guide

NOT_FILLED = "（不用填）"  # below the head of a column that is protected
EMPTY_ROWS = 200  # prepared for new records below those that are there
_LISTS = "选项"
_WIDTHS = {
    "record": 22, "unit": 16, "date": 12, "standard": 40, "points": 8, "count": 8, "method": 14, "source": 16,
    "reason": 46, "evidence": 24, "held_at": 20, "due": 12, "internal_note": 24, "base": 4,
}  # fmt: skip
_HINTS = {
    "unit": "从下拉列表里选，或照单位简称填写。",
    "date": "发现问题的日期，决定所属季度，写成 {year}-06-18。",
    "standard": "从下拉列表里选这个单项的一条标准。",
    "points": "共扣几分，是数；在标准规定的范围里。",
    "count": "几件、几次、几人次；只有一件的不写。",
    "method": "从下拉列表里选。",
    "source": "从下拉列表里选。",
    "reason": "写清楚事实，不写个人姓名、电话。",
    "evidence": "材料的名称；几份的在格里分行写。",
    "held_at": "材料存放在哪里，与名称逐行对应。",
    "due": "整改期限；不需要整改的不写。",
    "internal_note": "只供内部使用，不公开。",
}
_NEEDED = ("date", "standard", "points", "method", "source", "reason")


def new_book(year: int) -> tuple[Any, io.BytesIO]:
    """An empty workbook, dated the first day of its year: the day on which it is made is no part of it."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": datetime(year, 1, 1)})  # noqa: DTZ001
    return book, buffer


def render_deductions(office: Office, year: int, items: Sequence[Item], records: Sequence[Deduction]) -> bytes:
    """The workbook of these items with these records in it; without records it is the template."""
    book, buffer = new_book(year)
    looks = SheetLooks(book)
    guide = book.add_worksheet(GUIDE)
    pages = [(item, book.add_worksheet(name)) for item, name in zip(items, sheet_names(items), strict=True)]
    lists = _write_lists(book, looks, office, year, items)
    write_guide(guide, looks, year, "扣分登记表", [item.name for item in items])
    labels = unit_labels(office, year)
    for item, page in pages:
        mine = sorted((one for one in records if one.item == item.id), key=lambda one: (one.date, one.id))
        _write_item(page, looks, office, year, item, mine, labels, lists)
    if pages:
        pages[0][1].activate()
    book.close()
    return buffer.getvalue()


def unit_labels(office: Office, year: int) -> Mapping[str, str]:
    """Assessed unit -> how it is written in a sheet: its short name, with its id where two have the same."""
    units = [unit for unit in office.corpus.units.values() if unit.assessed_in(year)]
    return {unit.id: _label(unit, office) for unit in units}


def _label(unit: Unit, office: Office) -> str:
    return unit.short_name if office.unit_called(unit.short_name) == unit.id else unit.id


def sheet_names(named: Sequence[Any]) -> list[str]:
    """Names of sheets: at most 31 characters, none that a spreadsheet refuses, all different."""
    found: list[str] = []
    for one in named:
        base = re.sub(r"[\[\]:*?/\\']", "", one.name)[:28] or one.id[:28]
        number = 1
        while (name := base if number == 1 else f"{base}{number}") in (*found, GUIDE, _LISTS):
            number += 1
        found.append(name)
    return found


def _write_lists(book: Any, looks: SheetLooks, office: Office, year: int, items: Sequence[Item]) -> Mapping[str, str]:
    """The hidden sheet of lists; for each list its cells, to be named in validations."""
    page = book.add_worksheet(_LISTS)
    page.hide()
    page.protect()
    page.write_string(0, 0, f"{MARK}-lists", looks.plain)
    lists = {
        "unit": list(unit_labels(office, year).values()),
        "source": list(SOURCES.values()),
        **{f"method/{item.id}": [METHODS[name] for name in item.methods] for item in items},
        **{
            f"standard/{item.id}": list(standard_labels(list(office.standards(year, item.id))).values())
            for item in items
        },
    }
    found = {}
    for column, (name, values) in enumerate(lists.items(), 1):
        for row, value in enumerate(values, 1):
            page.write_string(row, column, value, looks.plain)
        if values:
            letters = column_name(column + 1)
            found[name] = f"='{_LISTS}'!${letters}$2:${letters}${len(values) + 1}"
    return found


def _write_item(
    page: Any,
    looks: SheetLooks,
    office: Office,
    year: int,
    item: Item,
    records: Sequence[Deduction],
    labels: Mapping[str, str],
    lists: Mapping[str, str],
) -> None:
    names = list(COLUMNS)
    _write_heads(page, looks, year, item)
    standards = standard_labels(list(office.standards(year, item.id)))
    last = FIRST_ROW - 1 + len(records) + EMPTY_ROWS
    for row in range(FIRST_ROW - 1, last):
        record = records[row - FIRST_ROW + 1] if row - FIRST_ROW + 1 < len(records) else None
        cells = (
            {}
            if record is None
            else record_cells(
                record, labels.get(record.unit, record.unit), standards.get(record.standard, record.standard)
            )
        )
        for column, name in enumerate(names):
            _write_cell(page, row, column, cells.get(name), looks.of(name))
    _validate(page, year, item, lists, last)
    _mark_lacking(page, looks, names, last)
    page.freeze_panes(HEAD_ROW, 2)
    protect_page(page)


def _write_heads(page: Any, looks: SheetLooks, year: int, item: Item) -> None:
    """What the sheet says of itself, its title, how it is filled in, and the heads."""
    names = list(COLUMNS)
    page.write_string(0, 0, sheet_mark("deductions", year, item.id), looks.fixed)
    for column, name in enumerate(names[1:], 1):
        page.write_string(0, column, name, looks.fixed)
    page.set_row(0, None, None, {"hidden": True})
    page.write_string(1, 0, f"{year}年度 {item.name} 扣分登记表", looks.title)
    page.write_string(
        2,
        0,
        f"每行一条，表头写着必填的都要填，写着不用填的不要动；改已有的记录，就在它的行里改。填好保存，{HAND_IN}。",
        looks.hint,
    )
    page.set_row(HEAD_ROW - 1, 30)
    for column, name in enumerate(names):
        told, look = _head_of(name, looks)
        page.write_string(HEAD_ROW - 1, column, f"{COLUMNS[name]}\n{told}", look)
        page.set_column(column, column, _WIDTHS[name], None, {"hidden": name == "base"})


def _head_of(name: str, looks: SheetLooks) -> tuple[str, Any]:
    """Whether a column must, may or must not be filled in: in words, not by its colour alone; its look."""
    if name in ("record", "base"):
        return NOT_FILLED, looks.fixed
    return ("（必填）", looks.needed) if name in ("unit", *_NEEDED) else ("（选填）", looks.optional)


def _write_cell(page: Any, row: int, column: int, value: Any, look: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, look)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001
    elif isinstance(value, str):
        page.write_string(row, column, value, look)
    else:
        page.write_number(row, column, value, look)


def _validate(page: Any, year: int, item: Item, lists: Mapping[str, str], last: int) -> None:
    """What the sheet itself checks: lists, days of the year, numbers."""
    of = {"unit": "unit", "source": "source", "method": f"method/{item.id}", "standard": f"standard/{item.id}"}
    rules: dict[str, dict[str, Any]] = {
        name: {"validate": "list", "source": lists[key]} for name, key in of.items() if key in lists
    }
    rules["date"] = {
        "validate": "date",
        "criteria": "between",
        "minimum": date(year, 1, 1),
        "maximum": date(year, 12, 31),
    }
    rules["due"] = {"validate": "date", "criteria": ">=", "value": date(year, 1, 1)}
    rules["points"] = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    rules["count"] = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 999}
    for column, name in enumerate(COLUMNS):
        rule = rules.get(name, {"validate": "any"}) if name in _HINTS else None
        if rule is not None:
            hint = _HINTS[name].format(year=year)
            told = {"input_title": COLUMNS[name], "input_message": hint}
            wrong = {"error_title": "填写不对", "error_message": hint} if name in rules else {}
            page.data_validation(FIRST_ROW - 1, column, last - 1, column, {**rule, **told, **wrong})


def _mark_lacking(page: Any, looks: SheetLooks, names: Sequence[str], last: int) -> None:
    """Colours what is still lacking in a row that names a unit."""
    for name in _NEEDED:
        letter = column_name(names.index(name) + 1)
        column = names.index(name)
        formula = f'=AND($B{FIRST_ROW}<>"",{letter}{FIRST_ROW}="")'
        page.conditional_format(
            FIRST_ROW - 1, column, last - 1, column, {"type": "formula", "criteria": formula, "format": looks.lacking}
        )


def protect_page(page: Any) -> None:
    """Locks what is not to be filled in, widths and heights aside; on paper it is as wide as a page of A4."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW - 1)
    page.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
