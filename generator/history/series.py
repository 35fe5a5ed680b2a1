"""The time series: every unit's score after every change, from each commit's blobs and a book over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import read_versions, reading_of
from generator.history.facts import Facts, read_facts
from generator.history.mainline import ChangeLog, LineStep
from generator.model.collector import without_collector
from generator.model.place import POINTS, FileKind, Place, find_place
from generator.model.publication import parse_publication_id
from generator.read.record import Cache
from generator.rules.scheme import Scheme
from generator.score.live_year import LiveScore
from generator.score.year_over_time import FileChanged, YearOverTime

# The kinds of files from which scores follow, in the order in which their changes are carried out.
DECIDING: tuple[FileKind, ...] = (
    "scheme", "amendment", "unit", "applies", *POINTS, "measure", "import", "appraisal",
)  # fmt: skip

_Due = tuple[FileChange, Place]  # a change, and which file is due at its path


class Movement(NamedTuple):
    """One unit's standing before and after a step; None: it was not scored."""

    unit: str
    old: LiveScore | None
    new: LiveScore | None


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
        due = [[(c, place) for c in step.changes if (place := places[c.path]) is not None] for step in log.steps]
        _read(repository, chain.from_iterable(due), known, readings)
        moments = tuple(_run(YearOverTime(year, len(due) + 1), log.steps, due, known, readings))
    return Timeline(year, tuple([step.commit.id for step in log.steps]), moments)


class _DuePlaces(dict[str, Place | None]):
    """By path, which file is due there that can decide about scores of `year`."""

    def __init__(self, year: int) -> None:
        self._year = year

    def __missing__(self, path: str) -> Place | None:
        found = self[path] = due_in(self._year, path) or published_in(self._year, path)
        return found


def _read(repository: Repository, due: Iterable[_Due], facts: Facts, readings: Cache) -> None:
    """Reads what is not known yet of the changed files."""
    deductions: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for change, place in due:
        if change.new is not None:
            (deductions if place.kind in POINTS else others).append((change.path, change.new))
    read_facts(repository, deductions, facts)
    read_versions(repository, others, readings)


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


def _run(
    year: YearOverTime, steps: Sequence[LineStep], due: Sequence[Sequence[_Due]], facts: Facts, readings: Cache
) -> Iterator[Moment]:
    """The moments of steps, each given with its changes that decide about scores."""
    put_record, put_file = year.records.append, year.files.append
    for at, changes in enumerate(due):
        for (path, _, blob, _, _), place in changes:
            if place.kind in POINTS:
                put_record((at, path, place.item, facts.get(blob) if blob else None))  # type: ignore[arg-type]
            elif place.kind == "scheme":
                record = reading_of(readings, path, blob)
                year.schemes[at] = record if isinstance(record, Scheme) else None
            else:
                put_file(FileChanged(at, path, reading_of(readings, path, blob)))
    for at, moved in year.movements().items():
        step, changes = steps[at], due[at]
        paths = (changes[0][0].path,) if len(changes) == 1 else _paths(changes, year.is_of_quarters(at))
        yield Moment(step.commit.id, step.reached, paths, tuple(map(_movement, moved)))


_movement = partial(tuple.__new__, Movement)


def _paths(changes: Sequence[tuple[FileChange, Place]], of_quarters: bool) -> tuple[str, ...]:
    """The files that scores can follow from: publications among them only where a year is of its quarters."""
    return tuple([change.path for change, place in changes if of_quarters or place.kind in DECIDING])
