"""An entry of a register as an office sees it that does not keep it: built anew from the fields that it may know."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from generator.model.entry import Entry
from generator.public.public_entry import public_entry, public_register


def entry_for(entry: Entry, fields: Set[str]) -> Entry:
    """`entry` without any field but `fields` and its day; never an internal note, nor what a declaration keeps open.

    Its `REGISTER` has no other fields either, so that no title, state or deadline can tell of them.
    """
    register = entry.REGISTER
    kept = fields | {register.date}
    seen = replace(
        register,
        show="records",
        store="main",
        opened=(),
        amended=(),
        editions=(),
        fields=tuple(replace(rule, share="public" if rule.id in kept else "office") for rule in register.fields),
    )
    made = public_entry(entry, public_register(seen), seen)
    assert made is not None, entry.path
    return made
