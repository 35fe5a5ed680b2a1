"""Geometry of the bars as finished numbers. A template draws them; nothing is computed there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure, as_decimal, format_points, round_figure


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar of 100 units of length: where it begins and how long it is; `tone` names its colour."""

    x: str
    width: str
    tone: str


def share(part: Figure, whole: Figure) -> str:
    """`part` as a share of `whole` in units of 100, with two decimals; 0 where the whole is nothing."""
    if not whole:
        return "0"
    return format_points(round_figure(100 * as_decimal(part, 12) / as_decimal(whole, 12), 2, "half-up"))


def stack(parts: Iterable[tuple[Figure, str]], whole: Figure) -> tuple[Segment, ...]:
    """Parts (length, tone) side by side in a bar whose whole length is `whole`; parts of no length are left out."""
    segments = []
    start = Decimal(0)
    for length, tone in parts:
        if length > 0:
            segments.append(Segment(share(start, whole), share(length, whole), tone))
            start += as_decimal(length, 12)
    return tuple(segments)


def turn(before: Figure, after: Figure, low: Figure, high: Figure, tone: str) -> tuple[Segment, ...]:
    """One step of a waterfall in a bar from `low` to `high`: what both sides have, and the way between them."""
    whole = as_decimal(high, 12) - as_decimal(low, 12)
    ends = sorted(as_decimal(end, 12) - as_decimal(low, 12) for end in (before, after))
    return stack([(ends[0], "score"), (ends[1] - ends[0], tone)], whole)
