"""Whether a source may have changed since it was read: judged by path, size and times of its files, as git does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from generator.gather.read_source import VERSION
from generator.model.index_records import SourceRule


def source_path(root: Path, source: SourceRule) -> Path:
    """Where a source lies; its path counts from the folder of the index."""
    return root / source.path


def sign_source(root: Path, source: SourceRule) -> tuple[str, int]:
    """A digest of where a source is and how its files look from outside, and how many bytes they have."""
    path = source_path(root, source)
    digest, size = sha256(f"{VERSION}\0{source.form}\0{source.part}\0{path}\0".encode()), 0
    for name, found in _look(os.fspath(path), ""):
        size += found.st_size
        digest.update(
            f"{name}\0{found.st_mode}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}\n".encode(
                "utf-8", "surrogateescape"
            )
        )
    return digest.hexdigest(), size


def _look(path: str, name: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        yield name, os.stat(path, follow_symlinks=not name)
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        return  # not there, or a file: what it is, reading says
    for entry in entries:
        below = f"{name}/{entry.name}"
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _look(entry.path, below)
            else:
                yield below, entry.stat(follow_symlinks=False)
        except OSError:
            continue
