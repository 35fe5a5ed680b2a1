"""What an item says beside it that of several records only the highest counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.rules.flaw import Flaw
from generator.rules.item import HIGHEST_OF_ALL, Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.span_rule import SummedRule, field_of
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import StandardRecord
from generator.rules.standard_versions import past_standards

_ALONE = "请只写 per-event、levels 的标准，不写它们的 max、charge，或者只写一条 given（几次评分取最高一次）；"


def check_highest(part: ComponentRecord, item: Item, scheme: Scheme, is_mixed: bool) -> Iterator[Flaw]:
    """KH433: records of which only the highest counts are compared by what they count, and do nothing but add up.

    `is_mixed` says that some of the item's standards add and others take away.
    """
    if item.once != HIGHEST_OF_ALL:
        yield from _check_scored_spans(part, item)
        return
    only = f"“{item.name}”只计分值最高的一条"
    if is_mixed:
        words = f"{only}，它的标准却有加分的，也有扣分的"
        yield Flaw("KH433", ("once",), words, "请把加分的、扣分的写成两个单项。")
    for field, value in (("parts", item.parts), ("month_max", item.month_max)):
        if value is not None:
            words = f"{only}，又写了 {field}"
            yield Flaw("KH433", (field,), words, f"请删去 {field}，或者写成另一个单项。")
    past = [found for found in past_standards(scheme, item.id) if standard_kind(found).takes_records]
    every = (*item.standards, *past)
    if len(every) == 1 and _is_scored_once(every[0]):
        return
    if not all(_adds_up(standard) for standard in every):
        words = f"{only}，它的标准却不都是各条记录相加"
        yield Flaw("KH433", ("once",), words, f"{_ALONE}其余的写成另一个单项。")


def _adds_up(standard: Any) -> bool:
    """Whether its records add up, whichever way it says that they count."""
    said = getattr(standard, "effect", "")
    return standard_kind(standard).is_plain(replace(standard, effect="") if said else standard)


def _is_scored_once(standard: StandardRecord) -> bool:
    """Whether one record says its points, so that of several the highest can stand for all."""
    kind = standard_kind(standard)
    return kind.gives and not kind.several


def _check_scored_spans(part: ComponentRecord, item: Item) -> Iterator[Flaw]:
    """Scores of several months that count once for a fact would be shared, or lost, though each is of its month."""
    rule = item.spans
    if rule is None or not (item.once or getattr(part, "once", "")):
        return
    if any(standard_kind(standard).gives for standard in item.standards):
        taken = "各期评分相加" if isinstance(rule, SummedRule) else "取各期评分的平均"
        words = f"“{item.name}”{taken}，又写了同一事实的评分只计最高的一条"
        hint = "请删去 once；once 写在部分里的，把本单项移到没有写 once 的部分。"
        yield Flaw("KH433", (field_of(rule),), words, hint)
