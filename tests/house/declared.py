"""What the records declare: every public field that holds a value, and the same record with another value there."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from generator.model.field import Choice, Field, Identifier, Pattern


def declaration(record: type, name: str) -> Field | None:
    """The Field that declares `name` in `record`; None of what is no field of a file (id, year, origin)."""
    hint = typing.get_type_hints(record, include_extras=True)[name]
    return next((mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Field)), None)


def public_fields(record: Any, above: str = "") -> Iterator[str]:
    """The declared public fields of `record` at any depth as `appeal.filed`, of rows the first: `rows.0.title`."""
    for found in fields(record):
        declared = declaration(type(record), found.name)
        if declared is None or declared.internal:
            continue
        value, name = getattr(record, found.name), above + found.name
        if is_dataclass(value):
            yield from public_fields(value, f"{name}.")
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield from public_fields(value[0], f"{name}.0.")
        else:
            yield name


def unfilled(record: Any) -> list[str]:
    """The public fields without a value: of them nothing could be seen."""
    return [name for name in public_fields(record) if look_up(record, name) in (None, "", (), {})]


def look_up(record: Any, name: str) -> Any:
    """The value of the field `name`."""
    for part in name.split("."):
        record = record[int(part)] if part.isdigit() else getattr(record, part)
    return record


def changed(record: Any, name: str) -> Any:
    """`record` with another value in its field `name`."""
    first, _, rest = name.partition(".")
    value = getattr(record, first)
    if not rest:
        return replace(record, **{first: another(value, declaration(type(record), first))})
    if isinstance(value, tuple):
        return replace(record, **{first: (changed(value[0], rest.partition(".")[2]), *value[1:])})
    return replace(record, **{first: changed(value, rest)})


def another(value: Any, declared: Field | None) -> Any:
    """A value of the same kind that is not `value`."""
    match value, declared:
        case bool(), _:
            return not value
        case str(), Choice(names=names):
            return next(name for name in names if name != value)
        case str(), Identifier():
            return OTHER.get(value, f"{value}-2")
        case str(), Pattern():
            return OTHER.get(value, value.translate(str.maketrans("0123456789", "1234567890")))
        case date(), _:
            return value + timedelta(days=1)
        case Decimal(), _:
            return value + Decimal("0.05")
        case int(), _:
            return value + 1
        case str(), _:
            return f"{value}甲"
        case Mapping(), _:
            return dict(list(value.items())[1:])
        case tuple(), _:
            return value[1:] or (f"{value[0]}甲",)
    raise TypeError(f"no other value for {value!r}")


# Ids that the district knows, so that what is changed can still be shown.
OTHER = {
    "alpha": "beta", "beta": "alpha", "kaohezu": "alpha", "2015-Q1": "2015-Q2", "2015-Q4": "2015-Q3",
    "ranking/ties": "ranking/groups", "inspections": "rectification",
}  # fmt: skip
