"""The form of our own sheets, shared by who writes and who reads them: each sheet says itself what it is.

Row 1 is hidden and protected: its first cell names form, year and item, the others the field of each column. So a
sheet is known whatever it is called, whatever program saved it, and in whatever workbook it was copied.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.model.deduction import METHODS, SOURCES, Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.standard_record import StandardRecord
from generator.sheets.known_office import standard_words
from generator.sheets.raw_sheet import RawSheet

MARK = "kaohe"
HEAD_ROW = 4
FIRST_ROW = 5
# Field -> head; in this order from the first column.
COLUMNS: Mapping[str, str] = {
    "record": "记录编号",
    "unit": "被考核单位",
    "date": "发现日期",
    "standard": "扣分标准",
    "points": "扣分",
    "count": "件数",
    "method": "考核方式",
    "source": "线索来源",
    "reason": "扣分事由",
    "evidence": "佐证材料",
    "held_at": "材料存放处",
    "due": "整改期限",
    "internal_note": "内部备注",
    "base": "核对",
}


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """What a sheet of ours says of itself: deductions of an item (`of`), or the appraisal by a panel."""

    form: str
    year: int
    part: str
    of: str
    columns: Mapping[str, int]


def sheet_mark(form: str, year: int, of: str, part: str = "") -> str:
    """What the first cell of a sheet of ours says."""
    return f"{MARK}:{form}:{year}:{part}:{of}"


def read_mark(sheet: RawSheet) -> OwnSheet | None:
    """What a sheet says of itself; None where it is none of ours."""
    text = sheet.cells.get((1, 1))
    if not isinstance(text, str) or not text.startswith(f"{MARK}:"):
        return None
    parts = text.split(":")
    if len(parts) != 5 or not parts[2].isdecimal():
        return None
    names = {str(value): column for (row, column), value in sheet.cells.items() if row == 1 and column > 1}
    return OwnSheet(parts[1], int(parts[2]), parts[3], parts[4], {"record": 1, **names})


def standard_labels(standards: list[StandardRecord]) -> dict[str, str]:
    """Standard -> how it is written in a sheet: its words with its points, with its id where words are the same."""
    words = {one.id: standard_words(one) for one in standards}
    repeated = {text for text in words.values() if list(words.values()).count(text) > 1}
    return {name: f"{text}〔{name}〕" if text in repeated else text for name, text in words.items()}


def record_cells(record: Deduction, unit: str, standard: str) -> dict[str, Any]:
    """Field -> what a sheet shows of a record; `unit` and `standard` as they are called there."""
    return {
        "record": record.id,
        "unit": unit,
        "date": record.date,
        "standard": standard,
        "points": record.points,
        "count": record.count if record.count > 1 else None,
        "method": METHODS[record.method],
        "source": SOURCES[record.source],
        "reason": record.reason,
        "evidence": "\n".join(one.title for one in record.evidence),
        "held_at": "\n".join(one.held_at for one in record.evidence),
        "due": record.rectification.due if record.rectification else None,
        "internal_note": record.internal_note,
        "base": json.dumps(base_of(record), ensure_ascii=False, separators=(",", ":")),
    }


def base_of(record: Deduction) -> dict[str, str]:
    """The fields that a sheet shows of a record, as texts: what a row is compared with when it comes back."""
    return {
        "unit": record.unit,
        "date": record.date.isoformat(),
        "standard": record.standard,
        "points": format_points(record.points),
        "count": str(record.count),
        "method": record.method,
        "source": record.source,
        "reason": record.reason,
        "evidence": json.dumps([[one.title, one.held_at] for one in record.evidence], ensure_ascii=False),
        "due": record.rectification.due.isoformat() if record.rectification and record.rectification.due else "",
        "internal_note": record.internal_note,
    }
