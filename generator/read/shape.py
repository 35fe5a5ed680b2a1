"""Record declarations compiled to readers: a node in, a value or problems out, every problem at its place.

Where there are problems, what comes out is what could be read, with UNREAD in place of what could not.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from generator.model.field import Field, Identifier, Rows, Table, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Mapping, Node, Scalar, Sequence
from generator.model.problem import escape_text
from generator.model.unread import UNREAD
from generator.read.anything import read_anything
from generator.read.explain import explain_empty, explain_kind, explain_missing, explain_unknown
from generator.read.repeated import refuse_repeated
from generator.read.scalar import QUOTE_IT, SCALARS, read_identifier
from generator.read.sink import Sink
from generator.rules.kind_list import kind_name, with_members

Reader = Callable[[Node, Sink], Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a record as it is written: its name in YAML, its markers, its type, whether it must be there."""

    name: str
    attribute: str
    markers: tuple[Field, ...]
    type: Any
    required: bool


@cache
def slots_of(record: type) -> tuple[Slot, ...]:
    """The written fields of a record class in order; those given by the file's place are left out."""
    hints = typing.get_type_hints(record, include_extras=True)
    names: dict[str, str] = getattr(record, "YAML_NAMES", {})
    found = []
    for declared in dataclasses.fields(record):
        hint = hints[declared.name]
        markers: tuple[Field, ...] = ()
        if get_origin(hint) is Annotated:
            hint, *rest = get_args(hint)
            hint, markers = with_members(hint), tuple(rest)
        elif get_origin(hint) is not Literal:
            continue
        required = declared.default is dataclasses.MISSING and declared.default_factory is dataclasses.MISSING
        found.append(Slot(names.get(declared.name, declared.name), declared.name, markers, hint, required))
    return tuple(found)


@cache
def record_reader(record: type) -> Callable[..., Any]:
    """A reader of `record`; context values (`id`, `year`, `origin`) are passed on as keywords."""
    slots = [(slot, build_reader(slot.type, slot.markers)) for slot in slots_of(record)]
    if hasattr(record, "ROOT"):
        return _root_reader(record, *slots)
    readers = {slot.name: (slot, read_value) for slot, read_value in slots}
    docs = {slot.name: slot.markers[0].doc if slot.markers else "种类" for slot, _ in slots}

    def read(node: Node, sink: Sink, **context: Any) -> Any:
        if not isinstance(node, Mapping):
            explain_kind(node, sink, "若干“字段: 值”")
            return UNREAD
        entries = node.entries
        values = context
        missing = []
        for slot, read_value in slots:
            written = entries.get(slot.name)
            if written is None:
                if slot.required:
                    missing.append(slot)
                continue
            if slot.required and _is_empty(written, slot, sink):
                explain_empty(written, docs[slot.name], sink)
                values[slot.attribute] = UNREAD
                continue
            values[slot.attribute] = read_value(written, sink)
        unknown = [name for name in entries if name not in docs]
        if unknown or missing:
            _read_misnamed(node, unknown, readers, values, sink)
            lacking = [slot for slot in missing if slot.attribute not in values]
            if lacking:
                explain_missing(node, {slot.name: docs[slot.name] for slot in lacking}, sink)
                values.update({slot.attribute: UNREAD for slot in lacking})
        return record(**values)

    return read


def _root_reader(record: type, field: tuple[Slot, Reader]) -> Callable[..., Any]:
    """A reader of a record whose one field is the whole file: a list without a name above it."""
    slot, read_value = field

    def read(node: Node, sink: Sink, **context: Any) -> Any:
        return record(**{slot.attribute: read_value(node, sink)}, **context)

    return read


def _read_misnamed(
    node: Mapping, unknown: list[str], readers: dict[str, tuple[Slot, Reader]], values: dict[str, Any], sink: Sink
) -> None:
    """KH201 for fields that there are not; the value of one is read as that of the field plainly meant.

    So its own slips are told in the same run, and the field meant is neither missing nor empty.
    """
    labels = {name: _labels(slot) for name, (slot, _) in readers.items()}
    for name in unknown:
        alike = explain_unknown(node.keys[name], name, labels, node.entries, sink)
        if len(alike.ids) != 1:
            continue
        slot, read_value = readers[alike.ids[0]]
        if slot.name not in node.entries and slot.attribute not in values:
            values[slot.attribute] = read_value(node.entries[name], sink) if alike.sure else UNREAD
            # What rules say of the field is said at the place where it stands under the other name.
            node.entries[slot.name], node.keys[slot.name] = node.entries[name], node.keys[name]


def _labels(slot: Slot) -> tuple[str, ...]:
    """What a field is called: its name, its Chinese one, and the others that people give it."""
    if not slot.markers:
        return (slot.name, "种类")
    return (slot.name, slot.markers[0].label, *slot.markers[0].also)


def _is_empty(node: Node, slot: Slot, sink: Sink) -> bool:
    """Whether nothing is written in a field, not even what a comment sign has cut off."""
    if not isinstance(node, Scalar) or (node.value and not node.value.isspace()):
        return False
    if not node.plain:
        return any(isinstance(marker, Text) for marker in slot.markers[:1])
    return not node.value and not sink.rest_of_line(*node.end).lstrip().startswith("#")


