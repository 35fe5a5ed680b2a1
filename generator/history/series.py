"""The time series: every unit's score after every change, from each commit's blobs and a book over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count, repeat
from operator import not_
from typing import Any, NamedTuple

from generator.git.git_tree import GitTree
from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import read_versions, reading_of
from generator.history.facts import Facts, read_facts
from generator.history.log_columns import LogColumns
from generator.history.mainline import ChangeLog, LineStep
from generator.model.collector import without_collector
from generator.model.place import POINTS, FileKind, Place, find_place, scheme_file
from generator.model.publication import parse_publication_id
from generator.read.record import Cache
from generator.rules.scheme import Scheme
from generator.score.groups_over_time import Steps
from generator.score.live_year import LiveYear
from generator.score.record_cells import RecordCells
from generator.score.rows_over_time import RecordChanges
from generator.score.when_asked import TupleWhenAsked
from generator.score.year_over_time import FileChanged, Movement, YearOverTime, movements_of

# The kinds of files from which scores follow, in the order in which their changes are carried out.
DECIDING: tuple[FileKind, ...] = (
    "scheme", "amendment", "unit", "applies", *POINTS, "measure", "import", "appraisal",
)  # fmt: skip

_MAYBE_OF_YEAR = {"unit", "publication", "withdrawal"}  # those of which the year is not told by their place


class Moment(NamedTuple):
    """A step that moved scores: its commit, its time, the year's files that it changed, the units that moved."""

    commit: str
    reached: int
    paths: tuple[str, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The movements of all scores of `year` along the first-parent line `commits`, oldest first.

    `moments` may be made when one of them is first asked for.
    """

    year: int
    commits: tuple[str, ...]
    moments: Sequence[Moment]

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
        found = YearOverTime(year, len(log.steps) + 1)
        columns = log.columns
        places = _put_changes(repository, found, columns, known, readings)
        lines = found.lines()
    moved = _Moved(lines, found.of_quarters, places)
    return Timeline(year, columns.commits, TupleWhenAsked(lambda: _find_moments(moved, log.steps, columns)))


def has_all(log: ChangeLog, year: int, facts: Facts, readings: Cache) -> bool:
    """Whether every version that decides about scores of `year` was there to be read, readable or not."""
    changes = [change for step in log.steps for change in step.changes if change.new is not None]
    due = _DuePlaces(year, dict.fromkeys(change.path for change in changes))
    known = {version[1] for version in readings}
    return all(change.new in facts or change.new in known for change in changes if change.path in due)


def read_later_timeline(
    repository: Repository, log: ChangeLog, year: int, base: str, facts: Facts, readings: Cache
) -> Timeline:
    """The timeline of steps that follow the commit `base`, worked out change by change from the state there."""
    entries = GitTree(repository, base).entries()
    stood = tuple(FileChange(found.path, None, found.blob, found.kind, base) for found in entries)
    steps = [(None, stood), *((step, step.changes) for step in log.steps)]
    due = _DuePlaces(year, dict.fromkeys(change.path for _, changes in steps for change in changes))
    asked = [change for _, changes in steps for change in changes if change.path in due and change.new is not None]
    is_record = {path for path, place in due.items() if place.kind in POINTS}
    read_facts(repository, [(path, blob or "") for path, _, blob, *_ in asked if path in is_record], facts)
    read_versions(repository, [(path, blob or "") for path, _, blob, *_ in asked if path not in is_record], readings)
    live = LiveYear(year)
    moments = []
    with without_collector():
        for step, changes in steps:
            for change in changes:
                _put_live(live, change, due.get(change.path), facts, readings)
            moved = live.settle()
            if step is not None and moved:
                paths = _paths(changes, due, live.of_quarters)
                told = tuple(Movement(unit, *turn) for unit, turn in moved.items())
                moments.append(Moment(step.commit.id, step.reached, paths, told))
    return Timeline(year, tuple(step.commit.id for step in log.steps), tuple(moments))


def _put_live(live: LiveYear, change: FileChange, place: Place | None, facts: Facts, readings: Cache) -> None:
    """Puts one change into a live year."""
    path, blob = change.path, change.new
    if place is None:
        return
    if place.kind in POINTS:
        live.put_record(path, place.item, facts.get(blob) if blob else None)
        return
    record = reading_of(readings, path, blob)
    if path == scheme_file(live.year):
        live.put_scheme(record if isinstance(record, Scheme) else None)
    else:
        live.put(path, record)


class _DuePlaces(dict[str, Place]):
    """By path, which file is due there that can decide about scores of `year`, of paths that are asked for."""

    def __init__(self, year: int, paths: Iterable[str]) -> None:
        asked = list(paths)
        for path, place in zip(asked, map(_place, asked), strict=True):
            if place is not None and (place.year == year or place.kind in _MAYBE_OF_YEAR):
                found = due_in(year, path) or published_in(year, path)
                if found is not None:
                    self[path] = found


def _put_changes(
    repository: Repository, year: YearOverTime, columns: LogColumns, facts: Facts, readings: Cache
) -> _DuePlaces:
    """Puts the changes that decide about scores into `year`, each at the number of its step; which files they are."""
    changes, moments, paths = columns.changes, columns.moments, columns.paths
    due = _DuePlaces(year.year, dict.fromkeys(paths))
    items = {path: place.item for path, place in due.items() if place.kind in POINTS}
    is_record = list(map(items.__contains__, paths))
    year.records = RecordChanges(
        items,
        list(compress(moments, is_record)),
        list(compress(paths, is_record)),
        _read_cells(repository, columns, is_record, facts),
    )
    others = [at for at in compress(count(), map(not_, is_record)) if paths[at] in due]
    _put_files(repository, year, [(moments[at], paths[at], changes[at]) for at in others], readings)
    return due


def _read_cells(
    repository: Repository, columns: LogColumns, is_record: Sequence[bool], facts: Facts
) -> list[RecordCells | None]:
    """What each change of a record of points made of it; None: no record."""
    blobs: list[Any] = list(compress(columns.blobs, is_record))
    cells = list(map(facts.get, blobs))
    if not all(cells):
        asked = dict(zip(blobs, compress(columns.paths, is_record), strict=True))
        unread = [(path, blob) for blob, path in asked.items() if blob is not None and blob not in facts]
        read_facts(repository, unread, facts)
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


class _Moved(NamedTuple):
    """The scores of units from step to step, whether the year is of its quarters then, and which files are due."""

    lines: dict[str, Steps]
    of_quarters: Steps
    places: _DuePlaces


@without_collector()
def _find_moments(told: _Moved, steps: Sequence[LineStep], columns: LogColumns) -> list[Moment]:
    """The moments of the steps that moved scores."""
    moved = movements_of(told.lines)
    numbers = sorted(moved)
    paths = list(map(columns.changed.__getitem__, numbers))
    for at in compress(count(), map(columns.others.__contains__, numbers)):
        paths[at] = _paths(steps[numbers[at]].changes, told.places, bool(told.of_quarters.at(numbers[at])))
    ids, reached = map(columns.commits.__getitem__, numbers), map(columns.reached.__getitem__, numbers)
    rows = zip(ids, reached, paths, map(moved.__getitem__, numbers), strict=True)
    # Of what is known to fit; by the ten thousand, the constructor of a named tuple takes most of the time.
    return list(map(tuple.__new__, repeat(Moment), rows))


def _paths(changes: Sequence[FileChange], places: _DuePlaces, of_quarters: bool) -> tuple[str, ...]:
    """The files that scores can follow from: publications among them only where a year is of its quarters."""
    due = ((change.path, places.get(change.path)) for change in changes)
    return tuple([path for path, place in due if place is not None and (of_quarters or place.kind in DECIDING)])
