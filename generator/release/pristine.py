"""Which files on the disk are not those of a commit. Their content is hashed here: `git status` would run filters."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.history.objects import hash_object
from generator.history.snapshot import Stored
from generator.read.tree import WorkTree


def differing_files(root: Path, committed: Mapping[str, Stored]) -> list[str]:
    """The paths, sorted, of files that were changed or deleted, and of those below `data/` that were never committed.

    Line ends of the system (CRLF) in place of the committed ones are no difference.
    """
    found = [path for path, stored in committed.items() if _differs(root / path, stored)]
    found += [entry.path for entry in WorkTree(root).entries() if entry.path not in committed]
    return sorted(found)


def _differs(path: Path, stored: Stored) -> bool:
    if stored.mode == "160000":
        return False  # a submodule's own files are none of ours
    try:
        if stored.mode == "120000":
            return not path.is_symlink() or stored.blob not in _ids([os.fsencode(os.readlink(path))], stored)
        return path.is_symlink() or stored.blob not in _ids(_readings(path.read_bytes()), stored)
    except OSError:
        return True


def _readings(data: bytes) -> Iterator[bytes]:
    yield data
    if b"\r\n" in data:
        yield data.replace(b"\r\n", b"\n")


def _ids(readings: Iterator[bytes] | list[bytes], stored: Stored) -> Iterator[str]:
    return (hash_object("blob", data, len(stored.blob)) for data in readings)
