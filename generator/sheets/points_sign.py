"""Columns that hold what is taken and what is given: which of the two signs is a deduction, a person says."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.sheets.cell_points import plain_text
from generator.sheets.question import Inquiry, Offer, quote
from generator.sheets.raw_sheet import CellValue
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_layout import TableLayout

_CHOICES = (
    Offer("negative", "负数是扣分，正数是加分：只登记负数"),
    Offer("positive", "正数是扣分，负数不是：只登记正数"),
)


def settle_sign(table: FoundTable, layout: TableLayout, inquiry: Inquiry) -> bool:
    """Notes in the layout which sign is a deduction, where a head says that there are both; False while open."""
    head = next((one for one in table.columns if one.field == "balance"), None)
    if head is None or layout.columns.get("points") != head.column:
        return True
    place = (table.sheet.name, table.head[0], head.column)
    text = f"{quote(head.text)}这一列，哪些是扣分？"
    layout.sign = inquiry.ask("signs", head.text, text, place, _CHOICES) or ""
    return bool(layout.sign)


def has_other_sign(value: CellValue | None, sign: str) -> bool:
    """Whether a number has the sign that is no deduction; `sign` is negative, positive, or empty: any will do."""
    if not sign or value is None:
        return False
    if isinstance(value, Decimal):
        is_negative = value < 0
    else:
        plain = plain_text(str(value))
        if not re.match(r"[-+]?[0-9.]", plain):  # - alone says that nothing is taken
            return False
        is_negative = plain[0] == "-"
    return bool(value) and is_negative == (sign == "positive")
