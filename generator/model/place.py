"""Where each kind of file lies below `data/`: one table, and a value for one file with one way to and from a path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from generator.model.publication import CORRECTION_ID, PUBLICATION_ID

FileKind = Literal[
    "site",
    "committers",
    "signers",
    "scheme",
    "holidays",
    "unit",
    "deduction",
    "bonus",
    "measure",
    "import",
    "applies",
    "amendment",
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
YEAR = "[1-2][0-9]{3}"
# kind -> its path below data/, and what its id may be. What comes first is tried first: chain.yml is no publication.
_TABLE: dict[FileKind, tuple[str, str]] = {
    "deduction": ("deductions/{year}/{item}/{id}.yml", ID),
    "bonus": ("bonuses/{year}/{item}/{id}.yml", ID),
    "measure": ("measures/{year}/{item}/{id}.yml", ID),
    "import": ("imports/{year}/{id}.yml", ID),
    "applies": ("applies/{year}.yml", ""),
    "amendment": ("amendments/{year}/{id}.yml", ID),
    "appraisal": ("appraisals/{year}/{id}.yml", ID),
    "unit": ("units/{id}.yml", ID),
    "scheme": ("schemes/{year}.yml", ""),
    "holidays": ("holidays/{year}.yml", ""),
    "chain": ("publications/{id}.yml", "chain"),
    "publication": ("publications/{id}.yml", PUBLICATION_ID),
    "withdrawal": ("withdrawals/{id}.yml", PUBLICATION_ID),
    "redaction": ("redactions/{id}.yml", ID),
    "correction": ("corrections/{id}.yml", CORRECTION_ID),
    "site": ("{id}.yml", "site"),
    "committers": ("{id}.yml", "committers"),
    "signers": ("{id}", "allowed_signers"),
    "exceptions": ("{id}.yml", "exceptions"),
}
KINDS: tuple[FileKind, ...] = tuple(_TABLE)
POINTS: tuple[FileKind, ...] = ("deduction", "bonus")  # records of points: one file for each
BY_ITEM: tuple[FileKind, ...] = (*POINTS, "measure")  # what lies in the folder of an item
BY_YEAR: tuple[FileKind, ...] = tuple(kind for kind, (path, _) in _TABLE.items() if "{year}" in path)
DATA = "data/"


@dataclass(frozen=True, slots=True)
class Place:
    """One file below `data/`: `year` is 0, `item` and `id` are empty, where its path has none."""

    kind: FileKind
    year: int = 0
    item: str = ""
    id: str = ""

    @property
    def path(self) -> str:
        """Its path below the project's root."""
        return DATA + _TABLE[self.kind][0].format(year=self.year, item=self.item, id=self.id)

    @property
    def ids(self) -> tuple[str, ...]:
        """What its path names, in order: the year, the item, the id."""
        return tuple(part for part in (str(self.year or ""), self.item, self.id) if part)


def find_place(path: str) -> Place | None:
    """The place that `path` spells, None if no file belongs there."""
    for kind in _kinds_in(path):
        if found := pattern_of(kind).match(path, len(DATA)):
            named = found.groupdict()
            return Place(kind, int(named.get("year") or 0), named.get("item") or "", named.get("id") or "")
    return None


def unit_file(name: str) -> str:
    """The path of a unit's file."""
    return Place("unit", id=name).path


def scheme_file(year: int) -> str:
    """The path of the scheme of a year."""
    return Place("scheme", year).path


def publication_file(name: str) -> str:
    """The path of a publication's file."""
    return Place("publication", id=name).path


SITE_FILE = Place("site", id="site").path
COMMITTERS_FILE = Place("committers", id="committers").path
SIGNERS_FILE = Place("signers", id="allowed_signers").path
EXCEPTIONS_FILE = Place("exceptions", id="exceptions").path


@cache
def pattern_of(kind: FileKind) -> re.Pattern[str]:
    """What matches the path of a file of this kind, from after `data/` to its end."""
    template, name = _TABLE[kind]
    text = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(text.format(year=f"(?P<year>{YEAR})", item=f"(?P<item>{ID})", id=f"(?P<id>{name})") + r"\Z")


def _kinds_in(path: str) -> tuple[FileKind, ...]:
    return _by_top().get(path[len(DATA) :].partition("/")[0], ()) if path.startswith(DATA) else ()


@cache
def _by_top() -> dict[str, tuple[FileKind, ...]]:
    """The kinds of files by the first name of their path below data/."""
    found: dict[str, tuple[FileKind, ...]] = {}
    for kind, (template, name) in _TABLE.items():
        top = template.partition("/")[0].format(id=name)
        found[top] = (*found.get(top, ()), kind)
    return found
