"""Problems in the words of a form: whoever fills one in knows fields by their names, not as files write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import get_args

from generator.model.entry import entry_class
from generator.model.field import Choice, Rows
from generator.model.place import find_place
from generator.model.problem import Problem
from generator.read.flat_fields import dataclass_in
from generator.read.record import Registers
from generator.read.shape import slots_of
from generator.rules.record_classes import RECORDS

_IN_FILE = re.compile(
    r"(确不是个人信息的，)由.{1,60} 里写：- \{.*\}"
)  # how a file says it, which the clerk does not write
_QUOTED = re.compile("(“[^”]*”)")
_ID = r"(?<![A-Za-z0-9_./\-])([a-z][a-z0-9_\-]*)"
_BESIDE = re.compile(rf"(?<=[^\x00-\x7f（])（{_ID}）")  # 名称（title）
_NAMED = re.compile(rf" ?{_ID}（([^（）]+)）")  # title（名称）
_SET = re.compile(rf"写 {_ID}: ?([^\s，。；、]+)")  # 写 count: 3
_ALONE = re.compile(rf" ?{_ID}(?![A-Za-z0-9_./:\-]) ?")


def in_form_words(problem: Problem, registers: Registers, field: str = "") -> Problem:
    """The problem of a record with the names of its fields in place of their ids.

    `field` is the field that it is about, where that is known: of two fields with one id that beside it is meant.
    """
    record = _record_at(problem.place.file, registers)
    if record is None:
        return problem
    labels = labels_of(record)
    part = field.partition("/")[0] if "/" in field else ""
    labels = {**labels, **labels_of(record, part)} if part else labels
    hint = _IN_FILE.sub(r"\1告诉考核办", problem.hint)
    return replace(problem, message=_say(problem.message, labels), hint=_say(hint, labels))


@cache
def labels_of(record: type, part: str = "") -> Mapping[str, str]:
    """What each field of a record is called, by its id, those of its parts too; with `part` those of that part."""
    found: dict[str, str] = {}
    for name, label in sorted(_labels(record, part), key=lambda one: one[0].count("/")):
        found.setdefault(name.rpartition("/")[2], label)
    return found


def _labels(record: type, part: str, above: str = "") -> Iterator[tuple[str, str]]:
    for slot in slots_of(record):
        if part and not above and slot.name != part:
            continue
        name = f"{above}{slot.name}"
        if slot.markers and not (part and not above):
            yield name, slot.markers[0].label
            if isinstance(slot.markers[0], Choice):
                yield from ((f"{name}/{value}", words) for value, words in slot.markers[0].names.items())
        is_list = bool(slot.markers) and isinstance(slot.markers[0], Rows)
        inner = dataclass_in(get_args(slot.type)[0] if is_list else slot.type)
        if inner is not None:
            yield from _labels(inner, part, f"{name}/")


def _record_at(path: str, registers: Registers) -> type | None:
    place = find_place(path)
    if place is None:
        return None
    if place.kind == "entry":
        return entry_class(registers[place.register]) if place.register in registers else None
    return RECORDS.get(place.kind)


def _say(text: str, labels: Mapping[str, str]) -> str:
    """The text with names for ids; what stands in quotes was written by somebody, and stays."""
    return "".join(part if part.startswith("“") else _name(part, labels) for part in _QUOTED.split(text))


def _name(text: str, labels: Mapping[str, str]) -> str:
    text = _BESIDE.sub(lambda found: "" if found[1] in labels else found[0], text)
    text = _NAMED.sub(lambda found: f"“{found[2]}”" if found[1] in labels else found[0], text)
    text = _SET.sub(lambda found: f"“{labels[found[1]]}”填 {found[2]}" if found[1] in labels else found[0], text)
    return _ALONE.sub(lambda found: f"“{labels[found[1]]}”" if found[1] in labels else found[0], text)
