"""The fields of a record by one name each, as a form has them: `appeal/filed`, `evidence/0/title`, with plain texts.

A form gives texts and gets problems back, each at its field; a file has lines and columns. This is the way between.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from collections.abc import Mapping as Fields
from typing import Any, Union, get_args, get_origin

from generator.model.field import Field, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Mapping, Node, Scalar, Sequence
from generator.read.shape import slots_of

Markers = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class BuiltNode:
    """Fields as the node of a file; `fields` names the field of each line, of which each value has its own."""

    node: Mapping
    fields: dict[int, str]


def flatten_node(node: Node, above: str = "") -> dict[str, str]:
    """Every value of a file by the name of its field."""
    if isinstance(node, Scalar):
        return {above: node.value}
    entries = node.entries.items() if isinstance(node, Mapping) else enumerate(node.entries)
    found: dict[str, str] = {}
    for name, entry in entries:
        found |= flatten_node(entry, f"{above}/{name}" if above else str(name))
    return found


def field_places(node: Node, above: str = "") -> dict[tuple[int, int], str]:
    """The field that stands at each line and column of a file: of a value, and of its name before it."""
    found = {} if not above else {(node.line, node.column): above}
    if isinstance(node, Mapping):
        for name, entry in node.entries.items():
            key, below = node.keys[name], f"{above}/{name}" if above else name
            found |= {**field_places(entry, below), (key.line, key.column): below}
    elif isinstance(node, Sequence):
        for number, entry in enumerate(node.entries):
            found |= {(entry.line, entry.column): f"{above}/{number}", **field_places(entry, f"{above}/{number}")}
    return found


def build_node(record: type, fields: Fields[str, str]) -> BuiltNode:
    """The `fields` as the node of a file of `record`. What is empty is left out; rows go by their numbers."""
    tree: dict[str, Any] = {}
    for name, text in fields.items():
        if not text:
            continue
        steps = name.split("/")
        branch = tree
        for step in steps[:-1]:
            below = branch.setdefault(step, {})
            branch = below if isinstance(below, dict) else branch
        branch[steps[-1]] = text
    made = BuiltNode(Mapping(1, 1), {1: ""})
    _fill(made.node, tree, record, (), "", made.fields)
    return made


def marker_at(record: type, name: str) -> Field | None:
    """How the field of this name is declared; None where a record has no such field."""
    hint: Any = record
    markers: Markers = ()
    for step in name.split("/"):
        if markers and isinstance(markers[0], Rows):
            hint, markers = get_args(hint)[0], markers[1:] or markers
        else:
            hint, markers = _inner(hint, markers, step)
    return markers[0] if markers else None


def _fill(
    node: Mapping, tree: dict[str, Any], hint: Any, markers: Markers, above: str, lines: dict[int, str]
) -> None:
    for name, value in tree.items():
        below = f"{above}/{name}" if above else name
        node.keys[name] = _scalar(name, below, lines)
        node.entries[name] = _grow(value, *_inner(hint, markers, name), below, lines)


def _grow(value: Any, hint: Any, markers: Markers, name: str, lines: dict[int, str]) -> Node:
    if isinstance(value, str):
        return _scalar(value, name, lines)
    line = _next_line(name, lines)
    if markers and isinstance(markers[0], Rows):
        rows = Sequence(line, 1)
        inner = get_args(hint)[0]
        for number in sorted(value, key=_row_order):
            rows.entries.append(_grow(value[number], inner, markers[1:] or markers, f"{name}/{number}", lines))
        return rows
    node = Mapping(line, 1)
    _fill(node, value, hint, markers, name, lines)
    return node


def _inner(hint: Any, markers: Markers, name: str) -> tuple[Any, Markers]:
    """The type and markers of what `name` leads to in a record or table."""
    for option in _options(hint):
        if dataclasses.is_dataclass(option) and isinstance(option, type):
            for slot in slots_of(option):
                if slot.name == name:
                    return slot.type, slot.markers
    arguments = get_args(hint)
    return (
        (arguments[1], markers[1:] or markers)
        if len(arguments) == 2 and get_origin(hint) is not tuple
        else (None, ())
    )


def dataclass_in(hint: Any) -> type | None:
    """The record class that a type is, or is besides None; None where it is something else, or several."""
    found = [option for option in _options(hint) if dataclasses.is_dataclass(option) and isinstance(option, type)]
    return found[0] if len(found) == 1 and len(list(_options(hint))) <= 2 else None


def _options(hint: Any) -> Iterator[Any]:
    yield from get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _row_order(number: str) -> tuple[int, str]:
    return (int(number) if number.isdecimal() else 1_000_000, number)


def _scalar(value: str, name: str, lines: dict[int, str]) -> Scalar:
    line = _next_line(name, lines)
    return Scalar(value, line, 1, False, (line, 1))


def _next_line(name: str, lines: dict[int, str]) -> int:
    line = len(lines) + 1
    lines[line] = name
    return line
