"""Problems in plain values, as the store of what was derived keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.check.year_by_year import Added
from generator.model.problem import Location, Problem


def pack_problems(problems: Iterable[Problem]) -> list[list[Any]]:
    """A row for each."""
    return [[p.place.file, p.place.line, p.place.column, p.code, p.message, p.hint, p.severity] for p in problems]


def unpack_problems(rows: Iterable[list[Any]]) -> list[Problem]:
    """The problems of these rows."""
    return [Problem(Location(*row[:3]), *row[3:]) for row in rows]


def pack_added(added: Added) -> list[Any]:
    """What is said more, and what is said no more."""
    return [pack_problems(problems) for problems in added]


def unpack_added(rows: Any) -> Added:
    """The same of its rows."""
    more, gone = rows
    return unpack_problems(more), unpack_problems(gone)
