"""Which figures from outside the records a standard asks for, found by how its fields are declared."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

from generator.model.field import Identifier
from generator.rules.item import Item
from generator.rules.part_record import coefficient_of
from generator.rules.scheme import Scheme
from generator.rules.standard_list import standard_kind


def figures_named(record: Any, of: str) -> tuple[str, ...]:
    """The ids of measures (`of` is measure) or imports that a standard, or a part of it, names; each once."""
    return tuple(dict.fromkeys(_named(record, of)))


def measures_of_item(scheme: Scheme, item: Item) -> tuple[str, ...]:
    """The ids of the measures that an item asks for: its standards, its coefficient, those of its part and the whole.

    Values of a measure are written below one of the items that ask for it.
    """
    part = scheme.components[scheme.part_of_item[item.id]]
    rules = (*item.standards, item.coefficient, coefficient_of(part), scheme.total.coefficient)
    named = (name for rule in rules for name in figures_named(rule, "measure"))
    return tuple(dict.fromkeys(source for name in named for source in scheme.sources_of(name)))


def measures_of_conditions(scheme: Scheme) -> tuple[str, ...]:
    """The ids of the measures that gates, vetoes and grades look at; their values may stand below any item."""
    named = (
        name for rule in (*scheme.gates, *scheme.vetoes, *scheme.grades) for name in figures_named(rule, "measure")
    )
    return tuple(dict.fromkeys(source for name in named for source in scheme.sources_of(name)))


def is_computed(standard: Any) -> bool:
    """Whether a standard is computed from a measure or an import, so that it takes no records of its own."""
    return not standard_kind(standard).takes_records


def _named(value: Any, of: str) -> Iterator[str]:
    if isinstance(value, tuple):
        for entry in value:
            yield from _named(entry, of)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = _identifiers(type(value), of)
        for field in dataclasses.fields(value):
            found = getattr(value, field.name)
            if field.name not in names:
                yield from _named(found, of)
            elif found:
                yield found


@cache
def _identifiers(record: type, of: str) -> frozenset[str]:
    hints = get_type_hints(record, include_extras=True)
    return frozenset(
        name
        for name, hint in hints.items()
        if any(isinstance(mark, Identifier) and mark.of == of for mark in getattr(hint, "__metadata__", ()))
    )
