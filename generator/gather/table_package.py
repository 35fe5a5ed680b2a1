"""The description of the gathered tables: one schema for every engine, and where the partitions lie."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.gather.kept_state import KeptState
from generator.gather.table_schema import FieldSpec, Schema, read_schema
from generator.model.index_records import Index
from generator.model.unit import DATA_LICENSES

TABLES = "tables"
PACKAGE = "datapackage.json"
_TYPES = {"text": "string", "figure": "number", "whole": "integer", "day": "date", "flag": "boolean"}
# How DuckDB calls them.


def render_package(index: Index, schema: Schema, kept: KeptState) -> bytes:
    """`tables/datapackage.json` (Data Package 1): each table with its partitions and columns.

    Of a figure, `precision` and `scale` are those of its decimal in every file; `partitions` are the columns that the
    paths give, each with its type, which every reader is to be told.
    """
    paths: dict[str, list[str]] = {table: [] for table in schema}
    for _, source in sorted(kept.sources.items()):
        for path in source.partitions:
            paths[path.partition("/")[0]].append(path)
    resources = [_describe(table, schema[table], sorted(paths[table]), kept.titles) for table in schema]
    found = {
        "profile": "data-package",
        "name": "kaohe-index",
        "title": f"{index.title}　汇总数据",
        "licenses": [{"name": index.data_license, "title": DATA_LICENSES[index.data_license]}],
        "contributors": [{"title": index.office, "role": "publisher"}],
    }
    # A line for each table: to indent the names of all partitions would take longer than to gather a district.
    lines = ",\n".join(_plain(resource) for resource in resources)
    return f'{_plain(found)[:-1]}, "resources": [\n{lines}\n]}}\n'.encode()


def _plain(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _describe(
    table: str, columns: tuple[FieldSpec, ...], paths: list[str], titles: Mapping[str, Any]
) -> dict[str, Any]:
    title, names = titles.get(table, ["", {}])
    by_year = any("/year=" in path for path in paths)
    keys = [{"name": "year", "type": "integer"}] if by_year else []
    return {
        "name": table,
        "title": title,
        "path": paths,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "partitions": [*keys, {"name": "district", "type": "string"}],
        "schema": {"fields": [_field(column, names) for column in columns if column.name != "year"]},
    }


def _field(column: FieldSpec, names: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "title": names.get(column.name, "")}
    if column.type == "figure":
        found |= {"precision": column.precision, "scale": column.scale}
    return found


def expected_schema(root: Path) -> Schema:
    """The schema in which the tables at `root` are written now; none where there are none."""
    try:
        found = json.loads((root / TABLES / "schema.json").read_bytes())
        return read_schema(found["tables"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
