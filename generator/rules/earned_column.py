"""What a part or an item earned, as a column, whichever way its points move the score."""

from __future__ import annotations

from collections.abc import Iterable

from generator.rules.book_layout import BookLayout
from generator.rules.effect_words import named_points
from generator.rules.expression import Column, Op, col, const, op
from generator.rules.given_tables import UNIT
from generator.rules.kind import LaidItem, LaidPart
from generator.rules.part_record import worth_in_total


def find_earned(layout: BookLayout, parts: Iterable[LaidPart], part_id: str, item_id: str) -> str:
    """The column of what the part of the one id, or the item of the other, earned; empty where none is counted."""
    for part in parts:
        if part.part.id == part_id:
            return earned_column(layout, part)
        for item in part.items:
            if item.item.id == item_id:
                return earned_item_column(layout, part, item)
    return ""


def earned_column(layout: BookLayout, part: LaidPart) -> str:
    """The column of what a part earned: of one that loses, its marks less what was lost."""
    if part.kind.effect != "loses":
        return part.counted
    earned = op("sub", const(worth_in_total(part.part)), col(part.counted))
    if part.absent:
        earned = op("sub", earned, col(part.absent))
    return _lay_once(layout, part, earned_name(part.part.id), part.part.name, earned)


def earned_name(part: str) -> str:
    """The id of the column of what is left of the marks of a part that loses."""
    return f"{part}:earned"


def earned_item_column(layout: BookLayout, part: LaidPart, item: LaidItem) -> str:
    """The same of an item of the part."""
    if part.kind.effect != "loses":
        return item.counted
    earned = op("sub", item.marks, col(item.counted))
    return _lay_once(layout, part, f"{item.item.id}:item-earned", item.item.name, earned)


def _lay_once(layout: BookLayout, part: LaidPart, name: str, called: str, earned: Op) -> str:
    if name not in layout.table(UNIT, "", ()).columns:
        title = named_points(called, "得分")
        layout.lay(UNIT, Column(name, title, "points", earned, said="分值 − 扣分", part=part.part.id))
    return name
