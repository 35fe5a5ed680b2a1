"""Bonus points above a limit that count at a share: 超过 5 分的部分按 50% 计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from generator.model.field import Number, Part, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.number import UNLIMITED, format_points
from generator.rules.expression import Op, add, const, op
from generator.rules.flaw import Flaw


@dataclass(frozen=True)
class BeyondRule:
    """From where on points count at which share, up to the next such limit."""

    above: Annotated[Decimal, Number(doc="超过几分的部分", maximum=Decimal(100_000))]
    share: Annotated[Decimal, Number(doc="按几成计，如 0.5", maximum=Decimal(1), places=4)]


Beyond = Annotated[
    tuple[BeyondRule, ...],
    Rows(doc="超过几分的部分打折计的，从低到高写；折算以后再看最多加几分；不打折的不写"),
    Part(doc="一档"),
]


def eased(points: Op, rules: Sequence[BeyondRule]) -> Op:
    """What points come to: in full up to the first limit, at its share from each to the next."""
    ends = [*(const(rule.above) for rule in rules[1:]), None]
    found = [op("min", points, const(rules[0].above))]
    for rule, end in zip(rules, ends, strict=True):
        reach = points if end is None else op("min", points, end)
        found.append(op("mul", op("max", op("sub", reach, const(rule.above)), const(0)), const(rule.share)))
    return add(*found)


def beyond_words(rules: Sequence[BeyondRule]) -> str:
    """超过 5 分的部分按 50% 计、超过 10 分的部分按 20% 计."""
    return "、".join(f"超过 {format_points(rule.above)} 分的部分按 {_percent(rule)} 计" for rule in rules)


def _percent(rule: BeyondRule) -> str:
    return f"{format_points(rule.share * 100)}%"


def check_beyond(rules: Sequence[BeyondRule], most: Decimal) -> Iterator[Flaw]:
    """KH433: the limits rise, below what the part counts at most, and points beyond them count for less."""
    for at, (low, high) in enumerate(pairwise(rules), 1):
        if high.above <= low.above:
            yield Flaw("KH433", ("beyond", at, "above"), "各档没有从低到高", "请按分数从低到高写。")
    for at, rule in enumerate(rules):
        if most != UNLIMITED and rule.above >= most:
            words = f"最多加 {format_points(most)} 分，到不了超过 {format_points(rule.above)} 分的部分"
            yield Flaw("KH433", ("beyond", at, "above"), words, "请核对 above 和 max。")
        if rule.share == 1:
            words = f"超过 {format_points(rule.above)} 分的部分按 100% 计，没有打折"
            yield Flaw("KH433", ("beyond", at, "share"), words, "请核对 share；不打折的不写这一档。")
