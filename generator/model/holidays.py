"""Days off and days made up of one year, as the State Council's office announces them (节假日安排)."""

from dataclasses import field
from datetime import date
from typing import Annotated

from generator.model.field import Day, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin


@dataclass(frozen=True)
class Holidays:
    """The calendar of working days of `year`, the file's name: weekends apart, what is off and what is made up."""

    year: int
    days_off: Annotated[tuple[date, ...], Rows(doc="放假的日期，周末不必写"), Day(doc="日期")]
    days_made_up: Annotated[tuple[date, ...], Rows(doc="调休后上班的周末"), Day(doc="日期")] = ()
    document: Annotated[str, Text(doc="依据的文件", limit=120)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`, which lies in this year."""
        return day in self.days_made_up or (day.weekday() < 5 and day not in self.days_off)
