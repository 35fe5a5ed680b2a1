"""The change log: what one page of it shows, who wrote what and when, and what an auditor reads first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from generator.change.change_words import change_words
from generator.change.record_change import ChangeKind
from generator.git.clock import beijing_time
from generator.model.lazy_dataclass import dataclass
from generator.model.place import POINTS, kind_at
from generator.pages.chart import Segment, stack
from generator.public.redact import public_fields
from generator.public.released import AnyReleased
from generator.public.released_event import AnyReleasedEvent
from generator.public.released_history import AnyReleasedHistory
from generator.read.canonical import FieldChange
from generator.words import address
from generator.words.file_words import file_words
from generator.words.history_text import corpus_labels, subject_words
from generator.words.labels import Labels
from generator.words.parted_years import part_years, years_words
from generator.words.provenance import commit_words, event_notes, office_name
from generator.words.wording import field_words

# By what they change, the weightiest first.
_RULES, _MOVED, _REVOKED, _OTHER = "办法、评议和设置的更改", "改变分值的更改", "撤销的记录", "其他更改"
_ENTRIES = "登记簿记录的更改"  # what offices write on as their work goes on: no rule is changed by it
_WEIGHTS = (_RULES, _MOVED, _REVOKED, _OTHER, _ENTRIES)
_USUAL = {_OTHER, _ENTRIES}
_MOVING = {("points",), ("count",), ("standard",), ("unit",), ("date",)}
_KEEPS = ("", None, "upheld")  # of decisions on an appeal: none yet, and that which leaves the points as they are
BEFORE = "历史开始前已有"  # in place of an office: who recorded what was there from the beginning is not known
MOST_EVENTS = 2_000  # that a telephone reads in one page; a year is not cut in two


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
class LogLine:
    """One event on one line of the change log; `url` is the page of the record, "" where it has none."""

    when: str
    office: str
    what: str
    about: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfficeLog:
    """What one office wrote: how many records it recorded, amended, revoked, and each event, the latest first."""

    office: str
    recorded: str
    amended: str
    revoked: str
    lines: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True)
class DayLog:
    """The events of one day, the latest first; the bar is as long as the day has events, of the day with most."""

    day: str
    lines: tuple[LogLine, ...]
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class MonthLog:
    """The days of one month on which something changed, the latest first, and how many events they have."""

    name: str
    number: str
    days: tuple[DayLog, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one weight, the latest first, each with the page of its record; `opened`: they are read first."""

    title: str
    opened: bool
    rows: tuple[tuple[EventView, str], ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """What one page of the log shows: of which years, how many events, all of them by month and by office.

    `weighed` are those that amended or revoked anything, by weight; `changed` says how many these are.
    """

    years: str
    number: str
    changed: int
    weighed: tuple[ChangeGroup, ...]
    months: tuple[MonthLog, ...]
    offices: tuple[OfficeLog, ...]


@dataclass(frozen=True, slots=True)
class LogLink:
    """One page of the log among all: its years in words, its address, how many events and changes it has."""

    years: str
    url: str
    number: str
    changed: int


@dataclass(frozen=True, slots=True)
class LogYears:
    """The years on a page of the log, the latest first, its address, and their events, the oldest first."""

    years: tuple[int, ...]
    url: str
    events: tuple[AnyReleasedEvent, ...]

    @property
    def name(self) -> str:
        """The years in words: 2016年, or 2015—2016年; none where nothing was recorded yet."""
        return f"{years_words(self.years)}年" if self.years else ""

    @property
    def link(self) -> LogLink:
        """What other pages say of it."""
        return LogLink(self.name, self.url, str(len(self.events)), sum(map(is_change, self.events)))


def log_years(account: AnyReleasedHistory, most: int = MOST_EVENTS) -> list[LogYears]:
    """The pages of the log, the latest first, that of the latest years with `most` events at the most."""
    events = sorted((e for trail in account.trails.values() for e in trail.events), key=lambda e: (e.at, e.path))
    by_year: dict[int, list[AnyReleasedEvent]] = {}
    for event in events:
        by_year.setdefault(beijing_time(event.reached).year, []).append(event)
    first, *rest = part_years({year: len(found) for year, found in by_year.items()}, most)
    latest = LogYears(first, address.AUDIT_LOG, tuple(e for year in reversed(first) for e in by_year[year]))
    return [latest, *(LogYears(years, address.audit_log(years[0]), tuple(by_year[years[0]])) for years in rest)]


_CHINESE = re.compile("[\u4e00-\u9fff]")


def view_event(event: AnyReleasedEvent, corpus: AnyReleased, labels: Labels) -> EventView:
    """One event in words, without internal fields, for whomever it is.

    A message that is not in Chinese is a programmer's: it stands beside the commit, and is no reason for an office.
    """
    said = "" if event.earlier else event.reason.subject
    is_reason = _CHINESE.search(said) is not None
    return EventView(
        when=f"{beijing_time(event.reached):%Y-%m-%d %H:%M}",
        office=BEFORE if event.earlier else office_name(event.writer.author, labels.units),
        what=change_words(event),
        path=event.target,
        about=subject_words(event, corpus) or file_words(corpus, event.target),
        fields=tuple(
            field_words(event.target, change, labels).sentence for change in public_fields(event.target, event.fields)
        ),
        commit="　".join(filter(None, (commit_words(event, labels.units), "" if is_reason else said))),
        reason=said if is_reason else "",
        notes=tuple(event_notes(event, {}, corpus=corpus)),
    )


def view_log(found: LogYears, corpus: AnyReleased, pages: Mapping[str, str]) -> LogPage:
    """One page of the log; `pages` leads from data files to their pages."""
    labels = corpus_labels(corpus)
    views = {id(event): view_event(event, corpus, labels) for event in found.events}
    lines = [(event, _line(views[id(event)], pages)) for event in reversed(found.events)]
    changed = [(e, (views[id(e)], pages.get(e.target, ""))) for e in reversed(found.events) if is_change(e)]
    weighed, months, offices = _by_weight(changed), _by_month(lines), _by_office(lines)
    return LogPage(found.name, str(len(found.events)), len(changed), tuple(weighed), tuple(months), tuple(offices))


def is_change(event: AnyReleasedEvent) -> bool:
    """Whether an event took back or changed what counted before."""
    return _meaning(event) == "revoked" or (_meaning(event) == "amended" and event.is_weighty)


def _by_weight(changed: Sequence[tuple[AnyReleasedEvent, tuple[EventView, str]]]) -> Iterator[ChangeGroup]:
    """What an auditor reads first stands first: rules, then points, then revocations, then all else."""
    found: dict[str, list[tuple[EventView, str]]] = {title: [] for title in _WEIGHTS}
    for event, row in changed:
        found[_weight_of(event)].append(row)
    for title, rows in found.items():
        if rows:
            yield ChangeGroup(title, title not in _USUAL, tuple(rows))


def _weight_of(event: AnyReleasedEvent) -> str:
    kind = kind_at(event.target)
    if event.kind == "recorded" or (kind not in POINTS and kind != "entry"):
        return _RULES
    if _meaning(event) == "revoked":
        return _REVOKED
    if kind == "entry":
        return _ENTRIES
    return _MOVED if any(map(_moves, event.fields)) else _OTHER


def _moves(change: FieldChange) -> bool:
    """Whether a change of a field moves points: to appeal moves none yet, and neither does what is upheld."""
    if change.steps[:1] in _MOVING or change.steps[:2] == ("appeal", "points"):
        return True
    if change.steps == ("appeal",):
        return any(
            isinstance(side, Mapping) and side.get("decision") not in _KEEPS for side in (change.old, change.new)
        )
    return change.steps[:2] == ("appeal", "decision") and not {change.old, change.new} <= {*_KEEPS}


def _line(view: EventView, pages: Mapping[str, str]) -> LogLine:
    url = pages.get(view.path, "")
    return LogLine(view.when, view.office, view.what, view.about, url, view.reason)


def _meaning(event: AnyReleasedEvent) -> ChangeKind:
    """What an event did to what the record says: of a rename, what was changed along with it."""
    return event.turn or event.kind


def _by_month(lines: Sequence[tuple[AnyReleasedEvent, LogLine]]) -> Iterator[MonthLog]:
    days: dict[str, list[LogLine]] = {}
    for _, line in lines:
        days.setdefault(line.when[:10], []).append(line)
    most = max(map(len, days.values()), default=0)
    for month, found in groupby(days.items(), key=lambda day: day[0][:7]):
        rows = tuple(DayLog(day, tuple(own), stack([(Decimal(len(own)), "a")], Decimal(most))) for day, own in found)
        yield MonthLog(f"{int(month[:4])}年{int(month[5:])}月", str(sum(len(row.lines) for row in rows)), rows)


def _by_office(lines: Sequence[tuple[AnyReleasedEvent, LogLine]]) -> Iterator[OfficeLog]:
    by_office: dict[str, list[tuple[AnyReleasedEvent, LogLine]]] = {}
    for event, line in lines:
        by_office.setdefault(line.office, []).append((event, line))
    for office, rows in sorted(by_office.items(), key=lambda found: (found[0] == BEFORE, found[0])):
        counts = Counter(_meaning(event) for event, _ in rows)
        recorded, amended, revoked = (str(counts[kind]) for kind in ("recorded", "amended", "revoked"))
        yield OfficeLog(office, recorded, amended, revoked, tuple(line for _, line in rows))
