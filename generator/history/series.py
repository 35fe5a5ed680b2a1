"""The time series: every unit's score after every change, from each commit's blobs and a book over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, count, repeat
from typing import NamedTuple

from generator.git.git_tree import GitTree
from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import read_versions, reading_of
from generator.history.deciding import DECIDING, DuePlaces
from generator.history.facts import Facts, read_facts
from generator.history.line_columns import ChangeColumns, LineColumns
from generator.history.mainline import ChangeLog
from generator.model.collector import without_collector
from generator.model.lazy_dataclass import dataclass
from generator.model.place import POINTS, Place, scheme_file
from generator.read.record import Cache
from generator.rules.scheme import Scheme
from generator.score.groups_over_time import Steps
from generator.score.live_year import LiveYear
from generator.score.record_cells import RecordCells
from generator.score.rows_over_time import RecordChanges
from generator.score.when_asked import TupleWhenAsked
from generator.score.year_over_time import FileChanged, Movement, YearOverTime, movements_of


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
    return timeline_of(repository, log.columns, year, known, readings)


@without_collector()
def timeline_of(repository: Repository, line: LineColumns, year: int, facts: Facts, readings: Cache) -> Timeline:
    """The same of a line of which no more is known than what its steps did to files."""
    found = YearOverTime(year, len(line.commits) + 1)
    places = _put_changes(repository, found, line, facts, readings)
    moved = _Moved(found.lines(), found.of_quarters, places)
    return Timeline(year, tuple(line.commits), TupleWhenAsked(lambda: _find_moments(moved, line)))


def has_all(line: LineColumns, year: int, facts: Facts, readings: Cache) -> bool:
    """Whether every version that decides about scores of `year` was there to be read, readable or not."""
    due = line.places.of(year)
    known = {version[1] for version in readings}
    read = {None, *facts, *known}
    return all(read.issuperset(changes.of(due).blobs) for changes in (line.of_points, line.of_files))


def read_later_timeline(
    repository: Repository, log: ChangeLog, year: int, base: str, facts: Facts, readings: Cache
) -> Timeline:
    """The timeline of steps that follow the commit `base`, worked out change by change from the state there."""
    entries = GitTree(repository, base).entries()
    stood = tuple(FileChange(found.path, None, found.blob, found.kind, base) for found in entries)
    steps = [(None, stood), *((step, step.changes) for step in log.steps)]
    due = DuePlaces(change.path for _, changes in steps for change in changes).of(year)
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
                paths = _paths([change.path for change in changes], due, live.of_quarters)
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


def _put_changes(
    repository: Repository, year: YearOverTime, line: LineColumns, facts: Facts, readings: Cache
) -> Mapping[str, Place]:
    """Puts the changes that decide about scores into `year`, each at the number of its step; which files they are."""
    due = line.places.of(year.year)
    items = {path: place.item for path, place in due.items() if place.kind in POINTS}
    moments, paths, blobs = line.of_points.of(items)
    year.records = RecordChanges(items, moments, paths, _read_cells(repository, paths, blobs, facts))
    _put_files(repository, year, line.of_files.of(due), readings)
    return due


def _read_cells(
    repository: Repository, paths: Sequence[str], blobs: Sequence[str | None], facts: Facts
) -> list[RecordCells | None]:
    """What each change made of a record of points; None: no record."""
    cells = list(map(facts.get, blobs))  # type: ignore[arg-type]
    if not all(cells):
        unread = set(filter(None, blobs)) - facts.keys()
        versions = [(path, blob) for path, blob in zip(paths, blobs, strict=True) if blob is not None]
        read_facts(repository, [version for version in versions if version[1] in unread], facts)
        cells = list(map(facts.get, blobs))  # type: ignore[arg-type]
    return cells


def _put_files(repository: Repository, year: YearOverTime, changed: ChangeColumns, readings: Cache) -> None:
    """Puts the changes of all other files, each at its moment."""
    read_versions(repository, [(path, blob) for _, path, blob in zip(*changed, strict=True) if blob], readings)
    for at, path, blob in zip(*changed, strict=True):
        record = reading_of(readings, path, blob)
        if path == scheme_file(year.year):
            year.schemes[at] = record if isinstance(record, Scheme) else None
        else:
            year.files.append(FileChanged(at, path, record))


class _Moved(NamedTuple):
    """The scores of units from step to step, whether the year is of its quarters then, and which files are due."""

    lines: dict[str, Steps]
    of_quarters: Steps
    places: Mapping[str, Place]


@without_collector()
def _find_moments(told: _Moved, line: LineColumns) -> list[Moment]:
    """The moments of the steps that moved scores."""
    moved = movements_of(told.lines)
    numbers = sorted(moved)
    paths = list(map(line.changed.__getitem__, numbers))
    # Most steps change one file, which moved the scores. What changes more is put in its place.
    for at in compress(count(), map(line.others.__contains__, numbers)):
        paths[at] = _paths(paths[at], told.places, bool(told.of_quarters.at(numbers[at])))
    ids, reached = map(line.commits.__getitem__, numbers), map(line.reached.__getitem__, numbers)
    rows = zip(ids, reached, paths, map(moved.__getitem__, numbers), strict=True)
    # Of what is known to fit; by the ten thousand, the constructor of a named tuple takes most of the time.
    return list(map(tuple.__new__, repeat(Moment), rows))


def _paths(changed: Sequence[str], places: Mapping[str, Place], of_quarters: bool) -> tuple[str, ...]:
    """The files that scores can follow from: publications among them only where a year is of its quarters."""
    due = ((path, places.get(path)) for path in changed)
    return tuple([path for path, place in due if place is not None and (of_quarters or place.kind in DECIDING)])
