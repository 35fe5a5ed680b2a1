"""Where in the open data each given figure of the book stands, and each published one: one line for each column.

A reader of `calculation.json` finds rows and cells by this alone, and need not know what kinds of parts there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.rules.given_tables import (
    APPLIES,
    ASPECT,
    BALLOT,
    IMPORT,
    MEASURE,
    PANEL,
    QUARTER,
    RECORD,
    RECORD_COLUMNS,
    UNIT,
    UNIT_PART,
)


@dataclass(frozen=True, slots=True)
class CellSource:
    """A column of the open data: of the row itself, or of the one row of `table` that fits.

    `match` are columns of `table`, each with the column of the row that it equals; `where` those with a fixed text.
    `withheld` is a column of the row that says whether the cell is kept back, `because` the reason. A `rare` column
    is there only where some row has a value in it. `empty` is what an empty cell stands for. A cell with `always` is
    that in every row, and has no column.
    """

    column: str
    table: str = ""
    match: tuple[tuple[str, str], ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    withheld: str = ""
    because: str = ""
    rare: bool = False
    empty: str | None = None
    always: bool | None = None


@dataclass(frozen=True, slots=True)
class RowSource:
    """Tables of the open data whose rows of the book's year are those of a table of the book.

    A table that is not there has no rows.

    `period` is its column with the period that a row is of, `until` the one with that period's last day; `day` the
    one with the day from which a row counts, `since` the first of those days that is asked for, if not any. `only` is
    what its column `period` must say. With `distinct` several of its rows may be one row of the book.
    """

    tables: tuple[str, ...]
    cells: Mapping[str, CellSource]
    period: str = ""
    until: str = ""
    day: str = ""
    since: str = ""
    only: str = ""
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a figure of a unit is published, in the row of its period and unit that has `where`.

    Without `places` it is exact there, so that others can be computed from it; with them it may be rounded to that.
    """

    table: str
    column: str
    where: tuple[tuple[str, str], ...] = ()
    places: int | None = None
    mode: str = "half-up"


def _of_scale(part: str, column: str) -> CellSource:
    """A column of the scale, of an option, panel or aspect."""
    return CellSource(column, "appraisal-scale", (("component", "component"), ("id", part)), (("part", part),))


_TALLY = {
    "unit": CellSource("unit"),
    "part": CellSource("component"),
    "aspect": CellSource("aspect"),
    "panel": CellSource("panel"),
    "option": CellSource("option"),
}


def _tally(*key: str) -> dict[str, CellSource]:
    return {name: _TALLY[name] for name in key}


SOURCES: Mapping[str, RowSource] = {
    UNIT: RowSource(
        ("results",),
        {
            "unit": CellSource("unit"),
            "group": CellSource("group"),
        },
        period="period",
        until="until",
    ),
    RECORD: RowSource(
        ("deductions", "bonuses"),
        {
            "record": CellSource("path"),
            "unit": CellSource("unit"),
            "item": CellSource("item"),
            "standard": CellSource("standard"),
            "date": CellSource("date"),
            "points": CellSource("points"),
            "revoked": CellSource("revoked"),
            "decision": CellSource("appeal_decision"),
            "decided_points": CellSource("appeal_points"),
            **{name: CellSource(name, rare=name != "count") for name in RECORD_COLUMNS},
        },
        day="date",
    ),
    BALLOT: RowSource(
        ("appraisal-tallies",),
        {
            **_tally("unit", "part", "aspect", "panel", "option"),
            "count": CellSource("count", withheld="suppressed", because="票数少的评议主体不公布计票"),
            "name": _of_scale("option", "name"),
            "weight": _of_scale("option", "weight"),
        },
        day="held",
    ),
    PANEL: RowSource(
        ("appraisal-tallies",),
        {
            **_tally("unit", "part", "aspect", "panel"),
            "denominator": CellSource(
                "denominator", withheld="suppressed", because="票数少的评议主体不公布计票", rare=True
            ),
            "name": _of_scale("panel", "name"),
            "weight": _of_scale("panel", "weight"),
            "when_empty": _of_scale("panel", "when_empty"),
        },
        day="held",
        distinct=True,
    ),
    ASPECT: RowSource(
        ("appraisal-tallies",),
        {
            **_tally("unit", "part", "aspect"),
            "name": _of_scale("aspect", "name"),
            "weight": _of_scale("aspect", "weight"),
            "held": CellSource("held"),
        },
        day="held",
        distinct=True,
    ),
    MEASURE: RowSource(
        ("measures",),
        {name: CellSource(name) for name in ("unit", "measure", "period", "value", "done", "of")},
        day="ends",
        distinct=True,
    ),
    IMPORT: RowSource(
        ("imports",),
        {
            "import": CellSource("import"),
            "unit": CellSource("unit", empty=""),
            **{name: CellSource(name) for name in ("score", "rank", "of")},
        },
        day="ends",
    ),
    APPLIES: RowSource(
        ("applies",),
        {"item": CellSource("item"), "unit": CellSource("unit"), "excluded": CellSource("", always=True)},
        day="counts_from",
        distinct=True,
    ),
    UNIT_PART: RowSource(
        ("unit-parts",),
        {**{name: CellSource(name) for name in ("unit", "of", "part")}, "there": CellSource("", always=True)},
    ),
    QUARTER: RowSource(
        ("quarter-totals",), {name: CellSource(name) for name in ("unit", "quarter", "total")}, period="period"
    ),
}
