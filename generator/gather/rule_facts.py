"""What the rules of a year are like: whether two districts were judged by the same ones can be told by it.

Scores may stand side by side where full marks, items with their points, standards and the calculation are the same;
the titles and numbers of the documents do not matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.gather.table_reading import ReadTable

# What of each table makes the rules; who assesses, and under which name, does not.
_RULES: Mapping[str, tuple[str, ...]] = {
    "schemes": ("full_marks", "rounding", "target_weight", "before", "ties"),
    "items": ("item", "category", "component", "max", "own_items"),
    "standards": ("item", "standard", "text", "kind", "min", "max"),
    "appraisal-scale": ("component", "part", "id", "number", "weight", "when_empty"),
}
_NAMES = {"schemes": "总的规定", "items": "单项和分值", "standards": "扣分标准", "appraisal-scale": "评议的权重"}
# What is compared, in words, in the order in which a difference is told.
RULE_NAMES: Mapping[str, str] = {**_NAMES, "calculation": "算式"}


def rule_facts(tables: Mapping[str, ReadTable]) -> dict[str, dict[str, Any]]:
    """By year: the digest of each part of the rules, full marks, and the number of items and standards."""
    found: dict[str, dict[str, Any]] = {}
    for name, wanted in _RULES.items():
        for year, rows in _rows_by_year(tables.get(name), wanted).items():
            facts = found.setdefault(year, {})
            facts[name] = _digest(rows)
            facts[f"{name}_count"] = len(rows)
            if name == "schemes" and rows:
                facts["full_marks"] = rows[0][0]
    for year, digest in _calculations(tables.get("publications")).items():
        found.setdefault(year, {})["calculation"] = digest
    return found


def _rows_by_year(table: ReadTable | None, wanted: Sequence[str]) -> dict[str, list[list[str]]]:
    if table is None or "year" not in table.values.column_names:
        return {}
    names = [name for name in wanted if name in table.values.column_names]
    found: dict[str, list[list[str]]] = {}
    columns = [_texts(table.values.column(name).to_pylist()) for name in ("year", *names)]
    for year, *row in zip(*columns, strict=True):
        found.setdefault(year, []).append(row)
    return {year: sorted(rows) for year, rows in found.items()}


def _calculations(table: ReadTable | None) -> dict[str, str]:
    """The digest of the calculation by which the last standing publication of each year came about."""
    wanted = ("period", "calculation_sha256", "withdrawn", "order")
    if table is None or not {*wanted} <= {*table.values.column_names}:
        return {}
    columns = [table.values.column(name).to_pylist() for name in wanted]
    found: dict[str, tuple[int, str]] = {}
    for period, digest, withdrawn, order in zip(*columns, strict=True):
        year = str(period)[:4]
        if digest and withdrawn is None and (order or 0) >= found.get(year, (0, ""))[0]:
            found[year] = (order or 0, str(digest))
    return {year: digest for year, (_, digest) in found.items()}


def _texts(values: Iterable[Any]) -> list[str]:
    return ["" if value is None else _text(value) for value in values]


def _text(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _digest(rows: Sequence[Sequence[str]]) -> str:
    return sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
