"""The days that a record tells of, by the declarations of its fields: whoever asks for them misses none."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from generator.model.field import Day
from generator.read.internal import types_in
from generator.read.shape import slots_of

Steps = tuple[str, ...]


def days_of(record: Any, above: Steps = ()) -> Iterator[tuple[Steps, date]]:
    """Each day on which something happened, with the names of the fields that lead to it; planned days are left out.

    Days in rows and tables are those of their field.
    """
    kind: type = type(record)
    for name, attribute, is_day in _day_slots(kind):
        yield from _walk(getattr(record, attribute), (*above, name), is_day)


def _walk(value: Any, steps: Steps, is_day: bool) -> Iterator[tuple[Steps, date]]:
    if isinstance(value, date):
        if is_day:
            yield steps, value
    elif isinstance(value, tuple | Mapping):
        for entry in value.values() if isinstance(value, Mapping) else value:
            yield from _walk(entry, steps, is_day)
    elif dataclasses.is_dataclass(value):
        yield from days_of(value, steps)


@cache
def day_fields(record: type) -> Mapping[Steps, str]:
    """The names that lead to each day, planned ones among them, that records of a class may have, with its label."""
    found: dict[Steps, str] = {}
    for slot in slots_of(record):
        for marker in slot.markers:
            if isinstance(marker, Day):
                found[(slot.name,)] = marker.label
        for part in types_in(slot.type):
            found |= {(slot.name, *steps): label for steps, label in day_fields(part).items()}
    return found


@cache
def _day_slots(record: type) -> tuple[tuple[str, str, bool], ...]:
    """Of each field that is or holds days: its name in YAML, its attribute, and whether it is a day that happens."""
    found = []
    for slot in slots_of(record):
        is_day = any(isinstance(marker, Day) and not marker.planned for marker in slot.markers)
        if is_day or any(_day_slots(part) for part in types_in(slot.type)):
            found.append((slot.name, slot.attribute, is_day))
    return tuple(found)
