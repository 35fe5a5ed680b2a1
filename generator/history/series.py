"""The time series: every unit's score after every change, from each commit's blobs and a book over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress, count, pairwise, repeat
from operator import itemgetter, not_
from typing import NamedTuple

from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import read_versions, reading_of
from generator.history.facts import Facts, read_facts
from generator.history.mainline import ChangeLog, LineStep
from generator.model.collector import without_collector
from generator.model.place import POINTS, FileKind, Place, find_place, scheme_file
from generator.model.publication import parse_publication_id
from generator.read.record import Cache
from generator.rules.scheme import Scheme
from generator.score.record_cells import RecordCells
from generator.score.rows_over_time import RecordChanges
from generator.score.year_over_time import FileChanged, Movement, YearOverTime

# The kinds of files from which scores follow, in the order in which their changes are carried out.
DECIDING: tuple[FileKind, ...] = (
    "scheme", "amendment", "unit", "applies", *POINTS, "measure", "import", "appraisal",
)  # fmt: skip


class Moment(NamedTuple):
    """A step that moved scores: its commit, its time, the year's files that it changed, the units that moved."""

    commit: str
    reached: int
    paths: tuple[str, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The movements of all scores of `year` along the first-parent line `commits`, oldest first."""

    year: int
    commits: tuple[str, ...]
    moments: tuple[Moment, ...]

    def line_of(self, unit: str) -> Iterator[tuple[Moment, Movement]]:
        """The moments at which a unit's score moved."""
        for moment in self.moments:
            for movement in moment.movements:
                if movement.unit == unit:
                    yield moment, movement


def read_timeline(
    repository: Repository, log: ChangeLog, year: int, facts: Facts | None = None, cache: Cache | None = None
) -> Timeline:
    """The timeline of `year`. What is in `facts` (deductions) and `cache` (all else) is not read again; both grow."""
    known: Facts = {} if facts is None else facts
    readings: Cache = {} if cache is None else cache
    with without_collector():
        places = _DuePlaces(year)
        found = YearOverTime(year, len(log.steps) + 1)
        _put_changes(repository, found, log.steps, places, known, readings)
        moments = tuple(_find_moments(found, log.steps, places))
        return Timeline(year, tuple([step.commit.id for step in log.steps]), moments)


class _DuePlaces(dict[str, Place | None]):
    """By path, which file is due there that can decide about scores of `year`."""

    def __init__(self, year: int) -> None:
        self._year = year

    def __missing__(self, path: str) -> Place | None:
        found = self[path] = due_in(self._year, path) or published_in(self._year, path)
        return found


def _put_changes(
    repository: Repository,
    year: YearOverTime,
    steps: Sequence[LineStep],
    places: _DuePlaces,
    facts: Facts,
    readings: Cache,
) -> None:
    """Puts the changes that decide about scores into `year`, each at the number of its step."""
    by_step = list(map(itemgetter(2), steps))
    changes = list(chain.from_iterable(by_step))
    moments = list(chain.from_iterable(map(repeat, count(), map(len, by_step))))
    paths = list(map(itemgetter(0), changes))
    due = {path: place for path in set(paths) if (place := places[path]) is not None}
    items = {path: place.item for path, place in due.items() if place.kind in POINTS}
    is_record = list(map(items.__contains__, paths))
    year.records = RecordChanges(
        items,
        list(compress(moments, is_record)),
        list(compress(paths, is_record)),
        _read_cells(repository, list(compress(changes, is_record)), facts),
    )
    others = [at for at in compress(count(), map(not_, is_record)) if paths[at] in due]
    _put_files(repository, year, [(moments[at], paths[at], changes[at]) for at in others], readings)


def _read_cells(repository: Repository, changes: Sequence[FileChange], facts: Facts) -> list[RecordCells | None]:
    """What each change made of a record of points; None: no record."""
    blobs = list(map(itemgetter(2), changes))
    cells = list(map(facts.get, blobs))
    if None in cells:
        unread = set(filter(None, blobs)) - facts.keys()
        read_facts(
            repository, [(path, blob) for path, _, blob, *_ in changes if blob is not None and blob in unread], facts
        )
        cells = list(map(facts.get, blobs))
    return cells


def _put_files(
    repository: Repository, year: YearOverTime, changed: Sequence[tuple[int, str, FileChange]], readings: Cache
) -> None:
    """Puts the changes of all other files, each at its moment."""
    read_versions(repository, [(path, change.new) for _, path, change in changed if change.new], readings)
    for at, path, change in changed:
        record = reading_of(readings, path, change.new)
        if path == scheme_file(year.year):
            year.schemes[at] = record if isinstance(record, Scheme) else None
        else:
            year.files.append(FileChanged(at, path, record))


def due_in(year: int, path: str) -> Place | None:
    """Which file that decides about scores of `year` is due at `path`; units are of every year."""
    placed = _place(path)
    if placed is None or placed.kind not in DECIDING:
        return None
    return placed if placed.kind == "unit" or placed.year == year else None


def published_in(year: int, path: str) -> Place | None:
    """Which file is due at `path` that says of a period of `year` that it was published, or is so no longer.

    It decides about scores where the year is of its quarters: a quarter that was published has begun.
    """
    placed = _place(path)
    if placed is None or placed.kind not in ("publication", "withdrawal"):
        return None
    name = parse_publication_id(placed.id)
    return placed if name is not None and name.year == year else None


@lru_cache(maxsize=1 << 16)
def _place(path: str) -> Place | None:
    return find_place(path)


def _find_moments(year: YearOverTime, steps: Sequence[LineStep], places: _DuePlaces) -> list[Moment]:
    """The moments of the steps that moved scores."""
    moments, movements = year.movements()
    at_once: list[tuple[Movement, ...]] = list(zip(movements, strict=True))
    numbers = list(dict.fromkeys(moments))
    if len(numbers) < len(moments):
        at_once = [tuple(movements[first:last]) for first, last in _runs(moments)]
    found = list(map(steps.__getitem__, numbers))
    paths = [
        (changes[0][0],) if len(changes) == 1 else _paths(changes, places, year.is_of_quarters(at))
        for at, changes in zip(numbers, map(itemgetter(2), found), strict=True)
    ]
    commits = map(itemgetter(0), map(itemgetter(0), found))
    rows = zip(commits, map(itemgetter(1), found), paths, at_once, strict=True)
    # Of what is known to fit; by the ten thousand, the constructor of a named tuple takes most of the time.
    return list(map(tuple.__new__, repeat(Moment), rows))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each run of equal numbers begins and ends."""
    begins = [at for at, (before, number) in enumerate(pairwise([None, *numbers])) if number != before]
    return pairwise([*begins, len(numbers)])


def _paths(changes: Sequence[FileChange], places: _DuePlaces, of_quarters: bool) -> tuple[str, ...]:
    """The files that scores can follow from: publications among them only where a year is of its quarters."""
    due = ((change.path, places[change.path]) for change in changes)
    return tuple([path for path, place in due if place is not None and (of_quarters or place.kind in DECIDING)])
