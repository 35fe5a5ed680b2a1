"""What the site's own search reads: scripts that hold data, because a page opened from disk may load no other file.

`names.js` holds what is searched at once: names, documents, notices and guides of all years. The records of each
year are a file of their own, and the whole texts of the guides another, so that ten years cost a phone hardly more
than one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass
from generator.model.unit import Unit
from generator.read.pinyin import readings_of
from generator.words.page_frame import SearchEntry, Sort

FOLDER = "assets/search"
_SORTS: tuple[Sort, ...] = get_args(Sort)
_OPENING = 48  # characters of each part of a guide that are searched at once
_REFERENCE = 60  # parts of a page that is looked up rather than read
# What stands in a title or an address for the name, the short name and the id of the one unit that it concerns.
_FULL, _SHORT, _ID = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True, slots=True)
class _Lists:
    """What rows refer to by number."""

    units: Mapping[str, int]
    kinds: Mapping[str, int]


def search_files(edition: Edition, entries: Iterable[SearchEntry]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each part of the index of a district's site."""
    words = edition.corpus.site.words if edition.corpus.site is not None else {}
    return index_files(entries, edition.corpus.units, words, max(edition.years, default=0))


def index_files(
    entries: Iterable[SearchEntry],
    units: Mapping[str, Unit],
    words: Mapping[str, Sequence[str]],
    newest: int,
) -> Iterator[tuple[str, bytes]]:
    """The same of any site: `words` are what people call things, by id, `newest` is the year searched at once."""
    named = _name_things(_newest(entries), words)
    years = {entry.year for entry in named if entry.year and entry.year < newest}
    yield _file("names", _part(_open_guides([entry for entry in named if not entry.year]), units, names=True) | {
        "newest": newest,
        "older": [[year, sum(entry.year == year for entry in named)] for year in sorted(years, reverse=True)],
    })  # fmt: skip
    yield _file("newest", _part([entry for entry in named if entry.year and entry.year >= newest], units))
    for year in sorted(years):
        yield _file(f"records-{year}", _part([entry for entry in named if entry.year == year], units))
    yield _file("guide", _part([entry for entry in named if entry.sort == "guide" and entry.text], units))
    yield _file("typing", {"readings": list_readings(_words_of(named, units))})


def _file(name: str, part: Mapping[str, Any]) -> tuple[str, bytes]:
    data = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    # A script may not hold these two as they are, whatever JSON says.
    data = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{FOLDER}/{name}.js", f'(window.kaoheParts=window.kaoheParts||{{}})["{name}"]={data};\n'.encode()


def _newest(entries: Iterable[SearchEntry]) -> list[SearchEntry]:
    """The entries, of each thing the last, which has the names of all; in the order of their sorts, newest first."""
    found: dict[tuple[str, str, str], SearchEntry] = {}
    single = []
    for entry in entries:
        if not entry.thing:
            single.append(entry)
            continue
        key = (entry.sort, entry.kind, entry.thing)
        before = found.pop(key, None)
        names = f"{before.title} {before.names}".split() if before is not None else []
        more = dict.fromkeys([*entry.names.split(), *(name for name in names if name != entry.title)])
        found[key] = replace(entry, names=" ".join(more))
    return sorted([*found.values(), *reversed(single)], key=lambda entry: _SORTS.index(entry.sort))


def _name_things(entries: Iterable[SearchEntry], words: Mapping[str, Sequence[str]]) -> list[SearchEntry]:
    """The entries with what people call them."""
    return [
        replace(entry, names=" ".join(filter(None, (entry.names, *words.get(entry.thing, ()))))) for entry in entries
    ]


def _open_guides(entries: Sequence[SearchEntry]) -> list[SearchEntry]:
    """The entries; those of guides with the opening of their texts, of a work of reference with headings alone."""
    pages = Counter(entry.url.partition("#")[0] for entry in entries)
    opened = []
    for entry in entries:
        much = pages[entry.url.partition("#")[0]] > _REFERENCE
        opened.append(replace(entry, text="" if much else entry.text[:_OPENING]) if entry.sort == "guide" else entry)
    return opened


