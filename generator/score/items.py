"""Deductions by item (考核办法 section 三: 扣分上限为该单项最高分值)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from generator.model.deduction import Deduction
from generator.rules.item import Item
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.score.old_result import ItemsDetail
from generator.score.result import ItemResult, RecordEffect

ZERO = Decimal(0)


def effective_points(record: Deduction) -> Decimal:
    """The points a record counts for: none if revoked, the decided points if an appeal reduced it, else its own."""
    appeal = record.appeal
    decision, lower = ("", None) if appeal is None else (appeal.decision, appeal.points)
    return decided_points(record.points, record.revoked is not None, decision, lower)


def decided_points(points: Decimal, revoked: bool, decision: str, lower: Decimal | None) -> Decimal:
    """What `points` count for after a revocation and the decision of an appeal, which may set `lower` ones."""
    if revoked or decision == "revoked":
        return ZERO
    return lower if decision == "reduced" and lower is not None else points


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


def score_items(
    component: DeductionsComponent, by_item: Mapping[str, list[Deduction]], counts_from: date | None = None
) -> ItemsDetail:
    """The results of all items of `component` in the scheme's order."""
    return ItemsDetail(
        tuple(
            score_item(item, by_item.get(item.id, ()), counts_from)
            for category in component.categories
            for item in category.items
        )
    )
