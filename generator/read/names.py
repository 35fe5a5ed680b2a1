"""What registers and schemes call by name, so that a message about another file says the right id or points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final

from generator.model.number import format_points
from generator.model.unit import Unit
from generator.model.unread import Unread
from generator.read.alike import Alike, find_alike
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord

Called = Mapping[str, tuple[str, ...]]  # id -> what it is called, the first by preference


class Names:
    """What may be called by a Chinese name: units, panels …, the items of a year, the standards of an item.

    `tables` has them by kind; those of a year by `item 2015`, those of an item by `standard 2015/hotline`.
    """

    __slots__ = ("_found", "standards", "tables")

    def __init__(self, tables: Mapping[str, Called], standards: Mapping[str, StandardRecord]) -> None:
        self.tables = tables
        self.standards = standards
        self._found: dict[tuple[str, str], Alike] = {}

    def find(self, of: str, written: str) -> Alike:
        """What `written` may mean among the `of` that there are; thousands of files may have the same slip."""
        key = (of, written)
        if key not in self._found:
            called = {name: (name, *others) for name, others in self.tables.get(of, {}).items()}
            self._found[key] = find_alike(written, called)
        return self._found[key]

    def labels(self, of: str) -> dict[str, str]:
        """The name of each `of` by its id."""
        return {key: called[0] for key, called in self.tables.get(of, {}).items()}


class LateNames(Names):
    """Names that are collected once the first of them is asked for, which is where there is a slip."""

    __slots__ = ("_collect", "_made")

    def __init__(self, collect: Callable[[], Names]) -> None:
        self._collect = collect
        self._made: Names | None = None
        self._found = {}

    @property
    def _all(self) -> Names:
        if self._made is None:
            self._made = self._collect()
        return self._made

    @property
    def tables(self) -> Mapping[str, Called]:  # type: ignore[override]
        """What is called by name, by kind."""
        return self._all.tables

    @property
    def standards(self) -> Mapping[str, StandardRecord]:  # type: ignore[override]
        """The standards by year, item and id."""
        return self._all.standards


NO_NAMES: Final = Names({}, {})


def collect_names(units: Iterable[Unit], schemes: Iterable[Scheme]) -> Names:
    """The names in these registers and schemes; of one that could not be read in full, those that could."""
    of = ("unit", "panel", "aspect", "option", "measure")
    tables: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in of}
    standards: dict[str, StandardRecord] = {}
    for unit in units:
        try:
            tables["unit"][unit.id] = (unit.short_name, unit.name, *unit.aliases)
        except Unread:
            continue
    for scheme in schemes:
        try:
            _collect_scheme(scheme, tables, standards)
        except Unread:
            continue
    return Names(tables, standards)


def _collect_scheme(
    scheme: Scheme, tables: dict[str, dict[str, tuple[str, ...]]], standards: dict[str, StandardRecord]
) -> None:
    for component in scheme.components:
        if isinstance(component, VotedPart):
            tables["panel"] |= {panel.id: (panel.name,) for panel in component.polls}
            tables["aspect"] |= {aspect.id: (aspect.name,) for aspect in component.aspects}
            tables["option"] |= {option.id: (option.name,) for option in component.options}
    tables["measure"] |= {rule.id: (rule.name,) for rule in scheme.all_measures}
    tables[f"item {scheme.year}"] = {item.id: (item.name,) for item in scheme.items.values()}
    for item in scheme.items.values():
        scope = f"{scheme.year}/{item.id}"
        standards |= {f"{scope}/{found.id}": found for found in item.standards}
        tables[f"standard {scope}"] = {found.id: _name_standard(found) for found in item.standards}


def _name_standard(standard: StandardRecord) -> tuple[str, ...]:
    """A standard is called by its wording, or by what of it stands before the points: 逾期办结（，每件扣0.5分）."""
    head, comma, _ = standard.text.rpartition("，")
    return (standard.text, head) if comma else (standard.text,)


def state_points(standard: StandardRecord, count: int = 1, verb: str = "扣") -> str:
    """The wording of a standard and what it deducts, without a full stop: 标准为“…”，应扣 1 至 2 分.

    With `count`, what it deducts for so many: 标准为“…”，count 为 3，应扣 0.6 分.
    """
    least, most = standard.range.min * Decimal(count), standard.range.max * Decimal(count)
    low, high = format_points(least), format_points(most)
    should = f"应{verb} {low} 分" if low == high else f"应{verb} {low} 至 {high} 分"
    return f"标准为“{standard.text}”，{f'count 为 {count}，' if count > 1 else ''}{should}"
