"""Rules for the deductions of a scheme: item maxima make the component's, and standards fit their item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.model.number import format_points
from generator.model.problem import Location, Problem
from generator.model.unread import known, where_read
from generator.rules.scheme import DeductionsComponent, Item, Scheme, Standard

_STATED = re.compile(r"扣([0-9]+(?:\.[0-9]+)?)(?:至([0-9]+(?:\.[0-9]+)?))?分$")


@where_read
def check_items(scheme: Scheme, number: int, component: DeductionsComponent) -> Iterator[Problem]:
    """KH403: item maxima make the component's; KH404: standards fit their item."""
    for at, category in enumerate(component.categories):
        for index, item in enumerate(category.items):
            yield from _check_standards(scheme, item, ("components", number, "categories", at, "items", index))
    yield from _check_sum(scheme, number, component)


@where_read
def _check_sum(scheme: Scheme, number: int, component: DeductionsComponent) -> Iterator[Problem]:
    items = [item for category in component.categories for item in category.items]
    whole = sum((item.max for item in items), Decimal(0))
    if whole != component.max:
        yield Problem(
            scheme.origin.place("components", number, "max"),
            "KH403",
            f"“{component.name}”各单项分值合计 {format_points(whole)} 分，本部分是 {format_points(component.max)} 分",
            "两者应相等，请核对各单项的 max。",
        )


@where_read
def _check_standards(scheme: Scheme, item: Item, steps: Sequence[str | int]) -> Iterator[Problem]:
    for number, standard in enumerate(item.standards):
        yield from _check_standard(item, standard, scheme.origin.place(*steps, "standards", number, "points"))


@where_read
def _check_standard(item: Item, standard: Standard, place: Location) -> Iterator[Problem]:
    allowed = standard.range
    if allowed.min > allowed.max:
        yield Problem(place, "KH404", "扣分幅度的下限大于上限", "请核对 min 和 max。")
    elif allowed.max <= 0 and _STATED.search(known(standard.text)):
        yield Problem(place, "KH406", "标准原文写了扣分，points 是 0", "请填写扣分；不扣分的，请在原文里写明。")
    else:
        yield from _check_wording(standard, place)
        if allowed.max > item.max:
            yield Problem(
                place,
                "KH405",
                f"一次扣分可达 {format_points(allowed.max)} 分，超过单项分值 {format_points(item.max)} 分",
                "请核对标准或单项分值。",
                "warning",
            )


@where_read
def _check_wording(standard: Standard, place: Location) -> Iterator[Problem]:
    """KH416, a reminder: the points that the wording ends with are those that are counted."""
    stated = _STATED.search(known(standard.text))
    if stated is None:
        return
    low, high = Decimal(stated[1]), Decimal(stated[2] or stated[1])
    if (low, high) != (standard.range.min, standard.range.max):
        words = f"标准原文写的是“{stated[0]}”，points 与之不同"
        yield Problem(place, "KH416", words, "请核对原文和 points。", "warning")
