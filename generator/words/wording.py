"""Fields and values of records in the words of their declarations: what a comparison or a trail says to a person."""

from __future__ import annotations

import dataclasses
import re
import typing
from dataclasses import replace
from typing import Any

from generator.model.amendment import AmendedPlace
from generator.model.field import Choice, Field, Identifier, Number, Rows, Table
from generator.model.lazy_dataclass import dataclass
from generator.model.place import find_place
from generator.model.problem import escape_text
from generator.model.quoted import quoted
from generator.model.register_amendment import DeclaredPlace
from generator.model.register_rule import RegisterRule
from generator.read.canonical import ORDER, FieldChange, Plain
from generator.read.shape import slots_of
from generator.rules.kind_list import KINDS
from generator.rules.record_classes import RECORDS
from generator.rules.scheme import Scheme
from generator.rules.scheme_basis import OpenQuestion
from generator.rules.standard_list import STANDARDS
from generator.words.labels import Labels

HIDDEN = "（内部字段，不显示内容）"
NOTHING = "（未填）"
_ROWS = {
    "components": "component",
    "categories": "category",
    "items": "item",
    "sets": "item",
    "standards": "standard",
    "aspects": "aspect",
    "options": "option",
    "panels": "panel",
    "channels": "channel",
    "outcomes": "outcome",
    "groups": "group",
    "measures": "measure",
    "imports": "import",
    "vetoes": "veto",
    "grades": "grade",
    "fields": "field",
    "stages": "stage",
    "ends": "stage",
    "deadlines": "deadline",
    "expected": "expected",
    "counts": "count",
}  # what the entries of a list are
_KINDS = {kind.name: kind.title for kind in KINDS} | {kind.name: kind.title for kind in STANDARDS}  # in words
_KIND = {"kind": "种类"}
_STEPS = "steps"  # the type is that of what they lead through
_ENDLESS = {"up": "不设上限", "down": "不设下限"}
_AMENDED: dict[type, type] = {
    AmendedPlace: Scheme,
    DeclaredPlace: RegisterRule,
    OpenQuestion: Scheme,
}  # in what the place `at` is, as these tell it
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

    `of` says of what the ids of the entries are, where they are of something; `year` and `item`, of a declaration its
    register, where it lies.
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
        for name in (f"{self.item}/{found}", found):
            if (of, name) in labels.others:
                return labels.others[of, name]
        if of == "standard" and (self.year, of, found) in labels.parts:  # told together with its item: hotline/late
            item = found.partition("/")[0]
            return f"{labels.parts.get((self.year, 'item', item), item)}{quoted(labels.parts[self.year, of, found])}"
        return labels.parts.get(self._key(found, of), found)

    def of_kind(self, found: str, labels: Labels) -> _Place:
        """The entry `found` of this list as one of its own kind, where the type allows several."""
        arguments = typing.get_args(self.type) or (Any,)
        inner = self.inner(arguments[0], self.markers[1:] or self.markers, item=found if self.of == "item" else "")
        kind = labels.kinds.get(self._key(found, self.of))
        return inner if kind is None else _narrow(inner, kind)

    def _key(self, found: str, of: str) -> tuple[int, str, str]:
        return self.year, of, f"{self.item}/{found}" if of == "standard" else found


def field_words(path: str, change: FieldChange, labels: Labels, internal: bool = False) -> FieldWords:
    """A difference in the file at `path` in words; internal values show only with `internal`."""
    place_of = find_place(path)
    if place_of is None or place_of.kind == "signers" or not change.steps:
        return FieldWords("全部内容", "", "")
    record = change.declared if place_of.kind == "entry" else RECORDS[place_of.kind]
    if record is None:
        return FieldWords("全部内容", "", "")
    place = _Place(record, (), place_of.year, place_of.id if place_of.kind == "register" else place_of.item)
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
        if arguments[0] is str:
            return place.inner(str, inner, place.of), words
        return place.of_kind(found, labels), words
    for record in _records(place.type):
        for slot in slots_of(record):
            if slot.name == step:
                if step == "at" and record in _AMENDED:
                    return place.inner(_AMENDED[record], slot.markers, _STEPS), _short(slot.markers, step)
                return place.inner(slot.type, slot.markers, _ROWS.get(step, "")), _short(slot.markers, step)
    if len(arguments) < 2:  # of another kind than the first that has such a field
        return place.inner(Any, inner), step
    of = place.markers[0].of if isinstance(place.markers[0], Table) else ""
    rows = place.of if typing.get_origin(arguments[1]) is tuple else ""
    return place.inner(arguments[1], inner, rows), escape_text(place.label(step, of, labels))


