"""The history as the site shows it: the trail of a record, the change log, what a person should look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from generator.change.change_words import change_words
from generator.change.record_change import ChangeKind
from generator.git.clock import beijing_time
from generator.git.signature import VERDICTS
from generator.history.remark import REMARKS, Remark
from generator.model.place import POINTS, SITE_FILE, kind_at
from generator.pages.chart import Segment, stack
from generator.public.redact import public_fields
from generator.public.released import AnyReleased
from generator.public.released_event import AnyReleasedEvent
from generator.public.released_history import AnyReleasedHistory
from generator.words.file_words import file_words
from generator.words.history_text import corpus_labels, subject_words
from generator.words.labels import Labels
from generator.words.provenance import (
    commit_words,
    event_notes,
    office_name,
)
from generator.words.wording import field_words

# By what they change, the weightiest first.
_RULES, _MOVED, _REVOKED, _OTHER = "办法、评议和设置的更改", "改变分值的更改", "撤销的记录", "其他更改"
_WEIGHTS = (_RULES, _MOVED, _REVOKED, _OTHER)
_MOVING = {("points",), ("count",), ("standard",), ("unit",), ("date",)}
_DECIDED = {("appeal",), ("appeal", "decision"), ("appeal", "points")}
BEFORE = "历史开始前已有"  # in place of an office: who recorded what was there from the beginning is not known


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
class SignatureView:
    """How many commits have each verdict, and those without a good signature: commit, day, office, verdict."""

    counts: tuple[tuple[str, str], ...]
    without: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one weight, the latest first, each with the page of its record; `opened`: they are read first."""

    title: str
    opened: bool
    rows: tuple[tuple[EventView, str], ...]


@dataclass(frozen=True, slots=True)
class AuditView:
    """What the audit pages show. `signatures` is None where the project keeps no register of signers.

    `changed` are events with the pages of their records, "" where there is none; `weighed` are the same by weight.
    """

    conditions: tuple[str, ...]
    weighed: tuple[ChangeGroup, ...]
    remarks: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    signatures: SignatureView | None
    changed: tuple[tuple[EventView, str], ...]
    months: tuple[MonthLog, ...]
    offices: tuple[OfficeLog, ...]
    commits: str


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


def view_audit(account: AnyReleasedHistory, corpus: AnyReleased, pages: Mapping[str, str]) -> AuditView:
    """The whole account: what to look at, what was amended or revoked and why, the log by day and by office.

    `pages` leads from data files to their pages.
    """
    labels = corpus_labels(corpus)
    trails = account.trails
    events = sorted((e for trail in trails.values() for e in trail.events), key=lambda e: (e.at, e.path))
    views = {id(event): view_event(event, corpus, labels) for event in events}
    weighty = [e for e in events if _meaning(e) == "revoked" or (_meaning(e) == "amended" and e.is_weighty)]
    lines = [(event, _line(views[id(event)], pages)) for event in reversed(events)]
    changed = [(event, (views[id(event)], pages.get(event.target, ""))) for event in reversed(weighty)]
    return AuditView(
        # Of the conditions not what differs from clone to clone of one commit.
        (*_view_founding(account), *(gap.sentence for gap in account.gaps)),
        tuple(_by_weight(changed)),
        tuple(_remark_groups(account.remarks)),
        _view_signatures(account, labels.units) if account.signatures else None,
        tuple(row for _, row in changed),
        tuple(_by_month(lines)),
        tuple(_by_office(lines)),
        str(account.steps),
    )


def _by_weight(changed: Sequence[tuple[AnyReleasedEvent, tuple[EventView, str]]]) -> Iterator[ChangeGroup]:
    """What an auditor reads first stands first: rules, then points, then revocations, then all else."""
    found: dict[str, list[tuple[EventView, str]]] = {title: [] for title in _WEIGHTS}
    for event, row in changed:
        found[_weight_of(event)].append(row)
    for title, rows in found.items():
        if rows:
            yield ChangeGroup(title, title != _OTHER or len(found) == 1, tuple(rows))


def _weight_of(event: AnyReleasedEvent) -> str:
    if event.kind == "recorded" or kind_at(event.target) not in POINTS:
        return _RULES
    if _meaning(event) == "revoked":
        return _REVOKED
    moves = any(change.steps[:1] in _MOVING or change.steps[:2] in _DECIDED for change in event.fields)
    return _MOVED if moves else _OTHER


def _view_founding(account: AnyReleasedHistory) -> Iterator[str]:
    """Where the history begins to count, where the project says so."""
    if account.trial is None:
        yield f"{SITE_FILE} 写明的启用提交 {account.founding} 不在主分支上，历史从头列出。"
    elif account.trial:
        day = f"{beijing_time(account.begun):%Y-%m-%d}"
        yield (
            f"数据的历史从提交 {account.founding[:12]}（{day}）算起，由 {SITE_FILE} 写明；"
            f"此前的 {account.trial} 次提交是试用，没有列出，可以用 git log 查看。"
        )


def _line(view: EventView, pages: Mapping[str, str]) -> LogLine:
    url = pages.get(view.path, "")
    return LogLine(view.when, view.office, view.what, view.about, url, view.reason)


def _view_signatures(account: AnyReleasedHistory, names: Mapping[str, str]) -> SignatureView:
    counts = Counter(found.verdict for found in account.signatures.values())
    return SignatureView(
        tuple((words, str(counts[verdict])) for verdict, words in VERDICTS.items() if counts[verdict]),
        tuple(
            (commit.id[:12], f"{beijing_time(commit.committed):%Y-%m-%d}", office_name(commit.committer, names),
             account.signatures[commit.id].sentence)
            for commit in account.commits
            if account.signatures[commit.id].verdict != "good"
        ),
    )  # fmt: skip


def _meaning(event: AnyReleasedEvent) -> ChangeKind:
    """What an event did to what the record says: of a rename, what was changed along with it."""
    return event.turn or event.kind


def _remark_groups(remarks: Sequence[Remark]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for kind, name in REMARKS.items():
        found = tuple((remark.commit[:12], remark.sentence) for remark in remarks if remark.kind == kind)
        if found:
            yield name, found


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
