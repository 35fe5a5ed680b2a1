"""What kind of table one is, and which of its columns may be points: by its heads, and by what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.sheets.cell_date import read_date
from generator.sheets.cell_points import plain_text, read_points
from generator.sheets.points_within import within_column
from generator.sheets.raw_sheet import CellValue
from generator.sheets.reading_outcome import Doubt, Sure
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_heads import HeadColumn

TableKind = Literal["deductions", "matrix", "bonus", "rectification", "summary", "other"]
_LONGEST = 40  # characters of a cell of a matrix
_DIGIT = re.compile(r"[0-9０-９]")
_LIKE_POINTS = re.compile(r"[-(]?(?:扣减|扣除|扣|减)?\.?[0-9]|[√✓×xX△▲*]\Z")


def tell_kind(table: FoundTable) -> TableKind:
    """What kind of table it is, by its heads and, where they name no points, by what stands below them."""
    fields = table.fields()
    if "points" in fields or ("balance" in fields and "unit" in fields):
        return "deductions"
    if "unit" in fields and _has_matrix(table):
        return "matrix"
    if "bonus" in fields:
        return "bonus"
    if fields & {"result", "done"}:
        return "rectification"
    if is_register(table):
        return "deductions"
    return "summary" if fields & {"score", "rank", "total", "grade"} else "other"


def is_register(table: FoundTable) -> bool:
    """Whether a table says what was found at which unit, and one of its columns may be the points by another name."""
    fields = table.fields()
    if not {"unit", "reason"} <= fields or fields & {"points", "score", "rank", "grade", "bonus", "result", "done"}:
        return False
    return bool(may_be_points(table) or number_columns(table) or within_column(table))


def may_be_points(table: FoundTable) -> list[HeadColumn]:
    """The columns that hold sums or rates, which are the points of a row where no other column is."""
    held = [one for one in table.columns if one.field in ("total", "rate")]
    return [one for one in held if any(table.value(row, one.column) is not None for row in table.data_rows())]


def open_columns(table: FoundTable) -> Iterator[HeadColumn]:
    """The columns whose heads are not known and that hold something."""
    for column in table.columns:
        if not column.field and any(table.value(row, column.column) is not None for row in table.data_rows()):
            yield column


def number_columns(table: FoundTable) -> list[HeadColumn]:
    """The columns with unknown heads that hold points and nothing else: numbers, or marks below a head of rows."""
    return [column for column in open_columns(table) if _holds_points(table, column)]


def _holds_points(table: FoundTable, column: HeadColumn) -> bool:
    values = [table.value(row, column.column) for row in table.data_rows()]
    is_plain = all(value is None or _is_like_points(value) for value in values)
    numbers = any(isinstance(value, Decimal) or (isinstance(value, str) and _DIGIT.search(value)) for value in values)
    return is_plain and (len(column.pieces) > 1 or numbers)


def _is_like_points(value: CellValue) -> bool:
    """Whether a cell of a matrix holds points, with a word on them perhaps, or a mark: 0.5（逾期1件）, √, 无."""
    if not isinstance(value, str) or not isinstance(read_points(value), Doubt):
        return not isinstance(value, date)
    plain = plain_text(value)
    return len(plain) <= _LONGEST and bool(_LIKE_POINTS.match(plain)) and not isinstance(read_date(value, 2000), Sure)


def _has_matrix(table: FoundTable) -> bool:
    return len(number_columns(table)) >= 2
