"""An item whose points are multiplied with a coefficient."""

from __future__ import annotations

from dataclasses import replace

from generator.rules.coefficient_columns import Points, lay_multiplied
from generator.rules.expression import Op, col, const, op
from generator.rules.item_columns import PartFrame
from generator.rules.kind import LaidItem


def multiply_item(frame: PartFrame, laid: LaidItem) -> LaidItem:
    """The item times its coefficient, where it has one; without it, the item waits for it."""
    item, rule = laid.item, laid.item.coefficient
    if rule is None:
        return laid

    def lay(step: str, title: str, expr: Op, said: str, cap: bool) -> str:
        return frame.lay(item, step, title, expr, said=said, cap=cap)

    points = Points(f"{item.id}:", item.name, laid.counted, laid.marks, frame.effect == "loses")
    column, known = lay_multiplied(frame.layout, frame.scheme, rule, points, lay)
    counted = frame.lay(item, "after", item.name, col(column), shown="page")
    if known is None:
        return replace(laid, counted=counted)
    if laid.applies:
        known = op("if", col(laid.applies), known, const(True))
    both = op("and", col(laid.known), known) if laid.known else known
    title = f"{item.name}已有数据和{rule.name}"
    name = frame.lay(item, "coefficient-known", title, both, unit="flag", shown="sheet")
    return replace(laid, counted=counted, known=name)
