"""What a scheme can say, field by field, from the declarations; and what of it the page on writing a scheme shows."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, Literal, get_args, get_origin

from generator.model.field import Choice
from generator.read.shape import Slot, slots_of
from generator.rules.item import Category, Item
from generator.rules.kind_list import with_members
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord
from tests.words.scheme_examples import (
    CATEGORY,
    ITEM,
    ONE_PART,
    PART,
    PLACES,
    SCHEME,
    STANDARD,
    TOP,
    VOTES,
    blocks,
    cells,
    plain,
    strip,
)


def shown() -> set[str]:
    """The declarations of everything that an example of the page says."""
    found: set[str] = set()
    for example in [*cells(), *blocks()]:
        roots: dict[str, Any] = {TOP: Scheme, PART: ComponentRecord, CATEGORY: Category, ITEM: Item}
        roots |= {STANDARD: StandardRecord, VOTES: ComponentRecord, f"# {SCHEME}": Scheme}
        if example.place in roots or example.place.startswith(ONE_PART):
            tree = plain(strip(example.text) if example.place in PLACES else example.text)
            if example.place == VOTES:
                tree = {"kind": "appraisal"} | tree
            if example.place == ITEM:
                tree.pop("kind", None)  # of the part around it
            hint = tuple[ComponentRecord, ...] if example.place.startswith(ONE_PART) else roots[example.place]
            found |= set(walk(tree, with_members(hint)))
    return found


def declaration(slot: Slot) -> str:
    """A field as it is declared: that of one kind is that of another which declares it in the same words."""
    return f"{slot.name}: {slot.type} {[marker.doc for marker in slot.markers]}"


def walk(tree: Any, hint: Any) -> Iterator[str]:
    """The declarations of everything in `tree`, which is read as `hint`."""
    if isinstance(tree, list):
        for entry in tree:
            yield from walk(entry, get_args(hint)[0] if get_origin(hint) is tuple else hint)
    elif isinstance(tree, dict):
        record = chosen(tree, list(records_in(hint)))
        if record is None:  # a table by ids
            for entry in tree.values():
                yield from walk(entry, get_args(hint)[-1])
            return
        slots = {slot.name: slot for slot in slots_of(record)}
        for name, entry in tree.items():
            yield declaration(slots[name])
            yield from walk(entry, slots[name].type)


def records_in(hint: Any) -> Iterator[type]:
    """The record classes among the types that `hint` names itself."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    elif get_origin(hint) in {typing.Union, types.UnionType}:
        for found in get_args(hint):
            yield from records_in(found)


def chosen(tree: dict[str, Any], records: list[type]) -> type | None:
    """The class of a record by what it says: its `kind`, else the first that has all of its fields."""
    for record in records:
        slots = {slot.name: slot for slot in slots_of(record)}
        kinds = get_args(slots["kind"].type) if "kind" in slots and get_origin(slots["kind"].type) is Literal else ()
        if tree.get("kind", "deductions" if "max" in slots and "name" in slots else "per-event") in kinds:
            return record
    return next((found for found in records if tree.keys() <= {slot.name for slot in slots_of(found)}), None)


def sayable(record: type, seen: set[type]) -> Iterator[tuple[str, str]]:
    """Name and declaration of everything that a scheme can say, except which kind something is of."""
    if record in seen:
        return
    seen.add(record)
    for slot in slots_of(record):
        if slot.name != "kind":
            yield f"{record.__name__}.{slot.name}", declaration(slot)
        for below in inner(slot.type):
            yield from sayable(below, seen)


def inner(hint: Any) -> Iterator[type]:
    """The record classes anywhere in a type."""
    yield from records_in(hint)
    for found in get_args(hint):
        if found is not Ellipsis and not isinstance(found, str):
            yield from inner(found)


def choices(record: type, seen: set[type]) -> Iterator[tuple[str, str, str]]:
    """Class, field and value of everything that is chosen from a list in a scheme."""
    if record in seen:
        return
    seen.add(record)
    for slot in slots_of(record):
        for marker in slot.markers:
            if isinstance(marker, Choice) and slot.name != "kinds":  # the kinds of units are the register's
                yield from ((record.__name__, slot.name, value) for value in marker.names)
        for below in inner(slot.type):
            yield from choices(below, seen)
