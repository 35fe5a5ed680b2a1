"""The supervised matters of the sample: those from which findings came, and those in which nothing was wanting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Annotated, Any

from generator.demo.entry_lives import EntryLife, EntryTurn
from generator.demo.material import read_material
from generator.demo.record_lives import Life
from generator.demo.register import ENTERED, YEAR, Register
from generator.demo.seeded import SeededDraws
from generator.demo.wording_sample import events_by_item
from generator.demo.workdays import recording_day, workday_from, workdays_after, workdays_before
from generator.model.deduction import Deduction
from generator.model.field import Day, Identifier, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass

_KEEPER = "quweiban"
# By item: how such matters are supervised, and where they come from.
_KINDS = {
    "key-tasks": ("tracking", "project"),
    "meeting-decisions": ("category", "meeting"),
    "leader-instructions": ("instant", "instruction"),
}
_EVERYDAY = 28
_LATE = "overdue"
_PAST_DUE = frozenset({_LATE, "no-reply", "no-report"})  # standards by which the term had passed when it was found
_DAYS_LATE = re.compile(r"逾期([0-9])个工作日")
_DAYS = {"instant": (12, 14)}  # by way of supervising: its days before a finding, and those left after it
_USUAL = (25, 30)
_DONE = "已按要求办理，并书面报告。"


@dataclass(frozen=True, slots=True)
class Supervised:
    """A matter in which nothing was found that takes points."""

    category: Annotated[str, Identifier(doc="方式")]
    origin: Annotated[str, Identifier(doc="来源")]
    owner: Annotated[str, Identifier(doc="单位")]
    matter: Annotated[str, Text(doc="事项")]
    opened: Annotated[date, Day(doc="立项")]
    due: Annotated[date, Day(doc="时限")]
    reported: Annotated[date, Day(doc="报告")]
    closed: Annotated[date, Day(doc="办结")]
    finding: Annotated[str, Text(doc="督查情况")]
    outcome: Annotated[str, Text(doc="办理结果")]


@dataclass(frozen=True, slots=True)
class SupervisedMatters:
    """All of them."""

    matters: Annotated[tuple[Supervised, ...], Rows(doc="督查事项"), Part(doc="一项")]


def supervision_of(record: Deduction) -> str:
    """The entry of the supervised matter from which a deduction came; empty where it came from none."""
    known = record.source == "supervision" and record.item in _KINDS and ENTERED < record.date <= date(YEAR, 12, 31)
    return record.id if known else ""


def list_supervised(lots: SeededDraws, assessed: Sequence[str], lives: Sequence[Life]) -> Iterator[EntryLife]:
    """The matters of which findings came (their deductions are there), those told by hand, and the everyday ones."""
    for life in lives:
        if supervision_of(life.final):
            yield _wanting(life.final)
    for at, told in enumerate(read_material("supervision", SupervisedMatters).matters, start=1):
        if told.owner in assessed:
            yield _life(f"matter-{at:02d}", told)
    yield from _everyday(lots, assessed)


def _everyday(lots: SeededDraws, assessed: Sequence[str]) -> Iterator[EntryLife]:
    """Decisions whose carrying out was looked at as a matter of course, and found as it should be, in time."""
    listed = {entry.id: entry.matters.concerns for entry in read_material("register", Register).assessed}
    asked = [(unit, concern) for unit in assessed for concern in listed.get(unit, ())]
    for at, (unit, concern) in enumerate(lots.turn("asked", asked)[:_EVERYDAY] if asked else (), start=1):
        drawn = lots.under(at)
        opened = workday_from(date(YEAR, 5, 4) + timedelta(drawn.below("opened", 160)))
        due = workday_from(opened + timedelta(drawn.between("due", 20, 45)))
        reported = workday_from(due - timedelta(drawn.between("early", 4, 12)))
        told = Supervised(
            "category",
            "decision",
            unit,
            f"{concern}任务落实情况",
            opened,
            due,
            reported,
            min(workdays_after(reported, 2), due),
            "台账和凭证齐全，进度与计划相符",
            f"{concern}任务按计划完成",
        )
        yield _life(f"everyday-{at:02d}", told)


def _wanting(record: Deduction) -> EntryLife:
    """A matter that was wanting: late, or past its term without a word, or still on its way when that was found."""
    category, origin = _KINDS[record.item]
    plan = record.rectification
    before, left = _DAYS.get(category, _USUAL)
    late = _DAYS_LATE.search(record.reason)
    if record.standard in _PAST_DUE:
        due = workdays_before(record.date, int(late[1]) if late else 3)
    else:  # the matter goes on: until what was found wanting is to be put right
        due = plan.due if plan and plan.due else workday_from(record.date + timedelta(left))
    if record.standard == _LATE:
        reported = record.date  # it was done, after its term
    else:
        reported = plan.done if plan and plan.done else workdays_after(record.notified or record.date, 6)
    closed = workdays_after(reported, 4)
    told = Supervised(
        category,
        origin,
        record.unit,
        _matter_of(record),
        max(workday_from(min(due, record.date) - timedelta(before)), ENTERED),
        due if plan or record.standard in _PAST_DUE else max(due, reported),
        reported,
        closed,
        record.reason,
        ("" if record.standard == _LATE else plan.note if plan else "") or _DONE,
    )
    is_open = record.standard != _LATE and plan is not None and plan.done is None
    return _life(record.id, told, until=plan.due if is_open and plan else None)


def _matter_of(record: Deduction) -> str:
    """What the reason of a deduction is about."""
    wording = events_by_item()[record.item]
    body = next((entry for entry in read_material("register", Register).assessed if entry.id == record.unit), None)
    own = (*body.matters.concerns, *body.matters.works) if body else ()
    topics = chain(wording.topics, own)
    return next((topic for topic in topics if topic in record.reason), "交办事项")


def _life(name: str, told: Supervised, *, until: date | None = None) -> EntryLife:
    """The entry of a matter; what is still open when the story ends was given time `until` a day."""
    opened: dict[str, Any] = {
        "category": told.category,
        "origin-of": told.origin,
        "matter": told.matter,
        "owner": told.owner,
        "opened": told.opened,
        "due": told.due,
    }
    turns = [EntryTurn(recording_day(told.opened), _KEEPER, "立项", opened)]
    seen = {"finding": told.finding}
    if until is not None:
        looked = workdays_after(recording_day(told.due), 3)
        turns.append(EntryTurn(looked, _KEEPER, "登记督查情况，批准延期", {**seen, "due": until}))
    else:
        heard = recording_day(told.reported)
        said = {"reported": told.reported, "outcome": told.outcome}
        turns.append(EntryTurn(heard, told.owner, "报告办理情况", said))
        ended = max(recording_day(told.closed), recording_day(heard))
        turns.append(EntryTurn(ended, _KEEPER, "登记督查情况，办结", {**seen, "closed": told.closed}))
    return EntryLife("supervision", name, YEAR, tuple(turns))
