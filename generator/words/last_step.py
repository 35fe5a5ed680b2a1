"""What was done before figures count: to the points of a part's items, and to the sum of parts before the score."""

from __future__ import annotations

from fractions import Fraction

from generator.model.number import UNLIMITED, as_decimal, format_points, round_figure, rounded_words
from generator.model.quoted import quoted
from generator.rules.coefficient_columns import multiplied_column
from generator.rules.effect_words import EFFECTS
from generator.rules.given_tables import UNIT
from generator.rules.item import Category
from generator.rules.part_record import beyond_of, coefficient_of, converted_to
from generator.rules.scaled_columns import scaled_of
from generator.rules.scheme import Scheme
from generator.rules.voided_columns import voided_words
from generator.score.operations import number
from generator.score.result import ComponentResult, UnitResult, YearResult
from generator.score.ruled_category import CategoryPoints


def part_step_words(result: ComponentResult) -> str:
    """What the scheme does with the points of all items of a part: 折算、乘以难度系数; empty where nothing.

    In the order of the arithmetic: categories of their own, set against the other units, multiplied, weighed.
    """
    part = result.component
    rule = coefficient_of(part)
    categories = {item.category.id: item.category for item in result.laid.items}
    found = [category_words(categories[name], points) for name, points in result.of_categories.items() if points.by]
    found += ["超过的部分打折"] if beyond_of(part) else []
    found += ["与其他单位比较折算"] if scaled_of(part) is not None else []
    found += [f"乘以{rule.name}"] if rule is not None else []
    found += ["乘以权重"] if part.weight is not None else []
    return "、".join([*found, *(["按分值折算"] if converted_to(part) is not None else [])])


def category_words(category: Category, found: CategoryPoints) -> str:
    """What becomes of the points of a category beyond adding them up: “服务”最多扣 5 分."""
    if found.by == "limit":
        return f"{quoted(category.name)}最多{EFFECTS[found.effect].verb} {format_points(found.points)} 分"
    return f"{quoted(category.name)}{voided_words(found.effect)}"


def last_step_words(result: YearResult, unit: UnitResult, sum_of_parts: Fraction) -> str:
    """How the score follows from `sum_of_parts`: 乘以难度系数，四舍五入保留 2 位小数，最高 100 分; empty: not known.

    What a veto made of it goes by the name of the veto.
    """
    multiplied, factor = _multiplied(result, unit, sum_of_parts)
    found, rounded = _rounded(result.scheme, multiplied)
    words = factor + rounded
    for bound, side, past in _bounds(result.scheme):
        if past * (found - bound) > 0:
            found, words = bound, [*words, f"{side} {format_points(bound)} 分"]
    if unit.total is not None and as_decimal(found) == unit.total:
        return "，".join(words)
    return unit.reason


def _multiplied(result: YearResult, unit: UnitResult, value: Fraction) -> tuple[Fraction, list[str]]:
    """The sum times the coefficient of the whole, and that, where it makes a difference."""
    rule, filled = result.scheme.total.coefficient, result.filled
    column = multiplied_column("total", filled.tables[UNIT].positions)
    if rule is None or not column:
        return value, []
    found = Fraction(number(filled.cell(UNIT, (unit.unit.id,), column)))
    return found, [f"乘以{rule.name}"] * (found != value)


def _rounded(scheme: Scheme, value: Fraction) -> tuple[Fraction, list[str]]:
    """The sum as the scheme rounds it, or what it leaves of full marks; and that, where it makes a difference."""
    rule = next((rule for rule in scheme.roundings if rule.at == "total"), None)
    if rule is None:
        return value, []
    full = Fraction(scheme.full_marks)
    lost = rule.of == "lost"
    rounded = Fraction(round_figure(full - value if lost else value, rule.places, rule.mode))
    found = full - rounded if lost else rounded
    return found, [rounded_words(rule.places, rule.mode)] * (found != value)


def _bounds(scheme: Scheme) -> list[tuple[Fraction, str, int]]:
    """How high and how low the score may be: the bound, what it is called, and the sign of what is past it."""
    cap, floor = scheme.total.cap, scheme.total.floor
    found = [] if cap in (None, UNLIMITED) else [(Fraction(cap or 0), "最高", 1)]
    return found if floor in (None, -UNLIMITED) else [*found, (Fraction(floor or 0), "最低", -1)]
