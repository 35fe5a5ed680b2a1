"""calculation.json: how the figures of each period are computed, as tables, columns and operations without values.

An outsider's program reads it and the tables of the open data, and comes to every figure by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.opendata.disclosure import Disclosure, Shown
from generator.opendata.given_sources import SOURCES, CellSource, Printed, RowSource
from generator.opendata.marking import MARK
from generator.rules.book_json import Json, describe_op
from generator.rules.book_layout import order_cells
from generator.rules.expression import Book, BookTable, Column
from generator.rules.given_tables import (
    ASPECT,
    BALLOT,
    EACH_QUARTER,
    EDGE,
    IMPORT,
    JOINT,
    MEASURE,
    MONTH,
    PANEL,
    RECORD,
    UNIT,
)
from generator.rules.kind import Laid, LaidPart

CALCULATION = "calculation.json"
ABOUT = "各时段的得分怎样计算：各表各列取自开放数据的哪一列，或者由哪些列怎样算出。小数写成字符串。"
RATE_PLACES, FIGURE_PLACES = 4, 6  # as the tables of results print a ratio, and a figure whose digits do not end
_COLUMNS = 5  # how deep the columns stand: book, tables, table, columns

# Tables of whose rows the day decides whether they count.
_DATED = (RECORD, BALLOT, PANEL, JOINT, ASPECT, IMPORT, EDGE, MONTH, EACH_QUARTER)


def render_calculation(disclosure: Disclosure) -> bytes:
    """The books of all periods that are shown, one column a line, in UTF-8 with one trailing newline."""
    head: Json = {"about": ABOUT, **({"demonstration": MARK} if disclosure.site.demo else {})}
    books = describe_books(disclosure)
    return (_lines({**head, "calculations": books}) + "\n").encode("utf-8")


def describe_books(disclosure: Disclosure) -> list[Json]:
    """The book of each year; where a scheme changed between its periods, one for each that was."""
    found: list[tuple[Json, list[str]]] = []
    for shown in disclosure.periods:
        described = _describe_period(shown)
        names = next((names for same, names in found if same == described), None)
        if names is None:
            found.append((described, [shown.name]))
        else:
            names.append(shown.name)
    return [{"periods": names, **described} for described, names in found]


def _describe_period(shown: Shown) -> Json:
    """The book by which the period was scored."""
    laid = shown.result.laid
    return describe_book(laid.book, _sources_of(shown), printed_figures(laid))


def _sources_of(shown: Shown) -> Mapping[str, RowSource]:
    """Where what is given stands; of a quarter that is scored by itself, only what belongs to its days."""
    result = shown.result
    if result.scheme.year_of is None or result.quarter is None:
        return SOURCES
    since = date(result.year, 3 * result.quarter - 2, 1).isoformat()
    dated = {table: replace(SOURCES[table], since=since) for table in _DATED}
    return {**SOURCES, **dated, MEASURE: replace(SOURCES[MEASURE], period="within")}


def describe_book(book: Book, sources: Mapping[str, RowSource], printed: Mapping[str, Printed]) -> Json:
    """A book as JSON; `order` are the columns that follow from others, each after those that it reads.

    KeyError where a given column has no source: a fault of the program.
    """
    tables = [_describe_table(table, sources[table.id], printed) for table in book.tables]
    return {"year": book.year, "order": [list(cell) for cell in order_cells(book)], "tables": tables}


def printed_figures(laid: Laid) -> dict[str, Printed]:
    """Where the figures of the unit table are published, by column."""
    # Where neither the parts nor the total are rounded, the digits of a total need not end.
    places = None if {rule.at for rule in laid.scheme.roundings} & {"component", "total"} else FIGURE_PLACES
    found = {laid.total: Printed("results", "total", places=places), laid.rank: Printed("results", "rank")}
    if laid.contribution:
        found[laid.contribution] = Printed("results", "target_contribution", places=places)
    for part in laid.parts:
        found |= dict(_printed_part(laid, part))
        for item in part.items:
            where = (("item", item.item.id),)
            found[item.raw] = Printed("result-items", "raw", where, FIGURE_PLACES)
            found[item.counted] = Printed("result-items", "counted", where, FIGURE_PLACES)
    return found


def _printed_part(laid: Laid, part: LaidPart) -> Iterator[tuple[str, Printed]]:
    table, where, rounding = "result-components", (("component", part.part.id),), laid.scheme.rounding
    if rounding.at == "component":  # rounded by the scheme, and so printed
        yield part.counted, Printed(table, "counted", where)
    else:
        yield part.counted, Printed(table, "counted", where, FIGURE_PLACES)
    if part.complete:
        yield part.complete, Printed(table, "complete", where)
    for ratio in part.ratios[:1]:
        yield ratio, Printed(table, "rate", where, RATE_PLACES)


def _describe_table(table: BookTable, source: RowSource, printed: Mapping[str, Printed]) -> Json:
    rows: Json = {"tables": list(source.tables)}
    named = ("period", "until", "day", "since")
    rows |= {name: getattr(source, name) for name in named if getattr(source, name)}
    if source.distinct:
        rows["distinct"] = True
    columns = [_describe_column(column, source, printed if table.id == UNIT else {}) for column in table.columns]
    return {"id": table.id, "title": table.title, "key": list(table.key), "rows": rows, "columns": columns}


def _describe_column(column: Column, source: RowSource, printed: Mapping[str, Printed]) -> Json:
    found: Json = {"id": column.id, "title": column.title, "unit": column.unit}
    found |= {"clause": column.clause} if column.clause else {}
    if column.expr is None:
        found["given"] = _describe_cell(source.cells[column.id])
    else:
        found["follows"] = describe_op(column.expr)
    if column.id in printed:
        found["printed"] = _describe_printed(printed[column.id])
    return found


def _describe_printed(at: Printed) -> Json:
    found: Json = {"table": at.table, "column": at.column, "where": dict(at.where)}
    return found if at.places is None else found | {"places": at.places, "mode": at.mode}


def _describe_cell(cell: CellSource) -> Json:
    found: Json = {"column": cell.column} if cell.column else {}
    if cell.missing is not None:
        found["missing"] = cell.missing
    if cell.table:
        found |= {"table": cell.table, "match": dict(cell.match), "where": dict(cell.where)}
    if cell.withheld:
        found |= {"withheld": cell.withheld, "because": cell.because}
    return found


def _lines(content: Any, depth: int = 0) -> str:
    """JSON with keys in order, indented down to the single column, which takes one line."""
    margin = " " * depth
    if isinstance(content, list) and content and isinstance(content[0], dict):
        parts = ",\n".join(f"{margin} {_lines(found, depth + 1)}" for found in content)
        return f"[\n{parts}\n{margin}]"
    if isinstance(content, dict) and depth < _COLUMNS:
        parts = ",\n".join(
            f"{margin} {json.dumps(name)}: {_lines(found, depth + 1)}" for name, found in sorted(content.items())
        )
        return f"{{\n{parts}\n{margin}}}"
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
