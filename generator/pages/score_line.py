"""The line of a unit's score: a step at every change, and the change behind every step.

One line is drawn by the days on which something was found, one by the commits that brought it to the main branch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType

from generator.git.clock import beijing_time
from generator.history.trail import units_by_path
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.place import appraisal_file, find_place
from generator.public.released_event import AnyReleasedTrails
from generator.public.released_timeline import AnyReleasedTimeline
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult, YearResult
from generator.score.votes import votes_of
from generator.words.comparison_words import signed
from generator.words.site_frame import Link

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
    """What all lines of a year share: its scheme, why each record deducts, the unit that a file of history concerns,
    and the pages of files.
    """

    scheme: Scheme
    reasons: Mapping[str, str]
    units: Mapping[str, str]
    pages: Mapping[str, str]


def line_ground(
    results: YearResult, pages: Mapping[str, str], trails: AnyReleasedTrails = MappingProxyType({})
) -> LineGround:
    """The ground of the lines of one year, with `trails` for those by commit; `pages` leads from data files to pages.

    A record is told as the results have it: what history says of it later may not be published yet.
    """
    reasons = {e.record.path: e.record.reason for unit in results.units for e in unit.score.effects()}
    return LineGround(results.scheme, reasons, units_by_path(trails), pages)


@dataclass(frozen=True, slots=True)
class _Mark:
    """One change of a score: when, how far along, from what (None: nothing before) to what, why, by which commit."""

    when: str
    along: int
    old: Decimal | None
    new: Decimal
    files: tuple[Link, ...] = ()
    commit: str = ""


def view_line(timeline: AnyReleasedTimeline, unit: str, ground: LineGround) -> ScoreLine | None:
    """The score of `unit` after each commit that moved it; None where it was never scored."""
    marks = [
        _Mark(
            f"{beijing_time(moment.reached):%Y-%m-%d}",
            moment.reached,
            found.old.total if found.old is not None else None,
            found.new.total,
            tuple(_file(path, ground) for path in moment.paths if ground.units.get(path) in ("", found.unit)),
            moment.commit[:12],
        )
        for moment, found in timeline.line_of(unit)
        if found.new is not None and found.new.total is not None
    ]
    return _draw(marks, marks[-1].along, marks[-1].when, ground.scheme) if marks else None


def begins_in_force(scheme: Scheme) -> bool:
    """Whether a year begins with the scheme's first day in force, before which nothing counts."""
    return scheme.counts_from is not None and scheme.counts_from > date(scheme.year, 1, 1)


def view_year_line(result: UnitResult, until: date, ground: LineGround) -> ScoreLine | None:
    """The score up to `until` as the year went by: after each day of a finding that counts, and after the appraisal.

    What a cap absorbs is known in order of date, so each finding has its share. None where the shares do not make up
    the score: where the scheme has components of another kind, or rounds only the total; or where quarters are scored
    by themselves.
    """
    scheme = ground.scheme
    if scheme.year_of is not None:
        return None
    first = scheme.counts_from if begins_in_force(scheme) and scheme.counts_from else date(until.year, 1, 1)
    marks = [_Mark(first.isoformat(), first.toordinal(), None, scheme.full_marks)]
    for day, found in groupby(sorted(_losses(result, until.year)), key=lambda loss: loss[0]):
        lost = [(points, path) for _, path, points in found]
        new = marks[-1].new - sum((points for points, _ in lost), Decimal(0))
        files = tuple(_file(path, ground) for _, path in lost)
        marks.append(_Mark(day.isoformat(), day.toordinal(), marks[-1].new, new, files))
    return _draw(marks, until.toordinal(), until.isoformat(), scheme) if marks[-1].new == result.total else None


def _losses(result: UnitResult, year: int) -> Iterator[tuple[date, str, Decimal]]:
    """Day, file and points of everything that lowered the score."""
    for effect in result.score.effects():
        if effect.counted:
            yield effect.record.date, effect.record.path, effect.counted
    number = sum(votes_of(part) is not None for part in result.score.components)
    for part in result.score.components:
        votes = votes_of(part)
        if votes is not None and votes.held and isinstance(part.counted, Decimal):
            several = part.laid.part.id if number > 1 else ""
            yield votes.held, appraisal_file(year, result.unit.id, several), part.counted


def _draw(marks: Sequence[_Mark], end: int, last: str, scheme: Scheme) -> ScoreLine:
    """The picture of `marks` from the first of them to `end`, which is the day `last`."""
    places, start = scheme.rounding.places, marks[0].along
    low, high = min(mark.new for mark in marks), max(mark.new for mark in marks)
    points = tuple(
        LinePoint(
            mark.when,
            format_points(mark.old, places) if mark.old is not None else "—",
            format_points(mark.new, places),
            signed(mark.new - mark.old, places) if mark.old is not None else "",
            mark.commit,
            mark.files,
            _along(mark.along - start, end - start),
            _down(high - mark.new, high - low),
        )
        for mark in marks
    )
    moves = sum(mark.old is not None for mark in marks)
    about = (
        f"共变动 {moves} 次，最高 {format_points(high, places)} 分，"
        f"最低 {format_points(low, places)} 分，现为 {points[-1].new} 分。"
        if moves
        else f"一直是 {points[-1].new} 分，没有变动。"
    )
    return ScoreLine(
        points,
        _path(points),
        (format_points(high, places), _down(Decimal(0), high - low)),
        (format_points(low, places), _down(high - low, high - low)),
        points[0].when,
        last,
        about,
    )


def _file(path: str, ground: LineGround) -> Link:
    """A data file by what it is: the item of a deduction and its reason, the appraisal, the unit, the scheme."""
    place = find_place(path)
    names = {"appraisal": ground.scheme.appraisal_name, "unit": "单位信息", "scheme": "考核办法"}
    words = names.get(place.kind, path) if place is not None else path
    if place is not None and place.kind == "deduction":
        item = ground.scheme.items.get(place.item)
        name, reason = item.name if item else place.item, ground.reasons.get(path)
        words = f"{name}：{reason}" if reason else f"{name}（{place.id}）"
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