def _part(entries: Sequence[SearchEntry], units: Mapping[str, Unit], names: bool = False) -> dict[str, Any]:
    """The entries as rows [sort, kind, title, address, names, text, number, thing, units], empty ends left out.

    Rows that differ only in the unit that they concern are one, with all their units.
    """
    numbers = {unit: number for number, unit in enumerate(units)}
    kinds = list(dict.fromkeys(entry.kind for entry in entries))
    lists = _Lists(numbers, {kind: number for number, kind in enumerate(kinds)})
    rows: dict[tuple[Any, ...], list[int]] = {}
    for entry in entries:
        row, concerned = _row(entry, lists, units)
        rows.setdefault(row, []).extend(concerned)
    found: dict[str, Any] = {
        "kinds": kinds,
        "rows": [_trim([*row[1:], concerned]) for row, concerned in rows.items() if not row[0]],
        "each": [_trim([*row[1:], concerned]) for row, concerned in rows.items() if row[0]],
    }
    if names:
        found["sorts"] = list(_SORTS)
        found["units"] = [[unit.id, unit.name, unit.short_name, *unit.aliases] for unit in units.values()]
    return found


def _row(entry: SearchEntry, lists: _Lists, units: Mapping[str, Unit]) -> tuple[tuple[Any, ...], list[int]]:
    concerned = [lists.units[unit] for unit in entry.units if unit in lists.units]
    unit = units[entry.units[0]] if len(concerned) == len(entry.units) == 1 else None
    put = _writer(unit) if unit is not None else str
    written = [put(part) for part in (entry.title, entry.url)]
    # Where every part says which unit it is, others can be made from it; several units of one row are not made of it.
    made = unit is not None and put is not str and _ID in written[1]
    row = (
        made, _SORTS.index(entry.sort), lists.kinds[entry.kind], *written,
        _further_names(entry, unit), entry.text, entry.number, entry.thing,
    )  # fmt: skip
    return row, concerned


def _further_names(entry: SearchEntry, unit: Unit | None) -> str:
    """The names of an entry; of a unit those that the list of units does not have."""
    if entry.sort != "unit" or unit is None:
        return entry.names
    return " ".join(name for name in entry.names.split() if name not in (unit.name, unit.short_name, *unit.aliases))


def _writer(unit: Unit) -> Callable[[str], str]:
    """Writes marks for the names of `unit`; only where its id is a whole word, and no mark stands there already."""
    word = re.compile(rf"(?<![a-z0-9]){re.escape(unit.id)}(?![a-z0-9])")

    def write(text: str) -> str:
        if any(mark in text for mark in (_FULL, _SHORT, _ID)):
            return text
        return word.sub(_ID, text.replace(unit.name, _FULL).replace(unit.short_name, _SHORT))

    return write


def _trim(row: list[Any]) -> list[Any]:
    while row and not row[-1]:
        row.pop()
    return row


def _words_of(entries: Iterable[SearchEntry], units: Mapping[str, Unit]) -> str:
    """Everything that is a name of something."""
    called = "".join(f"{unit.name}{unit.short_name}{''.join(unit.aliases)}" for unit in units.values())
    return called + "".join(
        f"{entry.title}{entry.names}" for entry in entries if entry.sort in ("unit", "item", "page", "register")
    )


def list_readings(names: str) -> str:
    """How characters are typed: each syllable with its characters, of the common ones and of `names`."""
    # GB 2312, level 1
    cells = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    common = b"".join(cells).decode("gb2312", "ignore")
    signs: dict[str, Counter[str]] = {}
    for sign in sorted({*common, *names}):
        for syllable in readings_of(sign) if not sign.isascii() else ():
            signs.setdefault(syllable, Counter())[sign] += 1
    return " ".join(f"{syllable}{''.join(found)}" for syllable, found in sorted(signs.items()))
