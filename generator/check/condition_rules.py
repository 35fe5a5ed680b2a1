"""Rules for the conditions of gates, vetoes and grades: that what they look at is there, and when it counts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.rules.failed_columns import check_failed, counted_items
from generator.rules.figures import check_declared
from generator.rules.flaw import Flaw
from generator.rules.measure_rule import FigureSource
from generator.rules.scheme import Scheme
from generator.rules.thresholds import ASK_BOUND
from generator.rules.total_rule import FigureCondition

Steps = tuple[str | int, ...]


def time_of(scheme: Scheme, name: str) -> str | None:
    """`year`, or empty for in each quarter: when a part or item counts; None unless quarters stand by themselves."""
    if scheme.year_of is None:
        return None
    for part in scheme.components:
        if name == part.id or name in {placed.item.id for placed in part.list_items()}:
            return part.at
    return None


def times_of(scheme: Scheme, when: FigureCondition) -> set[str | None]:
    """When all that a condition looks at counts, as of each part."""
    if when.failed is None:
        return {time_of(scheme, when.part or when.item)}
    return {time_of(scheme, scheme.components[at].id) for at, _ in counted_items(when.failed, scheme)}


def check_condition(scheme: Scheme, when: FigureCondition, steps: Steps, is_of_total: bool) -> Iterator[Flaw]:
    """KH461: what it names is there; KH459: it says a bound, and of what."""
    parts = {part.id for part in scheme.components}
    if when.part and when.part not in parts:
        yield Flaw("KH461", (*steps, "part"), f"没有编号为“{when.part}”的部分", "请核对编号。")
    if when.item and when.item not in scheme.items:
        yield Flaw("KH461", (*steps, "item"), f"没有编号为“{when.item}”的单项", "请核对编号。")
    yield from check_declared(FigureSource(measure=when.measure), scheme, steps)
    if when.failed is not None:
        for flaw in check_failed(when.failed, scheme):
            yield flaw.below(*steps, "failed")
    if not when.threshold.bounds:
        yield Flaw("KH459", steps, "条件没有写界限", ASK_BOUND)
    if not (is_of_total or when.part or when.item or when.measure or when.failed):
        hint = "请写 part（部分）、item（单项）、measure（指标）或 failed（不得分的单项数）。"
        yield Flaw("KH459", steps, "条件没有写看哪个得分", hint)
