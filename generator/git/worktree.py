"""Which files on the disk are not those of a commit. Their content is hashed here: `git status` would run filters."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.git.git_tree import Stored, list_snapshot
from generator.git.objects import hash_object
from generator.git.repository import open_repository
from generator.git.revision import resolve_revision
from generator.model.place import DATA
from generator.model.problem import UserError
from generator.read.program import PROGRAM
from generator.read.tree import WorkTree

# What a build reads: the data and texts of the project and, where the project is that of the program, the program.
_READ = (DATA, "content/")
_PROGRAM = ("templates/", "generator/", "mkdocs.yml")


def disk_commit(root: Path) -> str | None:
    """The last commit, where everything that a build reads of the project is on the disk as it was committed.

    None where something differs, or where there is no history at all: then nobody could build the same again.
    """
    try:
        repository = open_repository(root)
        commit = resolve_revision(repository, "HEAD")
        committed = list_snapshot(repository, commit)
    except UserError:
        return None
    is_program = root.resolve() == PROGRAM
    folders = (*_READ, *_PROGRAM) if is_program else _READ
    read = {path: stored for path, stored in committed.items() if path.startswith(folders)}
    # Of these a build may take up files that were never committed.
    tops = ("content", "templates") if is_program else ("content",)
    listed = (path for top in tops for path in (root / top).rglob("*") if not path.is_dir())
    strange = {path.relative_to(root).as_posix() for path in listed} - read.keys()
    return None if differing_files(root, read) or strange else commit


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
        # Of what is no regular file nothing is read: a pipe would never end.
        plain = stat.S_ISREG(path.lstat().st_mode)
        return not plain or stored.blob not in _ids(_readings(path.read_bytes()), stored)
    except OSError:
        return True


def _readings(data: bytes) -> Iterator[bytes]:
    yield data
    if b"\r\n" in data:
        yield data.replace(b"\r\n", b"\n")


def _ids(readings: Iterator[bytes] | list[bytes], stored: Stored) -> Iterator[str]:
    return (hash_object("blob", data, len(stored.blob)) for data in readings)
