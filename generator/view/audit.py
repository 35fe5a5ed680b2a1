"""The history as the site shows it: the trail of a record, a unit's score through the year, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.history.clock import beijing_time
from generator.history.remark import REMARKS, Remark
from generator.history.series import Timeline
from generator.history.trail import Event, Trail
from generator.model.corpus import Corpus
from generator.model.number import format_points
from generator.read.layout import place_file
from generator.view.history import (
    EVENTS,
    commit_words,
    event_notes,
    event_reason,
    office_name,
    subject_words,
    unit_names,
)
from generator.view.wording import FILES, field_words

WIDTH, HEIGHT, EDGE = 720, 200, 28


@dataclass(frozen=True, slots=True)
class EventView:
    """One event in words; `fields` holds sentences with what stood and stands there."""

    when: str
    office: str
    what: str
    path: str
    about: str
    fields: tuple[str, ...]
    commit: str
    reason: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinePoint:
    """One movement of a score: when, from what to what, by which commit, and its place in the picture."""

    when: str
    old: str
    new: str
    delta: str
    commit: str
    files: tuple[str, ...]
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A unit's score through the year: the points of the picture, its path, and the figures at its edges."""

    points: tuple[LinePoint, ...]
    path: str
    low: str
    high: str
    about: str
    width: str = str(WIDTH)
    height: str = str(HEIGHT)


@dataclass(frozen=True, slots=True)
class AuditView:
    """What the audit page shows."""

    conditions: tuple[str, ...]
    remarks: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    changed: tuple[EventView, ...]
    days: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...]
    offices: tuple[tuple[str, str, str, str], ...]
    commits: str


def view_event(event: Event, trail: Trail, corpus: Corpus, names: Mapping[str, str]) -> EventView:
    """One event in words; internal fields are named, never shown."""
    placed = place_file(event.path)
    kind = placed[0] if placed is not None else "site"
    return EventView(
        when=f"{beijing_time(event.reached):%Y-%m-%d %H:%M}",
        office=office_name(event.writer.author, names),
        what=EVENTS[event.kind].format(FILES[kind]),
        path=event.path,
        about=subject_words(event, trail, corpus),
        fields=tuple(field_words(kind, change, names, False).sentence for change in event.fields),
        commit=commit_words(event, names),
        reason=event_reason(event).subject,
        notes=tuple(event_notes(event, {})),
    )


def view_line(timeline: Timeline, unit: str) -> ScoreLine | None:
    """The score of `unit` after each commit that moved it; None where it was never scored."""
    moved = [(moment, found.old, found.new) for moment, found in timeline.line_of(unit) if found.new is not None]
    if not moved:
        return None
    totals = [new.total for _, _, new in moved if new is not None]
    low, high = min(totals), max(totals)
    times = [moment.reached for moment, _, _ in moved]
    points = []
    for moment, old, new in moved:
        total = new.total if new is not None else Decimal(0)
        points.append(
            LinePoint(
                f"{beijing_time(moment.reached):%Y-%m-%d}",
                format_points(old.total, 2) if old is not None else "—",
                format_points(total, 2),
                _signed(total - old.total) if old is not None else "",
                moment.commit[:12],
                tuple(path for path in moment.paths if f"-{unit}-" in path or path.endswith(f"/{unit}.yml")),
                _scale(moment.reached - times[0], times[-1] - times[0], EDGE, WIDTH - EDGE),
                _scale_points(high - total, high - low),
            )
        )
    about = f"共变动 {len(points)} 次，最高 {format_points(high, 2)} 分，最低 {format_points(low, 2)} 分。"
    return ScoreLine(tuple(points), _path(points), format_points(low, 2), format_points(high, 2), about)


def _signed(value: Decimal) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "") + format_points(abs(value), 2)


def _scale(part: int, whole: int, start: int, end: int) -> str:
    return str(start if not whole else start + part * (end - start) // whole)


def _scale_points(part: Decimal, whole: Decimal) -> str:
    return str(EDGE if not whole else EDGE + int(part * (HEIGHT - 2 * EDGE) / whole))


def _path(points: Sequence[LinePoint]) -> str:
    """A line of steps: a score holds until the next change."""
    steps = [f"M{points[0].x} {points[0].y}"]
    steps += [f"H{point.x}V{point.y}" for point in points[1:]]
    return "".join(steps) + f"H{WIDTH - EDGE}"


def view_audit(
    trails: Mapping[str, Trail], remarks: Sequence[Remark], conditions: Sequence[str], corpus: Corpus, commits: int
) -> AuditView:
    """The whole account: what to look at, what was amended or revoked and why, the log by day and by office."""
    names = unit_names(corpus)
    events = sorted((e for trail in trails.values() for e in trail.events), key=lambda e: (e.at, e.path))
    shown = [(event, view_event(event, trails[event.path], corpus, names)) for event in events]
    changed = [
        view for event, view in shown if event.kind == "revoked" or (event.kind == "amended" and _is_weighty(event))
    ]
    return AuditView(
        tuple(conditions),
        tuple(_remark_groups(remarks)),
        tuple(reversed(changed)),
        tuple(_by_day([view for _, view in shown])),
        tuple(_by_office([(event, names) for event, _ in shown])),
        str(commits),
    )


def _is_weighty(event: Event) -> bool:
    """Whether a change touched what decides about points; rectification alone does not."""
    return any(not change.field.startswith(("rectification", "evidence", "internal")) for change in event.fields)


def _remark_groups(remarks: Sequence[Remark]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for kind, name in REMARKS.items():
        found = tuple((remark.commit[:12], remark.sentence) for remark in remarks if remark.kind == kind)
        if found:
            yield name, found


def _by_day(views: Sequence[EventView]) -> Iterator[tuple[str, tuple[tuple[str, str, str, str], ...]]]:
    days: dict[str, list[tuple[str, str, str, str]]] = {}
    for view in views:
        days.setdefault(view.when[:10], []).append((view.office, view.what, view.about or view.path, view.reason))
    yield from ((day, tuple(rows)) for day, rows in reversed(days.items()))


def _by_office(events: Sequence[tuple[Event, Mapping[str, str]]]) -> Iterator[tuple[str, str, str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for event, names in events:
        kind = event.kind if event.kind in ("recorded", "amended", "revoked") else "other"
        counts[office_name(event.writer.author, names), kind] += 1
    for office in sorted({office for office, _ in counts}):
        recorded, amended, revoked = (str(counts[office, kind]) for kind in ("recorded", "amended", "revoked"))
        yield office, recorded, amended, revoked
