"""Rules for the days off of each year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.calendar.working import WEEKDAYS
from generator.model.holidays import Holidays
from generator.model.place import holidays_file
from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.corpus import Corpus


def check_holidays(corpus: Corpus) -> Iterator[Problem]:
    """The problems of the days off of each year."""
    for holidays in corpus.holidays.values():
        yield from _check_days(holidays)


@where_read
def _check_days(holidays: Holidays) -> Iterator[Problem]:
    """KH417: no day is both off and worked; KH418: a day is of its year, and what is made up a day of a weekend."""
    for name, days in (("days_off", holidays.days_off), ("days_made_up", holidays.days_made_up)):
        for number, day in enumerate(days):
            place = holidays.origin.place(name, number)
            if day.year != holidays.year:
                words = f"{day} 不在 {holidays.year} 年"
                yield Problem(place, "KH418", words, f"请写到 {holidays_file(day.year)} 里，或核对日期。")
            elif name == "days_made_up" and day in holidays.days_off:
                yield Problem(place, "KH417", f"{day} 既放假又上班", "请只保留一处。")
            elif name == "days_made_up" and day.weekday() < 5:
                words = f"{_say_day(day)}本来就上班，不用写成调休上班"
                yield Problem(place, "KH418", words, "days_made_up 只写调休后上班的周末，请核对日期。")


def _say_day(day: date) -> str:
    return f"{day}（星期{WEEKDAYS[day.weekday()]}）"
