"""The trail of each record: recorded, amended field by field, revoked, vanished, restored, renamed (design §5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.git.log import FileChange
from generator.git.repository import Repository
from generator.history.blob_records import Plains, read_plains
from generator.history.mainline import ChangeLog, Commit
from generator.read.canonical import FieldChange, Plain, differing_fields
from generator.read.layout import place_file
from generator.read.record import RECORDS

EventKind = Literal[
    "recorded",  # 登记
    "amended",  # 更改
    "revoked",  # 撤销
    "reinstated",  # 恢复计分: the revocation was taken back
    "vanished",  # 消失: the file is gone, which no office may do
    "restored",  # 找回: a vanished file is there again
    "renamed",  # 改名: the same bytes under another path in the same commit
    "unreadable",  # 读不出: what is there now is no record
]


@dataclass(frozen=True, slots=True)
class TrailEvent:
    """What the step at place `at` of the line did to the record at `path`, and when it `reached` the line.

    `writer` is the commit that wrote it, the step's own or one it merged; `by_merge` where the merge itself made
    content that none of the commits it merged has. `fields` are what differs from the last state that could be read.
    `plain` is what the file then says, None where nothing can be read; `known` is what it then says or said last, and
    empty where nothing could ever be read.
    `other` is the new path of a renamed record, or the path under which a recorded one stood before. `earlier` where
    a shallow clone ends here, so that the record may be older.
    """

    kind: EventKind
    path: str
    at: int
    step: Commit
    reached: int
    writer: Commit
    plain: dict[str, Plain] | None
    known: Mapping[str, Plain]
    fields: tuple[FieldChange, ...] = ()
    other: str = ""
    by_merge: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """All events of one path, oldest first; `plain` is its last state that could be read (None: never)."""

    path: str
    events: tuple[TrailEvent, ...]
    plain: dict[str, Plain] | None


def read_trails(repository: Repository, log: ChangeLog, plains: Plains | None = None) -> dict[str, Trail]:
    """The trails of all paths at which a record is or was, by path. What is in `plains` is not read again; it grows.

    A change of bytes that changes no meaning makes no event.
    """
    said: Plains = {} if plains is None else plains
    read_plains(repository, _versions(log), said)
    events: dict[str, list[TrailEvent]] = {}
    last: dict[str, dict[str, Plain]] = {}
    for at, step in enumerate(log.steps):
        writers = {commit.id: commit for commit in (step.commit, *step.merged)}
        moves = pair_renames(step.changes)
        for change in step.changes:
            if is_record(change.path):
                known = events.setdefault(change.path, [])
                known.extend(_tell(log, at, change, writers, moves, known, last, said))
    return {path: Trail(path, tuple(events[path]), last.get(path)) for path in sorted(events) if events[path]}


def is_record(path: str) -> bool:
    """Whether a record is due at `path`. The order of the acts is none: each of them has its own."""
    placed = place_file(path)
    return placed is not None and placed[0] not in ("signers", "chain")


def record_class(path: str) -> type:
    """The class of the record that is due at `path`."""
    placed = place_file(path)
    assert placed is not None
    return RECORDS[placed[0]]


def pair_renames(changes: Sequence[FileChange]) -> dict[str, str]:
    """The paths that vanished and appeared with equal bytes in one commit, each mapped to the other."""
    gone = {change.old: change.path for change in reversed(changes) if change.kind is None and change.old}
    pairs: dict[str, str] = {}
    for change in changes:
        source = gone.get(change.new) if change.old is None and change.new else None
        if source is not None and source not in pairs:
            pairs |= {source: change.path, change.path: source}
    return pairs


def _versions(log: ChangeLog) -> Iterator[tuple[str, str]]:
    for step in log.steps:
        for change in step.changes:
            if change.new is not None:
                yield change.path, change.new


def _tell(
    log: ChangeLog,
    at: int,
    change: FileChange,
    writers: Mapping[str, Commit],
    moves: Mapping[str, str],
    known: Sequence[TrailEvent],
    last: dict[str, dict[str, Plain]],
    said: Plains,
) -> Iterator[TrailEvent]:
    """The event, if any, that a change makes in the trail of its path."""
    path, step = change.path, log.steps[at]
    before = last.get(path)
    plain = said.get((path, change.new)) if change.new is not None else None
    kind, fields = _judge(change, before, plain, known, path in moves)
    if plain is not None:
        last[path] = plain
    if kind is not None:
        yield TrailEvent(
            kind,
            path,
            at,
            step.commit,
            step.reached,
            writers[change.writer],
            plain,
            plain or before or {},
            fields,
            moves.get(path, ""),
            change.writer == step.commit.id and bool(step.merged),
            not log.cut.isdisjoint((step.commit.id, change.writer)),
        )


def _judge(
    change: FileChange,
    before: dict[str, Plain] | None,
    plain: dict[str, Plain] | None,
    known: Sequence[TrailEvent],
    moved: bool,
) -> tuple[EventKind | None, tuple[FieldChange, ...]]:
    if change.kind is None:
        return "renamed" if moved else "vanished", ()
    if plain is None:
        return (None if known and known[-1].kind == "unreadable" else "unreadable"), ()
    fields = differing_fields(record_class(change.path), before, plain) if before is not None else ()
    if not known:
        return "recorded", ()
    if next((event.kind for event in reversed(known) if event.kind != "unreadable"), "") in ("vanished", "renamed"):
        return "restored", fields
    if before is None:
        return "recorded", ()
    if not fields and known[-1].kind != "unreadable":
        return None, ()
    was, now = "revoked" in before, "revoked" in plain
    return ("amended" if was == now else "revoked" if now else "reinstated"), fields
