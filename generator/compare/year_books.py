"""The books of a year for comparisons, kept from one to the next."""

from __future__ import annotations

from generator.compare.turns import Turns
from generator.score.live_period import GivenRows
from generator.score.live_year import LiveYear

_MOST_YEARS = 2  # of which books are kept: the versions of a site follow each other by years


class YearBooks:
    """The books of `year` in which changes are carried out: with maxima, and as if there were none."""

    def __init__(self, year: int) -> None:
        given: GivenRows = {}
        self.year = year
        self.turns = Turns(LiveYear(year, placed=True, given=given), LiveYear(year, capped=False, given=given))


class KeptBooks:
    """The books of the years that were asked for last."""

    def __init__(self) -> None:
        self._books: dict[int, YearBooks] = {}

    def take(self, year: int) -> YearBooks:
        """The books of `year`, wherever they stand."""
        found = self._books.pop(year, None) or YearBooks(year)
        self._books[year] = found
        while len(self._books) > _MOST_YEARS:
            del self._books[next(iter(self._books))]
        return found
