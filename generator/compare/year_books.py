"""The books of a year for comparisons, kept from one to the next."""

from __future__ import annotations

from generator.compare.side import Side
from generator.compare.side_figures import SideFigures, read_figures
from generator.compare.standing_books import StandingBooks
from generator.compare.turns import Turns
from generator.score.live_period import GivenRows
from generator.score.live_year import LiveYear

_MOST_YEARS = 2  # of which books are kept: the versions of a site follow each other by years


class YearBooks:
    """The books of `year` for comparisons: those in which changes are carried out, and one for ranks and grades.

    Ranks are asked for at the ends of a comparison alone, so they are found out once for each state.
    """

    def __init__(self, year: int) -> None:
        given: GivenRows = {}
        self.year = year
        self.turns = Turns(LiveYear(year, given=given), LiveYear(year, capped=False, given=given))
        self._placed = StandingBooks(LiveYear(year, placed=True, given=given))
        self._figures: list[tuple[Side, SideFigures]] = []

    def figures_of(self, side: Side) -> SideFigures:
        """What the units have in the state of `side`."""
        for known, figures in self._figures:
            if known is side:
                return figures
        self._placed.go_to(side)
        found = read_figures(self._placed.books[0])
        self._figures.append((side, found))
        return found


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
