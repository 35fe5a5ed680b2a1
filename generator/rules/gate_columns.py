"""Parts that count only while a condition on another figure holds, and such conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.rules.book_layout import BookLayout, UndeclaredError
from generator.rules.earned_column import find_earned
from generator.rules.expression import Column, Op, all_of, col, const, op
from generator.rules.failed_columns import lay_failed
from generator.rules.figures import lay_measure
from generator.rules.given_tables import UNIT
from generator.rules.kind import LaidPart
from generator.rules.scheme import Scheme
from generator.rules.thresholds import meets
from generator.rules.total_rule import FigureCondition


def lay_condition(
    layout: BookLayout, scheme: Scheme, rule: FigureCondition, parts: Sequence[LaidPart], total: str = ""
) -> Op:
    """Whether the condition holds; UndeclaredError where it names what is not laid before it."""
    return meets(_figure(layout, scheme, rule, parts, total), rule.threshold)


def _figure(layout: BookLayout, scheme: Scheme, rule: FigureCondition, parts: Sequence[LaidPart], total: str) -> Op:
    if rule.measure:
        return lay_measure(layout, scheme, rule.measure)
    if rule.failed is not None:
        return lay_failed(layout, scheme, rule.failed, parts)
    named = rule.part or rule.item
    found = find_earned(layout, parts, rule.part, rule.item) if named else total
    if not found:
        raise UndeclaredError(named or "total")
    return col(found)


def lay_gates(layout: BookLayout, scheme: Scheme, part: LaidPart, before: Sequence[LaidPart]) -> LaidPart:
    """The part, which counts nothing unless the conditions of its gates hold; they are of parts before it."""
    held = [lay_condition(layout, scheme, gate.when, before) for gate in scheme.gates if part.part.id in gate.opens]
    if not held:
        return part
    name = part.part.id
    opened = Column(f"{name}:opens", f"{part.part.name}计入", "flag", all_of(*held))
    counted = layout.table(UNIT, "", ()).columns[part.counted]
    gated = op("if", col(layout.lay(UNIT, opened)), col(part.counted), const(0))
    said = "达到条件的才计入"
    made = replace(counted, id=f"{name}:gated", expr=gated, said=said, cap=False, shown="page")
    return replace(part, counted=layout.lay(UNIT, made))
