"""The description of all files that machines read (Frictionless Data Package 1 and Table Schema 1)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from generator.opendata.catalogue import License, license_of
from generator.opendata.disclosure import Disclosure
from generator.opendata.json_file import write_json
from generator.opendata.marking import KEYWORDS, file_name
from generator.opendata.table import DataTable, Kind, TableColumn

_TYPES: Mapping[Kind, str] = {
    "id": "string",
    "text": "string",
    "figure": "number",
    "whole": "integer",
    "day": "date",
    "flag": "boolean",
}


class FileFacts(NamedTuple):
    """What the description says of a file: its bytes need not be held for it."""

    size: int
    digest: str

    @classmethod
    def of(cls, content: bytes) -> FileFacts:
        """The size and SHA-256 of `content`."""
        return cls(len(content), sha256(content).hexdigest())


def render_datapackage(
    disclosure: Disclosure, tables: tuple[DataTable, ...], files: Mapping[str, FileFacts]
) -> bytes:
    """datapackage.json: the CSV of each table with its schema, then the other files; each with size and digest.

    `files` are those of the folder by name.
    """
    site, found = disclosure.site, license_of(disclosure)
    readme = file_name(site, "README.txt")
    csv = {table.name: file_name(site, f"{table.name}.csv") for table in tables}
    described = [_describe_table(table, csv[table.name], files[csv[table.name]]) for table in tables]
    described += [_describe_file(name, files[name]) for name in sorted(files.keys() - set(csv.values()))]
    return write_json(
        {
            "profile": "data-package",
            "name": file_name(site, "kaohe"),
            **({"keywords": list(KEYWORDS)} if site.demo else {}),
            "title": f"{site.title}　开放数据",
            "description": "".join([*disclosure.notes, f"{site.office}的考核数据，用法见 {readme}。"]),
            "homepage": site.base_url,
            "created": f"{disclosure.until.isoformat()}T00:00:00+08:00",
            "version": disclosure.commit or "draft",
            "licenses": [_describe_license(found)],
            "contributors": [{"title": site.office, "role": "publisher"}],
            "resources": described,
        }
    )


def _describe_license(found: License) -> dict[str, str]:
    return {"name": found.id, "title": found.name, "path": found.url}


def _describe_file(name: str, facts: FileFacts) -> dict[str, Any]:
    stem, _, suffix = name.rpartition(".")
    return {
        "name": f"{stem}-{suffix}".lower(),
        "path": name,
        "type": "file",
        "format": suffix,
        "bytes": facts.size,
        "hash": f"sha256:{facts.digest}",
    }


def _describe_table(table: DataTable, path: str, facts: FileFacts) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.doc,
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": facts.size,
        "hash": f"sha256:{facts.digest}",
        "schema": _describe_schema(table),
    }


def _describe_schema(table: DataTable) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_describe_column(column, table) for column in table.columns]}
    schema["missingValues"] = [""]
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": list(reference.columns),
                "reference": {"resource": reference.table, "fields": list(reference.target)},
            }
            for reference in table.references
        ]
    return schema


def _describe_column(column: TableColumn, table: DataTable) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.names:
        constraints["enum"] = list(column.names)
    elif column.kind == "whole" or (column.kind == "figure" and column.declared):
        constraints["minimum"] = 0
    described: dict[str, Any] = {"name": column.name, "type": _TYPES[column.kind], "title": column.title}
    names = "；".join(f"{name} {words}" for name, words in column.names.items())
    if doc := "。".join(part for part in (column.doc, names) if part):
        described["description"] = doc
    if constraints:
        described["constraints"] = constraints
    return described
