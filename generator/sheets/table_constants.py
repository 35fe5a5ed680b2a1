"""What holds for all rows of a table and no column says: the item, how they were found, and from where."""

from __future__ import annotations

from generator.model.deduction import METHODS, SOURCES
from generator.sheets.known_office import Office
from generator.sheets.question import Inquiry, Offer
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_groups import NUMBERED
from generator.sheets.table_layout import TableLayout, heads_key, table_spot


def settle_constants(
    table: FoundTable, layout: TableLayout, office: Office, inquiry: Inquiry, year: int | None
) -> None:
    """Asks for what no column says and all rows need: the item, then how and from where they were found."""
    place = (table.sheet.name, *table_spot(table))
    is_grouped = bool(layout.groups) and layout.groups.keys() >= set(table.data_rows())
    if not layout.item and "item" not in layout.columns and not any(layout.items.values()) and not is_grouped:
        layout.item = _settle_item(table, office, inquiry, year)
    items = [layout.item] if layout.item else sorted({*filter(None, layout.items.values()), *layout.groups.values()})
    if not layout.method and "method" not in layout.columns and (items or "item" in layout.columns):
        named = _items_named(table, layout.columns["item"], office, year) if "item" in layout.columns else None
        layout.method = _ask_method(table, office, inquiry, year, items, named)
    if not layout.source and "source" not in layout.columns:
        choices = tuple(Offer(name, label) for name, label in SOURCES.items())
        text = "这张表里的扣分，线索从哪里来？"
        layout.source = inquiry.ask("source", heads_key(table), text, place, choices, wide=True) or ""


def _settle_item(table: FoundTable, office: Office, inquiry: Inquiry, year: int | None) -> str:
    """The item that what stands right above the table, its title or its sheet is called after; else as a person says.

    Tables with the same heads are asked about once, unless they are called after different items.
    """
    named = [NUMBERED.sub("", text).strip().rstrip(":：") for text in (table.part, *reversed(table.title[-1:]))]
    known = next(filter(None, (office.item_called(year, text) for text in (*named, table.sheet.name))), "")
    if known:
        return known
    hint = next(filter(None, (office.item_meant(year, text) for text in (*named, table.sheet.name) if text)), "")
    choices = office.item_choices(year, " ".join((table.part, *table.title, table.sheet.name)).strip())
    if hint:
        choices = tuple(sorted(choices, key=lambda one: one.value != hint))
    key, place = "|".join(filter(None, (heads_key(table), hint))), (table.sheet.name, *table_spot(table))
    where = f"（{table.part}）" if table.part else ""
    return inquiry.ask("item", key, f"这张表{where}登记的是哪个单项？", place, choices, wide=True) or ""


def _items_named(table: FoundTable, column: int, office: Office, year: int | None) -> list[str]:
    """The items that the cells of a column name; none where one of them is not known yet."""
    found = {office.item_called(year, str(table.value(row, column) or "")) for row in table.data_rows()}
    return [] if "" in found else sorted(found)


def _ask_method(
    table: FoundTable,
    office: Office,
    inquiry: Inquiry,
    year: int | None,
    items: list[str],
    named: list[str] | None,
) -> str:
    """How the rows were found out: by a method that all items have; `named` are those of a column of items."""
    known = office.items(year)
    allowed = [set(known[item].methods) for item in named or items if item in known]
    methods = [name for name in METHODS if all(name in one for one in allowed)] or list(METHODS)
    if len(methods) == 1 and allowed and named is None:
        return methods[0]
    choices = tuple(Offer(name, METHODS[name]) for name in methods)
    text, place = "这张表里的扣分是用哪种考核方式得出的？", (table.sheet.name, *table_spot(table))
    key = f"{heads_key(table)}|{'+'.join(methods)}"  # sheets with other items are asked apart
    return inquiry.ask("method", key, text, place, choices, wide=True) or ""
