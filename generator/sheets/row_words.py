"""What a row of a table says in short, to stand beside a question about it: a person need not look for the row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.problem import escape_text
from generator.sheets.raw_sheet import CellValue, ErrorCell, UnstoredCell
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_layout import TableLayout

_FIELDS = ("unit", "date", "item", "points", "reason")
_SHOWN = 30  # characters of a cell


@dataclass(frozen=True, slots=True)
class RowWords:
    """Describes the rows of one table."""

    table: FoundTable
    layout: TableLayout

    def __call__(self, row: int, column: int) -> str:
        """Unit, day, points and reason as they are written there: 区教育局　2015-09-01　扣分 0.5　工单逾期.

        Of a matrix it is the unit, and what stands in `column` if that is one of its items. Empty where the row or
        the column is not of the table.
        """
        table, columns = self.table, self.layout.columns
        is_within = table.columns[0].column <= column <= table.columns[-1].column
        if not (is_within and any(at == row and kind == "data" for at, kind in table.rows)):
            return ""
        told = [_say(name, table.value(row, columns[name])) for name in _FIELDS if name in columns]
        if column in self.layout.items:
            head = next((one.pieces[-1] for one in table.columns if one.column == column), "")
            told.append(f"{head} {_plain(table.value(row, column))}".strip())
        return "　".join(words for words in told if words)


def _say(name: str, value: CellValue | None) -> str:
    words = _plain(value)
    return f"扣分 {words}" if words and name == "points" else words


def _plain(value: CellValue | None) -> str:
    if isinstance(value, Decimal):
        return format_points(value)
    if isinstance(value, ErrorCell):
        return value.text
    if value is None or isinstance(value, UnstoredCell):
        return ""
    text = value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
    return escape_text(text, _SHOWN)
