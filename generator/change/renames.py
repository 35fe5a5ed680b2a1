"""Which files differ between two states, and the rule by which a file counts as renamed wherever one is told of it.

What is to be hidden asks for more: `git/masks.py` follows a file to every one that came with its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.model.lazy_dataclass import dataclass
from generator.model.place import POINTS, find_place


@dataclass(frozen=True, slots=True)
class FileDifference:
    """One file that differs: its paths before and after, "" where it is not there. They differ for a renamed file."""

    old: str
    new: str

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that are touched."""
        return tuple(path for path in dict.fromkeys((self.old, self.new)) if path)


def pair_renames(gone: Mapping[str, str], came: Mapping[str, str]) -> dict[str, str]:
    """The files that were renamed within one change, old path to new.

    `gone` and `came` are the regular files that one change removed and added, path to blob id. A change is one commit
    of the first-parent line (a merge as a whole), or the difference of two states. The rule:

    1. A file that is gone was renamed to one that came with the same bytes and is of the same kind; where several
       have these bytes, to the one of the same file name, else to the first by path.
    2. Else it was renamed to one that came under the same file name, in another folder of the same kind and year: the
       name of a deduction is its number, so it is the same deduction, whatever else was changed in it.
    3. Nothing else is a rename. Likeness has degrees, and nobody could check it with git alone: a file that got
       another name and other bytes at once is gone, and another one is new.

    Every file is paired once, in order of path. No content is read.
    """
    pairs: dict[str, str] = {}
    if not gone or not came:
        return pairs
    for key in (_same_file, _same_bytes, _same_name):
        _pair(gone, came, key, pairs)
    return dict(sorted(pairs.items()))


_Key = Callable[[str, str], object]


def _pair(gone: Mapping[str, str], came: Mapping[str, str], key: _Key, pairs: dict[str, str]) -> None:
    """Adds the pairs of files that are alike by `key` and not paired yet."""
    taken = set(pairs.values())
    free: dict[object, list[str]] = {}
    for path in _in_order(came, taken):
        free.setdefault(key(path, came[path]), []).append(path)
    for path in _in_order(gone, pairs.keys()) if free else ():
        found = free.get(key(path, gone[path]))
        if found:
            pairs[path] = found.pop(0)


def _in_order(paths: Iterable[str], without: Iterable[str]) -> list[str]:
    known = set(without)
    return sorted(path for path in paths if path not in known and find_place(path) is not None)


def _same_file(path: str, blob: str) -> object:
    return (*_same_name(path, blob), blob)


def _same_bytes(path: str, blob: str) -> object:
    placed = find_place(path)
    return placed and placed.kind, blob


def _same_name(path: str, blob: str) -> tuple[object, ...]:
    """Of a record of points its year and number, whatever item it lies in; of any other file its whole place."""
    placed = find_place(path)
    if placed is None:
        return ()
    return (placed.kind, placed.year, placed.id) if placed.kind in POINTS else (placed.kind, *placed.ids)


def compare_blobs(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FileDifference, ...]:
    """The files that differ between two states, each path to blob id, in order of their first path."""
    gone = {path: blob for path, blob in before.items() if path not in after}
    came = {path: blob for path, blob in after.items() if path not in before}
    moves = pair_renames(gone, came)
    targets = set(moves.values())
    found = [FileDifference(path, moves.get(path, "")) for path in gone]
    found += [FileDifference("", path) for path in came if path not in targets]
    found += [FileDifference(path, path) for path, blob in before.items() if after.get(path, blob) != blob]
    return tuple(sorted(found, key=lambda file: file.paths))
