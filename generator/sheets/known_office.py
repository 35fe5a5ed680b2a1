"""What readers of tables know of a project: units and how they are called, items and standards of each year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from generator.model.deduction import METHODS
from generator.model.lazy_dataclass import dataclass
from generator.model.unit import Unit
from generator.read.alike import find_alike
from generator.read.finder import find_called
from generator.rules.corpus import Corpus
from generator.rules.figure_use import is_computed
from generator.rules.item import Item
from generator.rules.item_effect import adds_points
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord
from generator.sheets.draft_row import plain_reason
from generator.sheets.half_width import half_width
from generator.sheets.question import Offer

_NEAR = 6  # units that are offered
_COMMON = 10  # more units than one in so many share a character that tells nothing: 区, 局, 委


@dataclass(frozen=True)
class Office:
    """The project whose records are to be written; `own` are the items of each year that may be, where not all."""

    corpus: Corpus
    own: Mapping[int, Container[str]] | None = None

    @cached_property
    def names(self) -> dict[str, str]:
        """Every way in which a unit is written without doubt, plain -> its id; names of two units are left out."""
        found: dict[str, set[str]] = {}
        for unit in self.corpus.units.values():
            for called in (unit.id, unit.name, unit.short_name, *unit.aliases):
                found.setdefault(plain_name(called), set()).add(unit.id)
        return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}

    @cached_property
    def recorded_counts(self) -> dict[tuple[str, str, date, str, Decimal, str], int]:
        """For how many cases a record is, by item, unit, day, standard, points and plain reason."""
        return {
            (one.item, one.unit, one.date, one.standard, one.points, plain_reason(one.reason)): one.count
            for one in self.corpus.deductions
        }

    def unit_called(self, text: str) -> str:
        """The id of the unit that is called exactly so, blanks aside; empty where none is."""
        return self.names.get(plain_name(text), "")

    @cached_property
    def _called(self) -> dict[str, tuple[str, ...]]:
        units = self.corpus.units.values()
        return {unit.id: (unit.id, unit.name, unit.short_name, *unit.aliases) for unit in units}

    def unit_meant(self, text: str) -> str:
        """The id of the unit that a person means who writes so: a short form or pinyin will do; empty if not sure."""
        return self.unit_called(text) or find_called(text, self._called).meant

    def near_units(self, text: str) -> tuple[Offer, ...]:
        """The units that may be meant, the likeliest first."""
        units = self.corpus.units
        plain = plain_name(text)
        within = sorted((name for name in self.names if len(name) > 2 and name in plain), key=len, reverse=True)
        ids = list(
            dict.fromkeys(
                [
                    *filter(None, [find_called(text, self._called).meant]),
                    *(self.names[name] for name in within),
                    *find_alike(plain, self._called).ids,
                    *self._alike_in_what_tells(plain),
                ]
            )
        )
        return tuple(Offer(name, units[name].short_name) for name in ids[:_NEAR])

    def _alike_in_what_tells(self, plain: str) -> list[str]:
        """The units whose names share most of the characters that few units have: of 民政居 the 民政局."""
        held = Counter(one for names in self._called.values() for one in set("".join(names[1:])))
        most = max(2, len(self._called) // _COMMON)
        telling = {one for one in plain if not one.isascii() and 0 < held[one] <= most}
        shared = {
            unit: max(len(telling.intersection(name)) for name in names[1:]) for unit, names in self._called.items()
        }
        best = max(shared.values(), default=0)
        return [unit for unit, count in shared.items() if count == best] if best and 2 * best >= len(telling) else []

    def unit(self, name: str) -> Unit:
        """The unit with this id."""
        return self.corpus.units[name]

    def scheme(self, year: int | None) -> Scheme | None:
        """The scheme of a year as it stands at its end; of no year the newest."""
        if year is None:
            year = max(self.corpus.schemes, default=0)
        return self.corpus.scheme_on(year, date(year, 12, 31)) if year in self.corpus.schemes else None

    def items(self, year: int | None) -> dict[str, Item]:
        """The items under which records are entered, by id."""
        scheme = self.scheme(year)
        if scheme is None:
            return {}
        allowed = scheme.items if self.own is None else self.own.get(scheme.year, ())
        return {
            name: item for name, item in scheme.items.items() if name in allowed and any(self.standards(year, name))
        }

    def methods(self, year: int | None, called: str) -> tuple[str, ...]:
        """The methods of the item with this id or name, in the order of all; all where there is none."""
        found = self.items(year).get(self.item_called(year, called))
        return tuple(name for name in METHODS if found is None or name in found.methods)

    def standards(self, year: int | None, item: str) -> tuple[StandardRecord, ...]:
        """The standards of an item under which a deduction is entered."""
        if (year, item) not in self._standards:  # thousands of rows ask for the same few
            self._standards[year, item] = tuple(self._find_standards(year, item))
        return self._standards[year, item]

    @cached_property
    def _standards(self) -> dict[tuple[int | None, str], tuple[StandardRecord, ...]]:
        return {}

    def _find_standards(self, year: int | None, item: str) -> Iterator[StandardRecord]:
        scheme = self.scheme(year)
        found = scheme.items.get(item) if scheme is not None else None
        if scheme is None or found is None:
            return
        for standard in found.standards:
            if not is_computed(standard) and not adds_points(scheme, found, standard.id):
                yield standard

    def item_choices(self, year: int | None, text: str = "") -> tuple[Offer, ...]:
        """The items to choose from; those that `text` is like come first."""
        items = self.items(year)
        near = find_alike(text, {name: (name, item.name) for name, item in items.items()}).ids if text else ()
        return tuple(Offer(name, items[name].name) for name in dict.fromkeys([*near, *items]))

    def item_meant(self, year: int | None, text: str) -> str:
        """The id of the one item that a text is like, or that it names within; empty where none or several are."""
        items = self.items(year)
        plain = plain_name(text)
        within = [name for name, item in items.items() if plain_name(item.name) in plain]
        near = within or list(find_alike(text, {name: (name, item.name) for name, item in items.items()}).ids)
        return near[0] if len(near) == 1 else ""

    def item_called(self, year: int | None, text: str) -> str:
        """The id of the item that is called exactly so; empty where none is."""
        wanted = plain_name(text)
        found = [name for name, item in self.items(year).items() if wanted in (plain_name(item.name), name)]
        return found[0] if len(found) == 1 else ""

    def standard_called(self, year: int | None, item: str, text: str) -> str:
        """The id of the standard that is worded exactly so; empty where none is."""
        wanted = plain_name(text)
        found = [one.id for one in self.standards(year, item) if wanted in (plain_name(one.text), one.id)]
        return found[0] if len(found) == 1 else ""


@lru_cache(4096)
def plain_name(text: str) -> str:
    """A name without width, blanks and quotes."""
    return re.sub(r"['\"“”‘’]+", "", half_width(text))


def standard_words(standard: StandardRecord) -> str:
    """A standard with its points, as it is offered."""
    points = standard.range.words
    return standard.text if points in standard.text else f"{standard.text}（{points}）"


def fits(standard: StandardRecord, points: Decimal, count: int = 1) -> bool:
    """Whether the standard allows the points for so many cases."""
    return standard.range.min * count <= points <= standard.range.max * count


def cases_of(standard: StandardRecord, points: Decimal) -> int:
    """For how many cases (2 or more) the points of a fixed standard are right; 0 where for none."""
    each = standard.range.min
    if each != standard.range.max or not each or points % each:
        return 0
    count = int(points / each)
    return count if 2 <= count <= 999 else 0
