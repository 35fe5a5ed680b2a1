"""A scheme to begin with that is made from another: the rules stay, what is another district's or year's is asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.read.shape import slots_of
from generator.rules.item import CLAUSE, Item
from generator.rules.scheme import Scheme
from generator.rules.scheme_basis import OpenQuestion


@dataclass(frozen=True, slots=True)
class TakenScheme:
    """What the new scheme says of itself; `document` is empty where it has no number yet."""

    year: int
    title: str
    document: str
    lead: str


_CLAUSES = ("basis", "held_by_basis", "places_basis")  # of outcomes
UNNUMBERED = "发文字号待定"


def take_over_sample(sample: Scheme, wanted: TakenScheme) -> Scheme:
    """The sample as the scheme of another district: without its notice, its offices and its days.

    What each item's office is, what follows from results and from which day it holds are open questions; its figures
    are questions by `sample: true`, until somebody confirms them.
    """
    bare: Scheme = _without_clauses(sample)
    bare = with_items(bare, lambda item: replace(item, assessor=wanted.lead, own_items=None, confirmed=None))
    return replace(
        bare,
        year=wanted.year,
        title=wanted.title,
        document=wanted.document or UNNUMBERED,
        sample=True,
        sample_note="单项、分值、标准和计算设置沿用 kaohe 自带的示例，尚未按本地的考核办法核对。",
        confirmed=None,
        notice="",
        own_items=None,
        appeals=replace(bare.appeals, to="") if bare.appeals is not None else None,
        in_force=None,
        before="",
        open=tuple(_ask_of_sample(bare, wanted)),
    )


def _ask_of_sample(scheme: Scheme, wanted: TakenScheme) -> Iterator[OpenQuestion]:
    if not wanted.document:
        yield OpenQuestion("document", "考核办法的标题和发文字号")
    for part in scheme.components:
        for placed in part.list_items():
            at = f"components/{part.id}/items/{placed.item.id}/assessor"
            yield OpenQuestion(at, f"“{placed.item.name}”由哪个部门考核；本地没有这个单项的，连同它的标准一起删去")
    if scheme.own_items is not None:
        yield OpenQuestion("own_items", "承担考核的部门也参加考核的，它自己的单项怎样考核")
    if scheme.appeals is not None:
        yield OpenQuestion("appeals", "答复、申诉和复核的期限，由谁复核")
    if scheme.target_assessment:
        yield OpenQuestion("target_assessment", "得分计不计入别的考核；计入的，哪一项、按多少权重")
    yield OpenQuestion("ranking", "哪些类别的单位一起排名，同分的怎样排")
    yield OpenQuestion("outcomes", "结果怎样运用，表扬几名、约谈几名，由谁约谈")


def with_items(scheme: Scheme, change: Any) -> Scheme:
    """The scheme with every item changed."""
    return replace(scheme, components=tuple(_change_items(part, change) for part in scheme.components))


def _change_items(value: Any, change: Any) -> Any:
    if isinstance(value, Item):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_change_items(entry, change) for entry in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found = {f.name: _change_items(getattr(value, f.name), change) for f in dataclasses.fields(value) if f.init}
        changed = {name: new for name, new in found.items() if new is not getattr(value, name)}
        return replace(value, **changed) if changed else value
    return value


def _without_clauses(value: Any) -> Any:
    """A record, and all below it, without places in a notice that is not there."""
    if isinstance(value, tuple):
        return tuple(_without_clauses(entry) for entry in value)
    if isinstance(value, Mapping) or not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    kind: Any = type(value)
    changed = {}
    for slot in slots_of(kind):
        found = getattr(value, slot.attribute)
        is_clause = (isinstance(found, str) and slot.attribute in _CLAUSES) or CLAUSE in slot.markers
        changed[slot.attribute] = "" if is_clause else _without_clauses(found)
    return replace(value, **changed)
