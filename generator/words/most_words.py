"""Who or what has most, named so that nobody is named beside whom another with as much is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, round_figure

Most = tuple[Decimal | Fraction, str]  # points and whose they are


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence without its end in two pieces: 扣分最多的是, and each that is named with its printed points."""

    lead: str
    named: tuple[tuple[str, str], ...]

    def words(self, call: Callable[[str], str] = str) -> str:
        """The sentence; `call` gives the name of what is named by an id."""
        return self.lead + "、".join(f"{call(name)}（{points} 分）" for name, points in self.named)


_REMEMBERED, _NAMED = 3, 5  # names that are remembered, and that are read where some have as much as others


def tell_most(noun: str, of: str, found: Iterable[Most], places: int) -> str:
    """扣分最多的单位是甲（3 分）、乙（2 分）: those with most, in one sentence; empty where nobody has any."""
    told = find_most(noun, of, found, places)
    return "" if told is None else told.words()


def find_most(noun: str, of: str, found: Iterable[Most], places: int) -> Told | None:
    """Those with most, of equal ones all or none; None where nobody has any.

    Where too many have most to be named, they are counted: 扣分最多的单位有 7 个，各 1 分. `of` is what they are,
    equal ones stay in the order given, and `places` are the decimals of a total.
    """
    some = sorted((one for one in found if one[0] > 0), key=lambda one: -one[0])
    if not some:
        return None
    named: list[Most] = []
    for _, alike in groupby(some, key=itemgetter(0)):
        more: Sequence[Most] = list(alike)
        if len(named) >= _REMEMBERED or len(named) + len(more) > _NAMED:
            break
        named += more
    if not named:
        first = some[0][0]
        number = sum(one[0] == first for one in some)
        return Told(f"{noun}最多的{of}有 {number} 个，各 {told_points(first, places)} 分", ())
    return Told(f"{noun}最多的{of}是", tuple((name, told_points(held, places)) for held, name in named))


def told_points(points: Decimal | Fraction | int, places: int) -> str:
    """Points in a sentence: as exact as a total of `places` decimals, but to hundredths at least."""
    return format_points(round_figure(Fraction(points), max(places, 2), "half-up"))
