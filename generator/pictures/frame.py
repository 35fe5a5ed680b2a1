"""The frame of a picture: its size, its scales and axes, as Vega takes them. Every place is given, none is measured.

A library that measures text to lay it out gives other bytes on a machine with other fonts. So paddings, the room for
labels and every tick are given, and what stands beside an axis is finished text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from html import escape
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure, as_decimal, format_points, round_figure

WIDTH = 340  # fits a telephone of 390 px without being made smaller
LETTER = 11  # px, of every text in a picture
Ticks = Sequence[tuple[Decimal, str]]
Row = Mapping[str, str]
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_STEPS = tuple(Decimal(step).scaleb(power) for power in range(-3, 6) for step in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: figures from `low` to `high` lie from `start` to `end` in px of the picture's inner box."""

    low: Decimal
    high: Decimal
    start: int
    end: int

    def at(self, value: Figure) -> Decimal:
        """Where a figure lies, to a hundredth of a px."""
        part = (Fraction(value) - Fraction(self.low)) / (Fraction(self.high) - Fraction(self.low))
        return round_figure(self.start + part * (self.end - self.start), 2, "half-up")

    def vega(self, name: str) -> dict[str, Any]:
        """The scale as Vega takes it."""
        domain = {"signal": f"[{self.low:f}, {self.high:f}]"}
        return {"name": name, "type": "linear", "zero": False, "domain": domain, "range": [self.start, self.end]}


@dataclass(frozen=True, slots=True)
class Pads:
    """The room round the inner box of a picture, in px."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """What is drawn: the inner box, scales by name, axes, and marks, each with its rows."""

    height: int
    pads: Pads
    scales: Mapping[str, Scale]
    axes: Sequence[Mapping[str, Any]]
    marks: Sequence[Mapping[str, Any]]
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    @property
    def inner(self) -> int:
        """The width of the inner box."""
        return WIDTH - self.pads.left - self.pads.right

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the whole picture."""
        return WIDTH, self.height + self.pads.top + self.pads.bottom

    def spec(self) -> dict[str, Any]:
        """The whole as Vega takes it, without its texts."""
        marks = [mark for mark in self.marks if mark["type"] != "text"]
        used = {mark["from"]["data"] for mark in marks if "from" in mark}
        return {
            "$schema": "https://vega.github.io/schema/vega/v6.json",
            "width": self.inner,
            "height": self.height,
            "padding": {
                "left": self.pads.left,
                "right": self.pads.right,
                "top": self.pads.top,
                "bottom": self.pads.bottom,
            },
            "autosize": "none",
            "background": None,
            "data": [_data(name, rows) for name, rows in self.rows.items() if name in used],
            "scales": [scale.vega(name) for name, scale in self.scales.items()],
            "axes": [*self.axes],
            "marks": marks,
        }

    def texts(self) -> str:
        """The texts of the marks as SVG, from the corner of the inner box.

        They are not the library's to write: their places are known, and it would measure each with some font.
        """
        marks = [mark for mark in self.marks if mark["type"] == "text"]
        found = [self._text(mark, row) for mark in marks for row in self._rows_of(mark)]
        return f'<g transform="translate({self.pads.left},{self.pads.top})">{" ".join(found)}</g>' if found else ""

    def _rows_of(self, mark: Mapping[str, Any]) -> Sequence[Row]:
        return self.rows[mark["from"]["data"]] if "from" in mark else [{}]

    def _text(self, mark: Mapping[str, Any], row: Row) -> str:
        found = {name: self._value(channel, row) for name, channel in mark["encode"]["enter"].items()}
        bold = ' font-weight="bold"' if found.get("fontWeight") == "bold" else ""
        place = f'x="{found["x"]}" y="{found["y"]}" text-anchor="{_ANCHORS[found["align"]]}"'
        return f'<text {place} font-size="{LETTER}px"{bold} fill="{found["fill"]}">{escape(found["text"])}</text>'

    def _value(self, channel: Mapping[str, Any], row: Row) -> str:
        """The value of a channel: a constant, a column, or a column by its scale."""
        if "field" not in channel:
            return str(channel.get("signal", channel.get("value")))
        value = row[channel["field"]]
        return format_points(self.scales[channel["scale"]].at(Decimal(value))) if "scale" in channel else value


