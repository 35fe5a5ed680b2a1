"""Whether a source may have changed since it was read: judged by path, size and times of its files, as git does."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

from generator.gather.read_source import VERSION
from generator.gather.source_files import MOST_DEPTH
from generator.model.index_records import SourceRule

_NAME = attrgetter("name")


def source_path(root: Path, source: SourceRule) -> Path:
    """Where a source lies; its path counts from the folder of the index."""
    return root / source.path


def sign_source(root: Path, source: SourceRule) -> tuple[str, int]:
    """A digest of where a source is and how its files look from outside, and how many bytes they have.

    Every file of every source is looked at in every gathering, so nothing is done here that can be left.
    """
    path = os.path.join(root, source.path)
    looks: list[object] = [VERSION, source.form, source.part, path]
    size = 0
    with suppress(OSError):  # what is wrong with it, reading says
        found = os.stat(path)
        looks.append((found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns))
        size = _look(path, "", looks) if stat.S_ISDIR(found.st_mode) else found.st_size
    return sha256(repr(looks).encode()).hexdigest(), size


def _look(folder: str, name: str, looks: list[object]) -> int:
    """Adds how each file below `folder` looks, in order; their bytes. What cannot be looked at, reading tells of."""
    size = 0
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=_NAME)
    except OSError:
        return 0
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                if name.count("/") > MOST_DEPTH:
                    continue  # reading says so
                size += _look(entry.path, f"{name}{entry.name}/", looks)
                continue
            look = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        size += look.st_size
        looks.append((name, entry.name, look.st_mode, look.st_size, look.st_mtime_ns, look.st_ctime_ns))
    return size
