"""The files of a project as the system tells of them: year by year, what all rules ask, and the rest.

Size, mtime, ctime and inode of each stand for its bytes, as long as they are not of the last moments
(`generator/kept/folder_signature.py`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from generator.kept.folder_signature import FolderSignature, stat_words
from generator.model.lazy_dataclass import dataclass
from generator.model.place import (
    DATA,
    DATA_FOLDER,
    EXCEPTIONS_FILE,
    SITE_FILE,
    folder_of,
)
from generator.model.year_folder import UNCLEAR, YEARLY, yearly_of
from generator.read.tree import PartTree, Told, TreeEntry, entry_of, look_at

Part = int | str  # a year, FRAME or REST
FRAME, REST = "frame", "rest"
_OF_ONE_PART = 2  # slashes in the path of a folder all of whose files are of one part
# What rules ask for beside the records of a year: the site, units, schemes, days off, texts that may stay.
_FRAME = (*(f"{folder_of(kind)}/" for kind in ("unit", "scheme", "holidays")), SITE_FILE, EXCEPTIONS_FILE)
_SCHEMES = f"{folder_of('scheme')}/"


def part_of(path: str) -> Part:
    """The part to which a path belongs; UNCLEAR where it lies among the years and in none."""
    year = yearly_of(path)
    if year is not None:
        return year
    return FRAME if path.startswith(_FRAME) else REST


def say_told(path: str, told: Told | None) -> str:
    """What the system told of a path, but for when it was read last."""
    if told is None or isinstance(told, str):
        return f"{path}\0{told}\n"
    return f"{path}\0{stat_words(told)}\n"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of one part, when, and a digest over it."""

    rows: Sequence[tuple[str, Told]]
    signed: FolderSignature

    @classmethod
    def of(cls, rows: Sequence[tuple[str, Told]], looked: int) -> Looked:
        """The part with these rows."""
        used, newest = sha256(), 0
        rows = sorted(rows, key=itemgetter(0))
        for path, told in rows:
            if not isinstance(told, str):
                newest = max(newest, told.st_mtime_ns, told.st_ctime_ns)
            used.update(say_told(path, told).encode("utf-8", "surrogateescape"))
        return cls(rows, FolderSignature(used.hexdigest(), newest, looked))

    def entries(self) -> list[TreeEntry]:
        """Its files."""
        return [entry_of(path, told) for path, told in self.rows]


@dataclass(frozen=True, slots=True)
class LookedFiles:
    """All parts of a project's data as they were looked at once."""

    root: Path
    parts: Mapping[Part, Looked]
    _verified: dict[Part, bool] = field(default_factory=dict)
    _read: set[Part] = field(default_factory=set)
    _told: dict[Part, dict[str, Told]] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        """The years that have records, in order."""
        return sorted(part for part in self.parts if isinstance(part, int) and part != UNCLEAR)

    @property
    def each(self) -> list[tuple[Part, Looked]]:
        """The parts with what was found of them, in order."""
        return sorted(self.parts.items(), key=lambda found: str(found[0]))

    def paths(self, part: Part) -> list[str]:
        """The paths of a part."""
        return [path for path, _ in self.parts[part].rows] if part in self.parts else []

    def tell(self, path: str) -> Told | None:
        """What the system told of a path; None where nothing is there."""
        part = part_of(path)
        if part not in self._told:
            self._told[part] = dict(self.parts[part].rows) if part in self.parts else {}
        return self._told[part].get(path)

    def digest(self, parts: Iterable[Part]) -> str:
        """What stands for the bytes of these parts."""
        return " ".join(self.parts[part].signed.digest if part in self.parts else "-" for part in parts)

    def tree(self, parts: Sequence[Part], schemes: Sequence[int] | None = None) -> PartTree:
        """The files of these parts, to be read; of the schemes those of the years `schemes`, if given."""
        found = [entry for part in parts if part in self.parts for entry in self.parts[part].entries()]
        self.note_read(parts)
        if schemes is not None:
            wanted = {f"{_SCHEMES}{year}.yml" for year in schemes}
            found = [entry for entry in found if not entry.path.startswith(_SCHEMES) or entry.path in wanted]
        return PartTree(self.root, found)

    def pick(self, paths: Iterable[str]) -> PartTree:
        """The files at these paths, to be read."""
        found = [(path, told) for path in paths if (told := self.tell(path)) is not None]
        self.note_read(part_of(path) for path, _ in found)
        return PartTree(self.root, [entry_of(path, told) for path, told in found])

    def note_read(self, parts: Iterable[Part]) -> None:
        """Notes that files of these parts were read, so that what follows from them is kept only if they stayed."""
        self._read.update(parts)

    def is_settled(self, parts: Collection[Part]) -> bool:
        """Whether nothing of these parts was touched of late, nor, if it was read, since it was looked at."""
        known = [self.parts[part] for part in parts if part in self.parts]
        return all(found.signed.is_settled for found in known) and all(map(self._is_same, self._read & {*parts}))

    def _is_same(self, part: Part) -> bool:
        if part not in self._verified:
            known = self.parts.get(part, Looked.of((), 0))
            self._verified[part] = self._again(part) == known.signed.digest
        return self._verified[part]

    def _again(self, part: Part) -> str:
        return look(self.root, [part]).parts.get(part, Looked.of((), 0)).signed.digest


def look(root: Path, only: Sequence[Part] = ()) -> LookedFiles:
    """Everything below `data/`, or the parts asked for."""
    looked = time.time_ns()
    rows: dict[Part, list[tuple[str, Told]]] = {}
    for path in _places(root, only):
        found = look_at(os.fspath(root), path)
        for folder, group in groupby(found, key=_folder):
            if folder.count("/") < _OF_ONE_PART:  # its files may be of several
                for row in group:
                    rows.setdefault(part_of(row[0]), []).append(row)
            else:
                rows.setdefault(part_of(f"{folder}/"), []).extend(group)
    return LookedFiles(root, {part: Looked.of(found, looked) for part, found in rows.items()})


def _folder(row: tuple[str, Told]) -> str:
    return row[0].rpartition("/")[0]


def _places(root: Path, only: Sequence[Part]) -> list[str]:
    """Where the files of these parts lie."""
    if not only:
        return [DATA_FOLDER]
    found = [place.rstrip("/") for place in _FRAME] if FRAME in only else []
    tops = list(dict.fromkeys(map(folder_of, YEARLY)))
    for year in (part for part in only if isinstance(part, int)):
        found += [f"{top}/{year:04}{end}" for top in tops for end in ("", ".yml")]
    if REST in only:
        try:
            found += [path for name in os.listdir(root / DATA_FOLDER) if (path := f"{DATA}{name}") not in tops]
        except OSError:
            return [DATA_FOLDER]
    return found
