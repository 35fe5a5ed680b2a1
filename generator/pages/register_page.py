"""The page of one register: who keeps it, what is counted, and its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.register_field import FieldName
from generator.model.register_rule import RegisterRule
from generator.score.register_indicators import year_of
from generator.words import address
from generator.words.count_tables import CountTable, count_tables
from generator.words.register_words import EntryLine, ShownRegisters
from generator.words.site_frame import Link

_MANY = 60  # entries in one list, above which those of earlier years are folded


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """The entries of a group; the name is empty where the list is not grouped.

    `heads` and `looks` are those of its own columns. `earlier` are the entries of years before the latest, where all
    together are too many for a telephone.
    """

    name: str
    heads: tuple[str, ...]
    looks: tuple[str, ...]
    lines: tuple[EntryLine, ...]
    earlier: tuple[EntryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The page of one register."""

    title: str
    url: str
    about: str
    keeper: str
    shows_records: bool
    withholds: bool
    groups: tuple[EntryGroup, ...]
    counts: tuple[CountTable, ...]
    number: int
    sample: bool
    basis: Link | None
    amended: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing yet that could be shown."""
        return not self.number and not self.counts


def view_register(registers: ShownRegisters, register: RegisterRule) -> RegisterView:
    """The page of a register."""
    return RegisterView(
        title=register.title,
        url=address.register_page(register.id),
        about=register.about,
        keeper=_keeper_words(registers, register),
        shows_records=registers.shows(register),
        withholds=register.at_least > 1,
        groups=tuple(_groups(registers, register)) if registers.shows(register) else (),
        counts=tuple(count_tables(registers, register)),
        number=len(registers.corpus.entries_by_register.get(register.id, ())),
        sample=register.sample,
        basis=registers.clause(register.basis) if register.basis else None,
        amended=tuple((found.from_.isoformat(), found.reason) for found in register.amended),
    )


def _keeper_words(registers: ShownRegisters, register: RegisterRule) -> str:
    """Who enters: one body, or with each entry the body that a field of it names (各考核实施部门)."""
    keeper = register.keeper
    if not isinstance(keeper, FieldName):
        return registers.names.get(keeper, keeper)
    return next((f"各{rule.label}" for rule in register.fields if rule.id == keeper.field), "各单位")


def _groups(registers: ShownRegisters, register: RegisterRule) -> Iterator[EntryGroup]:
    by, entries = register.pages.group_by, registers.entries(register)
    latest = max(map(year_of, entries), default=0) if len(entries) > _MANY and register.per == "year" else 0
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault((registers.cell(entry, by) or "其他") if by else "", []).append(entry)
    for name, found in groups.items():
        # The heading of each list says by what they are grouped.
        columns = tuple(column for column in registers.columns(register, found) if column != by)
        lines: tuple[list[EntryLine], list[EntryLine]] = ([], [])
        for entry in found:
            lines[year_of(entry) < latest].append(_beneath(name, registers.line(entry, columns)))
        yield replace(make_group(registers, register, columns, lines[0]), name=name, earlier=tuple(lines[1]))


def make_group(
    registers: ShownRegisters, register: RegisterRule, columns: Sequence[str], lines: Iterable[EntryLine]
) -> EntryGroup:
    """Lines of a register under the heads of their columns."""
    heads = tuple(registers.head(register, column) for column in columns)
    looks = tuple(registers.look(register, column) for column in columns)
    return EntryGroup("", heads, looks, tuple(lines))


def _beneath(name: str, line: EntryLine) -> EntryLine:
    """The line of a list headed `name`, which its title need not say once more: 办结率（甲局） leaves 甲局."""
    head = f"{name}（"
    if name and line.title.startswith(head) and line.title.endswith("）"):
        rest = line.title[len(head) : -1]
        if min(accumulate((sign == "（") - (sign == "）") for sign in rest), default=-1) >= 0:  # one bracket holds it
            return replace(line, title=rest)
    return line
