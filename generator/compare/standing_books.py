"""The live books of a year that stand at one state, and go from there to another by what differs alone.

To fill a book takes longer than most comparisons do; the pairs of a site ask for the same few states again and again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from generator.compare.side import Side
from generator.history.deciding import place_in
from generator.model.place import POINTS
from generator.rules.scheme import Scheme
from generator.score.live_year import LiveYear

Record = TypeVar("Record")


class StandingBooks:
    """Some books of `year`, and at which state they stand."""

    def __init__(self, *books: LiveYear) -> None:
        self.year = books[0].year
        self.books = books
        self._stands: dict[str, str] = {}  # what was put at each path: the blob

    def go_to(self, side: Side) -> None:
        """Lets the books stand at the state of `side`."""
        wanted = {path: side.blobs[path] for path in side.due if place_in(self.year, path) is not None}
        for path in [path for path in self._stands if path not in wanted]:
            self.put(path, side)
        self.put_all((path for path, blob in wanted.items() if self._stands.get(path) != blob), side)

    def put_all(self, paths: Iterable[str], side: Side) -> None:
        """The files at `paths` are now those of `side`, or gone."""
        for path in paths:
            self.put(path, side)
        for book in self.books:
            book.settle()

    def put(self, path: str, side: Side) -> set[str]:
        """The file at `path` is now that of `side`, or gone; the units that this is about, "" for all."""
        place = place_in(self.year, path)
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


def as_kind(kind: type[Record], record: object) -> Record | None:
    """`record` if it is of this kind."""
    return record if isinstance(record, kind) else None
