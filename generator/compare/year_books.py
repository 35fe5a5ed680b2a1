"""The books of a year for comparisons, kept from one to the next."""

from __future__ import annotations

from generator.compare.turns import Turns
from generator.score.live_period import GivenRows
from generator.score.live_year import LiveYear


class YearBooks:
    """The books of `year` in which changes are carried out: with maxima, and as if there were none."""

    def __init__(self, year: int) -> None:
        given: GivenRows = {}
        self.year = year
        self.turns = Turns(LiveYear(year, placed=True, given=given), LiveYear(year, capped=False, given=given))


class KeptBooks:
    """The books of the year that was asked for last: the versions of a site are compared year by year."""

    def __init__(self) -> None:
        self._books: YearBooks | None = None

    def take(self, year: int) -> YearBooks:
        """The books of `year`, wherever they stand."""
        if self._books is None or self._books.year != year:
            self._books = YearBooks(year)
        return self._books
