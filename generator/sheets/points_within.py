"""Points that stand within what was found, where no column has them: 工单逾期 1 件，扣0.5分."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.sheets.cell_points import PointsValue, plain_text, propose_points, read_points
from generator.sheets.raw_sheet import CellValue
from generator.sheets.reading_outcome import Doubt, Reading, Sure
from generator.sheets.table_finder import FoundTable

_WITHIN = re.compile(r"(?<!不)(?:扣减|扣除|扣)([0-9]+(?:\.[0-9]+)?)分(?!/)")
_EACH = re.compile(r"[每各](?:[次件人起项例处个]|人次|单位)?(?:扣减|扣除|扣)[0-9.]+分")


def within_column(table: FoundTable) -> int:
    """The column of reasons, most of which say how many points are taken; 0 where there is none."""
    for one in table.columns:
        if one.field == "reason":
            values = [table.value(row, one.column) for row in table.data_rows()]
            told = [value for value in values if isinstance(value, str) and _WITHIN.search(plain_text(value))]
            if told and 2 * len(told) >= len([value for value in values if value is not None]):
                return one.column
    return 0


def read_within(value: CellValue | None) -> Reading[PointsValue]:
    """The points that a reason states: certain where it states them once, of all together."""
    text = plain_text(value) if isinstance(value, str) else ""
    found = [Decimal(number) for number in _WITHIN.findall(text)]
    if len(found) == 1 and not _EACH.search(text):
        return read_points(found[0])
    if not found:
        return Doubt("blank-points")
    ways = dict.fromkeys([sum(found, Decimal(0)), *found])
    checked = [one for one in ways if isinstance(read_points(one), Sure)]
    return Doubt("points", tuple(propose_points(points) for points in checked))
