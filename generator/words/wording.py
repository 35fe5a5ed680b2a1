"""Fields and values of records in the words of their declarations: what a comparison or a trail says to a person."""

from __future__ import annotations

import dataclasses
import re
import typing
from dataclasses import dataclass
from typing import Any

from generator.model.field import Choice, Field, Identifier, Table
from generator.model.place import find_place
from generator.model.problem import escape_text
from generator.read.canonical import ORDER, FieldChange, Plain
from generator.read.record import RECORDS
from generator.read.shape import slots_of
from generator.words.labels import Labels

HIDDEN = "（内部字段，不显示内容）"
NOTHING = "（未填）"
_ROWS = {
    "components": "component",
    "categories": "category",
    "items": "item",
    "standards": "standard",
    "aspects": "aspect",
    "options": "option",
    "panels": "panel",
    "outcomes": "outcome",
    "groups": "group",
    "measures": "measure",
}  # what the entries of a list are
_SHOWN = 200  # characters of one value
_DIGEST = re.compile("[0-9a-f]{64}")  # SHA-256, of which a reader needs the beginning
_SHOWN_OF_DIGEST = 12
_END_OF_NAME = re.compile(r"[，；：。（]")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One difference in words: what it is called, and what stood and stands there; `parts` where that is several."""

    name: str
    old: str
    new: str
    parts: bool = False

    @property
    def sentence(self) -> str:
        """Name, old and new on one line: what was filled in or taken away, or what became what."""
        if self.old == self.new:
            return f"{self.name}：{self.old}"
        if NOTHING not in (self.old, self.new):
            return f"{self.name}：{self.old} → {self.new}"
        verb, value = ("填写", self.new) if self.old == NOTHING else ("删去", self.old)
        return f"{verb}：{self.name}（{value}）" if self.parts else f"{verb}：{self.name} {value}"


@dataclass(frozen=True, slots=True)
class _Place:
    """The declaration at some place within a record: its type, its markers from the outermost in.

    `of` says of what the ids of the entries are, where they are of something; `year` and `item` where it lies.
    """

    type: Any
    markers: tuple[Field, ...]
    year: int
    item: str
    of: str = ""

    def inner(self, type: Any, markers: tuple[Field, ...], of: str = "", item: str = "") -> _Place:
        """A place within this one."""
        return _Place(type, markers, self.year, item or self.item, of)

    def label(self, found: str, of: str, labels: Labels) -> str:
        """What the id `found` is called, the id itself where it has no name."""
        if of in ("unit", "body"):
            return labels.units.get(found) or labels.bodies.get(found, found)
        if (of, found) in labels.others:
            return labels.others[of, found]
        name = f"{self.item}/{found}" if of == "standard" else found
        return labels.parts.get((self.year, of, name), found)


def field_words(path: str, change: FieldChange, labels: Labels, internal: bool = False) -> FieldWords:
    """A difference in the file at `path` in words; internal values show only with `internal`."""
    place_of = find_place(path)
    if place_of is None or place_of.kind == "signers" or not change.steps:
        return FieldWords("全部内容", "", "")
    record = change.declared if place_of.kind == "entry" else RECORDS[place_of.kind]
    if record is None:
        return FieldWords("全部内容", "", "")
    place = _Place(record, (), place_of.year, place_of.item)
    names: list[str] = []
    for step in change.steps:
        place, part = _enter(place, step, labels)
        if part:
            names.append(part)
    name = " · ".join(names)
    if change.internal and not internal:
        return FieldWords(name, HIDDEN, HIDDEN)
    parts = any(isinstance(value, dict) for value in (change.old, change.new))
    return FieldWords(name, _say(change.old, place, labels), _say(change.new, place, labels), parts)


def _enter(place: _Place, step: str, labels: Labels) -> tuple[_Place, str]:
    """The place one step further in, and what the step is called."""
    if step == ORDER:
        return place, "次序"
    inner = place.markers[1:] or place.markers
    arguments = typing.get_args(place.type) or (Any,)
    if place.type is Any:
        return place, step.strip("[]")
    if step.startswith("["):
        found = step[1:-1]
        words = f"第 {int(found) + 1} 项" if found.isdecimal() else escape_text(place.label(found, place.of, labels))
        return place.inner(arguments[0], inner, item=found if place.of == "item" else ""), words
    for record in _records(place.type):
        for slot in slots_of(record):
            if slot.name == step:
                return place.inner(slot.type, slot.markers, _ROWS.get(step, "")), _short(slot.markers, step)
    of = place.markers[0].of if isinstance(place.markers[0], Table) else ""
    return place.inner(arguments[1], inner), escape_text(place.label(step, of, labels))


def _records(hint: Any) -> list[type]:
    """The record classes that a type allows."""
    options = (hint, *typing.get_args(hint))
    return [option for option in options if isinstance(option, type) and dataclasses.is_dataclass(option)]


def _short(markers: tuple[Field, ...], name: str) -> str:
    """What a field is called: its explanation up to the first stop."""
    return _END_OF_NAME.split(markers[0].doc, maxsplit=1)[0] if markers else name


def _say(value: Plain | None, place: _Place, labels: Labels) -> str:
    return NOTHING if value is None else escape_text(_words(value, place, labels).replace("\n", " "), _SHOWN)


def _words(value: Plain, place: _Place, labels: Labels) -> str:
    if isinstance(value, str) and place.of:
        return place.label(value, place.of, labels)  # the order of a list is told by its ids
    if isinstance(value, str):
        marker = place.markers[-1] if place.markers else None
        if isinstance(marker, Choice):
            return marker.names.get(value, value)
        if isinstance(marker, Identifier):
            return place.label(value, marker.of, labels)
        if _DIGEST.fullmatch(value):
            return f"{value[:_SHOWN_OF_DIGEST]}…"
        return {"true": "是", "false": "否"}.get(value, value)
    if isinstance(value, list):
        arguments = typing.get_args(place.type)
        inner = place.inner(arguments[0] if arguments else str, place.markers[1:] or place.markers, place.of)
        return "；".join(_words(entry, inner, labels) for entry in value)
    entries = []
    for name, entry in value.items():
        found, label = _enter(place, name, labels)
        entries.append(f"{label} {_words(entry, found, labels)}")
    return "，".join(entries)
