"""Fields of a record that no page has a place of its own for: printed by their declared names."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from generator.model.field import Choice, Field, Text
from generator.model.number import format_points
from generator.read.shape import slots_of
from generator.words.said_beside import NamedValue


def declared_facts(record: Any, placed: Container[str]) -> Iterator[NamedValue]:
    """The filled fields of `record` that are not `placed`, in order of declaration.

    Parts, lists and tables need words of their own: of these nothing is printed.
    """
    kind: type = type(record)
    for slot in slots_of(kind):
        if slot.attribute in placed or not slot.markers:
            continue
        marker = slot.markers[0]
        value = _finish(getattr(record, slot.attribute), marker)
        if value:
            name = f"{marker.label}（不公开）" if marker.internal else marker.label
            yield NamedValue(name, value, isinstance(marker, Text) and marker.lines)


def _finish(value: Any, marker: Field) -> str:
    """A plain value in words; empty where there is none, or where it is no plain value."""
    match value:
        case bool():
            return "是" if value else ""
        case str():
            return marker.names[value] if isinstance(marker, Choice) and value else value
        case int():
            return str(value)
        case Decimal():
            return format_points(value)
        case date():
            return value.isoformat()
    return ""
