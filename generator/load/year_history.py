"""The history of one year: what decides it, and its trails and scores without those of the other years."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256

from generator.git.repository import Repository, open_repository
from generator.history.blob_records import Plains
from generator.history.mainline import ChangeLog, Commit, LineStep
from generator.history.series import Timeline, read_timeline
from generator.history.trail import Trail, moved_paths, read_plains_of, read_trails
from generator.load.commit_history import CommitHistory
from generator.model.place import find_place, lies_within_year
from generator.read.record import Cache

_SHARED = 0  # what is of no year, or asked by several


class YearHistories:
    """The histories of single years, from the log of one line. What several years share is read once."""

    def __init__(self, history: CommitHistory) -> None:
        self._history = history
        self._asked: set[int] = set()
        self._cache: Cache = {}

    def digests(self) -> Mapping[str, str]:
        """For each year that the line tells of, a digest of all that its trails and scores follow from.

        They follow from the steps that touched its files, or those of no year: their commits, offices and days. Years
        between which a file was moved share theirs.
        """
        rows = [(self._years_at(at), repr(_step_row(step))) for at, step in enumerate(self._log.steps)]
        found = {}
        for year in sorted({year for years, _ in rows for year in years} | {_SHARED}):
            used, wanted = sha256(repr(sorted(self._log.cut)).encode()), {_SHARED, *self._linked(year)}
            for years, row in rows:
                if not wanted.isdisjoint(years):
                    used.update(row.encode("utf-8", "surrogateescape"))
            found[str(year)] = used.hexdigest()
        return found

    def trails(self, year: int) -> Mapping[str, Trail]:
        """The trails of the files of `year` and of those of no year; entries of registers are not among them."""
        paths = {path for path, of in self._years.items() if of in (_SHARED, *self._linked(year))}
        self._asked.add(year)
        if len(self._asked) > 1 or self._history.is_read:  # whoever asks for several years reads all of them once
            return {path: trail for path, trail in self._history.report.trails.items() if path in paths}
        return read_trails(self._repository, self._log, dict(self._plains), paths)

    def timeline(self, year: int) -> Timeline:
        """Every movement of the year's scores."""
        return read_timeline(self._repository, self._log, year, cache=self._cache)

    @property
    def _log(self) -> ChangeLog:
        return self._history.log

    @cached_property
    def _repository(self) -> Repository:
        return open_repository(self._history.root)

    @cached_property
    def _years(self) -> Mapping[str, int]:
        """The year of each path at which a record is or was, 0 for one of none."""
        found = {}
        for path in {change.path for step in self._log.steps for change in step.changes}:
            place = find_place(path)
            if place is not None and place.kind not in ("entry", "signers", "chain"):
                found[path] = place.year if lies_within_year(place.kind) else _SHARED
        return found

    def _years_at(self, at: int) -> set[int]:
        return {self._years[change.path] for change in self._log.steps[at].changes if change.path in self._years}

    def _linked(self, year: int) -> set[int]:
        """The year, and those between which and it a file was moved, by whatever steps."""
        found, waiting = {year}, [year]
        while waiting:
            near = self._moves.get(waiting.pop(), set()) - found
            found |= near
            waiting += near
        return found

    @cached_property
    def _moves(self) -> Mapping[int, set[int]]:
        found: dict[int, set[int]] = {}
        for before, after in moved_paths(self._log):
            years = self._years.get(before, _SHARED), self._years.get(after, _SHARED)
            for one, other in (years, years[::-1]):
                if one != other and _SHARED not in years:
                    found.setdefault(one, set()).add(other)
        return found

    @cached_property
    def _plains(self) -> Plains:
        shared = {path for path, year in self._years.items() if year == _SHARED}
        return read_plains_of(self._repository, self._log, shared)


def _step_row(step: LineStep) -> tuple[object, ...]:
    return step.reached, _commit_row(step.commit), tuple(map(_commit_row, step.merged))


def _commit_row(commit: Commit) -> tuple[object, ...]:
    return (commit.id, commit.author, commit.committer, commit.forge)
