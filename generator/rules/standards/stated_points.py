"""The points of a standard against its wording and its item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.model.number import format_points
from generator.model.unread import known
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.standard_record import Allowed, Range, range_of

# What a cap ends with, or what is added to something else, is not what each time counts: 每次扣1分，最多扣5分.
_STATED = re.compile(
    r"(?<![最至]多)(?<!最高)(?<!累计)(?<!合计)(?<!另)[扣加]([0-9]+(?:\.[0-9]+)?)(?:至([0-9]+(?:\.[0-9]+)?))?分$"
)


def check_points(points: Allowed, text: str, item: Item) -> Iterator[Flaw]:
    """KH404: a range is one; KH405, a reminder: one event is above the item; KH406, KH416: points as worded."""
    allowed = range_of(points)
    if allowed.min > allowed.max:
        yield Flaw("KH404", ("points",), "扣分幅度的下限大于上限", "请核对 min 和 max。")
    elif allowed.max <= 0 and _STATED.search(known(text)):
        hint = "请填写扣分；不扣分的，请在原文里写明。"
        yield Flaw("KH406", ("points",), "标准原文写了扣分，points 是 0", hint)
    else:
        yield from _check_wording(allowed, text)
        if allowed.max > item.max:
            words = f"一次扣分可达 {format_points(allowed.max)} 分，超过单项分值 {format_points(item.max)} 分"
            yield Flaw("KH405", ("points",), words, "请核对标准或单项分值。", "warning")


def _check_wording(allowed: Range, text: str) -> Iterator[Flaw]:
    """KH416, a reminder: the points that the wording ends with are those that are counted."""
    stated = _STATED.search(known(text))
    if stated is None:
        return
    low, high = Decimal(stated[1]), Decimal(stated[2] or stated[1])
    if (low, high) != (allowed.min, allowed.max):
        words = f"标准原文写的是“{stated[0]}”，points 与之不同"
        yield Flaw("KH416", ("points",), words, "请核对原文和 points。", "warning")


def check_outright(text: str, part: ComponentRecord) -> Iterator[Flaw]:
    """KH416, a reminder: points that are given outright in a part that deducts are deducted; the wording says so."""
    if part.kind == "deductions" and "扣" not in known(text):
        words = f"“{part.name}”是扣分的部分，评定的分数就是扣的分，原文没有说扣分"
        hint = "评的是得分的，请写进 kind: earned 的部分；确实是扣分的，请在 text 里写明扣几分。"
        yield Flaw("KH416", ("text",), words, hint, "warning")


def check_scored(standard: Any, item: Item) -> Iterator[Flaw]:
    """KH405: points given outright are within the item, or out of so many as is said; KH433: that is some."""
    limit = item.max if standard.scored_of is None else standard.scored_of
    if not limit and standard.scored_of is not None:
        yield Flaw("KH433", ("scored_of",), "评分的满分是 0", "请写大于 0 的数。")
    elif standard.scored_of is not None and not item.max.is_finite():
        yield Flaw("KH433", ("scored_of",), f"“{item.name}”没有分值，评分折算不出来", "请用单项的 max 写明分值。")
    elif standard.range.max > limit:
        most, marks = format_points(standard.range.max), format_points(limit)
        of = "评分的满分" if standard.scored_of is not None else "单项分值"
        hint = "请核对标准或单项分值；百分制评分再折算的，写 scored_of: 100。"
        yield Flaw("KH405", ("points",), f"评分可达 {most} 分，超过{of} {marks} 分", hint, "warning")
