"""What never leaves the repository, by the declarations of the records: computed here alone, however deep it lies.

A field marked `internal` stays, with all below it; a class that says INTERNAL stays as a whole. Whoever decides what
leaves by a stricter rule hands that in as `leaves`, and the same walk goes by it.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from generator.read.shape import Slot, slots_of
from generator.rules.kind_list import with_members

Leaves = Callable[[type, str], bool]  # whether the field of a record class, by its attribute, may leave
Value = TypeVar("Value")
_STEP = re.compile(r"\[[^\]]*\]|[^.\[]+")
_UNIONS = (Union, types.UnionType)


def is_declared_public(record: type, attribute: str) -> bool:
    """Whether a field is not declared internal, itself or with its whole class."""
    return attribute not in internal_attributes(record)


@cache
def internal_attributes(record: type) -> frozenset[str]:
    """The fields of a record class that are declared internal; what lies below another field is not looked at."""
    whole = bool(getattr(record, "INTERNAL", False))
    return frozenset(
        slot.attribute for slot in slots_of(record) if whole or any(marker.internal for marker in slot.markers)
    )


def types_in(hint: Any) -> Iterator[type]:
    """The record classes that a type is made of, those in rows and tables among them."""
    hint = with_members(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for argument in get_args(hint):
        yield from types_in(argument)


def parse_steps(field: str) -> tuple[str, ...]:
    """The steps that a field written as text names: `evidence[0].title` is evidence, [0], title."""
    return tuple(_STEP.findall(field))


def types_at(record: type, steps: Sequence[str], leaves: Leaves) -> list[Any]:
    """What may stand where `steps` lead in the plain form of `record`; nothing where one of them may not leave."""
    hints: list[Any] = [record]
    for step in steps:
        hints = [found for hint in hints for found in _types_below(hint, step, leaves)]
    return hints


def _types_below(hint: Any, step: str, leaves: Leaves) -> Iterator[Any]:
    """The types one step below; of alternatives that all have a field, each must let it leave."""
    options = list(_options(hint))
    slots = [(option, slot) for option in options if _is_record(option) and (slot := _slots(option).get(step))]
    if all(leaves(option, slot.attribute) for option, slot in slots):
        yield from (slot.type for _, slot in slots)
    for option in options:
        if option is Any:
            yield Any
        if not _is_record(option) and get_args(option):
            yield get_args(option)[0 if get_origin(option) is tuple else 1]


def cut_plain(hint: Any, value: Value, leaves: Leaves) -> Value:
    """The plain form `value` of a type without what may not leave; what the type does not know does not leave."""
    found: Any = value
    if hint is Any:
        return value
    if isinstance(found, dict):
        found = _cut_entries(hint, found, leaves)
    elif isinstance(found, list):
        inner = [get_args(option)[0] for option in _options(hint) if get_origin(option) is tuple]
        found = [cut_plain(inner[0], entry, leaves) for entry in found] if inner else []
    cut: Value = found
    return cut


def _cut_entries(hint: Any, value: dict[str, Any], leaves: Leaves) -> dict[str, Any]:
    options = list(_options(hint))
    for option in options:
        if not _is_record(option) and get_args(option) and get_origin(option) is not tuple:
            return {name: cut_plain(get_args(option)[1], entry, leaves) for name, entry in value.items()}
    slots = _slots_of_kind([option for option in options if _is_record(option)], value)
    return {
        name: cut_plain(slots[name][1].type, entry, leaves)
        for name, entry in value.items()
        if name in slots and leaves(slots[name][0], slots[name][1].attribute)
    }


def _slots_of_kind(records: list[type], value: Mapping[str, Any]) -> dict[str, tuple[type, Slot]]:
    """The fields of the one class, of several told by `kind`, that `value` is the plain form of."""
    if len(records) > 1:
        records = [record for record in records if _may_be(record, value)]
    return {name: (record, slot) for record in records[:1] for name, slot in _slots(record).items()}


def _may_be(record: type, value: Mapping[str, Any]) -> bool:
    """Whether a plain form is one of `record`: by its kind, or, where no kind is written, by its fields."""
    kind = _slots(record).get("kind")
    if kind is None:
        return bool(_slots(record).keys() & value.keys())
    return value["kind"] in get_args(kind.type) if "kind" in value else not kind.required


@cache
def _slots(record: type) -> dict[str, Slot]:
    return {slot.name: slot for slot in slots_of(record)}


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and dataclasses.is_dataclass(hint)


def _options(hint: Any) -> Iterator[Any]:
    """The alternatives of a type, without fixed words and None."""
    if get_origin(hint) in _UNIONS:
        for argument in get_args(hint):
            yield from _options(argument)
    elif get_origin(hint) is not Literal and hint is not type(None):
        yield hint
