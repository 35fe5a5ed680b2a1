"""What a part or an item earned, and parts that count only while a condition on another figure holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.rules.book_layout import BookLayout, UndeclaredError
from generator.rules.effect_words import named_points
from generator.rules.expression import Column, Op, col, const, op
from generator.rules.figures import lay_measure
from generator.rules.given_tables import UNIT
from generator.rules.kind import LaidItem, LaidPart
from generator.rules.part_record import worth_in_total
from generator.rules.scheme import Scheme
from generator.rules.thresholds import meets
from generator.rules.total_rule import FigureCondition


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


def lay_condition(
    layout: BookLayout, scheme: Scheme, rule: FigureCondition, parts: Sequence[LaidPart], total: str = ""
) -> Op:
    """Whether the condition holds; UndeclaredError where it names what is not laid before it."""
    return meets(_figure(layout, scheme, rule, parts, total), rule.threshold)


def _figure(layout: BookLayout, scheme: Scheme, rule: FigureCondition, parts: Sequence[LaidPart], total: str) -> Op:
    if rule.measure:
        return lay_measure(layout, scheme, rule.measure)
    for part in parts:
        if part.part.id == rule.part:
            return col(earned_column(layout, part))
        for item in part.items:
            if item.item.id == rule.item:
                return col(earned_column(layout, part, item))
    if rule.part or rule.item or not total:
        raise UndeclaredError(rule.part or rule.item or "total")
    return col(total)


def lay_gates(layout: BookLayout, scheme: Scheme, part: LaidPart, before: Sequence[LaidPart]) -> LaidPart:
    """The part, which counts nothing unless the conditions of its gates hold; they are of parts before it."""
    held = [lay_condition(layout, scheme, gate.when, before) for gate in scheme.gates if part.part.id in gate.opens]
    if not held:
        return part
    name = part.part.id
    opened = Column(f"{name}:opens", f"{part.part.name}计入", "flag", held[0] if len(held) == 1 else op("and", *held))
    counted = layout.table(UNIT, "", ()).columns[part.counted]
    gated = op("if", col(layout.lay(UNIT, opened)), col(part.counted), const(0))
    said = "达到条件的才计入"
    made = replace(counted, id=f"{name}:gated", expr=gated, said=said, cap=False, shown="page")
    return replace(part, counted=layout.lay(UNIT, made))
