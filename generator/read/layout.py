"""Which files are due below `data/`, and what else there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model.lazy_dataclass import dataclass
from generator.model.place import YEAR, FileKind, Place, find_place
from generator.model.problem import Location, Problem, escape_text
from generator.read.tree import TreeEntry

UNREADABLE = ("KH120", "无法读取这个文件或文件夹", "请检查它的访问权限，以及是否正被其他程序占用。")
_FOUR = re.compile(rf"{YEAR}\Z")


@dataclass(frozen=True, slots=True)
class Due:
    """A file that belongs where it is."""

    entry: TreeEntry
    place: Place

    @property
    def kind(self) -> FileKind:
        """Its kind."""
        return self.place.kind


def sort_entries(entries: Sequence[TreeEntry]) -> tuple[list[Due], list[TreeEntry]]:
    """The files that are due, and what else there is, both in order of path."""
    due: list[Due] = []
    strays: list[TreeEntry] = []
    for entry in entries:
        place = find_place(entry.path) if entry.kind == "file" else None
        if place:
            due.append(Due(entry, place))
        else:
            strays.append(entry)
    return due, strays


def find_collisions(paths: Sequence[str]) -> Iterator[Problem]:
    """KH116 for files that are one file on a disk that does not tell case."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            yield Problem(
                Location(escape_text(path, 200)),
                "KH116",
                f"与 {escape_text(first, 200)} 只有大小写不同，在 Windows 上会互相覆盖",
                "请改名或删除其中一个。",
            )


def is_year(text: str) -> bool:
    """Whether `text` may be the name of a year's folder or file."""
    return _FOUR.match(text) is not None
