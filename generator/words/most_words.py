"""Who or what has most, named so that nobody is named beside whom another with as much is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from generator.model.number import format_points, round_figure

Most = tuple[Decimal | Fraction, str]  # points and whose they are

_REMEMBERED, _NAMED = 3, 5  # names that are remembered, and that are read where some have as much as others


def tell_most(noun: str, of: str, found: Iterable[Most], places: int) -> str:
    """扣分最多的单位是甲（3 分）、乙（2 分）: those with most, of equal ones all or none; empty where nobody has any.

    Where too many have most to be named, they are counted: 扣分最多的单位有 7 个，各 1 分. `of` is what they are,
    equal ones stay in the order given, and `places` are the decimals of a total.
    """
    some = sorted((one for one in found if one[0] > 0), key=lambda one: -one[0])
    if not some:
        return ""
    named: list[Most] = []
    for _, alike in groupby(some, key=itemgetter(0)):
        more: Sequence[Most] = list(alike)
        if len(named) >= _REMEMBERED or len(named) + len(more) > _NAMED:
            break
        named += more
    if not named:
        first = some[0][0]
        return f"{noun}最多的{of}有 {sum(one[0] == first for one in some)} 个，各 {told_points(first, places)} 分"
    return f"{noun}最多的{of}是{'、'.join(f'{name}（{told_points(held, places)} 分）' for held, name in named)}"


def told_points(points: Decimal | Fraction | int, places: int) -> str:
    """Points in a sentence: as exact as a total of `places` decimals, but to hundredths at least."""
    return format_points(round_figure(Fraction(points), max(places, 2), "half-up"))
