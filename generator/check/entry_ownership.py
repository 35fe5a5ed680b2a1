"""Whose an entry of a register is: the keeper's, and of a stage what it asks for also whoever reaches it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.place import FileKind, Place
from generator.model.register_field import FieldName
from generator.model.register_rule import KEEPER, OFFICE, UNIT, RegisterRule, Stage
from generator.read.canonical import differing_fields, plain_record
from generator.rules.corpus import Corpus

OF_REGISTERS: tuple[FileKind, ...] = ("entry", "tally")
Touched = Deduction | Entry | None


def register_of(base: Corpus, head: Corpus, place: Place) -> RegisterRule | None:
    """The register of an entry or tally as it was declared before the change, else as it is now."""
    return base.registers.get(place.register) or head.registers.get(place.register)


def keepers_of(register: RegisterRule, entry: Touched) -> tuple[str, ...]:
    """Who owns an entry, or the register as a whole; nobody where a field says it and there is no entry."""
    if not isinstance(register.keeper, FieldName):
        return (register.keeper,)
    return _units_in(register.keeper.field, entry)


def _units_in(field: str, entry: Touched) -> tuple[str, ...]:
    """The units that a field of an entry names; none where the entry is of another declaration without it."""
    if not isinstance(entry, Entry) or field not in entry.REGISTER.by_id:
        return ()
    return tuple(map(str, entry.values_of(field)))


def foreign_fields(register: RegisterRule, office: str, before: Touched, after: Touched) -> Iterator[tuple[str, ...]]:
    """Of each changed field that `office` may not write, those who may; the keeper before the change decides."""
    entry = before if before is not None else after
    keepers = keepers_of(register, entry)
    for name in _changed(before, after):
        allowed = _writers(register, name, entry, keepers)
        if office not in allowed:
            yield allowed


def writable_fields(register: RegisterRule, office: str, entry: Touched) -> frozenset[str]:
    """The fields that `office` may write in an entry, in a new one (None) as its keeper.

    The leading office may write all, and is not asked about here.
    """
    keepers = keepers_of(register, entry) if entry is not None else (office,)
    return frozenset(rule.id for rule in register.fields if office in _writers(register, rule.id, entry, keepers))


def _changed(before: Touched, after: Touched) -> list[str]:
    """The fields that differ; first, of what is new or cannot be read, the whole, as a field without a name."""
    if before is None and isinstance(after, Entry):
        return ["", *(rule.id for rule in after.REGISTER.fields if after.values_of(rule.id))]
    if not isinstance(before, Entry) or not isinstance(after, Entry):
        return [""]
    found = differing_fields(type(after), plain_record(before), plain_record(after))
    return list(dict.fromkeys(change.steps[0] for change in found)) or [""]


def _writers(register: RegisterRule, name: str, entry: Touched, keepers: tuple[str, ...]) -> tuple[str, ...]:
    """Who may write a field: the keeper, and by whom a stage is reached what that stage asks for."""
    of = [step for step in register.steps if name in (step.date, *step.needs)]
    if not of:
        return keepers
    others = [unit for step in of for unit in _by(register, step, entry)]
    is_only = all(step.by == OFFICE for step in of)
    return tuple(dict.fromkeys([*others, *(() if is_only else keepers)]))


def _by(register: RegisterRule, step: Stage, entry: Touched) -> tuple[str, ...]:
    """Who reaches a stage besides the keeper; the leading office may everything and is not named."""
    if step.by in (KEEPER, OFFICE):
        return ()
    return _units_in(register.unit if step.by == UNIT else step.by, entry)
