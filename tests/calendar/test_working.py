"""Periods of calendar and working days, and years whose holidays are not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.calendar.working import MissingYear, end_of_period
from generator.model.holidays import Holidays

YEARS = {
    2015: Holidays(2015, (date(2015, 10, 1), date(2015, 10, 2)), (date(2015, 10, 10),)),
    2016: Holidays(2016, (date(2016, 1, 1),)),
}


@pytest.mark.parametrize(
    ("start", "days", "kind", "end"),
    (
        ("2015-12-28", 5, "calendar", "2016-01-02"),
        ("2015-12-28", 3, "working", "2015-12-31"),
        ("2015-12-28", 5, "working", "2016-01-05"),  # New Year's day and a weekend lie between
        ("2015-09-30", 1, "working", "2015-10-05"),
        ("2015-10-09", 1, "working", "2015-10-10"),  # a Saturday that is worked
        ("2015-10-03", 1, "working", "2015-10-05"),  # from a Saturday
    ),
)
def test_the_last_day_is_counted_from_the_day_after(start: str, days: int, kind: str, end: str) -> None:
    assert end_of_period(date.fromisoformat(start), days, kind, YEARS) == date.fromisoformat(end)


def test_a_year_without_its_file_is_asked_for_and_not_counted() -> None:
    assert end_of_period(date(2016, 12, 29), 2, "working", YEARS) == MissingYear(2017)
    assert end_of_period(date(2016, 12, 29), 1, "working", YEARS) == date(2016, 12, 30)
    assert end_of_period(date(2016, 12, 31), 1, "working", YEARS) == MissingYear(2017)
    assert MissingYear(2017).path == "data/holidays/2017.yml"


def test_calendar_days_need_no_file() -> None:
    assert end_of_period(date(2030, 12, 31), 1, "calendar", {}) == date(2031, 1, 1)


@given(st.dates(date(2015, 1, 1), date(2016, 11, 1)), st.integers(1, 30))
def test_so_many_working_days_lie_after_the_start_and_the_last_is_one(start: date, days: int) -> None:
    end = end_of_period(start, days, "working", YEARS)
    assert isinstance(end, date)
    between = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    assert sum(YEARS[day.year].is_working(day) for day in between) == days
    assert YEARS[end.year].is_working(end)
