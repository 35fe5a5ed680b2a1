"""Tables as JSON: a list of objects, keys in order, figures as decimal strings."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from generator.opendata.table import DataTable, Value


def render_json(table: DataTable) -> bytes:
    """The rows as objects by column name, keys sorted, one row a line, in UTF-8, one trailing newline."""
    names = [column.name for column in table.columns]
    objects = (dict(zip(names, map(plain_value, row), strict=True)) for row in table.rows)
    lines = ",\n".join(json.dumps(found, ensure_ascii=False, sort_keys=True) for found in objects)
    return (f"[\n{lines}\n]\n" if lines else "[]\n").encode("utf-8")


def write_json(content: Any) -> bytes:
    """`content` as sorted and indented JSON, in UTF-8 with one trailing newline."""
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def plain_value(value: Value) -> str | int | bool | None:
    """A value as JSON holds it: figures and dates as strings."""
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return value
