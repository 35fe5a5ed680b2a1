"""The points of a standard against its wording and its item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.model.number import format_points
from generator.model.unread import known
from generator.rules.flaw import Flaw
from generator.rules.item import Item
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
