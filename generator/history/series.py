"""The time series: every unit's score after every change, from each commit's blobs and a live book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import read_versions, reading_of, without_collector
from generator.history.facts import Facts, read_facts
from generator.history.mainline import ChangeLog, LineStep
from generator.model.place import POINTS, FileKind, Place, find_place
from generator.model.publication import parse_publication_id
from generator.read.record import Cache
from generator.rules.scheme import Scheme
from generator.score.live_year import LiveScore, LiveYear

# The kinds of files from which scores follow, in the order in which their changes are carried out.
DECIDING: tuple[FileKind, ...] = (
    "scheme", "amendment", "unit", "applies", *POINTS, "measure", "import", "appraisal",
)  # fmt: skip


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
    due = [
        [(c, placed) for c in step.changes if (placed := due_in(year, c.path) or published_in(year, c.path))]
        for step in log.steps
    ]
    deductions: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for change, placed in chain.from_iterable(due):
        if change.new is not None:
            (deductions if placed.kind in POINTS else others).append((change.path, change.new))
    read_facts(repository, deductions, known)
    read_versions(repository, others, readings)
    with without_collector():
        moments = tuple(_run(LiveYear(year), zip(log.steps, due, strict=True), known, readings))
    return Timeline(year, tuple([step.commit.id for step in log.steps]), moments)


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
    live: LiveYear,
    steps: Iterable[tuple[LineStep, list[tuple[FileChange, Place]]]],
    facts: Facts,
    readings: Cache,
) -> Iterator[Moment]:
    """The moments of steps, each given with its changes that decide about scores."""
    for step, changes in steps:
        if not changes:
            continue
        for change, place in changes:
            path, blob = change.path, change.new
            if place.kind in POINTS:
                live.put_record(path, place.item, facts.get(blob) if blob else None)
            elif place.kind == "scheme":
                record = reading_of(readings, path, blob)
                live.put_scheme(record if isinstance(record, Scheme) else None)
            else:
                live.put(path, reading_of(readings, path, blob))
        moved = live.settle()
        if moved:
            movements = tuple([Movement(unit, old, new) for unit, (old, new) in moved.items()])
            counted = [change.path for change, place in changes if live.of_quarters or place.kind in DECIDING]
            yield Moment(step.commit.id, step.reached, tuple(counted), movements)
