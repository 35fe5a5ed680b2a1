"""Where each kind of file lies below `data/`: one table, and a value for one file with one way to and from a path."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from generator.model.lazy_dataclass import dataclass

FileKind = Literal[
    "site", "committers", "signers", "scheme", "holidays", "unit", "deduction", "bonus", "measure", "import",
    "applies", "amendment", "appraisal", "register", "entry", "tally", "publication", "chain", "withdrawal",
    "correction", "redaction", "exceptions", "mapping", "index", "district", "counterparts",
]  # fmt: skip
# An id is the name of a file or folder, so it is none that Windows keeps for a device, with or without extension.
ID = "(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?![a-z0-9-]))[a-z0-9][a-z0-9-]{0,63}"
YEAR = "[1-2][0-9]{3}"
# The id of a publication says its kind and period, that of a correction what it corrects: nothing can contradict it.
PUBLICATION_ID = "[1-2][0-9]{3}-(?:q[1-4]|notice|final)(?:-(?:[2-9]|[1-9][0-9]))?"
PERIOD_ID = f"{YEAR}(?:-q[1-4])?"
CORRECTION_ID = f"{PUBLICATION_ID}-c[1-9][0-9]{{0,2}}"
DATA = "data/"
DATA_FOLDER = "data"


@dataclass(frozen=True, slots=True)
class _Form:
    """Where files of a kind lie: the path below data/, what the id may be, what a person calls it, and an example.

    `wild` is the id as an editor's pattern; where it is empty, the id is always the same. `deeper` is the path of
    those that lie in a folder of their item, where some do. An entry of a register that is kept once, not year by
    year, lies without a folder of a year.
    """

    path: str
    id: str = ""
    called: str = ""
    example: str = "x"
    wild: str = "*"
    deeper: str = ""


def _one(path: str, name: str) -> _Form:
    """A file of which there is one, under a fixed name."""
    return _Form(path, name, name, name, name)


# What comes first is tried first: chain.yml is no publication.
_TABLE: dict[FileKind, _Form] = {
    "deduction": _Form("deductions/{year}/{item}/{id}.yml", ID, "记录", "2015-0101-x-1"),
    "bonus": _Form("bonuses/{year}/{item}/{id}.yml", ID, "记录", "2015-0101-x-1"),
    "measure": _Form("measures/{year}/{item}/{id}.yml", ID, "单位"),
    "import": _Form("imports/{year}/{id}.yml", ID, "编号"),
    "applies": _Form("applies/{year}.yml"),
    "amendment": _Form("amendments/{year}/{id}.yml", ID, "编号"),
    # In a folder of its part where a scheme has several appraisals.
    "appraisal": _Form("appraisals/{year}/{id}.yml", ID, "单位", deeper="appraisals/{year}/{item}/{id}.yml"),
    "register": _Form("registers/{id}.yml", ID, "登记簿"),
    "entry": _Form("registers/{register}/{year}/{id}.yml", ID, "记录"),
    "tally": _Form("tallies/{register}/{id}.yml", PERIOD_ID, "时段", "2015-q1", "[0-9]*"),
    "unit": _Form("units/{id}.yml", ID, "单位"),
    "scheme": _Form("schemes/{year}.yml"),
    "holidays": _Form("holidays/{year}.yml"),
    "chain": _one("publications/{id}.yml", "chain"),
    "publication": _Form("publications/{id}.yml", PUBLICATION_ID, "发布", "2015-q1", "[0-9]*"),
    "withdrawal": _Form("withdrawals/{id}.yml", PUBLICATION_ID, "发布", "2015-q1"),
    "redaction": _Form("redactions/{id}.yml", ID, "编号", "2015-1"),
    "correction": _Form("corrections/{id}.yml", CORRECTION_ID, "发布-c1", "2015-q1-c1"),
    "mapping": _Form("mappings/{id}.yml", ID, "编号"),
    "district": _Form("districts/{id}.yml", ID, "地区"),
    "index": _one("{id}.yml", "index"),
    "counterparts": _one("{id}.yml", "counterparts"),
    "site": _one("{id}.yml", "site"),
    "committers": _one("{id}.yml", "committers"),
    "signers": _one("{id}", "allowed_signers"),
    "exceptions": _one("{id}.yml", "exceptions"),
}
_ONCE = "registers/{register}/{id}.yml"
KINDS: tuple[FileKind, ...] = tuple(_TABLE)
POINTS: tuple[FileKind, ...] = ("deduction", "bonus")  # records of points: one file for each
BY_ITEM: tuple[FileKind, ...] = (*POINTS, "measure")  # what lies in the folder of an item
BY_YEAR: tuple[FileKind, ...] = tuple(kind for kind, form in _TABLE.items() if "{year}" in form.path)
TOP_FOLDERS: tuple[str, ...] = tuple(
    dict.fromkeys(form.path.partition("/")[0] for form in _TABLE.values() if "/" in form.path)
)
# How many names paths have below each folder of data/; the files that lie in data/ itself.
DEPTHS: dict[str, frozenset[int]] = {
    top: frozenset(
        path.count("/")
        for form in _TABLE.values()
        for path in (form.path, form.deeper, _ONCE)
        if path.startswith(f"{top}/")
    )
    for top in TOP_FOLDERS
}
TOP_FILES: tuple[str, ...] = tuple(form.path.format(id=form.id) for form in _TABLE.values() if "/" not in form.path)
# What lies in an index above districts alone.
OF_INDEX: tuple[FileKind, ...] = ("index", "district", "counterparts")
# The kinds that record an act; all of them hang together.
ACT_KINDS: tuple[FileKind, ...] = ("publication", "correction", "withdrawal", "redaction")


@dataclass(frozen=True, slots=True)
class Place:
    """One file below `data/`: `year` is 0, `item`, `id` and `register` are empty, where its path has none."""

    kind: FileKind
    year: int = 0
    item: str = ""
    id: str = ""
    register: str = ""

    @property
    def path(self) -> str:
        """Its path below the project's root."""
        return spell_path(self.kind, self.year, self.item, self.id, self.register)

    @property
    def ids(self) -> tuple[str, ...]:
        """What its path names, in order: the register, the year, the item, the id."""
        return tuple(part for part in (self.register, str(self.year or ""), self.item, self.id) if part)


