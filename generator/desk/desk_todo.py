"""What waits for an office: what is overdue, what is due soon, and what it has not said yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.calendar.working import MissingYear, end_of_period
from generator.desk.desk_facts import view_row
from generator.desk.desk_register_facts import view_line
from generator.desk.desk_register_sight import SeenEntry, entries_seen, registers_of
from generator.desk.desk_sight import Sight
from generator.model.deadline import AppealDeadlines
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.score.register_states import due_day, met_on
from generator.words.day_words import day_words


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits: where it is done, of whom, what in words, until when, and whether that has passed.

    `detail` says what it is about, `place` where it stands.
    """

    url: str
    who: str
    words: str
    detail: str
    place: str
    due: date | None
    late: bool


def list_todos(sight: Sight, day: date) -> list[Todo]:
    """What waits for the office on `day`, what is overdue first, then by the day it is due."""
    found = [todo for record in sight.records() if record.revoked is None for todo in _of_record(sight, record, day)]
    for register in registers_of(sight):
        for seen in entries_seen(sight, register):
            found += _of_entry(sight, seen, day)
    return sorted(found, key=lambda one: (not one.late, one.due or date.max, one.url))


def _of_record(sight: Sight, record: Deduction, day: date) -> Iterator[Todo]:
    keeps, mine = sight.keeps(record), record.unit == sight.viewer.office
    plan, appeal = record.rectification, record.appeal
    row = view_row(sight, record)

    def wait(words: str, due: date | None, late: bool) -> Todo:
        return Todo(row.url, row.unit, words, row.reason, f"{row.item}　{row.day}", due, late)

    if plan is not None and plan.accepted is None:
        if plan.done is None and (keeps or mine):
            yield wait("整改还没有完成", plan.due, plan.due is not None and plan.due < day)
        elif plan.done is not None and keeps:
            yield wait(f"整改已于{day_words(plan.done)}报完成，还没有验收销号", None, late=False)
    if appeal is not None and not appeal.decision and sight.decides(record):
        end = _end(sight, record, appeal.filed, decide=True)
        yield wait("申诉还没有作出复核决定", end, end is not None and end < day)
    if mine and appeal is None and record.reply is None and record.notified is not None:
        end = _end(sight, record, record.notified)
        if end is not None and end >= day:
            yield wait("可以答复、申诉", end, late=False)


def _of_entry(sight: Sight, seen: SeenEntry, day: date) -> Iterator[Todo]:
    """What of an entry is overdue and the office's to write; who writes a stage alone sees it before as well."""
    entry, register = seen.entry, seen.entry.REGISTER
    if entry.revoked is not None:
        return
    for deadline in register.deadlines:
        step = register.step_by_id[deadline.until]
        due = due_day(entry, deadline, sight.corpus.holidays)
        if met_on(entry, deadline) is not None or not isinstance(due, date) or step.date not in seen.writable:
            continue
        if due >= day and seen.keeps:
            continue
        line = view_line(sight, seen, day)
        words = f"还没有{register.by_id[step.date].label}"
        yield Todo(line.url, register.title, words, line.title, line.about, due, due < day)


def _end(sight: Sight, record: Deduction, start: date, decide: bool = False) -> date | None:
    """The last day of a term that begins with `start`; None where the scheme sets none, or holidays are not known."""
    scheme = sight.corpus.schemes.get(record.year)
    rule: AppealDeadlines | None = scheme.appeals if scheme is not None else None
    if rule is None:
        return None
    days = rule.decide_within if decide else rule.file_within
    end = end_of_period(start, days, rule.kind, sight.corpus.holidays)
    return None if isinstance(end, MissingYear) else end
