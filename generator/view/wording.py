"""Fields and values of records in the words of their declarations: what a comparison or a trail says to a person."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.history.meaning import ORDER, FieldChange, Plain
from generator.model.field import Choice, Field, Identifier
from generator.model.problem import escape_text
from generator.read.corpus import RECORDS
from generator.read.layout import FileKind
from generator.read.shape import slots_of

FILES: dict[FileKind, str] = {
    "site": "网站设置",
    "committers": "提交人登记表",
    "signers": "签名人登记",
    "scheme": "考核办法",
    "unit": "单位",
    "deduction": "扣分记录",
    "appraisal": "评议计票",
    "publication": "发布记录",
    "correction": "更正记录",
}
HIDDEN = "（内部字段，不显示内容）"
NOTHING = "（未填）"
_SHOWN = 200  # characters of one value
_END_OF_NAME = re.compile(r"[，；：。（]")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One difference in words: what it is called, and what stood and stands there."""

    name: str
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """Name, old and new on one line."""
        return f"{self.name}：{self.old}" if self.old == self.new else f"{self.name}：{self.old} → {self.new}"


@dataclass(frozen=True, slots=True)
class _Place:
    """The declaration at some place within a record: its type, its markers from the outermost in."""

    type: Any
    markers: tuple[Field, ...]


def field_words(file: FileKind, change: FieldChange, names: Mapping[str, str], internal: bool = False) -> FieldWords:
    """A difference in words. `names` are short names of units by id; internal values show only with `internal`."""
    if file == "signers" or not change.steps:
        return FieldWords("全部内容", "", "")
    place = _Place(RECORDS[file], ())
    parts: list[str] = []
    for step in change.steps:
        place, part = _enter(place, step, names)
        if part:
            parts.append(part)
    name = " · ".join(parts)
    if change.internal and not internal:
        return FieldWords(name, HIDDEN, HIDDEN)
    return FieldWords(name, _say(change.old, place, names), _say(change.new, place, names))


def _enter(place: _Place, step: str, names: Mapping[str, str]) -> tuple[_Place, str]:
    """The place one step further in, and what the step is called."""
    if step == ORDER:
        return place, "次序"
    inner = place.markers[1:] or place.markers
    if step.startswith("["):
        arguments = typing.get_args(place.type)
        found = step[1:-1]
        return _Place(arguments[0], inner), f"第 {int(found) + 1} 项" if found.isdecimal() else escape_text(found)
    for record in _records(place.type):
        for slot in slots_of(record):
            if slot.name == step:
                return _Place(slot.type, slot.markers), _short(slot.markers, step)
    arguments = typing.get_args(place.type)
    return _Place(arguments[1], inner), names.get(step, escape_text(step))


def _records(hint: Any) -> list[type]:
    """The record classes that a type allows."""
    options = (hint, *typing.get_args(hint))
    return [option for option in options if isinstance(option, type) and dataclasses.is_dataclass(option)]


def _short(markers: tuple[Field, ...], name: str) -> str:
    """What a field is called: its explanation up to the first stop."""
    return _END_OF_NAME.split(markers[0].doc, maxsplit=1)[0] if markers else name


def _say(value: Plain | None, place: _Place, names: Mapping[str, str]) -> str:
    return NOTHING if value is None else escape_text(_words(value, place, names).replace("\n", " "), _SHOWN)


def _words(value: Plain, place: _Place, names: Mapping[str, str]) -> str:
    if isinstance(value, str):
        marker = place.markers[-1] if place.markers else None
        if isinstance(marker, Choice):
            return marker.names.get(value, value)
        if isinstance(marker, Identifier) and marker.of == "unit":
            return names.get(value, value)
        return {"true": "是", "false": "否"}.get(value, value)
    if isinstance(value, list):
        arguments = typing.get_args(place.type)
        inner = _Place(arguments[0] if arguments else str, place.markers[1:] or place.markers)
        return "；".join(_words(entry, inner, names) for entry in value)
    entries = []
    for name, entry in value.items():
        found, label = _enter(place, name, names)
        entries.append(f"{label} {_words(entry, found, names)}")
    return "，".join(entries)
