"""Which files decide about the scores of a year, as far as their paths tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.model.place import POINTS, FileKind, Place, find_place
from generator.model.publication import parse_publication_id

# The kinds of files from which scores follow, in the order in which their changes are carried out.
DECIDING: tuple[FileKind, ...] = (
    "scheme", "amendment", "unit", "applies", *POINTS, "measure", "import", "appraisal",
)  # fmt: skip
_TELLING = ("publication", "withdrawal")  # whether a period was published
_EVERY_YEAR = 0


class DuePlaces:
    """Which of many files decide about scores of which year: they are told apart once for all years.

    `points` are the paths of records of points, `others` those of all others that decide about scores of some year.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_year: defaultdict[int, dict[str, Place]] = defaultdict(dict)
        self.points: set[str] = set()
        self.others: set[str] = set()
        for path in paths:
            found = _decides(path)
            if found is not None:
                year, place = found
                self._by_year[year][path] = place
                (self.points if place.kind in POINTS else self.others).add(path)

    def of(self, year: int) -> Mapping[str, Place]:
        """Those of `year` by path, as `place_in` says of each."""
        return {**self._by_year[_EVERY_YEAR], **self._by_year[year]}


def place_in(year: int, path: str) -> Place | None:
    """What a file is whose record scores of `year` can follow from; None for others."""
    found = _decides(path)
    return found[1] if found is not None and found[0] in (year, _EVERY_YEAR) else None


def due_in(year: int, path: str) -> Place | None:
    """Which file that decides about scores of `year` is due at `path`; units are of every year."""
    place = place_in(year, path)
    return place if place is not None and place.kind in DECIDING else None


def published_in(year: int, path: str) -> Place | None:
    """Which file is due at `path` that says of a period of `year` that it was published, or is so no longer.

    It decides about scores where the year is of its quarters: a quarter that was published has begun.
    """
    place = place_in(year, path)
    return place if place is not None and place.kind in _TELLING else None


@lru_cache(maxsize=1 << 16)
def _decides(path: str) -> tuple[int, Place] | None:
    """The year about whose scores a file can decide, and what it is."""
    place = find_place(path)
    if place is None:
        return None
    if place.kind in _TELLING:
        name = parse_publication_id(place.id)
        return None if name is None else (name.year, place)
    if place.kind not in DECIDING:
        return None
    return (_EVERY_YEAR if place.kind == "unit" else place.year), place
