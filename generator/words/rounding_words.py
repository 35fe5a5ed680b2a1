"""Where and how a scheme rounds, in words."""

from __future__ import annotations

from generator.model.number import ROUNDING_MODES, places_words
from generator.rules.scheme import ROUNDED_AT, Rounding, Scheme
from generator.words.scheme_noun import scheme_noun

_EACH = {"span": "单项每个月（季度）", "item": "每个单项", "component": "每个部分"}


def rounding_words(scheme: Scheme) -> str:
    """All roundings in one sentence without its full stop, in the order in which they are made."""
    if not scheme.roundings:
        return "得分和各部分的分数都不舍入，照精确的数计算和排名；除不尽的，印出时保留 6 位小数"
    rules = sorted(scheme.roundings, key=lambda rule: list(ROUNDED_AT).index(rule.at))
    once = "，只舍入这一次" if len(rules) == 1 else ""
    return "；".join(_rule_words(scheme, rule) for rule in rules) + once


def _rule_words(scheme: Scheme, rule: Rounding) -> str:
    return f"{_figure(scheme, rule)}{ROUNDING_MODES[rule.mode]}到{places_words(rule.places)}"


def _figure(scheme: Scheme, rule: Rounding) -> str:
    """What is rounded: 总得分, 总扣分, 每个部分的扣分."""
    if rule.at == "total":
        return "总得分" if rule.of == "earned" else "总扣分"
    noun = scheme_noun(scheme)
    return f"{_EACH[rule.at]}的{'扣分' if rule.of == 'lost' else noun if noun != '扣分' else '得分'}"