@lru_cache(maxsize=1 << 16)
def spell_path(kind: FileKind, year: int, item: str, name: str, register: str = "") -> str:
    """The path of a file of this kind; asked for the same records again and again."""
    form = _TABLE[kind]
    path = form.deeper if form.deeper and item else form.path
    if kind == "entry" and not year:
        path = _ONCE
    return DATA + path.format(year=year, item=item, id=name, register=register)


@lru_cache(maxsize=1 << 12)
def find_place(path: str) -> Place | None:
    """The place that `path` spells, None if no file belongs there."""
    for kind in _kinds_in(path):
        if found := pattern_of(kind).match(path, len(DATA)):
            named = found.groupdict()
            year, item, name, register = (named.get(part) or "" for part in ("year", "item", "id", "register"))
            return Place(kind, int(year or 0), item, name, register)
    return None


def kind_at(path: str) -> FileKind | None:
    """The kind of the file that is due at `path`, None if none is."""
    place = find_place(path)
    return None if place is None else place.kind


@lru_cache(maxsize=1 << 12)
def folder_of(kind: FileKind, year: int | None = None, item: str = "") -> str:
    """The folder in which files of a kind lie: all of them, those of a year, those of an item in a year."""
    parts: list[str] = [DATA_FOLDER]
    for part in _TABLE[kind].path.split("/")[:-1]:
        if (part == "{year}" and year is None) or (part == "{item}" and not item) or part == "{register}":
            break
        parts.append(part.format(year=year, item=item))
    return "/".join(parts)


def lies_in(path: str, kind: FileKind) -> bool:
    """Whether `path` lies in the folder of a kind, whether or not a file is due there."""
    return path.startswith(f"{folder_of(kind)}/")


# What decides about the figures of its own year alone; entries and days off are asked by other years too.
_OF_ONE_YEAR = tuple(
    f"{DATA}{form.path.partition('/')[0]}/"
    for kind, form in _TABLE.items()
    if "{year}" in form.path and kind not in ("entry", "holidays")
)


def lies_within_year(kind: FileKind) -> bool:
    """Whether what a file of this kind says bears on the year of its folder alone; a scheme names other years."""
    return kind in (*POINTS, "appraisal", "measure", "import", "applies")


