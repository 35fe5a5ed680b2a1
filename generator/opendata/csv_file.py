"""Tables as CSV (RFC 4180) that Excel opens as it should: UTF-8 with a byte order mark, CRLF, no cell a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from generator.opendata.table import DataTable, Value

# A spreadsheet takes a cell for a formula that begins so. The prefix itself is prefixed too, so that taking one
# away always gives the text back.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")
_BREAKS = ("\t", "\r", "\n")


def render_csv(table: DataTable) -> bytes:
    """The table with one line of column names; every text that could be taken for a formula behind a `'`."""
    buffer = io.BytesIO()
    with io.TextIOWrapper(buffer, "utf-8-sig", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows([write_cell(value) for value in row] for row in table.rows)
        text.flush()
        return buffer.getvalue()


def write_cell(value: Value) -> str:
    """One value as the text of a cell: 0.50, 2015-06-18, true; empty where there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case int():
            return str(value)
    return protect_text(value)


def protect_text(text: str) -> str:
    """`text` with `'` before it where a spreadsheet might take it for a formula, whatever space it begins with."""
    risky = text.startswith(_BREAKS) or text.lstrip().startswith(_FORMULA)
    return "'" + text if risky else text
