"""What the limits of an item are called where a record goes beyond them."""

from __future__ import annotations

from generator.rules.item import HIGHEST_OF_ALL, Item
from generator.rules.scheme import Scheme
from generator.rules.span_rule import ONE_SPAN, SPANS, mean_words

WHOLE_LIMIT = "单项上限"  # of an item that is limited as a whole alone


def limit_words(item: Item) -> str:
    """单项上限; 一个月或者单项的上限 where a month has one as well; 单项一个月的上限 where each begins anew."""
    if item.averaged is not None:
        return f"单项{ONE_SPAN[item.averaged.over]}的上限"
    if item.summed is not None:
        return f"{ONE_SPAN[item.summed.over]}或者单项的上限"
    return "一个月或者单项的上限" if item.month_max is not None else WHOLE_LIMIT


def together_words(item: Item, scheme: Scheme) -> str:
    """What the item makes of all its records, so that other points count of each: 按各月平均; empty: their sum."""
    if item.once == HIGHEST_OF_ALL:
        return "只计分值最高的一条"
    words = mean_words(item.averaged)
    if item.spans is None or scheme.rounding_at("span") is None:
        return words
    rounded = f"{SPANS[item.spans.over]}计分以后舍入"
    return f"{words}、{rounded}" if words else rounded
