"""The days off of the sample district: those of 2015 and 2016 as they were announced, in other years a sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from generator.demo.material import read_material
from generator.model.holidays import Holidays

_FIRST = 2015
_ANNOUNCED = (2015, 2016)  # the years whose arrangements are among the material
_PROJECT_BEGINS = date(2015, 4, 24)
# The days off in September 2015 were announced on 13 May of that year, by a notice of their own.
_ADDED = date(2015, 5, 19)
_ADDED_OFF = {date(2015, 9, 3), date(2015, 9, 4)}
_ADDED_WORKED = {date(2015, 9, 6)}
_DOCUMENT_BEFORE = "国办发明电〔2014〕28号"
# In years without material only the holidays that fall on the same days every year are kept.
_FIXED = {(1, 1), (5, 1), *((10, day) for day in range(1, 8))}


@cache
def make_holidays(year: int) -> Holidays:
    """Days off and days made up of `year`: as they were announced, or, for years without, a sample that says so."""
    if year in _ANNOUNCED:
        return read_material(f"holidays-{year}", Holidays, year=year)
    days = (date(year, month, day) for month, day in sorted(_FIXED))
    return Holidays(year, tuple(day for day in days if day.weekday() < 5), (), "示例：没有采用这一年的实际安排")


def entered_on(year: int) -> Iterator[date]:
    """The days on which the district enters the days off of `year`, or amends them: soon after each announcement."""
    if year == _FIRST:
        yield _PROJECT_BEGINS
        yield _ADDED
    else:
        yield date(year - 1, 12, 14)


def holidays_on(day: date) -> dict[int, Holidays]:
    """The days off of each year that are known in the evening of `day`."""
    years = range(_FIRST, day.year + 2)
    known = {year: make_holidays(year) for year in years if next(entered_on(year)) <= day}
    if _FIRST in known and day < _ADDED:
        known[_FIRST] = _before_addition(known[_FIRST])
    return known


def _before_addition(holidays: Holidays) -> Holidays:
    return replace(
        holidays,
        days_off=tuple(day for day in holidays.days_off if day not in _ADDED_OFF),
        days_made_up=tuple(day for day in holidays.days_made_up if day not in _ADDED_WORKED),
        document=_DOCUMENT_BEFORE,
    )
