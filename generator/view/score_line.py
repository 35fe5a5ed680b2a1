"""The line of a unit's score through the year: a step at every change, and the change behind every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.history.clock import beijing_time
from generator.history.query import unit_of
from generator.history.series import Moment, Movement, Timeline
from generator.history.trail import Trail
from generator.model.number import format_points
from generator.model.scheme import Scheme
from generator.read.layout import place_file
from generator.view.comparison import signed
from generator.view.site import Link

WIDTH, HEIGHT, EDGE, FOOT = 720, 230, 30, 24


@dataclass(frozen=True, slots=True)
class LinePoint:
    """One movement of a score: when, from what to what, by which commit and files, and its place in the picture.

    A file without a page has an empty address.
    """

    when: str
    old: str
    new: str
    delta: str
    commit: str
    files: tuple[Link, ...]
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A unit's score through the year: the points of the picture, its path, and the figures at its edges.

    `high` and `low` are (figure, height) of the extreme scores, `start` and `end` the days at the edges.
    """

    points: tuple[LinePoint, ...]
    path: str
    high: tuple[str, str]
    low: tuple[str, str]
    start: str
    end: str
    about: str
    width: str = str(WIDTH)
    height: str = str(HEIGHT)


@dataclass(frozen=True, slots=True)
class LineGround:
    """What all lines of a year share: the unit that each file concerns, and the pages of files."""

    scheme: Scheme
    units: Mapping[str, str]
    pages: Mapping[str, str]


def line_ground(scheme: Scheme, trails: Mapping[str, Trail], pages: Mapping[str, str]) -> LineGround:
    """The ground of the lines of one year; `pages` leads from data files to pages."""
    return LineGround(scheme, {path: unit_of(trail) for path, trail in trails.items()}, pages)


def view_line(timeline: Timeline, unit: str, ground: LineGround) -> ScoreLine | None:
    """The score of `unit` after each commit that moved it; None where it was never scored."""
    moved = [(moment, found) for moment, found in timeline.line_of(unit) if found.new is not None]
    if not moved:
        return None
    places = ground.scheme.rounding.places
    totals = [found.new.total for _, found in moved if found.new is not None]
    times = [moment.reached for moment, _ in moved]
    low, high = min(totals), max(totals)
    points = tuple(
        _point(
            moment,
            found,
            ground,
            x=_along(moment.reached - times[0], times[-1] - times[0]),
            y=_down(high - total, high - low),
        )
        for (moment, found), total in zip(moved, totals, strict=True)
    )
    about = (
        f"共变动 {len(points)} 次，最高 {format_points(high, places)} 分，"
        f"最低 {format_points(low, places)} 分，现为 {points[-1].new} 分。"
    )
    return ScoreLine(
        points,
        _path(points),
        (format_points(high, places), _down(Decimal(0), high - low)),
        (format_points(low, places), _down(high - low, high - low)),
        points[0].when,
        points[-1].when,
        about,
    )


def _point(moment: Moment, found: Movement, ground: LineGround, x: str, y: str) -> LinePoint:
    assert found.new is not None
    places = ground.scheme.rounding.places
    return LinePoint(
        f"{beijing_time(moment.reached):%Y-%m-%d}",
        format_points(found.old.total, places) if found.old is not None else "—",
        format_points(found.new.total, places),
        signed(found.new.total - found.old.total, places) if found.old is not None else "",
        moment.commit[:12],
        tuple(_file(path, ground) for path in moment.paths if ground.units.get(path) in ("", found.unit)),
        x,
        y,
    )


def _file(path: str, ground: LineGround) -> Link:
    """A data file by what it is: the item of a deduction, the appraisal, the unit itself, the scheme."""
    kind, ids = place_file(path) or ("", ())
    words = {"appraisal": "千人评议", "unit": "单位信息", "scheme": "考核办法"}.get(kind, path)
    if kind == "deduction":
        item = ground.scheme.items.get(ids[1])
        words = f"{item.name if item else ids[1]}（{ids[2]}）"
    return Link(words, ground.pages.get(path, ""), path)


def _along(part: int, whole: int) -> str:
    start, end = 2 * EDGE, WIDTH - EDGE
    return str(start if not whole else start + part * (end - start) // whole)


def _down(part: Decimal, whole: Decimal) -> str:
    return str(EDGE if not whole else EDGE + int(part * (HEIGHT - 2 * EDGE - FOOT) / whole))


def _path(points: Sequence[LinePoint]) -> str:
    """A line of steps: a score holds until the next change."""
    steps = [f"M{points[0].x} {points[0].y}"]
    steps += [f"H{point.x}V{point.y}" for point in points[1:]]
    return "".join(steps) + f"H{WIDTH - EDGE}"
