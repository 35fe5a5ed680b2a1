"""What differs between two states, by meaning: records new, amended field by field, revoked, renamed, vanished."""

from __future__ import annotations

from collections.abc import Mapping

from generator.change.record_change import RecordChange, judge_change
from generator.change.renames import pair_renames
from generator.compare.side import Side
from generator.model.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(RecordChange):
    """What became of one record between two states; `commits` touched its paths between them, oldest first."""

    commits: tuple[str, ...] = ()


def find_changes(old: Side, new: Side, commits: Mapping[str, tuple[str, ...]]) -> list[Difference]:
    """The changes from `old` to `new`, in order of path. Other bytes with the same meaning are no change."""
    paths = sorted(old.blobs.keys() | new.blobs.keys())
    touched = [path for path in paths if old.blobs.get(path) != new.blobs.get(path)]
    gone = {path: old.blobs[path] for path in touched if not new.holds(path)}
    came = {path: new.blobs[path] for path in touched if not old.holds(path)}
    moves = pair_renames(gone, came)
    targets = set(moves.values())
    found = (_compare(old, new, path, moves.get(path, ""), commits) for path in touched if path not in targets)
    return [change for change in found if change is not None]


def _compare(
    old: Side, new: Side, path: str, other: str, commits: Mapping[str, tuple[str, ...]]
) -> Difference | None:
    target = other or path
    before, after = old.plain(path), new.plain(target)
    kind, fields = judge_change(
        target, before, after, was_there=old.holds(path), is_there=new.holds(target), moved=bool(other)
    )
    if kind is None:
        return None
    involved = tuple(dict.fromkeys([*commits.get(path, ()), *commits.get(other, ())]))
    return Difference(kind=kind, path=path, old=before, new=after, fields=fields, other=other, commits=involved)
