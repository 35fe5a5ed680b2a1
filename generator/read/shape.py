"""Record declarations compiled to readers: a node in, a value or problems out, every problem at its place."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from generator.model.field import Field, Identifier, Rows, Table
from generator.model.origin import Mapping, Node, Scalar, Sequence
from generator.model.problem import Place, Problem, escape_text
from generator.read.scalar import QUOTE_IT, SCALARS, read_identifier
from generator.read.yaml import WIDE_COLON

INVALID: Final = object()
MAX_PROBLEMS = 100  # of one file; it is read no further, and only the first of them are reported
Names = typing.Mapping[str, typing.Mapping[str, str]]  # what is named -> its names -> their ids
NO_NAMES: Final[Names] = {}
Reader = Callable[[Node, "Sink"], Any]


class Enough(Exception):
    """A file has so many problems that it is not worth reading on."""


class Sink:
    """Collects the problems of one file; `text` is the file's own, `names` the ids of what it may name in Chinese."""

    __slots__ = ("file", "lines", "names", "problems", "text")

    def __init__(self, file: str, text: str, names: Names = NO_NAMES) -> None:
        self.file = file
        self.text = text
        self.names = names
        self.lines: list[str] | None = None
        self.problems: list[Problem] = []

    def add(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Notes a problem at `node`; raises Enough after very many."""
        self.problems.append(Problem(Place(self.file, node.line, node.column), code, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise Enough

    def rest_of_line(self, line: int, column: int) -> str:
        """What stands on `line` from `column` on; an empty text where the file has no comment."""
        if self.lines is None:
            if "#" not in self.text:
                return ""  # nothing that asks could find what it looks for
            self.lines = self.text.split("\n")
        return self.lines[line - 1][column - 1 :] if line <= len(self.lines) else ""

    def find_id(self, of: str, name: str) -> str:
        """The id of the `of` (a unit, a panel …) that is called `name`; empty where there is none."""
        return self.names.get(of, {}).get(name, "")


@dataclasses.dataclass(frozen=True, slots=True)
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
            markers = tuple(rest)
        elif get_origin(hint) is not Literal:
            continue
        required = declared.default is dataclasses.MISSING and declared.default_factory is dataclasses.MISSING
        found.append(Slot(names.get(declared.name, declared.name), declared.name, markers, hint, required))
    return tuple(found)


@cache
def record_reader(record: type) -> Callable[..., Any]:
    """A reader of `record`; context values (`id`, `year`, `origin`) are passed on as keywords."""
    slots = [(slot, build_reader(slot.type, slot.markers)) for slot in slots_of(record)]
    known = {slot.name for slot, _ in slots}

    def read(node: Node, sink: Sink, **context: Any) -> Any:
        if not isinstance(node, Mapping):
            _wrong_kind(node, sink, "若干“字段: 值”")
            return INVALID
        entries = node.entries
        before = len(sink.problems)
        values = context
        missing = []
        for slot, read_value in slots:
            written = entries.get(slot.name)
            if written is None:
                if slot.required:
                    missing.append(slot)
                continue
            value = read_value(written, sink)
            if value is not INVALID:
                values[slot.attribute] = value
        meant = {_unknown(node.keys[name], name, known, sink) for name in entries if name not in known}
        missing = [slot for slot in missing if slot.name not in meant]
        if missing:
            _missing(node, missing, sink)
        return record(**values) if len(sink.problems) == before else INVALID

    return read


def build_reader(hint: Any, markers: tuple[Field, ...]) -> Reader:
    """The reader of one type under its markers, the outermost first."""
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union_reader([a for a in arguments if a is not type(None)], markers)
    if origin is Literal:
        return lambda node, sink: node.value if isinstance(node, Scalar) else INVALID
    if origin is tuple:
        return _rows_reader(typing.cast(Rows, markers[0]), build_reader(arguments[0], _inner(markers)))
    if origin is not None:  # a mapping
        return _table_reader(typing.cast(Table, markers[0]), build_reader(arguments[1], _inner(markers)))
    if dataclasses.is_dataclass(hint):
        return record_reader(typing.cast(type, hint))
    return _scalar_reader(markers[0])


def _inner(markers: tuple[Field, ...]) -> tuple[Field, ...]:
    return markers[1:] or markers


def _scalar_reader(marker: Field) -> Reader:
    read_scalar = SCALARS[type(marker)]

    def read(node: Node, sink: Sink) -> Any:
        if not isinstance(node, Scalar):
            _wrong_kind(node, sink, "一个值")
            return INVALID
        if node.plain and not node.value:
            if sink.rest_of_line(*node.end).lstrip().startswith("#"):
                sink.add(node, "KH212", "“#”及之后的文字被当作注释截去", QUOTE_IT)
            else:
                sink.add(node, "KH204", "字段没有填写", "请填写，或删除这一行。")
            return INVALID
        value = read_scalar(node, marker, sink)
        return INVALID if value is None else value

    return read


def _union_reader(options: list[Any], markers: tuple[Field, ...]) -> Reader:
    records = [option for option in options if dataclasses.is_dataclass(option)]
    if len(options) == 1:
        return build_reader(options[0], markers)
    if len(records) == len(options):
        return _kind_reader(typing.cast("list[type]", records))
    read_scalar = _scalar_reader(markers[0])
    read_record = record_reader(typing.cast(type, records[0]))
    return lambda node, sink: read_record(node, sink) if isinstance(node, Mapping) else read_scalar(node, sink)


def _kind_reader(records: list[type]) -> Reader:
    by_kind = {get_args(typing.get_type_hints(record)["kind"])[0]: record for record in records}

    def read(node: Node, sink: Sink) -> Any:
        if not isinstance(node, Mapping):
            _wrong_kind(node, sink, "若干“字段: 值”")
            return INVALID
        kind = node.entries.get("kind")
        if kind is None:
            sink.add(node, "KH202", "缺少必填字段 kind", f"可填：{'、'.join(by_kind)}。")
        elif not isinstance(kind, Scalar) or kind.value not in by_kind:
            shown = escape_text(kind.value) if isinstance(kind, Scalar) else "这里"
            sink.add(kind, "KH209", f"“{shown}”不是可选的种类", f"可填：{'、'.join(by_kind)}。")
        else:
            return record_reader(by_kind[kind.value])(node, sink)
        return INVALID

    return read


def _rows_reader(marker: Rows, read_entry: Reader) -> Reader:
    def read(node: Node, sink: Sink) -> Any:
        if not isinstance(node, Sequence):
            _wrong_kind(node, sink, "一个列表（每项以“- ”开头，或写作 [a, b]）")
            return INVALID
        if len(node.entries) < marker.minimum:
            sink.add(node, "KH207", f"列表至少要有 {marker.minimum} 项", f"此处应填：{marker.doc}。")
            return INVALID
        values = [read_entry(entry, sink) for entry in node.entries]
        if INVALID in values:
            return INVALID
        _refuse_repeated_ids(node, values, sink)
        return tuple(values)

    return read


def _refuse_repeated_ids(node: Sequence, values: list[Any], sink: Sink) -> None:
    seen: set[str] = set()
    for entry, value in zip(node.entries, values, strict=True):
        name = value if isinstance(value, str) else getattr(value, "id", None) or getattr(value, "email", None)
        if name in seen:
            sink.add(
                entry,
                "KH214",
                f"“{escape_text(str(name))}”在列表里重复出现",
                "请只保留一个，或改用不同的编号。",
            )
        if name is not None:
            seen.add(name)


def _table_reader(marker: Table, read_entry: Reader) -> Reader:
    names = Identifier(doc=marker.doc, of=marker.of)

    def read(node: Node, sink: Sink) -> Any:
        if not isinstance(node, Mapping):
            _wrong_kind(node, sink, "若干“编号: 值”")
            return INVALID
        if len(node.entries) < marker.minimum:
            sink.add(node, "KH207", f"至少要有 {marker.minimum} 项", f"此处应填：{marker.doc}。")
            return INVALID
        values = {}
        for name, entry in node.entries.items():
            key = read_identifier(node.keys[name], names, sink)
            value = read_entry(entry, sink)
            values[name] = INVALID if key is None else value
        return INVALID if INVALID in values.values() else values

    return read


def _missing(node: Node, slots: list[Slot], sink: Sink) -> None:
    """KH202, once for all the fields that a record lacks."""
    docs = [slot.markers[0].doc if slot.markers else "种类" for slot in slots]
    named = "；".join(f"{slot.name}（{doc}）" for slot, doc in zip(slots, docs, strict=True))
    hint = f"请补上：{docs[0] if len(slots) == 1 else named}。"
    sink.add(node, "KH202", f"缺少必填字段 {'、'.join(slot.name for slot in slots)}", hint)


def _wrong_kind(node: Node, sink: Sink, expected: str) -> None:
    found = {Scalar: "一个值", Mapping: "若干“字段: 值”", Sequence: "一个列表"}[type(node)]
    value = node.value if isinstance(node, Scalar) else ""
    if not value and isinstance(node, Scalar) and node.plain:
        sink.add(node, "KH204", "字段没有填写", f"此处应填{expected}；不填就删除这一行。")
    elif value.startswith(("｛", "［")):
        sink.add(node, "KH109", f"用了全角括号“{value[0]}”", "请改用半角的 { } 或 [ ]，逗号和冒号也用半角。")
    elif "：" in value and expected.startswith("若干"):
        sink.add(node, "KH109", *WIDE_COLON)
    else:
        sink.add(node, "KH203", f"这里应是{expected}，读到的是{found}", "请对照格式说明修改。")


def _unknown(key: Scalar, name: str, known: set[str], sink: Sink) -> str:
    """KH201; returns the field that was probably meant, or an empty text."""
    from difflib import get_close_matches

    near = next(iter(get_close_matches(name, known, 1)), "")
    hint = f"是否想写 {near}？" if near else f"可用的字段：{'、'.join(sorted(known))}。"
    sink.add(key, "KH201", f"没有名为“{escape_text(name, 40)}”的字段", hint)
    return near
