"""A book as JSON: its operations, and the digest of all that decides a figure, which publications keep."""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

from generator.rules.expression import Book, Op, Over

Json = dict[str, Any]


def calculation_digest(book: Book) -> str:
    """The SHA-256, in hexadecimal, of the tables, keys, columns and operations of a book as JSON (RFC 8785).

    Titles, clauses, and where given figures are found, are left out: they decide no figure.
    """
    tables = [
        {
            "id": table.id,
            "key": list(table.key),
            "columns": [
                {"id": column.id, "unit": column.unit}
                | ({} if column.expr is None else {"follows": describe_op(column.expr)})
                for column in table.columns
            ],
        }
        for table in book.tables
    ]
    return sha256(json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def describe_op(given: Op) -> Json:
    """An expression: its operation, and what that takes."""
    found: Json = {"op": given.name}
    if given.name == "const":
        return found | _constant(given.value)
    if given.column:
        found["column"] = given.column
    if given.args:
        found["args"] = [describe_op(part) for part in given.args]
    if given.over is not None:
        found |= _describe_over(given.over)
    if given.ranked is not None:
        ranked = given.ranked
        found |= {"by": list(ranked.by), "within": list(ranked.within), "ties": ranked.ties}
        found["lowest_first"] = ranked.lowest_first
    if given.name == "tier":
        found["closed"] = given.closed
        found["tiers"] = [
            {"bound": None if step.bound is None else f"{step.bound:f}", **_constant(step.value)}
            for step in given.tiers
        ]
    if given.name == "round":
        found |= {"places": given.places, "mode": given.mode}
    return found


def _describe_over(over: Over) -> Json:
    return {
        "table": over.table,
        "column": over.column,
        "match": [list(pair) for pair in over.match],
        "where": [list(pair) for pair in over.where],
    }


def _constant(value: Decimal | str | bool | None) -> Json:
    """The value with its type; none of any type is a number that is not there."""
    if isinstance(value, bool | str):
        return {"value": value, "unit": "flag" if isinstance(value, bool) else "text"}
    return {"value": None if value is None else f"{value:f}", "unit": "number"}
