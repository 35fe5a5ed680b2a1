"""Which texts of a data file can be redacted, where they stand in it, and the file's nodes with them masked."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any, get_args

from generator.model.field import Text
from generator.model.origin import Mapping, Node, Scalar, Sequence
from generator.model.place import FileKind
from generator.model.problem import Problem
from generator.model.redaction import REDACTED, Masks
from generator.read.shape import slots_of
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text

# Files that state rules, days and who is who have no texts about a person: what is wrong there is put right.
_NEVER: frozenset[FileKind] = frozenset({"scheme", "holidays", "committers", "signers", "chain"})
# Texts by which something is found or called.
_NAMES = frozenset({"name", "short_name", "aliases", "document", "file", "field", "fields", "records"})
_OF_SITE = frozenset({"contact"})


def redactable_fields(kind: FileKind, record: type) -> dict[str, str]:
    """The free texts of a file of this kind, by field (`reason`, `evidence/title`), each with its Chinese name."""
    if kind in _NEVER:
        return {}
    found = dict(_texts(record, ""))
    return {field: found[field] for field in found if kind != "site" or field in _OF_SITE}


@cache
def _texts(record: type, above: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for slot in slots_of(record):
        path = f"{above}{slot.name}"
        if isinstance(slot.markers[-1] if slot.markers else None, Text):
            if slot.name not in _NAMES:
                found.append((path, slot.markers[-1].label))
            continue
        root = getattr(record, "ROOT", "") == slot.attribute
        for part in _records(slot.type):
            found += _texts(part, above if root else f"{path}/")
    return tuple(dict.fromkeys(found))


def _records(hint: Any) -> Iterator[type]:
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        yield hint
    for argument in get_args(hint):
        yield from _records(argument)


def find_texts(node: Node, field: str) -> list[Scalar]:
    """The texts that stand at `field`, in all rows of a list; one that is empty is none."""
    found: list[Node] = [node]
    for step in field.split("/"):
        rows = [row for each in found for row in _rows(each)]
        found = [row.entries[step] for row in rows if isinstance(row, Mapping) and step in row.entries]
    return [row for each in found for row in _rows(each) if isinstance(row, Scalar) and row.value]


def _rows(node: Node) -> list[Node]:
    return node.entries if isinstance(node, Sequence) else [node]


def mask_node(node: Node, kind: FileKind, record: type, fields: Iterable[str]) -> None:
    """Puts 〔已遮盖〕 in place of each text at `fields`; what is no free text is left as it is."""
    free = redactable_fields(kind, record)
    for field in fields:
        if field in free:
            for text in find_texts(node, field):
                text.value = REDACTED


def mask_text(text: str, node: Node, fields: Collection[str]) -> str:
    """A file's text with 〔已遮盖〕 in place of each text at `fields`; every other character stays."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    spans = {_span(text, starts, found) for field in fields for found in find_texts(node, field)}
    for start, end in sorted(spans, reverse=True):
        quote = text[start] if text[start] in "\"'" else ""  # without quotes, a comment beside it would be refused
        text = f"{text[:start]}{quote}{REDACTED}{quote}{text[end:]}"
    return text


def mask_bytes(path: str, data: bytes, masks: Masks) -> bytes:
    """A file as it may leave; the same bytes where nothing in it is redacted, or it cannot be read."""
    fields = masks.fields_of(path)
    text = read_text(path, data) if fields else None
    node = parse_yaml(path, text) if isinstance(text, str) else None
    if node is None or isinstance(node, Problem):
        return data
    return mask_text(data.decode(), node, fields).encode()


def _span(text: str, starts: list[int], found: Scalar) -> tuple[int, int]:
    """Where a text stands, quotes or the sign of a block (`|`, `>`) included, the line break after a block not."""
    start = starts[found.line - 1] + found.column - 1
    line, column = found.end
    end = starts[line - 1] + column - 1
    if text[start] in "|>":
        while end > start and text[end - 1] in "\r\n \t":
            end -= 1
    return start, end


def hide_lines(path: str, data: bytes, fields: Collection[str]) -> list[str]:
    """The lines of a file as they may be quoted: empty where a text at one of `fields` stands.

    Of a file in which nobody can tell where that is, all are.
    """
    lines = data.decode("utf-8", "replace").split("\n")
    if not fields:
        return lines
    text = read_text(path, data)
    node = parse_yaml(path, text) if isinstance(text, str) else text
    if isinstance(node, Problem):
        return [""] * len(lines)
    texts = [found for field in fields for found in find_texts(node, field) if found.value != REDACTED]
    hidden = {number for found in texts for number in range(found.line, found.end[0] + 1)}
    return ["" if number in hidden else line for number, line in enumerate(lines, start=1)]
