"""Numbers that tell a person, in texts that will be public."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from generator.model.corpus import Corpus
from generator.model.field import Text
from generator.model.problem import Problem
from generator.read.shape import slots_of

Steps = tuple[str | int, ...]

_LONG = re.compile(r"\d(?:[ -]?\d){9}")  # digits of any script; a text without so many in a row holds no such number
_APART = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"
# Mobile numbers have 11 digits; citizens' numbers 18 (GB 11643): place, day of birth, serial, check digit. The check
# digit is not tried: a number with a slip in it still tells the person.
_MOBILE = re.compile(_APART.format(r"(1[3-9][0-9])[ -]?[0-9]{4}[ -]?([0-9]{4})"))
_CITIZEN = re.compile(
    _APART.format(
        r"([1-9][0-9]{5})[ -]?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[ -]?([0-9]{3}[0-9Xx])"
    )
)


def check_privacy(corpus: Corpus) -> Iterator[Problem]:
    """KH327, a reminder: a public text seems to hold the mobile or identity number of a person."""
    for record in _list_records(corpus):
        for steps, text in list_public_texts(record):
            found = "、".join(_find_numbers(text))
            if found:
                hint = "这里的文字会公开。请删去号码，姓名也改成“投诉人”这样的称呼；不是个人信息则不必处理。"
                yield Problem(record.origin.place(*steps), "KH327", f"这里像是写了{found}", hint, "warning")


def _list_records(corpus: Corpus) -> Iterator[Any]:
    if corpus.site is not None:
        yield corpus.site
    for table in (corpus.schemes, corpus.units, corpus.publications, corpus.corrections):
        yield from table.values()
    yield from corpus.deductions
    yield from corpus.appraisals


def list_public_texts(record: Any, above: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every text of a record that may leave the repository, with the steps to its place."""
    kind: type = type(record)
    for name, attribute, is_text in _text_slots(kind):
        yield from _walk(getattr(record, attribute), (*above, name), is_text)


def _walk(value: Any, steps: Steps, is_text: bool) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        if is_text:
            yield steps, value
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _walk(entry, (*steps, number), is_text)
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _walk(entry, (*steps, name), is_text)
    elif dataclasses.is_dataclass(value):
        yield from list_public_texts(value, steps)


@cache
def _text_slots(record: type) -> tuple[tuple[str, str, bool], ...]:
    """Of the fields of a record that are or hold public texts: name in YAML, attribute, whether it is one itself."""
    found = []
    for slot in slots_of(record):
        if any(marker.internal for marker in slot.markers):
            continue
        is_text = any(isinstance(marker, Text) for marker in slot.markers)
        if is_text or any(_text_slots(part) for part in _parts(slot.type)):
            found.append((slot.name, slot.attribute, is_text))
    return tuple(found)


def _parts(hint: Any) -> Iterator[type]:
    """The record classes that a type is made of."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for argument in get_args(hint):
        yield from _parts(argument)


def _find_numbers(text: str) -> Iterator[str]:
    """What was found, in words, with the middle of the number left out so that no log repeats it."""
    if not _LONG.search(text):
        return
    plain = unicodedata.normalize("NFKC", text)
    for found in _MOBILE.finditer(plain):
        yield f"手机号码（{found[1]}****{found[2]}）"
    for found in _CITIZEN.finditer(plain):
        yield f"身份证号（{found[1]}********{found[2]}）"
