"""How far an entry of a register has come: its state follows from its dates, and is never typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.calendar.working import MissingYear, end_of_period
from generator.model.entry import Entry
from generator.model.holidays import Holidays
from generator.model.quarter import span_end, span_words
from generator.model.register_field import FieldRule, PeriodEnd
from generator.model.register_rule import End, RegisterDeadline, Stage
from generator.rules.scheme import Scheme

REVOKED_STATE = "已撤销"
Days = Mapping[int, Holidays]


def reached_on(entry: Entry, step: Stage) -> date | None:
    """The day on which an entry reached a stage or an end; None where it did not."""
    day: date | None = entry.value(step.date)
    return day


def state_of(entry: Entry, on: date | None = None) -> Stage | None:
    """The end, or the last stage, that an entry has reached by the day `on`, or at all; None for none.

    What was revoked is in no state.
    """
    if entry.revoked is not None and (on is None or entry.revoked.date <= on):
        return None
    reached = [
        step for step in entry.REGISTER.steps if (day := reached_on(entry, step)) and (on is None or day <= on)
    ]
    return next((step for step in reached if isinstance(step, End)), reached[-1] if reached else None)


def state_name(entry: Entry, on: date | None = None) -> str:
    """The state in words; empty for a register without stages, or before the first."""
    if entry.revoked is not None and (on is None or entry.revoked.date <= on):
        return REVOKED_STATE
    step = state_of(entry, on)
    return step.label if step is not None else ""


def due_day(entry: Entry, deadline: RegisterDeadline, holidays: Days) -> date | MissingYear | None:
    """The last day of a deadline; None where it has not begun, MissingYear where its working days are not known."""
    if deadline.instead and (written := entry.value(deadline.instead)):
        day: date = written
        return day
    start = _start(entry, deadline)
    return None if start is None else end_of_period(start, deadline.days, deadline.kind, holidays)


def _start(entry: Entry, deadline: RegisterDeadline) -> date | None:
    begins = deadline.from_
    if begins is None:
        return None
    if isinstance(begins, PeriodEnd):
        period: str = entry.value(begins.end_of)
        return span_end(period) if period else None
    step = entry.REGISTER.step_by_id.get(begins)
    found: date | None = entry.value(step.date if step is not None else begins)
    return found


def met_on(entry: Entry, deadline: RegisterDeadline) -> date | None:
    """The day on which what a deadline asks for was done, or the entry ended otherwise; None where neither is."""
    register = entry.REGISTER
    wanted = reached_on(entry, register.step_by_id[deadline.until])
    if wanted is not None:
        return wanted
    return min((day for end in register.ends if (day := reached_on(entry, end))), default=None)


def is_within(entry: Entry, deadline: RegisterDeadline, holidays: Days, on: date) -> bool:
    """Whether what a deadline asks for was done by `on` and in time; not where nobody can tell."""
    due, met = due_day(entry, deadline, holidays), met_on(entry, deadline)
    return met is not None and met <= on and (due is None or (isinstance(due, date) and met <= due))


def is_late(entry: Entry, deadline: RegisterDeadline, holidays: Days, on: date) -> bool:
    """Whether a deadline was missed by `on`: what it asks for is not there, or came later."""
    due, met = due_day(entry, deadline, holidays), met_on(entry, deadline)
    if not isinstance(due, date) or entry.revoked is not None:
        return False
    return due < (on if met is None or met > on else met)


def overdue(entry: Entry, holidays: Days, on: date) -> list[tuple[RegisterDeadline, date]]:
    """The deadlines that were missed and are open still on the day `on`, each with its last day."""
    if entry.revoked is not None:
        return []
    found = []
    for deadline in entry.REGISTER.deadlines:
        met, due = met_on(entry, deadline), due_day(entry, deadline, holidays)
        if (met is None or met > on) and isinstance(due, date) and due < on:
            found.append((deadline, due))
    return found


def item_names(schemes: Mapping[int, Scheme]) -> dict[str, str]:
    """The names of items by id, each as the latest scheme that has it calls it."""
    return {item.id: item.name for _, scheme in sorted(schemes.items()) for item in scheme.items.values()}


def title_of(entry: Entry, units: Mapping[str, str], items: Mapping[str, str]) -> str:
    """The title of an entry as its register declares it, with short names of units and names of items, by id; its own
    id where it has no title.
    """
    register = entry.REGISTER
    called = {"unit": units, "item": items}
    said = {rule.id: "、".join(_words(entry, rule, called.get(rule.to, {}))) for rule in register.fields}
    said["state"] = state_name(entry)
    text = register.title_from
    for name, value in said.items():
        text = text.replace(f"{{{name}}}", value)
    return text.strip() or entry.id


def _words(entry: Entry, rule: FieldRule, names: Mapping[str, str]) -> list[str]:
    values = entry.values_of(rule.id)
    return [rule.choices.get(str(value)) or names.get(str(value)) or _plain(rule, value) for value in values]


def _plain(rule: FieldRule, value: Any) -> str:
    if rule.type == "period":
        return span_words(value)
    return value.isoformat() if isinstance(value, date) else str(value)
