"""Every text that records declare: what rules about words, whatever record they stand in, look at."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from generator.model.field import Anything, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.problem import Location
from generator.model.unread import UNREAD
from generator.model.withheld import WITHHELD
from generator.read.internal import is_declared_public, types_in
from generator.read.shape import slots_of
from generator.rules.corpus import Corpus

Steps = tuple[str | int, ...]
# The register of committers holds addresses, which may be numbers and are no words; it never leaves the repository.
# What schemes became by amendments is said in the amendments.
_WITHOUT = ("register", "partial", "unread", "as_of", "recorded", "entered", "issued", "masks", "amended")


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text of a record: where it stands, what it says, and whether it never leaves the repository."""

    origin: Origin
    steps: Steps
    value: str
    is_internal: bool

    @property
    def place(self) -> Location:
        """Its place in the file."""
        return self.origin.place(*self.steps)

    @property
    def field(self) -> str:
        """The field as people write it, without the numbers of rows: evidence/title."""
        return name_field(self.steps)


def name_field(steps: Steps) -> str:
    """The names among `steps`, joined by slashes."""
    return "/".join(step for step in steps if isinstance(step, str))


def list_texts(corpus: Corpus, wanted: Callable[[str], object]) -> Iterator[FoundText]:
    """Every text that is `wanted` of every record of `corpus` but those of the register of committers."""
    return texts_among(list_records(corpus), wanted)


def texts_among(records: Iterable[Any], wanted: Callable[[str], object]) -> Iterator[FoundText]:
    """Every text that is `wanted` of `records`.

    Few are: where one stands in its record is found out only of a record that has any.
    """
    for record in records:
        values: list[str] = []
        _gather(record, values)
        if any(map(wanted, values)):
            for steps, value, is_internal in texts_of(record):
                if wanted(value):
                    yield FoundText(record.origin, steps, value, is_internal)


def _gather(record: Any, values: list[str]) -> None:
    """The texts of a record, as `texts_of` finds them, without their places."""
    kind: type = type(record)
    for _, attribute, is_text, _ in _text_slots(kind):
        value = getattr(record, attribute)
        if value is not None and value is not UNREAD:
            _gather_value(value, is_text, values)


def _gather_value(value: Any, is_text: bool, values: list[str]) -> None:
    kind: type = type(value)
    if isinstance(value, str):
        if is_text and value:
            values.append(value)
    elif isinstance(value, tuple):
        for entry in value:
            _gather_value(entry, is_text, values)
    elif _is_record(kind):
        _gather(value, values)
    elif isinstance(value, Mapping):
        for entry in value.values():
            _gather_value(entry, is_text, values)


_is_record = cache(dataclasses.is_dataclass)


def list_records(corpus: Corpus) -> Iterator[Any]:
    """Every record of `corpus` but the register of committers, in the order of the corpus's fields.

    Of a corpus that is cut down to a year, those that are in it: each text is looked at beside nothing else.
    """
    for field in dataclasses.fields(corpus):
        value = None if field.name in _WITHOUT else getattr(corpus, field.name)
        if value is WITHHELD:
            continue
        if isinstance(value, Mapping):
            yield from value.values()
        elif isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


def texts_of(record: Any, above: Steps = (), is_internal: bool = False) -> Iterator[tuple[Steps, str, bool]]:
    """Every text of a record with the steps to its place, and whether it never leaves the repository."""
    kind: type = type(record)
    for name, attribute, is_text, internal in _text_slots(kind):
        value = getattr(record, attribute)
        if value is None or value is UNREAD:
            continue
        # What is unread is of no type and so passed over; that a text is empty says nothing.
        steps = above if getattr(kind, "ROOT", "") == attribute else (*above, name)
        if type(value) is str:
            if is_text and value:
                yield steps, value, is_internal or internal
        else:
            yield from _walk(value, steps, is_text, is_internal or internal)


def _walk(value: Any, steps: Steps, is_text: bool, is_internal: bool) -> Iterator[tuple[Steps, str, bool]]:
    if isinstance(value, str):
        if is_text and value:
            yield steps, value, is_internal
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _walk(entry, (*steps, number), is_text, is_internal)
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _walk(entry, (*steps, name), is_text, is_internal)
    elif dataclasses.is_dataclass(value):
        yield from texts_of(value, steps, is_internal)


@cache
def text_fields(record: type) -> frozenset[str]:
    """The names of all text fields that records of a class may have: reason, evidence/title."""
    found = set()
    for slot in slots_of(record):
        if any(isinstance(marker, Text | Anything) for marker in slot.markers):
            found.add(slot.name)
        for part in types_in(slot.type):
            above = "" if getattr(record, "ROOT", "") == slot.attribute else f"{slot.name}/"
            found |= {f"{above}{name}" for name in text_fields(part)}
    return frozenset(found)


@cache
def _text_slots(record: type) -> tuple[tuple[str, str, bool, bool], ...]:
    """Of each field that is or holds texts: its name in YAML, attribute, whether it is one itself, and internal."""
    found = []
    for slot in slots_of(record):
        is_text = any(isinstance(marker, Text | Anything) for marker in slot.markers)
        if is_text or any(_text_slots(part) for part in types_in(slot.type)):
            found.append((slot.name, slot.attribute, is_text, not is_declared_public(record, slot.attribute)))
    return tuple(found)
