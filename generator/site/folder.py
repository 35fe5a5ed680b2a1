"""Files of a site: where they may lie, and one folder taking the place of another, whole or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.model.problem import UserError
from generator.model.system import reach_disk

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h


def write_files(folder: Path, files: Iterable[tuple[str, bytes]], seen: set[str] | None = None) -> list[str]:
    """Writes `files` (path relative to `folder`, bytes); returns their paths in order.

    Raises ValueError for a path that leaves the folder or that another file has already, whatever the case of its
    letters: on some disks they would be one file.
    """
    seen = set() if seen is None else seen
    written, made = [], set()
    for path, data in files:
        _refuse_path(path, seen)
        above = os.path.join(folder, os.path.dirname(path))
        if above not in made:
            os.makedirs(above, exist_ok=True)
            made.add(above)
        with open(os.path.join(folder, path), "wb") as file:
            file.write(data)
        written.append(path)
    return written


def _refuse_path(path: str, seen: set[str]) -> None:
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise ValueError(f"a file of the site would lie outside of it: {path!r}")
    if path.casefold() in seen:
        raise ValueError(f"two files of the site have the same path: {path!r}")
    seen.add(path.casefold())


def open_to_all(folder: Path) -> None:
    """Gives files and folders the usual rights, whatever the mask of the one who builds."""
    for base, folders, names in os.walk(folder):
        for name in folders:
            os.chmod(os.path.join(base, name), 0o755)
        for name in names:
            os.chmod(os.path.join(base, name), 0o644)
    os.chmod(folder, 0o755)


def settle(folder: Path) -> None:
    """Brings the folder's files to the disk, so that the rename that follows cannot outrun them."""
    if reach_disk(folder):
        return
    for base, _, names in os.walk(folder):
        for name in names:
            _sync(os.path.join(base, name))
        _sync(base)


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(new: Path, place: Path, aside: Path) -> None:
    """Makes `new` the folder at `place`; what was there before is then at `aside`, to be deleted.

    On Linux the two change places in one step. Elsewhere there is a moment without a folder, which `restore` mends.
    """
    if not place.exists():
        os.rename(new, place)
    elif exchange(new, place):
        os.rename(new, aside)
    else:
        os.rename(place, aside)
        os.rename(new, place)
    _sync(os.fspath(place.parent))


def exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)


def restore(place: Path, aside: Path) -> None:
    """Puts back the old folder if a build was stopped in the moment between two renames."""
    if aside.is_dir() and not place.exists():
        os.rename(aside, place)


def discard(folder: Path) -> None:
    """Deletes a folder that a build has left; that it is gone already is no error."""
    shutil.rmtree(folder, ignore_errors=True)


def refuse_foreign(place: Path, mark: str) -> None:
    """Raises UserError if there is something at `place` that no build has made: it would be lost."""
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise UserError(f"“{place}”不是文件夹，没有生成网站。请另选一个位置（--out）。")
    if place.is_dir() and any(place.iterdir()) and not (place / mark).is_file():
        raise UserError(
            f"“{place}”里有别的文件（没有 {mark}），为免丢失，没有生成网站。请清空它，或另选一个位置（--out）。"
        )
