"""The middle of figures, and which totals are held beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from generator.model.number import round_figure
from generator.score.result import YearResult

F = TypeVar("F", Decimal, Fraction)


def median(ordered: Sequence[F]) -> F:
    """The middle of figures in order, of an even number the mean of the two in the middle."""
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def middle_total(result: YearResult, ordered: Sequence[Decimal]) -> Decimal:
    """The median of totals of `result` in order, rounded as its scheme rounds."""
    rounding = result.scheme.rounding
    return round_figure(median(ordered), rounding.keeps, rounding.mode)


def compared_totals(result: YearResult) -> tuple[str, list[Decimal]]:
    """The totals that are held beside each other, in order: those of the first ranking group, which is then named.

    Groups are ranked apart, so a best, a worst and a middle of several together would be nobody's.
    """
    groups = [(group.name, result.group(group.id)) for group in result.scheme.ranking.groups]
    there = [(name, units) for name, units in groups if any(unit.total is not None for unit in units)]
    if len(there) < 2:
        return "", sorted(result.totals)
    name, units = there[0]
    return name, sorted(unit.total for unit in units if unit.total is not None)
