"""What an index keeps between two gatherings, beside what it has seen: which sources were read, and what they gave.

It lies in `.cache/gather/`, belongs to one machine and can be deleted: then everything is read again, and the tables
and the record of what was seen come out the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import Any

from generator.gather.read_source import VERSION, schema_digest
from generator.gather.table_schema import Schema, merge_schemas, read_schema, write_schema
from generator.model.lazy_dataclass import dataclass

FOLDER = ".cache/gather"
_FILE = "state.json"


@dataclass(slots=True)
class KeptSource:
    """One source as it was last read: its signature, and, where its tables are in place, their partitions.

    `own` and `written` are the digests of the schema that its tables need and of that in which they are written.
    """

    signature: str = ""
    authority: str = ""
    digest: str = ""
    updated: str = ""
    own: str = ""
    written: str = ""
    partitions: list[str] = field(default_factory=list)
    rules: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class KeptState:
    """Everything kept; `schemas` are by digest, `titles` the Chinese names of tables and columns."""

    sources: dict[str, KeptSource] = field(default_factory=dict)
    schemas: dict[str, Schema] = field(default_factory=dict)
    titles: dict[str, Any] = field(default_factory=dict)

    def keep_schema(self, schema: Schema) -> str:
        """The digest under which `schema` is kept."""
        digest = schema_digest(schema)
        self.schemas.setdefault(digest, schema)
        return digest

    def merged(self) -> Schema:
        """The one schema of all districts, whatever the order in which they were read."""
        return merge_schemas(self._own(source for _, source in sorted(self.sources.items())))

    def _own(self, sources: Iterable[KeptSource]) -> list[Schema]:
        digests = dict.fromkeys(source.own for source in sources if source.own)
        return [self.schemas[digest] for digest in digests]


def read_kept(root: Path) -> KeptState:
    """What is kept at `root`; nothing where there is none that this version wrote."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        found = json.loads((root / FOLDER / _FILE).read_bytes())
        if found["version"] == VERSION:
            sources = {name: KeptSource(**source) for name, source in found["sources"].items()}
            schemas: dict[str, Schema] = {digest: read_schema(schema) for digest, schema in found["schemas"].items()}
            return KeptState(sources, schemas, found["titles"])
    return KeptState()


def write_kept(root: Path, kept: KeptState) -> None:
    """Writes it, whole or not at all."""
    used = {digest for source in kept.sources.values() for digest in (source.own, source.written) if digest}
    found = {
        "version": VERSION,
        "sources": {
            name: {slot: getattr(source, slot) for slot in KeptSource.__slots__}
            for name, source in sorted(kept.sources.items())
        },
        "schemas": {digest: write_schema(kept.schemas[digest]) for digest in sorted(used)},
        "titles": kept.titles,
    }
    path = root / FOLDER / _FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{_FILE}.new")
    new.write_bytes(json.dumps(found, ensure_ascii=False, sort_keys=True).encode())
    os.replace(new, path)
