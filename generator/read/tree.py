"""A tree of files below `data/`: the working tree is one, a revision in git another."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

EntryKind = Literal["file", "symlink", "submodule", "other"]


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
    """The files as they lie in a folder. Symlinks are never followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def entries(self) -> Sequence[Entry]:
        """Everything below `data/` on the disk, sorted by path."""
        return sorted(_walk(os.fspath(self.root), "data"), key=lambda entry: entry.path)

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


def _walk(root: str, folder: str) -> Iterator[Entry]:
    try:
        scanned = list(os.scandir(os.path.join(root, folder)))
    except NotADirectoryError:
        yield Entry(folder, "other")
        return
    except FileNotFoundError:
        return
    for found in scanned:
        path = f"{folder}/{found.name}"
        if found.is_symlink():
            yield Entry(path, "symlink")
        elif found.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        else:
            status = found.stat(follow_symlinks=False)
            kind: EntryKind = "file" if stat.S_ISREG(status.st_mode) else "other"
            yield Entry(path, kind, size=status.st_size)
