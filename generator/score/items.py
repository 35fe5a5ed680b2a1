"""Deductions by item (考核办法 section 三: 扣分上限为该单项最高分值)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from generator.model.deduction import Deduction
from generator.rules.scheme import Item
from generator.score.result import ItemResult, RecordEffect

ZERO = Decimal(0)


def effective_points(record: Deduction) -> Decimal:
    """The points a record counts for: none if revoked, the decided points if an appeal reduced it, else its own."""
    appeal = record.appeal
    decision = appeal.decision if appeal else ""
    if record.revoked is not None or decision == "revoked":
        return ZERO
    lower = appeal.points if appeal else None
    return lower if decision == "reduced" and lower is not None else record.points


def score_item(item: Item, records: Iterable[Deduction], counts_from: date | None = None) -> ItemResult:
    """What a unit loses in `item`: the sum of effective points, at most the item's maximum.

    The cap absorbs in order of date, then id: the record that reaches it counts in part, later ones not at all.
    What was found before the day `counts_from` counts nothing.
    """
    room = item.max
    raw = ZERO
    effects = []
    for record in sorted(records, key=lambda record: (record.date, record.id)):
        early = counts_from is not None and record.date < counts_from
        effective = ZERO if early else effective_points(record)
        counted = min(effective, room)
        room -= counted
        raw += effective
        effects.append(RecordEffect(record, effective, effective - counted, early))
    return ItemResult(item, raw, item.max - room, tuple(effects))
