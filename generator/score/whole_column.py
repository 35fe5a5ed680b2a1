"""A column of decimals as whole numbers of the same smallest part: exact, and several times as quick."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import repeat
from typing import Any

from generator.score.coded_column import Coded
from generator.score.operations import Value
from generator.score.when_asked import SequenceWhenAsked

_MOST_PLACES = 30  # beyond which whole numbers are no longer quick
_WIDE = Context(prec=200)  # wider than any figure is long


class WholeColumn(SequenceWhenAsked[Decimal]):
    """Decimals: each of `numbers` ÷ 10 to the power of `places`."""

    def __init__(self, numbers: Sequence[int], places: int) -> None:
        self.numbers, self.places = numbers, places

    def at_places(self, places: int) -> Sequence[int]:
        """The numbers in parts that are as small or smaller."""
        if places == self.places:
            return self.numbers
        return list(map(operator.mul, self.numbers, repeat(10 ** (places - self.places))))

    @property
    def unit(self) -> Fraction:
        """What a number of 1 stands for."""
        return Fraction(1, 10**self.places)

    @cached_property
    def _made(self) -> list[Decimal]:
        known = {number: decimal_of(number, self.places) for number in set(self.numbers)}
        return list(map(known.__getitem__, self.numbers))

    def __len__(self) -> int:
        return len(self.numbers)


def decimal_of(number: int, places: int) -> Decimal:
    """The number ÷ 10 to the power of `places`, with as many decimals."""
    return Decimal(number).scaleb(-places, _WIDE)


def as_whole(column: Sequence[Value], missing: Decimal | None = None) -> WholeColumn | None:
    """The same column in whole numbers, with `missing` for what is not known.

    None where some value is no decimal, is a limit that is none, or has more digits than are of use.
    """
    if isinstance(column, WholeColumn):
        return column
    told = column.by_code.values() if isinstance(column, Coded) else column
    known: set[Any] = set(told)
    if missing is not None and None in known:
        known = known - {None} | {missing}
    if not (set(map(type, known)) <= {Decimal} and all(map(Decimal.is_finite, known))):
        return None
    places = max((-value.as_tuple().exponent for value in known), default=0)
    if places > _MOST_PLACES or any(value.adjusted() > _MOST_PLACES for value in known):
        return None
    places = max(places, 0)
    numbers: dict[Any, int] = {value: _in_parts(value, places) for value in known}
    if missing is not None:
        numbers[None] = _in_parts(missing, places)
    if isinstance(column, Coded):
        return WholeColumn(column.with_values([numbers[value] for value in told]), places)  # type: ignore[arg-type,misc]
    return WholeColumn(list(map(numbers.__getitem__, column)), places)


def _in_parts(value: Decimal, places: int) -> int:
    above, below = value.as_integer_ratio()
    return above * int(10**places) // below
