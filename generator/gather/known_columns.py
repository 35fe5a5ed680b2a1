"""The columns that the index itself reads, with their types: no district may give them another.

All files of a table have one schema, in which a column of two types is text. So one district that calls its scores
texts would make them texts in all.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.gather.table_schema import ColumnType

KNOWN_TYPES: Mapping[str, Mapping[str, ColumnType]] = {
    "units": {"unit": "text", "name": "text", "short_name": "text"},
    "results": {"period": "text", "unit": "text", "year": "whole", "group": "text", "total": "figure"},
    "deductions": {
        "year": "whole", "unit": "text", "item_name": "text", "standard_text": "text", "counted": "figure",
    },
    "publications": {"publication": "text", "period": "text", "order": "whole", "withdrawn": "day"},
    "corrections": {"correction": "text", "publication": "text", "date": "day", "reason": "text"},
}  # fmt: skip
# What the index adds to the tables, under names that no district may take.
RESERVED = frozenset({"districts"})
