"""The live books of a year that stand at one state, and go from there to another by what differs alone.

To fill a book takes longer than most comparisons do; the pairs of a site ask for the same few states again and again.
"""

from __future__ import annotations

from typing import TypeVar

from generator.compare.side import Side
from generator.compare.side_figures import SideFigures, read_figures
from generator.history.series import due_in, published_in
from generator.model.place import POINTS, Place
from generator.rules.scheme import Scheme
from generator.score.live_period import GivenRows
from generator.score.live_year import LiveYear

Record = TypeVar("Record")
_MOST_YEARS = 2  # of which books are kept: the versions of a site follow each other by years


class StandingBooks:
    """Some books of `year`, and at which state they stand."""

    def __init__(self, *books: LiveYear) -> None:
        self.year = books[0].year
        self.books = books
        self._stands: dict[str, str] = {}  # what was put at each path: the blob

    def go_to(self, side: Side) -> None:
        """Lets the books stand at the state of `side`."""
        wanted = {path: side.blobs[path] for path in side.due if self.place(path) is not None}
        for path in [path for path in self._stands if path not in wanted]:
            self.put(path, side)
        for path, blob in wanted.items():
            if self._stands.get(path) != blob:
                self.put(path, side)
        for book in self.books:
            book.settle()

    def put(self, path: str, side: Side) -> set[str]:
        """The file at `path` is now that of `side`, or gone; the units that this is about, "" for all."""
        place = self.place(path)
        if place is None:
            return set()
        if path in side.blobs:
            self._stands[path] = side.blobs[path]
        else:
            self._stands.pop(path, None)
        if place.kind in POINTS:
            owners, cells = self.books[0].units_at(path), side.fact(path)
            for book in self.books:
                book.put_record(path, place.item, cells)
            return owners | self.books[0].units_at(path)
        record = side.record(path)
        if place.kind == "scheme":
            for book in self.books:
                book.put_scheme(as_kind(Scheme, record))
            return {""}
        told = [book.put(path, record) for book in self.books]
        return told[0]

    def place(self, path: str) -> Place | None:
        """What a file is whose record the scores of the year can follow from; None for others."""
        return due_in(self.year, path) or published_in(self.year, path)


class YearBooks:
    """The books of `year` for comparisons: two that are turned by each change, and one for ranks and grades.

    Ranks are asked for at the ends of a comparison alone, so they are found out once for each state.
    """

    def __init__(self, year: int) -> None:
        given: GivenRows = {}
        self.year = year
        self.live, self.uncapped = LiveYear(year, given=given), LiveYear(year, capped=False, given=given)
        self.turned = StandingBooks(self.live, self.uncapped)
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


def as_kind(kind: type[Record], record: object) -> Record | None:
    """`record` if it is of this kind."""
    return record if isinstance(record, kind) else None
