"""Which registers and entries an office sees at the desk, how much of each, and what of them it may write.

The keeper sees its entries whole. Whoever reaches a stage sees what is public or meant for the units concerned, and
what it writes itself. A unit sees of an entry about itself the same once the entry is published. The rest is unseen.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.entry_ownership import keepers_of, writable_fields
from generator.desk.desk_sight import Sight
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.register_field import FieldName
from generator.model.register_rule import RegisterRule
from generator.public.office_entry import entry_for


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as it lies in the repository, as the office sees it, and the fields that the office may write."""

    entry: Entry
    shown: Entry
    writable: frozenset[str]
    keeps: bool


def registers_of(sight: Sight) -> list[RegisterRule]:
    """The registers whose entries lie in this repository, of which the office keeps or sees something."""
    site = sight.corpus.site
    is_confidential = site is not None and site.confidential
    own = [one for one in sight.corpus.registers.values() if one.is_confidential == is_confidential]
    return [one for one in own if may_begin(sight, one) or any(True for _ in entries_seen(sight, one))]


def may_begin(sight: Sight, register: RegisterRule) -> bool:
    """Whether the office may write a new entry: its keeper, or any unit where the entry itself names its keeper."""
    named = isinstance(register.keeper, FieldName)
    return sight.viewer.leads or named or register.keeper == sight.viewer.office


def keeper_field(register: RegisterRule) -> str:
    """The field by which an entry names its keeper; empty where the register has one keeper."""
    return register.keeper.field if isinstance(register.keeper, FieldName) else ""


def entries_seen(sight: Sight, register: RegisterRule) -> Iterator[SeenEntry]:
    """The entries of a register that the office sees, as far as it sees them."""
    for entry in sight.corpus.entries_by_register.get(register.id, ()):
        seen = see_entry(sight, entry)
        if seen is not None:
            yield seen


def see_entry(sight: Sight, entry: Entry) -> SeenEntry | None:
    """An entry as the office sees it; None where it does not."""
    register, office = entry.REGISTER, sight.viewer.office
    every = frozenset(rule.id for rule in register.fields)
    if sight.viewer.leads:
        return SeenEntry(entry, entry, every, keeps=True)
    writable = writable_fields(register, office, entry)
    if office in keepers_of(register, entry):
        return SeenEntry(entry, entry, writable, keeps=True)
    if not writable and not (office in entry.units and entry.path in sight.published):
        return None
    shared = frozenset(rule.id for rule in register.fields if rule.share != "office")
    return SeenEntry(entry, entry_for(entry, shared | writable), writable, keeps=False)
