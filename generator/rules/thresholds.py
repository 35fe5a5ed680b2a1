"""Bounds of a figure as a scheme writes them: below, at most, at least, above; at most one of each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated

from generator.model.field import Number
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.expression import Op, OpName, all_of, const, op
from generator.rules.flaw import Flaw

_MOST = Decimal(999_999_999)
OPERATIONS: tuple[tuple[str, OpName, str], ...] = (
    ("at_least", "ge", "不低于"),
    ("above", "gt", "高于"),
    ("at_most", "le", "不高于"),
    ("below", "lt", "低于"),
)


ASK_BOUND = "请写 at_least（不低于）、above（高于）、at_most（不高于）或 below（低于）。"


def _bound(doc: str) -> Number:
    return Number(doc=doc, minimum=-_MOST, maximum=_MOST, places=6)


AtLeast = Annotated[Decimal | None, _bound("不低于（含）")]
Above = Annotated[Decimal | None, _bound("高于（不含）")]
AtMost = Annotated[Decimal | None, _bound("不高于（含）")]
Below = Annotated[Decimal | None, _bound("低于（不含）")]


@dataclass(frozen=True)
class Threshold:
    """Bounds that a figure keeps; without any, every figure does."""

    at_least: AtLeast = None
    above: Above = None
    at_most: AtMost = None
    below: Below = None

    @property
    def bounds(self) -> tuple[tuple[str, Decimal], ...]:
        """The bounds that are written, by their names."""
        written = ((name, getattr(self, name)) for name, _, _ in OPERATIONS)
        return tuple((name, bound) for name, bound in written if bound is not None)


class Bounded:
    """A record that has such bounds among its own fields."""

    at_least: AtLeast
    above: Above
    at_most: AtMost
    below: Below

    @property
    def threshold(self) -> Threshold:
        """The bounds."""
        return Threshold(self.at_least, self.above, self.at_most, self.below)


def meets(figure: Op, row: Threshold) -> Op:
    """Whether `figure` keeps all bounds of `row`; false where it is None."""
    names = {name: operation for name, operation, _ in OPERATIONS}
    held = [op(names[name], figure, const(bound)) for name, bound in row.bounds]
    if not held:
        return op("not-none", figure)
    return all_of(*held)


def threshold_words(row: Threshold, unit: str = "") -> str:
    """不低于 60、低于 80."""
    words = {name: said for name, _, said in OPERATIONS}
    return "、".join(f"{words[name]} {format_points(bound)}{unit}" for name, bound in row.bounds) or "其余"


Interval = tuple[Decimal, bool, Decimal, bool]  # low end, whether it is within, high end, whether it is within
_ENDLESS = Decimal("Infinity")


def interval_of(row: Threshold) -> Interval:
    """The figures that a row takes, as an interval."""
    low, within_low = (row.at_least, True) if row.at_least is not None else (row.above, False)
    high, within_high = (row.at_most, True) if row.at_most is not None else (row.below, False)
    return (
        -_ENDLESS if low is None else low, within_low and low is not None,
        _ENDLESS if high is None else high, within_high and high is not None,
    )  # fmt: skip


def check_order(rows: Sequence[Threshold], name: str, partial: Sequence[bool] = ()) -> Iterator[Flaw]:
    """KH433: no row is empty, or behind rows that already take every figure that it takes.

    Rows that are `partial` ask for more than their bounds, so that others behind them take what they leave.
    """
    covered: list[Interval] = []
    for at, row in enumerate(rows):
        mine = interval_of(row)
        if mine[0] > mine[2] or (mine[0] == mine[2] and not (mine[1] and mine[3])):
            yield Flaw("KH433", (name, at), f"没有数值符合“{threshold_words(row)}”", "请核对这一档的上下限。")
        elif any(_within(mine, other) for other in covered):
            words = f"“{threshold_words(row)}”都已在前面的档里"
            yield Flaw("KH433", (name, at), words, "各档从上往下看，先符合的先算；请核对先后和上下限。")
        if not (partial and partial[at]):
            covered.append(mine)


def find_gaps(rows: Sequence[Threshold]) -> list[str]:
    """The figures that no row takes, in words: 89 至 90；empty where there are none."""
    ends = sorted(interval_of(row) for row in rows)
    gaps: list[str] = []
    reach, within = -_ENDLESS, True
    for low, has_low, high, has_high in ends:
        if low > reach or (low == reach and not (has_low or within) and abs(low) != _ENDLESS):
            gaps.append(_gap_words(reach, low))
        if high > reach or (high == reach and has_high):
            reach, within = high, has_high
    if reach != _ENDLESS:
        gaps.append(_gap_words(reach, _ENDLESS))
    return gaps


def _gap_words(low: Decimal, high: Decimal) -> str:
    if low == -_ENDLESS:
        return f"{format_points(high)} 以下"
    if high == _ENDLESS:
        return f"{format_points(low)} 以上"
    return f"正好 {format_points(low)}" if low == high else f"{format_points(low)}–{format_points(high)}"


def _within(one: Interval, other: Interval) -> bool:
    low_in = one[0] > other[0] or (one[0] == other[0] and (other[1] or not one[1]))
    high_in = one[2] < other[2] or (one[2] == other[2] and (other[3] or not one[3]))
    return low_in and high_in