# Columns that hold finished text or a colour; every other column holds a figure.
_WORDS = frozenset({"text", "tone", "unit", "shape"})


def _data(name: str, rows: Sequence[Row]) -> dict[str, Any]:
    figures = {column: "number" for row in rows[:1] for column in row if column not in _WORDS}
    values = [dict(row) for row in rows]
    return {"name": name, "values": values, "format": {"type": "json", "parse": figures}}


def axis(scale: str, orient: str, ticks: Ticks, *, grid: bool = True, line: bool = True) -> dict[str, Any]:
    """An axis with a finished text at each of `ticks`; `grid` draws lines through the picture."""
    values = ", ".join(f"{value:f}" for value, _ in ticks)
    names = json.dumps([text for _, text in ticks], ensure_ascii=False)
    return {
        "scale": scale,
        "orient": orient,
        "values": {"signal": f"[{values}]"},
        "grid": grid,
        "domain": line,
        "ticks": False,
        "labelPadding": 5,
        "labelFontSize": LETTER,
        "labelLimit": 0,
        "labelOverlap": False,
        "labelBound": False,
        "labelFlush": False,
        "minExtent": 0,
        "maxExtent": 0,
        "labelColor": "currentColor",
        "gridColor": "var(--line)",
        "domainColor": "var(--line-strong)",
        "aria": False,
        "encode": {"labels": {"update": {"text": {"signal": f"{names}[indexof([{values}], datum.value)]"}}}},
    }


def mark(kind: str, rows: str, **channels: Any) -> dict[str, Any]:
    """A mark for each of `rows`; a channel is a constant, `(scale, column)`, or `[column]` that needs no scale."""
    return {"type": kind, "from": {"data": rows}, "aria": False, "encode": {"enter": _channels(channels)}}


def lone(kind: str, **channels: Any) -> dict[str, Any]:
    """One mark that stands for no row."""
    return {"type": kind, "aria": False, "encode": {"enter": _channels(channels)}}


def words(rows: str, **channels: Any) -> dict[str, Any]:
    """A text for each of `rows`, from their column `text`."""
    given = {"text": ["text"], "fontSize": LETTER, "fill": "currentColor", "limit": 0, **channels}
    return mark("text", rows, **given)


def _channels(channels: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _channel(value) for name, value in channels.items()}


def _channel(value: Any) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"scale": value[0], "field": value[1]}
    if isinstance(value, Decimal):
        return {"signal": f"{value:f}"}
    return {"field": value[0]} if isinstance(value, list) and isinstance(value[0], str) else {"value": value}


def figure(value: Figure) -> str:
    """A figure as it is handed to the library: a decimal number, as exact as a picture needs."""
    return format_points(as_decimal(value))


def span(values: Iterable[Figure], most: int = 6, floor: Figure | None = None) -> tuple[Decimal, Decimal, Decimal]:
    """Round ends below and above `values` and the step between the ticks of which there are at most `most`."""
    found = [as_decimal(value) for value in values]
    low, high = min(found), max(found)
    low = low if floor is None else min(low, as_decimal(floor))
    for step in _STEPS:
        bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
        top = (high / step).to_integral_value(ROUND_CEILING) * step
        if (top - bottom) / step < most:
            return bottom, top if top > bottom else bottom + step, step
    return low, high + 1, high + 1 - low


def ticks(low: Decimal, high: Decimal, step: Decimal, unit: str = "") -> Ticks:
    """The ticks from `low` to `high`; the last says its `unit`."""
    places = max(0, -int(step.normalize().as_tuple().exponent))
    values = [low + step * at for at in range(int((high - low) / step) + 1)]
    return [(value, format_points(value, places) + (unit if value == values[-1] else "")) for value in values]
