"""What a record says, free of how it is written; and in which fields two such readings differ.

A plain form holds every field that is not at its default, under its name in YAML: text, or a list or mapping of plain
forms. Equal records have equal plain forms, whatever the order of keys, comments or trailing zeros in their files.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.read.internal import Leaves, cut_plain, is_declared_public, types_at
from generator.read.shape import slots_of

Plain = str | list["Plain"] | dict[str, "Plain"]
ORDER = "[*]"  # the step to the order of a list's entries


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs: where, and its plain form before and after (None: not given).

    `steps` are names of fields, and `[id]` or `[place]` (from 0) for the entry of a list. Where only the order of a
    list's entries differs, the last step is `[*]` and the values are their ids. Of an `internal` one the values hold,
    themselves or below, what never leaves the repository. `declared` is the class of an entry, which its path alone
    does not tell.
    """

    steps: tuple[str, ...]
    old: Plain | None
    new: Plain | None
    internal: bool = False
    declared: type | None = field(default=None, compare=False, repr=False)

    @property
    def field(self) -> str:
        """The place as text: `appeal.points`, `evidence[0].title`, `panels.delegates.tallies.law.satisfied`."""
        return spell_steps(self.steps)


@lru_cache(maxsize=4096)
def spell_steps(steps: tuple[str, ...]) -> str:
    """The steps to a field as text; the same few again and again in a history."""
    text = "".join(step if step.startswith("[") else f".{step}" for step in steps)
    return text.removeprefix(".")


class DeclaredForm(dict[str, Plain]):
    """The plain form of an entry, which remembers the class that its declaration gave it."""

    __slots__ = ("record",)

    def __init__(self, found: Mapping[str, Plain], record: type[Entry]) -> None:
        super().__init__(found)
        self.record = record


def plain_record(record: Any) -> dict[str, Plain]:
    """The plain form of a record, without the ids that its path gives it."""
    declared: type = type(record)
    defaults = _defaults(declared)
    found: dict[str, Plain] = {}
    for slot in slots_of(declared):
        value = getattr(record, slot.attribute)
        if slot.required or value != defaults[slot.attribute]:
            found[slot.name] = _plain(value)
    return DeclaredForm(found, type(record)) if isinstance(record, Entry) else found


def rows_of(plain: Mapping[str, Plain], name: str) -> list[dict[str, Plain]]:
    """The records in the list `name` of a plain form, without anything else that stands there."""
    entries = plain.get(name, [])
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _plain(value: Any) -> Plain:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return "none" if value.is_infinite() else format_points(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Mapping):
        return {name: _plain(entry) for name, entry in sorted(value.items())}
    return plain_record(value) if dataclasses.is_dataclass(value) else str(value)


@cache
def _defaults(record: type) -> dict[str, Any]:
    return {
        field.name: field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        for field in dataclasses.fields(record)
    }


def differing_fields(record: type, old: Plain, new: Plain) -> tuple[FieldChange, ...]:
    """The fields in which two plain forms of one record class differ, in the order of their declaration."""
    return tuple(
        replace(change, internal=True) if _holds_back(record, change) else change for change in diff_plain(old, new)
    )


def _holds_back(record: type, change: FieldChange) -> bool:
    """Whether a change that was just found has, itself or below, what is declared internal."""
    if isinstance(change.old, str | None) and isinstance(change.new, str | None):
        return not _may_leave(record, change.steps)  # there is nothing below a text
    return cut_change(record, change, is_declared_public) != change


@lru_cache(maxsize=4096)
def _may_leave(record: type, steps: tuple[str, ...]) -> bool:
    return bool(types_at(record, steps, is_declared_public))


