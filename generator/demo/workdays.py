"""The office's calendar: on which days something is found, and on which it is recorded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from generator.demo.days_off import make_holidays

TUESDAY, FRIDAY = 1, 4
_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Whether something happens in the sample offices: never on a weekend, even where it is worked."""
    return day.weekday() < 5 and make_holidays(day.year).is_working(day)


@cache
def workdays(first: date, last: date) -> tuple[date, ...]:
    """The workdays from `first` to `last`, both included."""
    return tuple(day for day in _days(first, last) if is_workday(day))


@cache
def workday_from(day: date) -> date:
    """`day`, or the next workday after it."""
    while not is_workday(day):
        day += _DAY
    return day


@cache
def workdays_after(day: date, count: int) -> date:
    """The workday that is `count` workdays after `day`; the day itself is not counted."""
    for _ in range(count):
        day = workday_from(day + _DAY)
    return day


@cache
def workdays_before(day: date, count: int) -> date:
    """The workday that is `count` workdays before `day`; the day itself is not counted."""
    while count:
        day -= _DAY
        count -= is_workday(day)
    return day


@cache
def recording_day(day: date) -> date:
    """When the clerks record what became known on `day`: the next open Tuesday or Friday after it."""
    day += _DAY
    while day.weekday() not in (TUESDAY, FRIDAY) or not is_workday(day):
        day += _DAY
    return day


@cache
def days_of_method(first: date, method: str) -> tuple[date, ...]:
    """The days from `first` to the middle of December on which something may be found by `method`."""
    everyday = workdays(first, date(first.year, 12, 18))
    if method == "year-end":
        return everyday[bisect_left(everyday, date(first.year, 12, 1)) :]
    if method == "quarterly":
        return tuple(day for day in everyday if day.month % 3 == 0 and day.day >= 12)
    return everyday


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
