"""An entry of a register, and a line of a list of them, in the words in which a page of the desk shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from generator.desk.desk_facts import record_url
from generator.desk.desk_register_sight import SeenEntry, see_entry
from generator.desk.desk_sight import Sight
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.register_field import FieldRule, RowFieldRule
from generator.model.register_rule import End
from generator.score.register_states import due_day, overdue, reached_on, state_name, state_of
from generator.words.day_words import day_words
from generator.words.register_words import value_words
from generator.words.said_beside import NamedValue


@dataclass(frozen=True, slots=True)
class DeskEntryLine:
    """An entry in a list: where it is, what it is called, whom it concerns and when, how it stands, what is late."""

    url: str
    title: str
    about: str
    state: str
    late: str
    date: date

    @property
    def found_by(self) -> str:
        """What a search looks through: the day as it is shown and as files have it."""
        return f"{self.title} {self.about} {self.date} {self.state} {self.late}"


@dataclass(frozen=True, slots=True)
class EntryTable:
    """The rows in a field of an entry."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as its page shows it; `course` are its stages with their days, `linked` the records that name it."""

    line: DeskEntryLine
    facts: tuple[NamedValue, ...]
    course: tuple[tuple[str, str], ...]
    tables: tuple[EntryTable, ...]
    linked: tuple[tuple[str, str], ...]
    revoked: tuple[NamedValue, ...]
    internal_note: str
    path: str


def entry_url(entry: Entry) -> str:
    """Where an entry is shown at the desk."""
    return f"/registers/{entry.REGISTER.id}/{entry.year}/{entry.id}"


def view_line(sight: Sight, seen: SeenEntry, day: date) -> DeskEntryLine:
    """An entry in a list, with what is late on `day`."""
    shown = seen.shown
    units = "、".join(sight.unit_names.get(unit, unit) for unit in shown.units)
    late = (f"{due.label}（{day_words(until)}）已过" for due, until in overdue(shown, sight.corpus.holidays, day))
    return DeskEntryLine(
        entry_url(seen.entry),
        sight.title_of(shown),
        "　".join(filter(None, (units, day_words(shown.day)))),
        state_name(shown),
        "；".join(late),
        shown.day,
    )


def view_entry_facts(sight: Sight, seen: SeenEntry, day: date) -> EntryFacts:
    """An entry with all that the office may see of it."""
    shown, revoked = seen.shown, seen.entry.revoked
    rules = [rule for rule in shown.REGISTER.fields if rule.type != "rows"]
    facts = [fact for rule in rules for fact in _facts(sight, shown, rule)]
    return EntryFacts(
        line=view_line(sight, seen, day),
        facts=(*facts, *_deadlines(sight, shown)),
        course=tuple(_course(shown)),
        tables=tuple(_tables(sight, shown)),
        linked=tuple(_linked(sight, seen.entry)),
        revoked=()
        if revoked is None
        else (NamedValue("日期", day_words(revoked.date)), NamedValue("理由", revoked.reasons, lines=True)),
        internal_note=shown.internal_note,
        path=seen.entry.path,
    )


def entry_words(sight: Sight, rule: RowFieldRule, value: Any) -> str:
    """One value of a field in words: names in place of ids."""
    return value_words(rule, value, partial(_referred, sight))


def _referred(sight: Sight, to: str, name: str) -> str:
    """What a reference leads to, in words, as far as the office may see it; else its id."""
    if to == "unit":
        return sight.unit_names.get(name, name)
    if to == "item":
        return sight.item_names.get(name, name)
    if to.startswith("register:"):
        for entry in sight.corpus.entries_by_register.get(to.partition(":")[2], ()):
            if entry.id == name and (seen := see_entry(sight, entry)) is not None:
                return sight.title_of(seen.shown)
    return name


def _facts(sight: Sight, shown: Entry, rule: FieldRule) -> Iterator[NamedValue]:
    mark = "" if rule.share == "public" else "（不公开）"
    if rule.type == "evidence":
        for one in shown.value(rule.id):
            yield NamedValue(rule.label, f"{one.title}（{one.held_at}）")
        return
    text = "、".join(filter(None, (entry_words(sight, rule, value) for value in shown.values_of(rule.id))))
    if text:
        yield NamedValue(f"{rule.label}{mark}", text, rule.lines)


def _deadlines(sight: Sight, shown: Entry) -> Iterator[NamedValue]:
    """The deadlines that are counted; those that are written stand among the fields."""
    for deadline in shown.REGISTER.deadlines:
        due = due_day(shown, deadline, sight.corpus.holidays)
        if isinstance(due, date) and not deadline.instead:
            yield NamedValue(deadline.label, day_words(due))


def _course(shown: Entry) -> Iterator[tuple[str, str]]:
    """The stages in order, and the end that was reached, each with its day; empty where it was not reached."""
    state = state_of(shown)
    for step in shown.REGISTER.steps:
        day = reached_on(shown, step)
        if day is not None or not isinstance(step, End):
            is_past = isinstance(state, End) and day is None
            yield step.label, day_words(day) if day is not None else "" if not is_past else "没有经过"


def _tables(sight: Sight, shown: Entry) -> Iterator[EntryTable]:
    for rule in shown.REGISTER.fields:
        if rule.type == "rows" and shown.value(rule.id):
            rows = tuple(
                tuple(entry_words(sight, inner, row.value(inner.id)) for inner in rule.rows)
                for row in shown.value(rule.id)
            )
            yield EntryTable(rule.label, tuple(inner.label for inner in rule.rows), rows)


def _linked(sight: Sight, entry: Entry) -> Iterator[tuple[str, str]]:
    """The records of points that name the entry, as far as the office sees them: address and words."""
    register = entry.REGISTER
    puts_right = any(link.from_there == "rectification" for link in register.links)
    for record in sight.records():
        plan = record.rectification
        is_led = any((one.register, one.record) == (register.id, entry.id) for one in record.found_in)
        if is_led or (puts_right and plan is not None and plan.item == entry.id):
            unit = sight.unit_names.get(record.unit, record.unit)
            yield record_url(record), f"{day_words(record.date)} {unit}：{record.reason[:40]}"
