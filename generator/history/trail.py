"""The trail of each record: recorded, amended field by field, revoked, vanished, restored, renamed (design §5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.change.record_change import (
    ChangeKind,
    Record,
    RecordChange,
    differing_records,
    judge_change,
    turn_of,
    unit_in,
)
from generator.change.renames import pair_renames
from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import Plains, read_plains
from generator.history.declarations import Declarations, declared_along, version_at
from generator.history.mainline import ChangeLog, Commit
from generator.model.lazy_dataclass import dataclass
from generator.model.place import find_place
from generator.read.canonical import FieldChange
from generator.read.record import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEvent(RecordChange):
    """A change of a record by the step at place `at` of the line, and when it `reached` the line.

    `writer` is the commit that wrote it, the step's own or one it merged; `by_merge` if the merge itself made content
    that none of the commits it merged has. `old` is the last state that could be read. `earlier` if a shallow clone
    ends here, so that the record may be older.
    """

    at: int
    step: Commit
    reached: int
    writer: Commit
    by_merge: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """All events of one record, oldest first; a rename takes them along.

    `path` is where the record is now, or was last; `plain` is its last state that could be read (None: never).
    """

    path: str
    events: tuple[TrailEvent, ...]
    plain: Record | None

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path at which the record ever was."""
        return tuple(dict.fromkeys([*(event.path for event in self.events), self.path]))

    @property
    def units(self) -> set[str]:
        """The units that the record concerns or ever concerned: it may have been moved from one to another."""
        return {unit_in(self.path, self.plain or {}), *(event.unit for event in self.events)} - {""}


def read_trails(
    repository: Repository, log: ChangeLog, plains: Plains | None = None, only: Collection[str] | None = None
) -> dict[str, Trail]:
    """The trails of all records that are or were, by path. What is in `plains` is not read again; it grows.

    A change of bytes that changes no meaning makes no event. With `only`, nothing but these paths is read.
    """
    said: Plains = {} if plains is None else plains
    declared = declared_along(log)
    read_plains(repository, versions_along(log, declared, only), said)
    return Walk(log, said, declared, only).trails()


def read_plains_of(repository: Repository, log: ChangeLog, only: Collection[str]) -> Plains:
    """What the files at these paths said along the line, for whoever reads trails more than once."""
    said: Plains = {}
    read_plains(repository, versions_along(log, declared_along(log), only), said)
    return said


def moved_paths(log: ChangeLog) -> Iterator[tuple[str, str]]:
    """The paths before and after of each file that a step renamed."""
    for step in log.steps:
        yield from _renames(step.changes).items()


def units_by_path(trails: Mapping[str, Trail]) -> dict[str, str]:
    """The unit that the record at each path concerns, by every path at which one ever was."""
    found = {path: unit_in(path, trail.plain or {}) for trail in trails.values() for path in trail.paths}
    return found | {path: unit_in(path, trail.plain or {}) for path, trail in trails.items()}


def unsettled_paths(log: ChangeLog) -> set[str]:
    """The paths of records that a step removed, and those to which it renamed them. No content is read."""
    found: set[str] = set()
    for step in log.steps:
        gone = [change.path for change in step.changes if change.kind is None and is_record(change.path)]
        if gone:
            found.update(gone)
            found.update(_renames(step.changes).values())
    return found


def is_record(path: str) -> bool:
    """Whether a record is due at `path`. The order of the acts is none: each of them has its own."""
    placed = find_place(path)
    return placed is not None and placed.kind not in ("signers", "chain")


def _renames(changes: Sequence[FileChange]) -> dict[str, str]:
    """The files that a step renamed, old path to new."""
    gone = {change.path: change.old for change in changes if change.kind is None and change.old}
    if not gone:
        return {}
    return pair_renames(gone, {change.path: change.new for change in changes if change.old is None and change.new})


def versions_along(log: ChangeLog, declared: Declarations, only: Collection[str] | None = None) -> Iterator[Version]:
    """What each step of a line left at the paths that it changed, or at those of `only`."""
    for at, step in enumerate(log.steps):
        for change in step.changes:
            if change.new is not None and (only is None or change.path in only):
                yield version_at(declared, at, change.path, change.new)