def _records(hint: Any) -> list[type]:
    """The record classes that a type allows."""
    options = (hint, *typing.get_args(hint))
    return [option for option in options if isinstance(option, type) and dataclasses.is_dataclass(option)]


def _short(markers: tuple[Field, ...], name: str) -> str:
    """What a field is called: its explanation up to the first stop. What says of which kind a part is has none."""
    return _END_OF_NAME.split(markers[0].doc, maxsplit=1)[0] if markers else _KIND.get(name, name)


def _say(value: Plain | None, place: _Place, labels: Labels) -> str:
    return NOTHING if value is None else escape_text(_words(value, place, labels).replace("\n", " "), _SHOWN)


def _words(value: Plain, place: _Place, labels: Labels) -> str:
    if isinstance(value, str):
        return _text_words(value, place, labels)
    if isinstance(value, list):
        arguments = typing.get_args(place.type)
        inner = place.inner(arguments[0] if arguments else str, place.markers[1:] or place.markers, place.of)
        return "；".join(_words(entry, inner, labels) for entry in value)
    place, entries = _narrow(place, value.get("kind")), []
    for name, entry in value.items():
        found, label = _enter(place, name, labels)
        if name == "to" and isinstance(at := value.get("at"), str):
            found = _walk(place.inner(_amended_by(place), ()), at, labels)[0]
        entries.append(f"{label} {_words(entry, found, labels)}")
    return "，".join(entries)


def _text_words(value: str, place: _Place, labels: Labels) -> str:
    if place.of == _STEPS:
        return _walk(place.inner(place.type, ()), value, labels)[1]
    if place.of:
        return place.label(value, place.of, labels)  # the order of a list is told by its ids
    marker = place.markers[-1] if place.markers else None
    if isinstance(marker, Choice):
        return str(marker.names.get(value, value))
    if isinstance(marker, Identifier):
        return place.label(value, marker.of, labels)
    if isinstance(marker, Number) and marker.endless and value == "none":
        return _ENDLESS[marker.endless]
    if typing.get_origin(place.type) is typing.Literal:
        return _KINDS.get(value, value)
    if _DIGEST.fullmatch(value):
        return f"{value[:_SHOWN_OF_DIGEST]}…"
    return {"true": "是", "false": "否"}.get(value, value)


def _narrow(place: _Place, kind: Plain | None) -> _Place:
    """The place of a record that may be of several kinds, as that of the one which `kind` says, or need not say."""
    records = _records(place.type)
    for record in records[1:] and records:
        slot = next((slot for slot in slots_of(record) if not slot.markers), None)
        if slot is not None and (kind or getattr(record, slot.attribute, None)) in typing.get_args(slot.type):
            return replace(place, type=record)
    return place


def _amended_by(place: _Place) -> type | None:
    """What the place `at` of a change leads through; None where it is none."""
    return next((_AMENDED[record] for record in _records(place.type) if record in _AMENDED), None)


def _walk(place: _Place, at: str, labels: Labels) -> tuple[_Place, str]:
    """The place to which the steps of a change lead, and their words: 组成部分 · 平安建设 · 最高分值."""
    names = []
    for step in at.split("/"):
        is_entry = place.markers and isinstance(place.markers[0], Rows)
        place, name = _enter(place, f"[{step}]" if is_entry else step, labels)
        names.append(name)
    return place, " · ".join(names)
