"""Tables as JSON: a list of objects, keys in order, figures as decimal strings."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

from generator.opendata.table import DataTable, Value


def render_json(table: DataTable) -> bytes:
    """The rows as objects by column name, keys sorted, one row a line, in UTF-8, one trailing newline."""
    names = [column.name for column in table.columns]
    buffer, before = io.BytesIO(), b"[\n"  # line by line: a text of all would stand in memory three times
    for row in table.rows:
        found = dict(zip(names, map(plain_value, row), strict=True))
        buffer.write(before + json.dumps(found, ensure_ascii=False, sort_keys=True).encode())
        before = b",\n"
    buffer.write(b"\n]\n" if table.rows else b"[]\n")
    return buffer.getvalue()


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
