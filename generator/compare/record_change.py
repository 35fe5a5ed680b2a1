"""What differs between two states, by meaning: records added, amended field by field, revoked, renamed, lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.compare.side import Side
from generator.read.canonical import FieldChange, Plain, apply_field, differing_fields
from generator.read.layout import FileKind
from generator.read.record import RECORDS

ChangeKind = Literal["added", "amended", "revoked", "reinstated", "renamed", "lost", "unreadable"]
CHANGES: dict[ChangeKind, str] = {
    "added": "新增",
    "amended": "更改",
    "revoked": "撤销",
    "reinstated": "取消撤销",
    "renamed": "改名",
    "lost": "消失",
    "unreadable": "读不出",
}
Record = dict[str, Plain]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of one record.

    `file` is the kind of its file; `unit` and `item` are given where it has them. `old` and `new` are the plain forms
    (None: no record that can be read), `fields` where they differ. A renamed record has its old path in `path` and
    its new one in `other`; its bytes are the same. `commits` touched the path between the two states, oldest first.
    """

    kind: ChangeKind
    path: str
    file: FileKind
    unit: str
    item: str
    old: Record | None
    new: Record | None
    fields: tuple[FieldChange, ...] = ()
    other: str = ""
    commits: tuple[str, ...] = ()


def find_changes(old: Side, new: Side, commits: Mapping[str, tuple[str, ...]]) -> list[RecordChange]:
    """The changes from `old` to `new`, in order of path. Other bytes with the same meaning are no change."""
    paths = sorted(old.blobs.keys() | new.blobs.keys())
    touched = [path for path in paths if old.blobs.get(path) != new.blobs.get(path)]
    moves = _find_moves(old, new, touched)
    targets = set(moves.values())
    found = (_compare(old, new, path, moves.get(path, ""), commits) for path in touched if path not in targets)
    return [change for change in found if change is not None]


def _find_moves(old: Side, new: Side, touched: list[str]) -> dict[str, str]:
    """Files of one kind that are gone from one path and, with the same bytes, new at another."""
    gone: dict[tuple[str, str], list[str]] = {}
    for path in touched:
        if path not in new.blobs:
            gone.setdefault((old.due[path].kind, old.blobs[path]), []).append(path)
    moves = {}
    for path in touched:
        if path not in old.blobs:
            sources = gone.get((new.due[path].kind, new.blobs[path]))
            if sources:
                moves[sources.pop(0)] = path
    return moves


def _compare(
    old: Side, new: Side, path: str, other: str, commits: Mapping[str, tuple[str, ...]]
) -> RecordChange | None:
    due = (new if path in new.due else old).due[path]
    before, after = old.plain(path), new.plain(other or path)
    kind = "renamed" if other else _judge(old, new, path, before, after)
    fields: tuple[FieldChange, ...] = ()
    if before is not None and after is not None and not other:
        fields = differing_fields(RECORDS[due.kind], before, after)
        if not fields:
            return None
    shown = after or before or {}
    unit = due.ids[0] if due.kind == "unit" else due.ids[1] if due.kind == "appraisal" else str(shown.get("unit", ""))
    item = due.ids[1] if due.kind == "deduction" else ""
    involved = tuple(dict.fromkeys([*commits.get(path, ()), *commits.get(other, ())]))
    return RecordChange(kind, path, due.kind, unit, item, before, after, fields, other, involved)


def _judge(old: Side, new: Side, path: str, before: Record | None, after: Record | None) -> ChangeKind:
    if path not in new.due:
        return "lost"
    if after is None and new.due[path].kind != "signers":
        return "unreadable"
    if path not in old.due:
        return "added"
    was, now = "revoked" in (before or ()), "revoked" in (after or ())
    return "amended" if was == now else "revoked" if now else "reinstated"


def apply_changes(records: Mapping[str, Record], changes: Iterable[RecordChange]) -> dict[str, Record]:
    """The records of the new state, by path, from those of the old one and the changes.

    That this holds for any two states is what makes a list of changes complete.
    """
    found = dict(records)
    for change in changes:
        if change.kind == "renamed":
            moved = found.pop(change.path, None)
            if moved is not None:
                found[change.other] = moved
        elif change.fields:
            plain: Plain = found[change.path]
            for field in change.fields:
                plain = apply_field(plain, field)
            assert isinstance(plain, dict)
            found[change.path] = plain
        elif change.new is None:
            found.pop(change.path, None)
        else:
            found[change.path] = change.new
    return dict(sorted(found.items()))
