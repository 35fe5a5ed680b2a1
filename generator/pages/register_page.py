"""The page of one register: who keeps it, what is counted, and its entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.register_field import FieldName
from generator.model.register_rule import RegisterRule
from generator.words import address
from generator.words.register_tables import CountTable, count_tables
from generator.words.register_words import EntryLine, Registers


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """The entries of a group; the name is empty where the list is not grouped."""

    name: str
    lines: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The page of one register."""

    title: str
    url: str
    about: str
    keeper: str
    shows_records: bool
    heads: tuple[str, ...]
    groups: tuple[EntryGroup, ...]
    counts: tuple[CountTable, ...]
    number: int
    sample: bool


def view_register(registers: Registers, register: RegisterRule) -> RegisterView:
    """The page of a register."""
    keeper = register.keeper
    name = "各单位自己" if isinstance(keeper, FieldName) else registers.names.get(keeper, keeper)
    columns = registers.columns(register)
    return RegisterView(
        title=register.title,
        url=address.register_page(register.id),
        about=register.about,
        keeper=name,
        shows_records=register.shows_records,
        heads=tuple(registers.head(register, column) for column in columns),
        groups=tuple(_groups(registers, register)) if register.shows_records else (),
        counts=tuple(count_tables(registers, register)),
        number=len(registers.corpus.entries_by_register.get(register.id, ())),
        sample=register.sample,
    )


def _groups(registers: Registers, register: RegisterRule) -> Iterator[EntryGroup]:
    groups: dict[str, list[EntryLine]] = {}
    by = register.pages.group_by
    for entry in registers.entries(register):
        name = (registers.cell(entry, by) or "其他") if by else ""
        groups.setdefault(name, []).append(registers.line(entry, registers.columns(register)))
    for name, lines in groups.items():
        yield EntryGroup(name, tuple(lines))
