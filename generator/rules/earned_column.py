"""What a part or an item earned, as a column, whichever way its points move the score."""

from __future__ import annotations

from generator.rules.book_layout import BookLayout
from generator.rules.effect_words import named_points
from generator.rules.expression import Column, Op, col, const, op
from generator.rules.given_tables import UNIT
from generator.rules.kind import LaidItem, LaidPart
from generator.rules.part_record import worth_in_total


def earned_column(layout: BookLayout, part: LaidPart, item: LaidItem | None = None) -> str:
    """The column of what a part or an item of it earned: of one that loses, its marks less what was lost."""
    counted = part.counted if item is None else item.counted
    if part.kind.effect != "loses":
        return counted
    record = part.part if item is None else item.item
    name = f"{record.id}:earned" if item is None else f"{record.id}:item-earned"
    if name not in layout.table(UNIT, "", ()).columns:
        marks: Op = const(record.max)
        if item is not None and item.maximum:
            marks = col(item.maximum)
        if item is None:
            marks = const(worth_in_total(part.part))
        found = op("sub", marks, col(counted))
        if item is None and part.absent:
            found = op("sub", found, col(part.absent))
        layout.lay(
            UNIT,
            Column(name, named_points(record.name, "得分"), "points", found, said="分值 − 扣分", part=part.part.id),
        )
    return name
