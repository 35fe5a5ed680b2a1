"""How a line stands at one of its commits: enough to tell the events of later steps without those before it.

A commit never changes, so what the steps up to it say stays said; only files that speak of the whole line (who
commits, where it begins) can alter that, and where a later step touches one, the line is read from its beginning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generator.change.record_change import ChangeKind
from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import Plains, read_plains
from generator.history.declarations import Declarations, declared_along
from generator.history.mainline import ChangeLog, Commit, read_changes, read_later_changes
from generator.history.office import REGISTER, Registers, read_registers
from generator.history.trail import TrailEvent, Walk, is_record, versions_along
from generator.read.record import Version

_NOBODY = Commit("", (), "", 0, "", 0, "")


class PathState(NamedTuple):
    """How the record at a path stands: the version in which it could last be read (None: never), and what was last
    told of it, each by place on the line and kind: the last event, and before it the last that was not `unreadable`.
    """

    version: Version | None
    told: Sequence[tuple[int, ChangeKind]]


class LineState(NamedTuple):
    """How a line stands after `steps` steps, of which the last, `commit`, reached it at `reached`.

    `registers` are the blobs of the registers of committers that came along the line, in order; `declared` is the
    blob by which each register is declared; `paths` tells of every record that is or was.
    """

    commit: str
    steps: int
    reached: int
    registers: Sequence[str]
    declared: Mapping[str, str]
    paths: Mapping[str, PathState]

    @classmethod
    def of_plain(cls, said: Sequence[Any]) -> LineState:
        """The state from what JSON makes of it."""
        commit, steps, reached, registers, declared, paths = said
        found = {
            path: PathState(None if version is None else tuple(version), [(at, kind) for at, kind in told])
            for path, (version, told) in paths.items()
        }
        return cls(commit, steps, reached, registers, declared, found)


class LineWalk(NamedTuple):
    """Steps of a line and their events, from its beginning or from `begun` on; `whole` if no version is missing."""

    log: ChangeLog
    walk: Walk
    whole: bool
    begun: LineState | None = None

    def events(self) -> list[TrailEvent]:
        """The events of these steps, in the order of the line, then of path."""
        found = [event for told in self.walk.events.values() for event in told if event.at >= 0]
        return sorted(found, key=lambda event: (event.at, event.path))

    def state(self) -> LineState:
        """How the line stands after the last of these steps."""
        begun, steps = self.begun, self.log.steps
        before = begun.steps if begun else 0
        blobs = [change.new for step in steps for change in step.changes if change.path == REGISTER and change.new]
        gone = {change.path for step in steps for change in step.changes}
        kept = {path: found for path, found in begun.paths.items() if path not in gone} if begun else {}
        now = {path: self._stands(path, found, before) for path, found in self.walk.events.items() if found}
        return LineState(
            self.log.tip,
            before + len(steps),
            steps[-1].reached,
            [*(begun.registers if begun else ()), *blobs],
            {name: found[-1][1] for name, found in self.walk.declared.items()},
            kept | now,
        )

    def _stands(self, path: str, events: Sequence[TrailEvent], before: int) -> PathState:
        settled = next((event for event in reversed(events) if event.kind != "unreadable"), None)
        last = events[-1]
        told = [event for event in (settled, last if last is not settled else None) if event is not None]
        return PathState(self.walk.versions.get(path), [(event.at + before, event.kind) for event in told])


def walk_line(repository: Repository, tip: str) -> LineWalk:
    """The whole line that ends at the commit `tip`."""
    log = read_changes(repository, tip, with_dropped=False)
    declared = declared_along(log)
    return _walk(repository, log, declared)


def walk_on(repository: Repository, tip: str, state: LineState) -> LineWalk | None:
    """The steps after `state` of the line that ends at `tip`; None where they cannot be told by themselves."""
    log = read_later_changes(repository, tip, state.commit, state.reached, _registers(repository, state.registers))
    if log is None:
        return None
    declared = {name: [(-1, blob)] for name, blob in state.declared.items()}
    for name, later in declared_along(log).items():
        declared[name] = [*declared.get(name, ()), *later]
    touched = {change.path for step in log.steps for change in step.changes} & state.paths.keys()
    return _walk(repository, log, declared, state, sorted(touched))


def _walk(
    repository: Repository, log: ChangeLog, declared: Declarations, state: LineState | None = None,
    touched: Sequence[str] = (),
) -> LineWalk:  # fmt: skip
    paths = {path: state.paths[path] for path in touched} if state else {}
    versions = {path: found.version for path, found in paths.items() if found.version is not None}
    before = state.steps if state else 0
    known = {path: [_stub(path, at - before, kind) for at, kind in found.told] for path, found in paths.items()}
    said: Plains = {}
    wanted = [*versions.values(), *versions_along(log, declared)]
    read_plains(repository, wanted, said)
    whole = all(version in said for version in wanted if is_record(version[0]))
    if not whole:
        versions = {path: version for path, version in versions.items() if said.get(version) is not None}
    return LineWalk(log, Walk(log, said, declared, known=known, versions=versions), whole, state)


def _registers(repository: Repository, blobs: Sequence[str]) -> Registers:
    """The registers that came along a line, all before place 0."""
    line = [[FileChange(REGISTER, None, blob, "file", "")] for blob in blobs]
    return Registers(tuple((at - len(blobs), found) for at, found in read_registers(repository, line).since))


def _stub(path: str, at: int, kind: ChangeKind) -> TrailEvent:
    """An event before the first step, of which no more is known than when it was and of what kind."""
    return TrailEvent(
        kind=kind, path=path, old=None, new=None, at=at, step=_NOBODY, reached=0, writer=_NOBODY
    )  # fmt: skip
