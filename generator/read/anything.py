"""What may be written in another record, as it stands: text, rows, tables."""

from __future__ import annotations

from typing import Any

from generator.model.origin import Mapping, Node, Sequence, Unquoted
from generator.read.sink import Sink


def read_anything(node: Node, sink: Sink) -> Any:
    """What stands there: text, rows or a table, each of the same again."""
    if isinstance(node, Mapping):
        return {name: read_anything(entry, sink) for name, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return tuple(read_anything(entry, sink) for entry in node.entries)
    return Unquoted(node.value) if node.plain else node.value
