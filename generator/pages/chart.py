"""Geometry of the charts as finished numbers. A template draws them; nothing is computed there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from generator.model.number import Figure, as_decimal, format_points, round_figure

_HEIGHT = 150
_WIDTH = 640
_BASE = 32  # room below for the labels, also in the larger letters of a narrow screen
_TOP = 28  # room above for the figures
_MOST_BINS = 16


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar of 100 units of length: where it begins and how long it is; `tone` names its colour."""

    x: str
    width: str
    tone: str


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A column of a chart: its rectangle, its label below, the number above and the sentence about it."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    label: str
    value: str
    about: str


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Columns in a box of `width` × `height`; `title` and `about` are read out, the table says the same."""

    title: str
    about: str
    width: str
    height: str
    baseline: str
    columns: tuple[ChartColumn, ...]


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


def count_columns(title: str, about: str, rows: Sequence[tuple[str, Figure, str]]) -> ColumnChart:
    """A chart with a column for each row (label, size, sentence), scaled to the largest."""
    largest = max((as_decimal(size) for _, size, _ in rows), default=Decimal(0)) or Decimal(1)
    step = Decimal(_WIDTH) / max(1, len(rows))
    gap = min(Decimal(12), step / 5)
    columns = []
    for at, (label, size, words) in enumerate(rows):
        height = as_decimal(size) / largest * (_HEIGHT - _TOP)
        columns.append(
            ChartColumn(
                x=_px(step * at + gap / 2),
                y=_px(_HEIGHT - height),
                width=_px(step - gap),
                height=_px(height),
                middle=_px(step * at + step / 2),
                label=label,
                value=format_points(size) if size else "",
                about=words,
            )
        )
    return ColumnChart(title, about, str(_WIDTH), str(_HEIGHT + _BASE), str(_HEIGHT), tuple(columns))


def spread_columns(title: str, totals: Sequence[Decimal], full: Decimal) -> ColumnChart:
    """How many units have which score: columns one, two, five … points wide, from the lowest score to `full`."""
    if not totals:
        return count_columns(title, "", ())
    low = min(totals).to_integral_value(ROUND_FLOOR)
    top = max(full, max(totals).to_integral_value(ROUND_CEILING))
    width = next(Decimal(w) for w in (1, 2, 5, 10, 20, 50, 1000) if (top - low) / w <= _MOST_BINS)
    low = (low / width).to_integral_value(ROUND_FLOOR) * width
    rows: list[tuple[str, Figure, str]] = []
    while low < top:
        end = low + width
        number = sum(low <= total < end or (end >= top and total == end) for total in totals)
        last = "含" if end >= top else "不含"
        rows.append(
            (format_points(low), Decimal(number), f"{low:f} 至 {end:f} 分（{last} {end:f}）：{number} 个单位")
        )
        low = end
    about = (
        f"共 {len(totals)} 个单位，最低 {format_points(min(totals), 2)} 分，最高 {format_points(max(totals), 2)} 分。"
    )
    return count_columns(title, about, rows)


def _px(value: Decimal) -> str:
    return format_points(round_figure(value, 1, "half-up"))
