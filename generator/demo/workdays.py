"""The office's calendar: on which days something is found, and on which it is recorded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

TUESDAY, FRIDAY = 1, 4
_DAY = timedelta(days=1)
# Public holidays that fall on the same days every year, and the Spring Festival of the notice's year.
_HOLIDAYS = {(1, 1), (5, 1), *((10, day) for day in range(1, 8))}
_SPRING_FESTIVAL = (date(2015, 2, 18), date(2015, 2, 24))


def is_workday(day: date) -> bool:
    """Whether the sample offices are open."""
    first, last = _SPRING_FESTIVAL
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS and not first <= day <= last


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
def recording_day(day: date) -> date:
    """When the clerks record what became known on `day`: the next open Tuesday or Friday after it."""
    day += _DAY
    while day.weekday() not in (TUESDAY, FRIDAY) or not is_workday(day):
        day += _DAY
    return day


@cache
def days_of_method(year: int, method: str) -> tuple[date, ...]:
    """The workdays of `year` on which something may be found by `method`."""
    everyday = workdays(date(year, 1, 5), date(year, 12, 18))
    if method == "year-end":
        return everyday[bisect_left(everyday, date(year, 12, 1)) :]
    if method == "quarterly":
        return tuple(day for day in everyday if day.month % 3 == 0 and day.day >= 12)
    return everyday


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
