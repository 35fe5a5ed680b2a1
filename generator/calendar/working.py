"""The end of a period of days, and whether a day is worked: the one place where days are counted.

A period begins on the day after the event from which it runs (民法典 第二百零一条). Working days are those of the
State Council's office (节假日安排) in `data/holidays/<year>.yml`; no year is counted without its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.model.lazy_dataclass import dataclass
from generator.model.place import holidays_file

if TYPE_CHECKING:
    from generator.model.holidays import Holidays

WEEKDAYS = "一二三四五六日"  # 星期…, from Monday on


@dataclass(frozen=True, slots=True)
class MissingYear:
    """The year whose holidays would be needed to count on, and are not known."""

    year: int

    @property
    def path(self) -> str:
        """The file that would have them."""
        return holidays_file(self.year)


def end_of_period(start: date, days: int, kind: str, holidays: Mapping[int, Holidays]) -> date | MissingYear:
    """The last of `days` days (calendar or working, as `kind` says) after the day `start`.

    MissingYear where working days run into a year that `holidays`, by year, does not have.
    """
    if kind == "calendar":
        return start + timedelta(days)
    day, left = start, days
    while left:
        day += timedelta(1)
        known = holidays.get(day.year)
        if known is None:  # a weekend too may be worked
            return MissingYear(day.year)
        left -= known.is_working(day)
    return day
