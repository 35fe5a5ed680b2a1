"""Where each kind of file lies below `data/`, and what may lie there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.place import ID, YEAR, FileKind, find_place
from generator.read.tree import TreeEntry

__all__ = ["FLAT", "FOLDERS", "ID", "UNREADABLE", "Due", "FileKind", "is_year", "place_file", "sort_entries"]
FLAT = ("units", "schemes", "holidays", "applies", "publications", "withdrawals", "corrections", "redactions")
# How many names a path has below each folder.
FOLDERS = {
    **dict.fromkeys(("deductions", "bonuses", "measures"), 3),
    **dict.fromkeys(("appraisals", "imports", "amendments"), 2),
    **dict.fromkeys(FLAT, 1),
}
UNREADABLE = ("KH120", "无法读取这个文件或文件夹", "请检查它的访问权限，以及是否正被其他程序占用。")
_FOUR = re.compile(rf"{YEAR}\Z")


@dataclass(frozen=True, slots=True)
class Due:
    """A file that belongs where it is: its kind and the ids in its path."""

    entry: TreeEntry
    kind: FileKind
    ids: tuple[str, ...]


def place_file(path: str) -> tuple[FileKind, tuple[str, ...]] | None:
    """The kind of the file due at `path` and the ids in it, or None where no file is due."""
    place = find_place(path)
    return None if place is None else (place.kind, place.ids)


def sort_entries(entries: Sequence[TreeEntry]) -> tuple[list[Due], list[TreeEntry]]:
    """The files that are due, and what else there is, both in order of path."""
    due: list[Due] = []
    strays: list[TreeEntry] = []
    for entry in entries:
        placed = place_file(entry.path) if entry.kind == "file" else None
        if placed:
            due.append(Due(entry, *placed))
        else:
            strays.append(entry)
    return due, strays


def is_year(text: str) -> bool:
    """Whether `text` may be the name of a year's folder or file."""
    return _FOUR.match(text) is not None
