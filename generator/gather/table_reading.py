"""The verified CSV of a district as Arrow tables: figures exact, typed as the source's own description says.

A description is somebody else's as well: what it says is held against the file, and what does not fit is a fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from generator.gather.fault import broken
from generator.gather.known_columns import KNOWN_TYPES, RESERVED
from generator.gather.source_files import shown
from generator.gather.table_schema import TYPES, ColumnType, FieldSpec, needed_width
from generator.model.lazy_dataclass import dataclass

if TYPE_CHECKING:
    import pyarrow as pa

PACKAGE = "open-data/datapackage.json"
_TABLE = re.compile(r"[a-z][a-z0-9-]{0,63}\Z")
_COLUMN = re.compile(r"[a-z][a-z0-9_-]{0,63}\Z")
_MOST_TABLES, _MOST_COLUMNS, _LONGEST_TITLE = 300, 300, 600
_FIRST_YEAR, _LAST_YEAR = 1949, 2999  # of partitions: readers are told that years are integers of 32 bits
_FIGURE = r"^-?[0-9]{1,30}(\.[0-9]{1,18})?$"
_WHOLE = r"^-?[0-9]{1,18}$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_FORMULA = "'"  # before a text that a spreadsheet would take for a formula
# A column that is called like a partition would be two columns to a reader.
_RENAMED = {"district": "district_field"}


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One table that a source describes: its file, its columns as (name, type, title), its title."""

    name: str
    title: str
    path: str
    columns: tuple[tuple[str, ColumnType, str], ...]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table that was read: `schema` is what its values need."""

    source: SourceTable
    columns: tuple[FieldSpec, ...]
    values: pa.Table


def describe_tables(data: Mapping[str, bytes]) -> Iterator[SourceTable]:
    """The tables that the description in a source names; raises SourceBroken where it cannot be used."""
    if PACKAGE not in data:
        raise broken("KH919", "没有 open-data/datapackage.json，不知道各表的写法。", PACKAGE)
    try:
        found = json.loads(data[PACKAGE])
        described = [entry for entry in found["resources"] if entry.get("profile") == "tabular-data-resource"]
        tables = [_describe(entry) for entry in described]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise broken("KH919", "open-data/datapackage.json 不合格式。", PACKAGE) from None
    names = [table.name for table in tables]
    if len(set(names)) != len(names) or len(names) > _MOST_TABLES:
        raise broken("KH919", "open-data/datapackage.json 里有同名的表，或者表太多。", PACKAGE)
    yield from tables


def _describe(entry: Mapping[str, Any]) -> SourceTable:
    name, path = entry["name"], f"open-data/{entry['path']}"
    fields = entry["schema"]["fields"]
    columns = tuple((str(field["name"]), TYPES[field["type"]], _title(field)) for field in fields)
    names = [column[0] for column in columns]
    put = {_RENAMED.get(column, column) for column in names}
    if not (_TABLE.match(name) and all(map(_COLUMN.match, names)) and len(put) == len(names)):
        raise ValueError(name)
    if len(names) > _MOST_COLUMNS or name in RESERVED:
        raise ValueError(name)
    known = KNOWN_TYPES.get(name, {})
    if any(known.get(column, kind) != kind for column, kind, _ in columns):
        raise ValueError(name)
    return SourceTable(name, _title(entry), path, columns)


def _title(entry: Mapping[str, Any]) -> str:
    """A title, which is told to every reader of the tables: a text, and no longer than a title."""
    title = str(entry.get("title", ""))
    if len(title.encode()) > _LONGEST_TITLE:
        raise ValueError("title")
    return title


def read_table(source: SourceTable, data: Mapping[str, bytes]) -> ReadTable:
    """The table; raises SourceBroken where its file is not what is described."""
    import pyarrow as pa

    if source.path not in data:
        raise broken("KH919", f"没有 {shown(source.path)}。", shown(source.path))
    texts = _read_texts(source, data[source.path])
    columns, values = [], []
    for name, kind, _ in source.columns:
        try:
            column, value = _typed(_RENAMED.get(name, name), kind, texts.column(name).combine_chunks())
        except (pa.ArrowInvalid, ValueError):
            raise broken(
                "KH919", f"{shown(source.path)} 的 {name} 一列里有不合写法的值。", shown(source.path)
            ) from None
        columns.append(column)
        values.append(value)
    table = pa.table(values, names=[column.name for column in columns])
    return ReadTable(source, tuple(columns), table)


def _read_texts(source: SourceTable, data: bytes) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv

    names = [name for name, _, _ in source.columns]
    try:
        found = csv.read_csv(
            pa.BufferReader(data),
            csv.ReadOptions(use_threads=False, block_size=max(len(data), 1)),
            csv.ParseOptions(newlines_in_values=True),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        raise broken("KH919", f"{shown(source.path)} 不是完好的 CSV。", shown(source.path)) from None
    if found.column_names != names:
        raise broken("KH919", f"{shown(source.path)} 的各列与 datapackage.json 所写的不同。", shown(source.path))
    return found


def _typed(name: str, kind: ColumnType, texts: pa.Array) -> tuple[FieldSpec, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind == "text":
        marked = pc.starts_with(texts, _FORMULA)
        if pc.any(marked).as_py():
            texts = pc.if_else(marked, pc.utf8_slice_codeunits(texts, 1), texts)
        return FieldSpec(name, kind), texts
    if kind == "flag":
        _require(texts, "^(true|false)$")
        return FieldSpec(name, kind), pc.equal(texts, "true")
    if kind == "whole":
        _require(texts, _WHOLE)
        return FieldSpec(name, kind), texts.cast(pa.int64())
    if kind == "day":
        _require(texts, _DAY)
        return FieldSpec(name, kind), texts.cast(pa.date32())
    return _figures(name, texts)


def _figures(name: str, texts: pa.Array) -> tuple[FieldSpec, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    _require(texts, _FIGURE)
    length = pc.utf8_length(texts)
    point = pc.find_substring(texts, ".")
    decimals = pc.if_else(pc.less(point, 0), 0, pc.subtract(pc.subtract(length, point), 1))
    scale = pc.max(decimals).as_py() or 0
    longest = pc.max(pc.if_else(pc.less(point, 0), length, point)).as_py() or 1
    column = FieldSpec(name, "figure", scale, needed_width(longest))
    return column, texts.cast(pa.decimal128(column.precision, scale))


def _require(texts: pa.Array, pattern: str) -> None:
    import pyarrow.compute as pc

    if not pc.all(pc.match_substring_regex(texts, pattern)).as_py() and pc.count(texts).as_py():
        raise ValueError(pattern)


def years_of(table: ReadTable) -> Sequence[int] | None:
    """The year of each row, by which tables are partitioned; None for a table that tells of no time.

    A row whose time is not told has the year 0: no reader of partitions agrees with another on one without a value.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    names = table.values.column_names
    found = [_leading_year(table.values.column(name)) for name in _TIMES if name in names]
    if not found:
        return None
    years = pc.coalesce(*found, pa.scalar(0, pa.int64()))
    result: list[int] = years.to_pylist()
    if any(year and not _FIRST_YEAR <= year <= _LAST_YEAR for year in result):
        raise broken(
            "KH919",
            f"{shown(table.source.path)} 里有 {_FIRST_YEAR}—{_LAST_YEAR} 以外的年度。",
            shown(table.source.path),
        )
    return result


_TIMES = ("year", "period", "publication", "correction", "recorded")


def _leading_year(values: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_integer(values.type):
        return values
    texts = values.cast(pa.string())
    fits = pc.match_substring_regex(texts, "^[12][0-9]{3}")
    years = pc.if_else(fits, pc.utf8_slice_codeunits(texts, 0, 4), None)
    return years.cast(pa.int64())
