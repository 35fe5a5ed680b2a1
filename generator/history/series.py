"""The time series: every unit's score after every change, from each commit's blobs and running totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import read_versions, reading_of, without_collector
from generator.history.facts import Facts, read_facts
from generator.history.mainline import ChangeLog, LineStep
from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.place import Place, find_place
from generator.model.scheme import Scheme
from generator.model.unit import Unit
from generator.read.record import Cache
from generator.score.running import RunningScore, RunningYear


class Movement(NamedTuple):
    """One unit's standing before and after a step; None: it was not scored."""

    unit: str
    old: RunningScore | None
    new: RunningScore | None


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
    due = [[(c, placed) for c in step.changes if (placed := due_in(year, c.path))] for step in log.steps]
    deductions: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for change, placed in chain.from_iterable(due):
        if change.new is not None:
            (deductions if placed.kind == "deduction" else others).append((change.path, change.new))
    read_facts(repository, deductions, known)
    read_versions(repository, others, readings)
    blobs: dict[str, str] = {}
    running = RunningYear(year, lambda unit: _recall(repository, blobs, known, readings, unit))
    with without_collector():
        moments = tuple(_run(running, zip(log.steps, due, strict=True), known, readings, blobs))
    return Timeline(year, tuple([step.commit.id for step in log.steps]), moments)


def due_in(year: int, path: str) -> Place | None:
    """Which file that decides about scores of `year` is due at `path`; units are of every year."""
    placed = _place(path)
    if placed is None or placed.kind not in ("scheme", "unit", "deduction", "appraisal"):
        return None
    return placed if placed.kind == "unit" or placed.year == year else None


@lru_cache(maxsize=1 << 16)
def _place(path: str) -> Place | None:
    return find_place(path)


def _run(
    running: RunningYear,
    steps: Iterable[tuple[LineStep, list[tuple[FileChange, Place]]]],
    facts: Facts,
    readings: Cache,
    blobs: dict[str, str],
) -> Iterator[Moment]:
    """The moments of steps, each given with its changes that decide about scores; `blobs` is what lies where."""
    for step, changes in steps:
        if not changes:
            continue
        for change, placed in changes:
            _put(running, change, placed, facts, readings, blobs)
        moved = running.settle()
        if moved:
            movements = tuple([Movement(unit, old, new) for unit, (old, new) in moved.items()])
            yield Moment(step.commit.id, step.reached, tuple([change.path for change, _ in changes]), movements)


def _put(
    running: RunningYear,
    change: FileChange,
    placed: Place,
    facts: Facts,
    readings: Cache,
    blobs: dict[str, str],
) -> None:
    if placed.kind == "deduction":
        if change.new is None:
            blobs.pop(change.path, None)
        else:
            blobs[change.path] = change.new
        running.put_deduction(change.path, placed.item, facts.get(change.new) if change.new else None)
        return
    record = reading_of(readings, change.path, change.new)
    if placed.kind == "scheme":
        running.put_scheme(record if isinstance(record, Scheme) else None)
    elif placed.kind == "unit":
        running.put_unit(placed.id, record if isinstance(record, Unit) else None)
    else:
        running.put_appraisal(placed.id, record if isinstance(record, Appraisal) else None)


def _recall(
    repository: Repository, blobs: Mapping[str, str], facts: Facts, readings: Cache, unit: str
) -> dict[str, list[Deduction]]:
    """The deductions of a unit by item, read again in full."""
    wanted = [(path, blob) for path, blob in blobs.items() if (fact := facts.get(blob)) and fact.unit == unit]
    read_versions(repository, wanted, readings)
    found: dict[str, list[Deduction]] = {}
    for path, blob in wanted:
        record = reading_of(readings, path, blob)
        if isinstance(record, Deduction):
            found.setdefault(record.item, []).append(record)
    return found
