"""A column of quotients of decimals, kept as whole numbers above and below the line.

To shorten each of thousands of fractions takes longer than to add them up; those of the column are made when one of
them is asked for by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import itemgetter, mul

from generator.score.operations import Value
from generator.score.when_asked import SequenceWhenAsked
from generator.score.whole_column import as_whole


class Quotients(SequenceWhenAsked[Fraction]):
    """The quotients of `above` and `below`, none of which is 0, each of them times `unit`."""

    def __init__(self, above: Sequence[int], below: Sequence[int], unit: Fraction) -> None:
        self.above, self.below, self._unit = above, below, unit

    @classmethod
    def of(cls, above: Sequence[Value], below: Sequence[Value]) -> Quotients | None:
        """The quotients of two columns; None where `as_whole` has none of one of them, or 0 is among those below."""
        upper, lower = as_whole(above), as_whole(below)
        if upper is None or lower is None or not all(lower.numbers):
            return None
        return cls(upper.numbers, lower.numbers, upper.unit / lower.unit)

    def times(self, factors: Sequence[Value]) -> Quotients | None:
        """The products with a column; None where `as_whole` has none of it."""
        whole = as_whole(factors)
        if whole is None:
            return None
        return Quotients(list(map(mul, self.above, whole.numbers)), self.below, self._unit * whole.unit)

    def divided_by(self, divisors: Sequence[Value]) -> Quotients | None:
        """The quotients with a column; None where `as_whole` has none of it, or 0 is in it."""
        whole = as_whole(divisors)
        if whole is None or not all(whole.numbers):
            return None
        return Quotients(self.above, list(map(mul, self.below, whole.numbers)), self._unit / whole.unit)

    def sum_up(self, groups: Sequence[int], size: int) -> Quotients:
        """The sum of each of as many groups as `size` says; `groups` has the number of the group of each quotient."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        for group, above, below in zip(groups, self.above, self.below, strict=True):
            found[group].append((above, below))
        sums = list(map(_add_up, found))
        return Quotients(list(map(itemgetter(0), sums)), list(map(itemgetter(1), sums)), self._unit)

    def at(self, places: Sequence[int]) -> Quotients:
        """The quotients at these places."""
        above, below = map(self.above.__getitem__, places), map(self.below.__getitem__, places)
        return Quotients(list(above), list(below), self._unit)

    @cached_property
    def _made(self) -> list[Fraction]:
        times, by = self._unit.as_integer_ratio()
        return [Fraction(above * times, below * by) for above, below in zip(self.above, self.below, strict=True)]

    def __len__(self) -> int:
        return len(self.above)


def take(column: Sequence[Value], places: Sequence[int], otherwise: Value) -> Sequence[Value]:
    """The cells of a column at these places, and `otherwise` where a place is -1."""
    if isinstance(column, Quotients) and -1 not in places:
        return column.at(places)
    return list(map([*column, otherwise].__getitem__, places))


def _add_up(ratios: Sequence[tuple[int, int]]) -> tuple[int, int]:
    below = lcm(*map(itemgetter(1), ratios))
    return sum([above * (below // under) for above, under in ratios]), below
