"""Figures that a scheme took over from a sample: each is an open question until the office confirms it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.model.field import Field, Number, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.problem import Problem, escape_text
from generator.model.unread import where_read
from generator.read.shape import slots_of
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.rules.scheme import Scheme

_HINT = (
    "请与考核办法的原文核对，不对的改正；核对以后写 confirmed: {date: 确认日期, document: 依据的文件}，"
    "整份核对过的写在考核办法里，逐项核对的写在单项里。"
)


@dataclass(frozen=True, slots=True)
class TakenFigure:
    """A figure of a scheme: the steps to it, what it is called, whose it is, and its value."""

    steps: tuple[str | int, ...]
    label: str
    owner: str
    value: Decimal | int


@where_read
def check_taken_figures(corpus: Corpus) -> Iterator[Problem]:
    """KH860, a reminder: a figure of a sample that nobody has confirmed; in a demonstration they are meant so."""
    if corpus.site is None or corpus.site.demo:
        return
    published = {found.year for found in corpus.publications.values() if found.id not in corpus.withdrawals}
    for scheme in corpus.schemes.values():
        if scheme.year not in published:  # then all of it is one problem, KH449
            yield from _check_scheme(scheme)


@where_read
def _check_scheme(scheme: Scheme) -> Iterator[Problem]:
    if not scheme.is_sample:
        return
    for figure in list_figures(scheme):
        place = scheme.origin.place(*figure.steps)
        if place == scheme.origin.place():
            continue  # a default that the file does not state
        value = format_points(figure.value) if isinstance(figure.value, Decimal) else str(figure.value)
        owner = f"“{escape_text(figure.owner, 40)}”的" if figure.owner else ""
        words = f"{owner}{figure.label} {value} 沿用示例，还没有确认"
        yield Problem(place, "KH860", words, _HINT, "warning")


def list_figures(scheme: Scheme) -> Iterator[TakenFigure]:
    """Every figure of a scheme in the order of its fields, those of confirmed items and the year left out."""
    for figure in _walk_record(scheme, (), ""):
        if figure.steps != ("year",):
            yield figure


def _walk_record(record: Any, above: tuple[str | int, ...], owner: str) -> Iterator[TakenFigure]:
    if isinstance(record, Item) and record.confirmed is not None:
        return
    kind: Any = type(record)
    own = getattr(record, "name", "") or getattr(record, "text", "") or owner
    for slot in slots_of(kind):
        yield from _walk(getattr(record, slot.attribute), (*above, slot.name), own, slot.markers)


def _walk(value: Any, steps: tuple[str | int, ...], owner: str, markers: tuple[Field, ...]) -> Iterator[TakenFigure]:
    if dataclasses.is_dataclass(value):
        yield from _walk_record(value, steps, owner)
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _walk(entry, (*steps, number), owner, markers[1:] or markers)
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _walk(entry, (*steps, name), owner, markers[1:] or markers)
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        marker = next((found for found in markers if isinstance(found, Number | Whole)), None)
        if marker is not None:
            yield TakenFigure(steps, marker.label, owner, value)
