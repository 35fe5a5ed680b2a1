"""The middle of figures."""

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
