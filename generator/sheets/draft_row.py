"""What a row of a table says, before it is compared with the records that there are."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from functools import lru_cache

from generator.model.lazy_dataclass import dataclass
from generator.sheets.cell_points import PointsValue


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One deduction as a table states it; `columns` are where each field stands, `given` those that the table gives.

    `record` is the id of the record that a row of our own sheets names.
    """

    file: str
    sheet: str
    row: int
    year: int
    item: str
    unit: str
    date: datetime.date
    standard: str
    points: Decimal
    count: int
    method: str
    source: str
    reason: str
    due: datetime.date | None = None
    internal_note: str = ""
    evidence: tuple[tuple[str, str], ...] | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    record: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """Sheet, row and the column of the points, or the first."""
        return self.sheet, self.row, self.columns.get("points") or min(self.columns.values(), default=1)


@dataclass(slots=True)
class PartialRow:
    """One deduction of a row before its standard is known. `item_text` is the head or cell that names the item."""

    row: int
    unit: str
    date: datetime.date
    points: PointsValue
    item: str
    item_text: str
    standard_text: str
    reason: str
    note: str
    due: datetime.date | None
    method: str
    source: str
    columns: dict[str, int] = field(default_factory=dict)
    evidence: tuple[tuple[str, str], ...] | None = None
    record: str = ""


@lru_cache(8192)
def plain_reason(text: str) -> str:
    """A reason by what it says: without blanks, width and punctuation at the end."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.;；,，")