def differing_entries(old: Plain, new: Plain) -> tuple[FieldChange, ...]:
    """As `differing_fields` for two entries, each by its own declaration: internal is what either holds back."""
    found = []
    for change in diff_plain(old, new):
        sides = [side for side, value in ((new, change.new), (old, change.old)) if value is not None]
        classes = [side.record for side in sides if isinstance(side, DeclaredForm)]
        bare = replace(change, internal=False)
        internal = any(cut_change(record, bare, is_declared_public) is None for record in classes)
        found.append(replace(bare, internal=internal, declared=next(iter(classes), None)))
    return tuple(found)


def cut_change(record: type, change: FieldChange, leaves: Leaves) -> FieldChange | None:
    """What may leave of a field of a record class that differs; None if nothing does, or only what is the same."""
    hints = types_at(record, change.steps, leaves)
    if not hints:
        return None
    if change.steps[-1:] == (ORDER,):
        return change
    old, new = (None if value is None else cut_plain(hints[0], value, leaves) for value in (change.old, change.new))
    return None if old == new != change.old else replace(change, old=old, new=new)


def diff_plain(old: Plain, new: Plain, steps: tuple[str, ...] = ()) -> Iterator[FieldChange]:
    """Where two plain forms differ. Entries of a list are told by their ids where they have them."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old if old.keys() == new.keys() else dict.fromkeys([*old, *new]):
            before, after = old.get(name), new.get(name)
            if before is not after and before != after:
                if type(before) is str and type(after) is str:
                    yield FieldChange((*steps, name), before, after)
                else:
                    yield from _diff_entry(before, after, (*steps, name))
    elif isinstance(old, list) and isinstance(new, list) and (ids := _ids(old)) and (other := _ids(new)):
        yield from _diff_rows(dict(zip(ids, old, strict=True)), dict(zip(other, new, strict=True)), steps)
    elif isinstance(old, list) and isinstance(new, list) and _id_of_each(old) == _id_of_each(new):
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from diff_plain(before, after, (*steps, f"[{at}]"))
    else:
        yield FieldChange(steps, old, new)


def _diff_entry(old: Plain | None, new: Plain | None, steps: tuple[str, ...]) -> Iterator[FieldChange]:
    if old is None or new is None:
        yield FieldChange(steps, old, new)
    else:
        yield from diff_plain(old, new, steps)


def _diff_rows(old: Mapping[str, Plain], new: Mapping[str, Plain], steps: tuple[str, ...]) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield from _diff_entry(old.get(name), new.get(name), (*steps, f"[{name}]"))
    kept = [name for name in old if name in new]
    if [*kept, *(name for name in new if name not in old)] != list(new):
        yield FieldChange((*steps, ORDER), list(old), list(new))


def _ids(entries: Sequence[Plain]) -> list[str] | None:
    """The ids of a list's entries where each has one of its own."""
    found = [name for name in _id_of_each(entries) if isinstance(name, str)]
    return found if len(found) == len(entries) == len(set(found)) else None


def _id_of_each(entries: Sequence[Plain]) -> list[Plain | None]:
    """What each entry has for an id: where it has another, its place no longer tells which entry it is."""
    return [entry.get("id") if isinstance(entry, dict) else None for entry in entries]


def apply_field(plain: Plain, change: FieldChange) -> Plain:
    """`plain` with one difference carried out; all of them, in order, turn the one form into the other."""
    return _put(plain, change.steps, change.new)


def _put(plain: Plain, steps: tuple[str, ...], value: Plain | None) -> Plain:
    if not steps:
        assert value is not None
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(plain, dict):
        found = dict(plain)
        _put_entry(found, step, rest, value)
        return found
    assert isinstance(plain, list)
    rows = dict(zip(_ids(plain) or map(str, range(len(plain))), plain, strict=True))
    if step == ORDER:
        assert isinstance(value, list)
        return [rows[str(name)] for name in value]
    _put_entry(rows, step[1:-1], rest, value)
    return list(rows.values())


def _put_entry(entries: dict[str, Plain], name: str, rest: tuple[str, ...], value: Plain | None) -> None:
    if rest:
        entries[name] = _put(entries[name], rest, value)
    elif value is None:
        del entries[name]
    else:
        entries[name] = value
