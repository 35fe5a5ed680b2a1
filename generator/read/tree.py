"""A tree of files below `data/`: the working tree is one, a revision in git another."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

# "folder" is one so deep that nothing is due in it, "unreadable" what the system refuses to list.
EntryKind = Literal["file", "symlink", "submodule", "folder", "unreadable", "other"]
_DEEPEST = 6  # folders below the project's root; files are due down to the fourth


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of a tree; `blob` is git's id of its bytes where there is one: equal ids, equal bytes."""

    path: str
    kind: EntryKind = "file"
    blob: str | None = None
    size: int | None = None


class Tree(Protocol):
    """Paths and bytes. Paths are POSIX, relative to the project's root, below `data/`."""

    def entries(self) -> Sequence[Entry]:
        """Everything below `data/`, of whatever kind, sorted by path."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a regular file of this tree."""
        ...


class WorkTree:
    """The files as they lie in a folder. Below the folder itself, symlinks are never followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def entries(self) -> Sequence[Entry]:
        """Everything below `data/` on the disk, sorted by path."""
        return sorted(_list_data(os.fspath(self.root)), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of the file at `path`; a FIFO or a symlink that took its place is refused by the system."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(os.path.join(self.root, path), flags), "rb") as file:
            return file.read()


class MemoryTree:
    """A tree given as path -> bytes."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def entries(self) -> Sequence[Entry]:
        """The given paths, sorted."""
        return [Entry(path, size=len(self.files[path])) for path in sorted(self.files)]

    def read(self, path: str) -> bytes:
        """The given bytes."""
        return self.files[path]


def _list_data(root: str) -> Iterator[Entry]:
    """The entries of `data`, which may itself be a link, or no folder, or not there."""
    try:
        status = os.lstat(os.path.join(root, "data"))
    except FileNotFoundError:
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(root, "data")
    else:
        yield Entry("data", "symlink" if stat.S_ISLNK(status.st_mode) else "other")


def _walk(root: str, folder: str) -> Iterator[Entry]:
    try:
        scanned = list(os.scandir(os.path.join(root, folder)))
    except OSError:
        yield Entry(folder, "unreadable")
        return
    for found in scanned:
        path = f"{folder}/{found.name}"
        if not found.is_dir(follow_symlinks=False):
            yield _look_at(path, found)
        elif path.count("/") < _DEEPEST:
            yield from _walk(root, path)
        else:
            yield Entry(path, "folder")


def _look_at(path: str, found: os.DirEntry[str]) -> Entry:
    try:
        status = found.stat(follow_symlinks=False)
    except OSError:
        return Entry(path, "unreadable")
    if stat.S_ISLNK(status.st_mode):
        return Entry(path, "symlink")
    return Entry(path, "file" if stat.S_ISREG(status.st_mode) else "other", size=status.st_size)
