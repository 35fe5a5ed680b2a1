"""The first sentences of a unit's page: what it scored, where that stands, and what moved it most."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.model.number import format_points
from generator.rules.part_record import beyond_of
from generator.score.result import UnitResult, YearResult
from generator.words.middle import middle_total
from generator.words.most_words import Told, find_most
from generator.words.result_words import rank_words


def glance_words(result: YearResult, unit: UnitResult) -> str:
    """In words: 得 92.88 分，60 个单位中第 58 名，比中位数 96.15 分低 3.27 分。扣分最多的是窗口服务规范（3 分）。

    Empty where the unit has no score.
    """
    names = moving_names(unit)
    told = find_moving(result, unit)
    return score_sentence(result, unit) + ("" if told is None else f"{told.words(names.__getitem__)}。")


def score_sentence(result: YearResult, unit: UnitResult) -> str:
    """What a unit scored, and where that stands; empty where it has no score.

    The middle is that of the ranked units of its group.
    """
    if unit.total is None:
        return ""
    places = result.scheme.rounding.places
    place = f"，{len(result.ranked(unit.group))} 个单位中{rank_words(unit)}" if unit.rank is not None else ""
    return f"得 {format_points(unit.total, places)} 分{place}{_beside_the_middle(result, unit, unit.total)}。"


def find_moving(result: YearResult, unit: UnitResult) -> Told | None:
    """What took most of a score, else what gave most of it, by ids; None where nothing did, or there is no score."""
    if unit.total is None:
        return None
    places = result.scheme.rounding.places
    lost, won = (list(_moved(unit, sign)) for sign in (-1, 1))
    if lost:
        return find_most("扣分", "", lost, places)
    nouns = {part.words.noun for part in unit.score.components if part.words.sign > 0 and part.counted}
    return find_most(nouns.pop() if len(nouns) == 1 else "得分", "", won, places)


def moving_names(unit: UnitResult) -> dict[str, str]:
    """What the items and the parts are called that can move a score, by id; an item goes before a part."""
    parts = {part.component.id: part.component.name for part in unit.score.components}
    laid = [item.category for part in unit.score.components for item in part.laid.items]
    parts |= {_of_category(category.id): category.name for category in laid}
    return parts | {item.item.id: item.item.name for item in unit.score.items()}


def _beside_the_middle(result: YearResult, unit: UnitResult, total: Decimal) -> str:
    """Above or below the median of its group; nothing where it is alone, or stands in no ranking."""
    totals = sorted(other.total for other in result.ranked(unit.group) if other.total is not None)
    if unit.rank is None or len(totals) < 2:
        return ""
    rounding = result.scheme.rounding
    middle = middle_total(result, totals)
    apart = total - middle
    shown = f"中位数 {format_points(middle, rounding.places)} 分"
    if not apart:
        return f"，正好是{shown}"
    return f"，比{shown}{'高' if apart > 0 else '低'} {format_points(abs(apart), rounding.places)} 分"


def _of_category(name: str) -> str:
    return f"category:{name}"  # items and parts have ids of their own


def _moved(unit: UnitResult, sign: int) -> Iterator[tuple[Fraction, str]]:
    """What took (`sign` -1) or gave points: how many, and its id."""
    for part in unit.score.components:
        void = {name: found.points for name, found in part.of_categories.items() if found.by == "voided"}
        # Where a whole category fell, none of its items did it alone.
        alone = {item.item.id for item in part.laid.items if item.category.id not in void}
        named = [(Fraction(i.counted), i.item.id) for i in part.items if i.words.sign == sign and i.item.id in alone]
        if part.words.sign == sign:
            named += [(points, _of_category(name)) for name, points in void.items()]
            is_eased = beyond_of(part.component) and Fraction(part.counted) < sum(points for points, _ in named)
            if is_eased or not part.laid.items:
                named = [(Fraction(part.counted), part.component.id)]
        yield from (one for one in named if one[0] > 0)
