"""The columns of a table, and one schema for all districts: the widest scale of each figure, every column of any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from generator.model.lazy_dataclass import dataclass

ColumnType = Literal["text", "figure", "whole", "day", "flag"]
# As Table Schema calls them, and we.
TYPES: Mapping[str, ColumnType] = {
    "string": "text",
    "number": "figure",
    "integer": "whole",
    "date": "day",
    "boolean": "flag",
}
_SHORT, _LONG = 18, 38  # digits of a decimal that fits into 64 and into 128 bits


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One column; of a figure, `scale` is the most decimals of any value, `whole` the most digits before them."""

    name: str
    type: ColumnType
    scale: int = 0
    whole: int = 0

    @property
    def precision(self) -> int:
        """The digits of its decimals: 18, or 38 where that does not suffice."""
        return _SHORT if self.scale + self.whole <= _SHORT else _LONG


# Table -> its columns; of each of them, what can hold the values of all that were merged.
Schema = Mapping[str, tuple[FieldSpec, ...]]


def merge_schemas(schemas: Iterable[Schema]) -> dict[str, tuple[FieldSpec, ...]]:
    """One schema that holds what each of `schemas` holds; columns in the order in which they first come.

    A column that is of two types in two districts is text in all: nothing is lost, and every reader agrees.
    """
    found: dict[str, dict[str, FieldSpec]] = {}
    for schema in schemas:
        for table, columns in schema.items():
            known = found.setdefault(table, {})
            for column in columns:
                known[column.name] = _widest(known.get(column.name, column), column)
    return {table: tuple(found[table].values()) for table in sorted(found)}


def _widest(one: FieldSpec, other: FieldSpec) -> FieldSpec:
    if one.type != other.type:
        both = {one.type, other.type}
        kind: ColumnType = "figure" if both == {"figure", "whole"} else "text"
        # A whole number has no more than 19 digits; as a figure it keeps them.
        return (
            FieldSpec(one.name, kind, max(one.scale, other.scale), 19)
            if kind == "figure"
            else FieldSpec(one.name, kind)
        )
    return FieldSpec(one.name, one.type, max(one.scale, other.scale), max(one.whole, other.whole))


def needed_width(whole: int) -> int:
    """The digits before the decimals as they are remembered: most figures need few, and which few does not matter."""
    return next(width for width in (6, 10, 14, 19, _LONG) if whole <= width)


def write_schema(schema: Schema) -> dict[str, list[list[Any]]]:
    """The schema as plain values."""
    return {table: [[c.name, c.type, c.scale, c.whole] for c in columns] for table, columns in schema.items()}


def read_schema(found: Mapping[str, Any]) -> dict[str, tuple[FieldSpec, ...]]:
    """The schema in plain values."""
    return {table: tuple(FieldSpec(*column) for column in columns) for table, columns in found.items()}
