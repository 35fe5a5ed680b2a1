"""How a row was found out and from where, by the names that tables use."""

from __future__ import annotations

from functools import lru_cache

from generator.model.deduction import METHODS, SOURCES
from generator.read.alike import find_alike
from generator.sheets.known_office import plain_name
from generator.sheets.question import Offer, quote
from generator.sheets.row_values import RowReader, Unsettled


def read_named(reader: RowReader, row: int, name: str, year: int | None = None, item: str = "") -> str:
    """The id of the method, one of those of `item` (id or name), or of the source of a row."""
    names = METHODS if name == "method" else SOURCES
    fixed = reader.layout.method if name == "method" else reader.layout.source
    if name not in reader.layout.columns:
        return fixed
    text = reader.text(row, name)
    if found := _key_of(name, text):
        return found
    what = "考核方式" if name == "method" else "线索来源"
    asked = f"{quote(text)}是哪种{what}？" if text else f"没有写{what}，是哪一种？"
    if name == "method" and not (item or "item" in reader.layout.columns):
        raise Unsettled  # the item is asked first
    offered = reader.office.methods(year, item) if name == "method" else tuple(names)
    near = find_alike(text, {one: (names[one],) for one in offered}).ids if text else ()
    key = text if len(offered) == len(names) else f"{text}|{'+'.join(offered)}"
    choices = [Offer(one, names[one]) for one in dict.fromkeys([*near, *offered])]
    answer = reader.inquiry.ask(name, key, asked, reader.place(row, name), choices)
    if answer is None:
        raise Unsettled
    return answer


@lru_cache(256)
def _key_of(name: str, text: str) -> str:
    """The id of the method or source that is called so; empty where none is."""
    names = METHODS if name == "method" else SOURCES
    called = plain_name(text)
    return next((key for key, label in names.items() if called in (key, plain_name(label))), "")
