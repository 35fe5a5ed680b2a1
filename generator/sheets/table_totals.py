"""The sums that a table states, held against its rows: they are never taken over."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.model.number import format_points
from generator.sheets.cell_points import read_points
from generator.sheets.head_words import plain_head
from generator.sheets.question import Inquiry, Offer
from generator.sheets.reading_outcome import Nothing, Sure
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_layout import TableLayout

_SUMS = re.compile(r"(?:小计|合计|总计|共计)(?:扣分|数)?\Z")


def check_totals(table: FoundTable, layout: TableLayout, inquiry: Inquiry, pending: set[int]) -> None:
    """Asks about a sum that is not that of the rows above it; tells which rows were taken for sums."""
    sums = [row for row, kind in table.rows if kind == "sum"]
    if sums:
        inquiry.leave(table.sheet.name, "小计、合计、平均等，只用来核对", *sums)
    others = {"note": "说明", "signature": "签字或填表的行", "title": "标题或说明", "numbered": "只有序号"}
    for kind, words in others.items():
        rows = [row for row, found in table.rows if found == kind]
        if rows:
            inquiry.leave(table.sheet.name, words, *rows)
    for column in sorted(layout.items) or [layout.columns.get("points", 0)]:
        if column:
            _check_column(table, column, inquiry)


def _check_column(table: FoundTable, column: int, inquiry: Inquiry) -> None:
    part = whole = Decimal(0)
    is_sure = True
    for row, kind in table.rows:
        if kind == "data":
            read = read_points(table.value(row, column)) if table.value(row, column) is not None else Nothing()
            if isinstance(read, Sure) and table.sheet.anchor((row, column)) == (row, column):
                part, whole = part + read.value.points, whole + read.value.points
            elif not isinstance(read, Nothing | Sure):
                is_sure = False
        elif kind == "sum":
            text = next((str(v) for one in table.columns if isinstance(v := table.value(row, one.column), str)), "")
            stated = table.value(row, column)
            if (
                is_sure
                and isinstance(stated, Decimal)
                and _SUMS.search(plain_head(text))
                and stated not in (part, whole)
            ):
                _ask(table, row, column, stated, part if "小计" in plain_head(text) else whole, inquiry)
            part = Decimal(0)


def _ask(table: FoundTable, row: int, column: int, stated: Decimal, sum_: Decimal, inquiry: Inquiry) -> None:
    text = f"合计写的是 {format_points(stated)}，上面各行之和是 {format_points(sum_)}，以各行为准吗？"
    place = (table.sheet.name, row, column)
    inquiry.ask("total", f"{row}|{column}", text, place, [Offer("rows", "以各行为准，合计不导入")])
