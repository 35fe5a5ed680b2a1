"""The same function in all districts: on which items units lose points, which standards are met most often.

Counted is how often and in how many districts; points of different schemes are never added up.
"""

from __future__ import annotations

from generator.index_site import index_address as address
from generator.index_site.gathered import IndexEdition
from generator.model.lazy_dataclass import dataclass
from generator.words.site_frame import Link

_MOST = 20
_NEEDED = {"deductions", "units"}
_UNMAPPED = 500


@dataclass(frozen=True, slots=True)
class CountLine:
    """An item or a standard: how often, in how many districts."""

    words: str
    times: int
    districts: int


@dataclass(frozen=True, slots=True)
class FunctionView:
    """One function: how many units of how many districts are known to have it, and what they lose points for."""

    link: Link
    units: int
    districts: int
    items: tuple[CountLine, ...]
    standards: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Names of units that are mapped to no function, in how many districts each; `more` were left out."""

    names: tuple[tuple[str, int], ...]
    more: int


def view_functions(edition: IndexEdition) -> tuple[FunctionView, ...]:
    """Every function in the order in which the index's office lists them."""
    counterparts, tables = edition.corpus.counterparts, edition.tables
    if counterparts is None or tables is None or not {*tables.names} >= _NEEDED:
        return ()
    counts = {
        row[0]: (row[1], row[2])
        for row in tables.ask(
            "SELECT function, count(*), count(DISTINCT district) FROM unit_functions GROUP BY function"
        ).rows
    }
    items, standards = (_counted(edition, column) for column in ("item_name", "standard_text"))
    return tuple(
        FunctionView(
            Link(one.name, address.function_page(name)),
            *counts.get(name, (0, 0)),
            items.get(name, ()),
            standards.get(name, ()),
        )
        for name, one in counterparts.functions.items()
    )


def _counted(edition: IndexEdition, column: str) -> dict[str, tuple[CountLine, ...]]:
    found: dict[str, list[CountLine]] = {}
    assert edition.tables is not None
    sql = (
        f"SELECT function, {column}, count(*) AS times, count(DISTINCT d.district) AS places FROM deductions d "
        "JOIN unit_functions f ON d.district = f.district AND d.unit = f.unit WHERE counted > 0 "
        f"GROUP BY function, {column} ORDER BY function, times DESC, places DESC, {column}"
    )
    for function, words, times, places in edition.tables.stream(sql):
        lines = found.setdefault(function, [])
        if len(lines) < _MOST:
            lines.append(CountLine(words or "（没有写明）", times, places))
    return {function: tuple(lines) for function, lines in found.items()}


def view_unmapped(edition: IndexEdition) -> Unmapped:
    """The units that no function lists, by name, those of most districts first."""
    tables = edition.tables
    if tables is None or "units" not in tables.names:
        return Unmapped((), 0)
    rows = tables.ask(
        "SELECT u.short_name, count(DISTINCT u.district) AS places FROM units u LEFT JOIN unit_functions f "
        "ON u.district = f.district AND u.unit = f.unit WHERE f.function IS NULL "
        "GROUP BY u.short_name ORDER BY places DESC, u.short_name"
    ).rows
    return Unmapped(tuple((str(name), places) for name, places in rows[:_UNMAPPED]), max(len(rows) - _UNMAPPED, 0))
