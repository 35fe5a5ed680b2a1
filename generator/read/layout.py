"""Where each kind of file lies below `data/`, and what may lie there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from generator.model.publication import CORRECTION_ID, PUBLICATION_ID
from generator.read.tree import TreeEntry

FileKind = Literal[
    "site",
    "committers",
    "signers",
    "scheme",
    "holidays",
    "unit",
    "deduction",
    "appraisal",
    "publication",
    "chain",
    "withdrawal",
    "correction",
    "redaction",
    "exceptions",
]
# An id is the name of a file or folder, so it is none that Windows keeps for a device, with or without extension.
ID = "(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?![a-z0-9-]))[a-z0-9][a-z0-9-]{0,63}"
_YEAR = "[1-2][0-9]{3}"
_PATTERNS: dict[FileKind, str] = {
    "deduction": rf"deductions/({_YEAR})/({ID})/({ID})\.yml",
    "appraisal": rf"appraisals/({_YEAR})/({ID})\.yml",
    "unit": rf"units/({ID})\.yml",
    "scheme": rf"schemes/({_YEAR})\.yml",
    "holidays": rf"holidays/({_YEAR})\.yml",
    "chain": r"publications/(chain)\.yml",
    "publication": rf"publications/({PUBLICATION_ID})\.yml",
    "withdrawal": rf"withdrawals/({PUBLICATION_ID})\.yml",
    "redaction": rf"redactions/({ID})\.yml",
    "correction": rf"corrections/({CORRECTION_ID})\.yml",
    "site": r"(site)\.yml",
    "committers": r"(committers)\.yml",
    "signers": r"(allowed_signers)",
    "exceptions": r"(exceptions)\.yml",
}
_KINDS_IN: dict[str, tuple[FileKind, ...]] = {
    "deductions": ("deduction",),
    "appraisals": ("appraisal",),
    "units": ("unit",),
    "schemes": ("scheme",),
    "holidays": ("holidays",),
    "publications": ("chain", "publication"),  # no publication is called chain: the file of that name is the chain
    "withdrawals": ("withdrawal",),
    "redactions": ("redaction",),
    "corrections": ("correction",),
    "site.yml": ("site",),
    "committers.yml": ("committers",),
    "allowed_signers": ("signers",),
    "exceptions.yml": ("exceptions",),
}
FLAT = ("units", "schemes", "holidays", "publications", "withdrawals", "corrections", "redactions")
# How many names a path has below each folder.
FOLDERS = {"deductions": 3, "appraisals": 2, **dict.fromkeys(FLAT, 1)}
UNREADABLE = ("KH120", "无法读取这个文件或文件夹", "请检查它的访问权限，以及是否正被其他程序占用。")
_FOUR = re.compile(rf"{_YEAR}\Z")


@dataclass(frozen=True, slots=True)
class Due:
    """A file that belongs where it is: its kind and the ids in its path."""

    entry: TreeEntry
    kind: FileKind
    ids: tuple[str, ...]


def place_file(path: str) -> tuple[FileKind, tuple[str, ...]] | None:
    """The kind of the file due at `path` and the ids in it, or None where no file is due."""
    if not path.startswith("data/"):
        return None
    for kind in _KINDS_IN.get(path[5:].partition("/")[0], ()):
        found = _pattern(kind).match(path, 5)
        if found:
            return kind, found.groups()
    return None


@cache
def _pattern(kind: FileKind) -> re.Pattern[str]:
    return re.compile(rf"{_PATTERNS[kind]}\Z")


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
