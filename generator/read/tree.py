"""A tree of files below `data/`: the working tree is one, a revision in git another."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Literal, Protocol

from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA_FOLDER, is_of_another_year
from generator.model.redaction import NO_MASKS, Masks

# "folder" is one so deep that nothing is due in it, "unreadable" what the system refuses to list.
EntryKind = Literal["file", "symlink", "submodule", "folder", "unreadable", "other"]
Told = os.stat_result | Literal["unreadable", "folder"]
_PIECE = 1 << 20  # bytes that are read at once
_DEEPEST = 6  # folders below the project's root; files are due down to the fourth


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One path of a tree; `blob` is git's id of its bytes where there is one: equal ids, equal bytes."""

    path: str
    kind: EntryKind = "file"
    blob: str | None = None
    size: int | None = None


class Tree(Protocol):
    """Paths and bytes. Paths are POSIX, relative to the project's root, below `data/`."""

    @property
    def masks(self) -> Masks:
        """What is to be masked in records read from it, beside what its own redactions say."""
        ...

    def entries(self) -> Sequence[TreeEntry]:
        """Everything below `data/`, of whatever kind, sorted by path."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a regular file of this tree."""
        ...


class WorkTree:
    """The files as they lie in a folder, all below `data/` or those at and below the given paths only.

    Below the folder itself, symlinks are never followed. `masks` are the redactions that a history tells of.
    """

    def __init__(self, root: Path, paths: Sequence[str] = (DATA_FOLDER,), masks: Masks = NO_MASKS) -> None:
        self.root = root
        self._root = os.fspath(root)
        self.paths = paths
        self.masks = masks

    def entries(self) -> Sequence[TreeEntry]:
        """Everything below `data/` on the disk, sorted by path."""
        found = dict(row for path in self.paths for row in look_at(self._root, path))
        return [entry_of(path, found[path]) for path in sorted(found)]

    def read(self, path: str) -> bytes:
        """The bytes of the file at `path`; a FIFO or a symlink that took its place is refused by the system."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        place = os.open(f"{self._root}/{path}", flags)
        try:
            data = os.read(place, _PIECE)
            while piece := os.read(place, _PIECE):
                data += piece
            return data
        finally:
            os.close(place)


class HeldTree(WorkTree):
    """The files as they were when they were first asked for: one state, whatever is written meanwhile."""

    def __init__(self, root: Path, paths: Sequence[str] = (DATA_FOLDER,), masks: Masks = NO_MASKS) -> None:
        super().__init__(root, paths, masks)
        self._entries: Sequence[TreeEntry] | None = None
        self._held: dict[str, bytes] = {}

    def entries(self) -> Sequence[TreeEntry]:
        """Everything that was below `data/`, sorted by path."""
        if self._entries is None:
            self._entries = super().entries()
        return self._entries

    def read(self, path: str) -> bytes:
        """The bytes that the file at `path` had."""
        if path not in self._held:
            self._held[path] = super().read(path)
        return self._held[path]


class PartTree(WorkTree):
    """Some of the files that lie in a folder, or all, as they were looked at before."""

    def __init__(self, root: Path, found: Sequence[TreeEntry], masks: Masks = NO_MASKS) -> None:
        super().__init__(root, masks=masks)
        self._found = sorted(found, key=attrgetter("path"))

    def entries(self) -> Sequence[TreeEntry]:
        """These files, sorted by path."""
        return self._found


class MemoryTree:
    """A tree given as path -> bytes."""

    masks = NO_MASKS

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def entries(self) -> Sequence[TreeEntry]:
        """The given paths, sorted."""
        return [TreeEntry(path, size=len(self.files[path])) for path in sorted(self.files)]

    def read(self, path: str) -> bytes:
        """The given bytes."""
        return self.files[path]


def look_at(root: str, path: str) -> Iterator[tuple[str, Told]]:
    """What is at `path`, or all that is below; a folder on the way to it may be a link, or no folder, or not there.

    Beside each path is what the system tells of it, or what is known without asking.
    """
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        path = "/".join(parts[:end])
        try:
            status = os.lstat(os.path.join(root, path))
        except FileNotFoundError:
            return
        except OSError:
            yield path, "unreadable"
            return
        if not stat.S_ISDIR(status.st_mode):
            yield path, status
            return
    yield from _walk(root, path)


def _walk(root: str, top: str) -> Iterator[tuple[str, Told]]:
    """Everything below a folder, the files of each folder one after the other."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            scanned = list(os.scandir(f"{root}/{folder}"))
        except OSError:
            yield folder, "unreadable"
            continue
        deepest = folder.count("/") + 1 >= _DEEPEST
        for found in scanned:
            path = f"{folder}/{found.name}"
            if found.is_dir(follow_symlinks=False):
                if deepest:
                    yield path, "folder"
                else:
                    waiting.append(path)
                continue
            try:
                yield path, found.stat(follow_symlinks=False)
            except OSError:
                yield path, "unreadable"


def entry_of(path: str, told: Told) -> TreeEntry:
    """The entry at a path of which this was told."""
    if isinstance(told, str):
        return TreeEntry(path, told)
    if stat.S_ISLNK(told.st_mode):
        return TreeEntry(path, "symlink")
    return TreeEntry(path, "file" if stat.S_ISREG(told.st_mode) else "other", size=told.st_size)


NO_YEAR = 0  # of which there is nothing but what several years share


class YearTree:
    """Of another tree what a question about one year needs: without the points, values and rules of other years.

    `left_out` are the files passed over. What several years share is in it: units, entries, days off, acts.
    """

    def __init__(self, below: Tree, year: int) -> None:
        self.below = below
        self.year = year
        self.masks = below.masks
        self._kept: list[TreeEntry] = []
        left: list[TreeEntry] = []
        for entry in below.entries():
            (left if is_of_another_year(entry.path, year) else self._kept).append(entry)
        self.left_out = frozenset(entry.path for entry in left)

    def entries(self) -> Sequence[TreeEntry]:
        """The files of the year and those of none, sorted by path."""
        return self._kept

    def read(self, path: str) -> bytes:
        """The bytes of the file at `path`."""
        return self.below.read(path)


def year_of(tree: Tree) -> YearTree | None:
    """The one year that `tree`, or what it lies upon, is cut down to; None where it is whole."""
    while isinstance(tree, OverlayTree):
        tree = tree.below
    return tree if isinstance(tree, YearTree) else None


class OverlayTree:
    """Another tree with some files in the place of its own, or beside them; None for a file that is gone."""

    def __init__(self, below: Tree, files: Mapping[str, bytes | None]) -> None:
        self.below = below
        self.files = files
        self.masks = below.masks

    def entries(self) -> Sequence[TreeEntry]:
        """The paths of both, sorted."""
        kept = [entry for entry in self.below.entries() if entry.path not in self.files]
        laid = [TreeEntry(path, size=len(data)) for path, data in self.files.items() if data is not None]
        return sorted([*kept, *laid], key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes laid over, or those below."""
        data = self.files.get(path)
        return self.below.read(path) if data is None else data