def build_reader(hint: Any, markers: tuple[Field, ...]) -> Reader:
    """The reader of one type under its markers, the outermost first."""
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union_reader([a for a in arguments if a is not type(None)], markers)
    if hint is Any:
        return read_anything
    if origin is Literal:
        return lambda node, sink: node.value if isinstance(node, Scalar) else UNREAD
    if origin is tuple:
        return _rows_reader(typing.cast(Rows, markers[0]), build_reader(arguments[0], _inner(markers)))
    if origin is not None:  # a mapping
        return _table_reader(typing.cast(Table, markers[0]), build_reader(arguments[1], _inner(markers)))
    if dataclasses.is_dataclass(hint):
        return _part_reader(typing.cast(type, hint))
    return _scalar_reader(markers[0])


def _part_reader(record: type) -> Reader:
    """The reader of a record within another, made when there is one: most parts are seldom written."""

    def read(node: Node, sink: Sink) -> Any:
        return record_reader(record)(node, sink)

    return read


def _inner(markers: tuple[Field, ...]) -> tuple[Field, ...]:
    return markers[1:] or markers


def _scalar_reader(marker: Field) -> Reader:
    read_scalar = SCALARS[type(marker)]

    def read(node: Node, sink: Sink) -> Any:
        if not isinstance(node, Scalar):
            explain_kind(node, sink, "一个值")
            return UNREAD
        if node.plain and not node.value:
            if sink.rest_of_line(*node.end).lstrip().startswith("#"):
                sink.add(node, "KH212", "“#”及之后的文字被当作注释截去", QUOTE_IT)
            else:
                sink.add(node, "KH204", "字段没有填写", "请填写；不填就删去这个字段。")
            return UNREAD
        return read_scalar(node, marker, sink)

    return read


def _union_reader(options: list[Any], markers: tuple[Field, ...]) -> Reader:
    records = typing.cast("list[type]", [option for option in options if dataclasses.is_dataclass(option)])
    if len(options) == 1:
        return build_reader(options[0], markers)
    if len(records) == len(options):
        return _kind_reader(records)
    read_scalar = _scalar_reader(markers[0])
    readers = [(frozenset(slot.name for slot in slots_of(record)), record_reader(record)) for record in records]

    def read(node: Node, sink: Sink) -> Any:
        if not isinstance(node, Mapping):
            return read_scalar(node, sink)
        alike = [reader for names, reader in readers if names & node.entries.keys()]
        return (alike or [readers[0][1]])[0](node, sink)

    return read


def _kind_reader(records: list[type]) -> Reader:
    by_kind = {kind_name(record): record for record in records}

    def read(node: Node, sink: Sink) -> Any:
        if not isinstance(node, Mapping):
            explain_kind(node, sink, "若干“字段: 值”")
            return UNREAD
        kind = node.entries.get("kind")
        unsaid = next(filter(_is_unsaid_kind, records), None) if kind is None else None
        if unsaid is not None:
            return record_reader(unsaid)(node, sink)
        if kind is None:
            sink.add(node, "KH202", "缺少必填字段 kind", f"可填：{'、'.join(by_kind)}。")
        elif not isinstance(kind, Scalar) or kind.value not in by_kind:
            shown = escape_text(kind.value) if isinstance(kind, Scalar) else "这里"
            sink.add(kind, "KH209", f"“{shown}”不是可选的种类", f"可填：{'、'.join(by_kind)}。")
        else:
            return record_reader(by_kind[kind.value])(node, sink)
        return UNREAD

    return read


@cache
def _is_unsaid_kind(record: type) -> bool:
    """Whether records of this class need not say their kind."""
    return any(slot.name == "kind" and not slot.required for slot in slots_of(record))


def _rows_reader(marker: Rows, read_entry: Reader) -> Reader:
    def read(node: Node, sink: Sink) -> Any:
        if marker.single and not isinstance(node, Sequence):
            value = read_entry(node, sink)
            return UNREAD if value is UNREAD else (value,)
        if not isinstance(node, Sequence):
            explain_kind(node, sink, "一个列表（每项以“- ”开头，或写作 [a, b]）")
            return UNREAD
        if len(node.entries) < marker.minimum:
            sink.add(node, "KH207", f"列表至少要有 {marker.minimum} 项", f"此处应填：{marker.doc}。")
            return UNREAD
        values = [read_entry(entry, sink) for entry in node.entries]
        refuse_repeated(node, values, sink)
        # Of a list with an entry of which nothing could be read, it is unknown what it holds.
        return UNREAD if any(value is UNREAD for value in values) else tuple(values)

    return read


def _table_reader(marker: Table, read_entry: Reader) -> Reader:
    names = Identifier(doc=marker.doc, of=marker.of)

    def read(node: Node, sink: Sink) -> Any:
        if not isinstance(node, Mapping):
            explain_kind(node, sink, "若干“编号: 值”")
            return UNREAD
        if len(node.entries) < marker.minimum:
            sink.add(node, "KH207", f"至少要有 {marker.minimum} 项", f"此处应填：{marker.doc}。")
            return UNREAD
        values: dict[str, Any] = {}
        is_known = True
        for name, entry in node.entries.items():
            key = read_identifier(node.keys[name], names, sink)
            value = read_entry(entry, sink)
            is_known = is_known and key is not UNREAD
            if is_known and key not in values:
                values[key] = value
        return values if is_known else UNREAD

    return read
