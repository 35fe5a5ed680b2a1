"""A deduction laid out as `kaohe` writes it, read at a glance: one expression judges and takes apart the file.

Most records were written by the program, and it has to read tens of thousands of them. The text is kept, and
composed into nodes with lines and columns only when somebody asks for a place, which is where there is a problem.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from sys import intern
from typing import Any

from generator.model.deduction import Deduction
from generator.model.field import Choice, Day, Flag, Identifier, Number, Rows, Whole
from generator.model.number import parse_decimal
from generator.model.origin import NOWHERE, Node, Origin
from generator.model.place import Place
from generator.model.problem import Problem
from generator.read.fast_reader import match_form, record_form, record_in
from generator.read.shape import Slot, slots_of
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text

Take = Callable[[str], Any]


class LateOrigin(Origin):
    """The origin of a record of which no nodes are kept: its file is composed when a place is asked for."""

    __slots__ = ("data",)
    data: bytes

    def __init__(self, file: str, data: bytes) -> None:
        object.__setattr__(self, "file", file)
        object.__setattr__(self, "data", data)

    @property
    def node(self) -> Node:
        """The nodes of the file."""
        return _compose(self.file, self.data)


@lru_cache(maxsize=4)
def _compose(file: str, data: bytes) -> Node:
    text = read_text(file, data)
    node = text if isinstance(text, Problem) else parse_yaml(file, text)
    return NOWHERE if isinstance(node, Problem) else node


def glance_record(path: str, place: Place, data: bytes) -> Deduction | None:
    """The deduction that the file at `path` holds; None where only the reader proper can tell."""
    found = match_form(record_form, data)
    if found is None:
        return None
    values = {
        name: take(text) for (name, take), text in zip(_takers(), found.groups(), strict=True) if text is not None
    }
    return Deduction(id=place.id, year=place.year, item=place.item, origin=LateOrigin(path, data), **values)


@cache
def _takers() -> tuple[tuple[str, Take], ...]:
    return tuple((slot.attribute, _taker(slot)) for slot in slots_of(Deduction))


def _taker(slot: Slot) -> Take:
    """What makes the value of a field of its text; of a part, of all its lines."""
    record = record_in(slot)
    if record is None:
        return _scalar_taker(slot)
    takers = {inner.name: (inner.attribute, _scalar_taker(inner)) for inner in slots_of(record)}

    def take_one(pairs: list[tuple[str, str]]) -> Any:
        found = {}
        for name, text in pairs:
            attribute, take = takers[name]
            found[attribute] = take(text)
        return record(**found)

    if isinstance(slot.markers[0], Rows):
        return lambda text: tuple([take_one(pairs) for pairs in _list_rows(text)])
    return lambda text: take_one(_list_pairs(text.split("\n")[:-1]))


def _scalar_taker(slot: Slot) -> Take:
    match slot.markers[0]:
        case Day():
            return _day
        case Number():
            return _number
        case Whole():
            return int
        case Flag():
            return "true".__eq__
        case Identifier() | Choice():
            return intern
    return str.strip


_day = lru_cache(maxsize=4096)(date.fromisoformat)
_number = lru_cache(maxsize=4096)(parse_decimal)


def _list_pairs(lines: list[str]) -> list[tuple[str, str]]:
    """Names and texts of a part: on one line in braces, or below its name one a line."""
    if len(lines) == 1:
        return _list_flow(lines[0].partition("{")[2])
    return [_pair(line) for line in lines[1:]]


def _list_rows(text: str) -> list[list[tuple[str, str]]]:
    rows: list[list[tuple[str, str]]] = []
    for line in text.split("\n")[1:-1]:
        if line[2] != "-":
            rows[-1].append(_pair(line))
        elif line[4] == "{":
            rows.append(_list_flow(line[5:]))
        else:
            rows.append([_pair(line[4:])])
    return rows


def _list_flow(text: str) -> list[tuple[str, str]]:
    """The entries of what stands in braces, of which `text` still has the last; no text has a comma of its own."""
    return [_pair(entry) for entry in text[:-1].split(", ")]


def _pair(line: str) -> tuple[str, str]:
    name, _, text = line.partition(": ")
    return name.strip(), text
