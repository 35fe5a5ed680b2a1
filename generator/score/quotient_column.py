"""A column of quotients of decimals, kept as whole numbers above and below the line.

To shorten each of thousands of fractions takes longer than to add them up; those of the column are made when one of
them is asked for by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import itemgetter, mul

from generator.score.when_asked import SequenceWhenAsked


class Quotients(SequenceWhenAsked[Fraction]):
    """The quotients of `above` and `below`, none of which is 0."""

    def __init__(self, above: Sequence[int], below: Sequence[int]) -> None:
        self.above, self.below = above, below

    @classmethod
    def of(cls, above: Sequence[Decimal], below: Sequence[Decimal]) -> Quotients:
        """The quotients of decimals that are no limits; none of those below is 0."""
        upper, lower = _ratios(above), _ratios(below)
        above_0, above_1 = map(itemgetter(0), upper), map(itemgetter(1), upper)
        below_0, below_1 = map(itemgetter(0), lower), map(itemgetter(1), lower)
        return cls(list(map(mul, above_0, below_1)), list(map(mul, above_1, below_0)))

    def times(self, factors: Sequence[Decimal]) -> Quotients:
        """The products with decimals that are no limits."""
        ratios = _ratios(factors)
        above, below = map(itemgetter(0), ratios), map(itemgetter(1), ratios)
        return Quotients(list(map(mul, self.above, above)), list(map(mul, self.below, below)))

    def sum_up(self, groups: Sequence[int], size: int) -> list[Fraction]:
        """The sum of each of as many groups as `size` says; `groups` has the number of the group of each quotient."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        for group, above, below in zip(groups, self.above, self.below, strict=True):
            found[group].append((above, below))
        return list(map(_add_up, found))

    @cached_property
    def _made(self) -> list[Fraction]:
        return list(map(Fraction, self.above, self.below))

    def __len__(self) -> int:
        return len(self.above)


def _ratios(values: Sequence[Decimal]) -> list[tuple[int, int]]:
    return list(map(Decimal.as_integer_ratio, values))


def _add_up(ratios: Sequence[tuple[int, int]]) -> Fraction:
    below = lcm(*map(itemgetter(1), ratios))
    return Fraction(sum([above * (below // under) for above, under in ratios]), below)