class Walk:
    """The events of each record and its last state that could be read, as the line is walked.

    What was `known` before the first step is told by events before it (`at` below 0), which are no part of what is
    found; `versions` are those of the last states.
    """

    def __init__(
        self, log: ChangeLog, said: Plains, declared: Declarations, only: Collection[str] | None = None,
        known: Mapping[str, Sequence[TrailEvent]] | None = None, versions: Mapping[str, Version] | None = None,
    ) -> None:  # fmt: skip
        self.log = log
        self.declared = declared
        self.said = said
        self.events: dict[str, list[TrailEvent]] = {path: list(found) for path, found in (known or {}).items()}
        self.versions: dict[str, Version] = dict(versions or {})
        self.last: dict[str, Record] = {path: said[found] or {} for path, found in self.versions.items()}
        for at, step in enumerate(log.steps):
            self._take_step(at, step.changes, only)

    def trails(self) -> dict[str, Trail]:
        """What has been found, by path."""
        return {path: Trail(path, tuple(found), self.last.get(path)) for path, found in sorted(self.events.items())}

    def _take_step(self, at: int, changes: Sequence[FileChange], only: Collection[str] | None) -> None:
        step = self.log.steps[at]
        writers = {commit.id: commit for commit in (step.commit, *step.merged)}
        moves = _renames(changes)
        came = {change.path: change for change in changes} if moves else {}
        targets = set(moves.values())
        for change in changes:
            if change.path in targets or (only is not None and change.path not in only) or not is_record(change.path):
                continue
            target = moves.get(change.path, "")
            if target:
                self._move(change.path, target)
                self._tell(at, came[target], writers, change.path)
            else:
                self._tell(at, change, writers)

    def _move(self, path: str, target: str) -> None:
        """A renamed record takes its events and its state along."""
        earlier = [*self.events.pop(path, ()), *self.events.get(target, ())]
        self.events[target] = sorted(earlier, key=lambda event: event.at)
        self.last.pop(target, None)
        self.versions.pop(target, None)
        if path in self.last:
            self.last[target] = self.last.pop(path)
            self.versions[target] = self.versions.pop(path)

    def _tell(self, at: int, change: FileChange, writers: Mapping[str, Commit], source: str = "") -> None:
        """Adds the event, if any, that a change makes; `source` is the path before a rename."""
        path, step = change.path, self.log.steps[at]
        known = self.events.get(path, [])
        before = self.last.get(path)
        version = None if change.new is None else version_at(self.declared, at, path, change.new)
        now = None if version is None else self.said.get(version)
        kind, fields = _judge(change, before, now, known, bool(source))
        if now is not None and version is not None:
            self.last[path], self.versions[path] = now, version
        if kind is None:
            return
        event = TrailEvent(
            kind=kind,
            path=source or path,
            old=before,
            new=now,
            fields=fields,
            other=path if source else "",
            at=at,
            step=step.commit,
            reached=step.reached,
            writer=writers[change.writer],
            by_merge=change.writer == step.commit.id and bool(step.merged),
            earlier=not self.log.cut.isdisjoint((step.commit.id, change.writer)),
        )
        self.events.setdefault(path, []).append(event)


def _judge(
    change: FileChange, before: Record | None, now: Record | None, known: Sequence[TrailEvent], moved: bool
) -> tuple[ChangeKind | None, tuple[FieldChange, ...]]:
    """The kind of a change as one who knows what came before: whether a file is new, or there again."""
    was_unreadable = bool(known) and known[-1].kind == "unreadable"
    vanished = next((event.kind for event in reversed(known) if event.kind != "unreadable"), "") == "vanished"
    kind, fields = judge_change(
        change.path,
        before,
        now,
        was_there=bool(known) and not vanished,
        is_there=change.kind is not None,
        moved=moved,
    )
    if kind in ("vanished", "renamed"):
        return kind, fields
    if now is None:
        return (None if was_unreadable else "unreadable"), ()
    if vanished:
        return "restored", differing_records(change.path, before, now) if before is not None else ()
    if before is None:
        return "recorded", ()
    return (turn_of(before, now) if kind is None and was_unreadable else kind), fields
