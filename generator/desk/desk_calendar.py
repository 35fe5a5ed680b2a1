"""A calendar below the field of a day, drawn by the desk: without a script, and the same in all browsers.

A day is typed as text, in any of the ways in which clerks write one; who does not know it by heart opens the calendar
of that field, where days off are marked, and presses the day. Each press sends the form and brings it back.
"""

from __future__ import annotations

import re
from calendar import Calendar
from collections.abc import Mapping
from datetime import date, timedelta

from generator.calendar.working import WEEKDAYS
from generator.model.holidays import Holidays
from generator.model.lazy_dataclass import dataclass
from generator.read.spelling import spell_day

# What the buttons of a calendar send: open/rectification/due, open/date@2015-04, day/date@2015-04-02.
_OPEN = re.compile(r"open/(?P<name>[^@]+)(?:@(?P<year>[12][0-9]{3})-(?P<month>0[1-9]|1[0-2]))?\Z")
_DAY = re.compile(r"day/(?P<name>[^@]+)@(?P<day>[12][0-9]{3}-[01][0-9]-[0-3][0-9])\Z")
_YEARS = range(1000, 3000)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: what is sent for it, its number, what is read aloud of it."""

    value: str
    number: int
    label: str
    is_off: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """The month that is open: its weeks from Monday on, None for days of other months; the months beside it."""

    title: str
    before: str
    after: str
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    heads: str = WEEKDAYS


def take_day(values: Mapping[str, str], names: frozenset[str]) -> dict[str, str]:
    """What was sent, with the day that was pressed in its field, if that is one of the `names`."""
    found = _DAY.match(values.get("step", ""))
    if found is None or found["name"] not in names or spell_day(found["day"]) is None:
        return dict(values)
    return {**values, found["name"]: found["day"]}


def asked_field(step: str) -> str:
    """The field whose calendar is to be open; empty where none is."""
    found = _OPEN.match(step)
    return found["name"] if found else ""


def open_month(step: str, value: str, holidays: Mapping[int, Holidays], now: date) -> CalendarMonth:
    """The month that a button asks for: that of the `value` of the field at first, or of today."""
    found = _OPEN.match(step)
    chosen = spell_day(value)
    begin = (chosen if chosen is not None and chosen.year in _YEARS else now).replace(day=1)
    if found and found["year"]:
        begin = date(int(found["year"]), int(found["month"]), 1)
    weeks = Calendar().monthdatescalendar(begin.year, begin.month)
    return CalendarMonth(
        f"{begin.year}年{begin.month}月",
        f"{begin - timedelta(1):%Y-%m}",
        f"{begin + timedelta(31):%Y-%m}",
        tuple(tuple(_tell(day, begin, chosen, holidays) for day in week) for week in weeks),
    )


def _tell(day: date, begin: date, chosen: date | None, holidays: Mapping[int, Holidays]) -> CalendarDay | None:
    if (day.year, day.month) != (begin.year, begin.month):
        return None
    known = holidays.get(day.year)
    works = known.is_working(day) if known else day.weekday() < 5
    told = "" if works == (day.weekday() < 5) else "，上班" if works else "，放假"
    label = f"{day.month}月{day.day}日，星期{WEEKDAYS[day.weekday()]}{told}"
    return CalendarDay(day.isoformat(), day.day, label, not works, day == chosen)
