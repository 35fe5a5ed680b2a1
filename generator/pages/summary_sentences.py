"""The first sentences of the pages of an item, a category, a year and a quarter, made from the results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from generator.model.number import format_points
from generator.model.quarter import quarter_name
from generator.rules.effect_words import EffectWords
from generator.rules.item import Category
from generator.score.category_points import points_of_units
from generator.score.result import ItemResult, UnitResult, YearResult
from generator.words.counted_sums import counted_sums
from generator.words.middle import compared_totals, middle_total
from generator.words.most_words import tell_most, told_points
from generator.words.record_counts import counting, other_words
from generator.words.result_words import item_words, points_noun

Found = Sequence[tuple[UnitResult, ItemResult]]
Named = tuple[Decimal | Fraction, str]


def loss_sentence(
    result: YearResult,
    found: Found,
    words: EffectWords,
    items: Sequence[Named] = (),
    category: Category | None = None,
) -> str:
    """What one item or category took of whom: 15 条扣分（另有 3 条只指出问题，不扣分），10 个单位共扣 9.5 分……

    `found` are the results of the item, or of those of a `category`; `items` what each of these took in all.
    """
    by_unit = points_of_units(found, category)
    met = [(points, unit.unit.short_name) for unit, points in by_unit if points > 0]
    if not met:
        return f"{len(by_unit)} 个单位都没有{words.noun}。" if by_unit else ""
    said = _record_counts(found, words)
    said.append(f"{len(by_unit)} 个单位中 {len(met)} 个共{words.did(_points(result, sum(p for p, _ in met)))} 分")
    if len([one for one in items if one[0] > 0]) > 1:
        said.append(_most(result, words.noun, "单项", items))
    if len(met) == 1:
        return f"{'，'.join(said)}，是{met[0][1]}。"
    return f"{'，'.join(said)}。{_most(result, words.noun, '单位', met)}。"


def _record_counts(found: Found, words: EffectWords) -> list[str]:
    """How many records took points and how many did not, together all there are; none where none took any."""
    effects = [effect for _, part in found for effect in part.effects]
    records = len(counting(effects))
    if not records or words.sign >= 0:
        return [f"{records} 条记录"] * bool(records)
    others = other_words(effects, words.noun)
    return [f"{records} 条{words.noun}" + (f"（另有 {others}）" if others else "")]


def year_sentence(result: YearResult) -> str:
    """Between which scores the units stand, where the middle is, what cost most; of a quarter first its own."""
    (group, totals), rounding = compared_totals(result), result.scheme.rounding
    said = ""
    if totals:
        middle = middle_total(result, totals)
        low, half, high = (format_points(found, rounding.places) for found in (totals[0], middle, totals[-1]))
        all_alike = f"{'都' if len(totals) > 1 else ''}得 {low} 分。"
        spread = f"得 {low} 至 {high} 分，一半单位不低于 {half} 分。"
        said = f"{group}{' ' if group else ''}{len(totals)} 个单位{all_alike if low == high else spread}"
    if result.quarter is not None:
        lead = _quarter_sentence(result, result.quarter) + ("从年初累计，" if result.span.to_date else "")
        said = f"{lead}{said}" if said else ""
    lost = [
        (
            sum((part.counted for unit in result.units for part in _items_of(unit, category)), Decimal(0)),
            category.name,
        )
        for category in result.scheme.categories()
        if category.items and item_words(result, category.items[0].id).noun == points_noun(result)
    ]
    everybody = f"全部 {len(result.units)} 个单位" if totals and len(totals) < len(result.units) else ""
    named = _most(result, f"{everybody}{points_noun(result)}", "类别", lost)
    return f"{said}{named}。" if named else said


def _quarter_sentence(result: YearResult, quarter: int) -> str:
    own = counting(
        effect for unit in result.units for effect in unit.score.effects() if effect.record.quarter == quarter
    )
    if not own:
        return f"{quarter_name(quarter)}没有{points_noun(result)}记录。"
    units = len({effect.record.unit for effect in own})
    sums = counted_sums(result, own)
    told = "，".join(f"共{words.did(_points(result, points))} 分" for words, points in sums)
    return f"{quarter_name(quarter)} {len(own)} 条记录，{units} 个单位{told}。"


def _items_of(unit: UnitResult, category: Category) -> Iterable[ItemResult]:
    ids = {item.id for item in category.items}
    return (part for part in unit.score.items() if part.item.id in ids)


def _most(result: YearResult, noun: str, of: str, found: Iterable[Named]) -> str:
    return tell_most(noun, of, found, result.scheme.rounding.places)


def _points(result: YearResult, points: Decimal | Fraction | int) -> str:
    return told_points(points, result.scheme.rounding.places)
