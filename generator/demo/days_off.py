"""The days off that the sample district knows: those of the notice's year and of the next, as they were announced."""

from __future__ import annotations

from datetime import date

from generator.demo.material import read_material
from generator.model.holidays import Holidays

# Year -> the day on which the district enters its days off, soon after they were announced.
ENTERED = {2015: date(2015, 1, 5), 2016: date(2015, 12, 14)}


def holidays_on(day: date) -> dict[int, Holidays]:
    """The days off of each year that are known in the evening of `day`."""
    return {year: read_material(f"holidays-{year}", Holidays, year=year) for year in ENTERED if ENTERED[year] <= day}
