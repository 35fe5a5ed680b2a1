"""File names for new records, none of which is taken: 2015-0618-fagaiju-1."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.model.place import POINTS, find_place


class RecordNames:
    """Gives out the next free name of each item, day and unit; `paths` are the files that there are."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._taken = {
            (place.year, place.item, place.id)
            for path in paths
            if (place := find_place(path)) is not None and place.kind in POINTS
        }
        self._next: dict[tuple[int, str, str], int] = {}

    def next(self, year: int, item: str, day: date, unit: str) -> str:
        """A name that no other record has, and none that was given out before."""
        begins = f"{year}-{day:%m%d}-{unit}-"
        number = self._next.get((year, item, begins), 1)
        while (year, item, f"{begins}{number}") in self._taken:
            number += 1
        self._next[year, item, begins] = number + 1
        return f"{begins}{number}"
