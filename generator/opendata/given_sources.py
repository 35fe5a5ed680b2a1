"""Where in the open data each given figure of the book stands, and each published one: one line for each column.

A reader of `calculation.json` finds rows and cells by this alone, and need not know what kinds of parts there are.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.lazy_dataclass import dataclass
from generator.rules.given_tables import (
    APPLIES,
    ASPECT,
    BALLOT,
    EACH_QUARTER,
    EDGE,
    IMPORT,
    JOINT,
    MEASURE,
    MONTH,
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
    `withheld` is a column of the row that says whether the cell is kept back, `because` the reason. `missing` is what
    an empty cell stands for; without a column, what all rows have.
    """

    column: str = ""
    table: str = ""
    match: tuple[tuple[str, str], ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    withheld: str = ""
    because: str = ""
    missing: str | bool | None = None


@dataclass(frozen=True, slots=True)
class RowSource:
    """Tables of the open data whose rows of the book's year are those of a table of the book.

    `period` is its column with the period that a row is of, `until` the one with that period's last day; `day` the
    one with the day from which a row counts, `since` the first of those days that is asked for, if not any. With
    `distinct` several of its rows may be one row of the book.
    """

    tables: tuple[str, ...]
    cells: Mapping[str, CellSource]
    period: str = ""
    until: str = ""
    day: str = ""
    since: str = ""
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


_FEW = "票数少的评议主体不公布计票"


def _of_scale(part: str, column: str, by: str = "") -> CellSource:
    """A column of the scale, of an option, panel or aspect, whose id stands in the column `by` of the row."""
    return CellSource(column, "appraisal-scale", (("component", "component"), ("id", by or part)), (("part", part),))


_TALLY = {
    "unit": CellSource("unit"),
    "part": CellSource("component"),
    "aspect": CellSource("aspect"),
    "panel": CellSource("panel"),
    "joint": CellSource("joint"),
    "option": CellSource("option"),
}


def _tally(*key: str) -> dict[str, CellSource]:
    return {name: _TALLY[name] for name in key}


def _same(*columns: str) -> dict[str, CellSource]:
    """Columns that have the same name in the open data."""
    return {name: CellSource(name) for name in columns}


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
            **{name: CellSource(name) for name in RECORD_COLUMNS},
        },
        day="date",
    ),
    BALLOT: RowSource(
        ("appraisal-tallies",),
        {
            **_tally("unit", "part", "aspect", "panel", "option"),
            "count": CellSource("count", withheld="suppressed", because=_FEW),
            "name": _of_scale("option", "name"),
            "weight": _of_scale("option", "weight"),
        },
        day="held",
    ),
    PANEL: RowSource(
        ("appraisal-tallies",),
        {
            **_tally("unit", "part", "aspect", "panel"),
            "name": _of_scale("panel", "name"),
            "weight": _of_scale("panel", "weight"),
            "when_empty": _of_scale("panel", "when_empty"),
            "denominator": CellSource(
                "denominator",
                "appraisal-ballots",
                tuple((name, name) for name in ("unit", "component", "panel")),
                withheld="suppressed",
                because=_FEW,
            ),
            "joint": CellSource("joint"),
        },
        day="held",
        distinct=True,
    ),
    JOINT: RowSource(
        ("appraisal-tallies",),
        {
            **_tally("unit", "part", "aspect", "joint"),
            **{name: _of_scale("panel", name, "joint") for name in ("name", "weight", "when_empty")},
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
    MEASURE: RowSource(("measures",), _same("unit", "measure", "period", "value", "done", "of"), day="counts_from"),
    IMPORT: RowSource(
        ("imports",),
        {"unit": CellSource("unit", missing=""), **_same("import", "score", "rank", "of")},
        day="counts_from",
    ),
    APPLIES: RowSource(
        ("applies",), {**_same("item", "unit"), "excluded": CellSource(missing=True)}, day="counts_from"
    ),
    EDGE: RowSource(("unit-edges",), _same("unit", "end", "outside"), day="outside"),
    MONTH: RowSource(("scored-months",), _same("unit", "month", "name", "whole"), day="begins"),
    EACH_QUARTER: RowSource(("scored-quarters",), _same("unit", "quarter", "name", "whole"), day="begins"),
    UNIT_PART: RowSource(
        ("unit-parts",),
        {**_same("unit", "of"), "division": CellSource("part"), "there": CellSource(missing=True)},
    ),
    QUARTER: RowSource(("quarter-totals",), _same("unit", "quarter", "name", "total", "complete"), period="period"),
}