def is_of_another_year(path: str, year: int) -> bool:
    """Whether `path` lies in the folder, or is the file, of a year other than `year`, which no other year asks."""
    if not path.startswith(_OF_ONE_YEAR):
        return False
    name = path.split("/", 3)[2]
    return name[:4].isdecimal() and name[4:] in ("", ".yml") and name[:4] != f"{year:04}"


def spoken_path(kind: FileKind, year: str = "年度", item: str = "单项", name: str = "") -> str:
    """The path of a kind with words for what differs: data/units/单位.yml."""
    form = _TABLE[kind]
    return DATA + form.path.format(year=year, item=item, id=name or form.called, register="登记簿")


def spoken_folder(top: str) -> str:
    """The folder of the files below `data/<top>/`, with words for what differs: data/deductions/年度/单项/."""
    path = next(form.path for form in _TABLE.values() if form.path.startswith(f"{top}/"))
    return DATA + path.rpartition("/")[0].format(year="年度", item="单项", register="登记簿") + "/"


def path_pattern(kind: FileKind) -> str:
    """The paths of a kind as an editor's pattern: data/deductions/*/*/*.yml."""
    form = _TABLE[kind]
    return DATA + form.path.format(year="*", item="*", id=form.wild, register="*")


def example_path(kind: FileKind) -> str:
    """A path at which a file of a kind may lie."""
    form = _TABLE[kind]
    return Place(kind, 2015, "" if form.deeper else "x", form.example, "y").path


def unit_file(name: str) -> str:
    """The path of a unit's file."""
    return Place("unit", id=name).path


def scheme_file(year: int) -> str:
    """The path of the scheme of a year."""
    return Place("scheme", year).path


def holidays_file(year: int) -> str:
    """The path of the days off of a year."""
    return Place("holidays", year).path


def appraisal_file(year: int, unit: str, part: str = "") -> str:
    """The path of the appraisal of a unit in a year, by `part` where a scheme has several."""
    return Place("appraisal", year, part, unit).path


def register_file(name: str) -> str:
    """The path of a register's declaration."""
    return Place("register", id=name).path


def correction_file(name: str) -> str:
    """The path of a correction's file."""
    return Place("correction", id=name).path


def district_file(name: str) -> str:
    """The path of a district's file in an index."""
    return Place("district", id=name).path


def publication_file(name: str) -> str:
    """The path of a publication's file."""
    return Place("publication", id=name).path


SITE_FILE = Place("site", id="site").path
COMMITTERS_FILE = Place("committers", id="committers").path
SIGNERS_FILE = Place("signers", id="allowed_signers").path
EXCEPTIONS_FILE = Place("exceptions", id="exceptions").path
CHAIN_FILE = Place("chain", id="chain").path
INDEX_FILE = Place("index", id="index").path
COUNTERPARTS_FILE = Place("counterparts", id="counterparts").path
# Of the public's own history, beside `data/`: what says which commit shows which act, and of each which act it shows.
PUBLIC_FOLDER = "public-history"
PUBLIC_STATE = f"{PUBLIC_FOLDER}/history.json"


@cache
def pattern_of(kind: FileKind) -> re.Pattern[str]:
    """What matches the path of a file of this kind, from after `data/` to its end."""
    form = _TABLE[kind]
    path = form.deeper.replace("{item}/", "?") if form.deeper else form.path
    text = re.escape(path).replace(r"\{", "{").replace(r"\}", "}").replace(r"\?", "(?:{item}/)?")
    if kind == "entry":
        text = text.replace("{year}/", "(?:{year}/)?")
    ids = {"item": f"(?P<item>{ID})", "id": f"(?P<id>{form.id})", "register": f"(?P<register>{ID})"}
    return re.compile(text.format(year=f"(?P<year>{YEAR})", **ids) + r"\Z")


def _kinds_in(path: str) -> tuple[FileKind, ...]:
    return _by_top().get(path[len(DATA) :].partition("/")[0], ()) if path.startswith(DATA) else ()


@cache
def _by_top() -> dict[str, tuple[FileKind, ...]]:
    """The kinds of files by the first name of their path below data/."""
    found: dict[str, tuple[FileKind, ...]] = {}
    for kind, form in _TABLE.items():
        top = form.path.partition("/")[0].format(id=form.id)
        found[top] = (*found.get(top, ()), kind)
    return found
