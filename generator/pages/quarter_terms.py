"""How a year's score follows from its quarters, where each is scored by itself: scores, weights, products, sums."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure, as_decimal, format_points
from generator.model.quarter import quarter_name
from generator.rules.given_tables import UNIT
from generator.rules.total_columns import QUARTERS, TAKEN, taken_words
from generator.rules.total_rule import YearOf
from generator.score.operations import number
from generator.score.quarterly import QUARTERS as ALL
from generator.score.result import UnitResult, YearResult
from generator.score.unit_standing import QuarterScore
from generator.words import address
from generator.words.result_words import NONE, points_text
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class QuarterTerm:
    """One quarter: its score, its weight, and what both come to; `—` where it is not in yet."""

    name: str
    score: str
    weight: str
    product: str


@dataclass(frozen=True, slots=True)
class QuarterTerms:
    """A unit's quarters and what they come to; `weights` and `products` are the sums, empty where none is weighed.

    `taken` says how the year follows from them, `worked` does so with the figures of the unit.
    """

    taken: str
    terms: tuple[QuarterTerm, ...]
    weights: str
    products: str
    worked: str
    result: str


@dataclass(frozen=True, slots=True)
class QuarterRank:
    """A unit's scores in the four quarters, what they come to, and its score of the year."""

    unit: Link
    scores: tuple[str, ...]
    result: str
    total: str


@dataclass(frozen=True, slots=True)
class QuarterGrid:
    """The quarters of all units of a year; `heads` these with their weights, `example` is of one that has some."""

    taken: str
    heads: tuple[str, ...]
    rows: tuple[QuarterRank, ...]
    example: tuple[Link, str] | None


def view_terms(result: YearResult, unit: UnitResult) -> QuarterTerms | None:
    """The quarters of a unit's year; None where it is not of its quarters, or where there are none of the unit."""
    rule = result.scheme.year_of
    if rule is None or not result.laid.quarters or not unit.score.quarters:
        return None
    weighed = [
        (Fraction(score.total), _weight(rule, score.quarter))
        for score in unit.score.quarters
        if score.total is not None
    ]
    return QuarterTerms(
        taken=taken_words(rule),
        terms=tuple(_term(rule, score) for score in unit.score.quarters),
        weights=format_points(sum((weight for _, weight in weighed), Fraction(0))) if rule.weights else "",
        products=format_points(sum((score * weight for score, weight in weighed), Fraction(0)))
        if rule.weights
        else "",
        worked=_worked(rule, unit.score.quarters, result, unit),
        result=points_text(_taken(result, unit)),
    )


def view_grid(result: YearResult) -> QuarterGrid | None:
    """The quarters of all units, best first, and one unit's as an example; None where a year is not of quarters."""
    rule = result.scheme.year_of
    if rule is None or not result.laid.quarters:
        return None
    weights = [f"（权重 {format_points(weight)}）" for weight in rule.weights] or [""] * len(ALL)
    names = {f"Q{at}": f"{quarter_name(at)}{more}" for at, more in zip(ALL, weights, strict=True)}
    worked = ((unit, terms.worked) for unit in result.units if (terms := view_terms(result, unit)) and terms.worked)
    example = next(worked, None)
    return QuarterGrid(
        taken=taken_words(rule),
        heads=tuple(names.values()),
        rows=tuple(_row(result, unit, list(names)) for unit in result.units),
        example=None if example is None else (_link(result, example[0]), example[1]),
    )


def _row(result: YearResult, unit: UnitResult, quarters: Sequence[str]) -> QuarterRank:
    scores = {score.quarter: score.total for score in unit.score.quarters}
    return QuarterRank(
        unit=_link(result, unit),
        scores=tuple(points_text(scores.get(quarter), result.scheme.rounding.places) for quarter in quarters),
        result=points_text(_taken(result, unit)),
        total=points_text(unit.total, result.scheme.rounding.places),
    )


def _link(result: YearResult, unit: UnitResult) -> Link:
    return Link(unit.unit.short_name, address.unit_page(result.year, unit.unit.id), unit.unit.name)


def _taken(result: YearResult, unit: UnitResult, column: str = QUARTERS) -> Figure | None:
    """What the quarters come to together; None while there is none."""
    value = result.filled.cell(UNIT, (unit.unit.id,), column)
    return None if value is None else number(value)


def _weight(rule: YearOf, quarter: str) -> Fraction:
    return Fraction(rule.weights[int(quarter[1]) - 1]) if rule.weights else Fraction(1)


def _term(rule: YearOf, score: QuarterScore) -> QuarterTerm:
    weight = _weight(rule, score.quarter)
    return QuarterTerm(
        name=score.name,
        score=points_text(score.total),
        weight=format_points(weight) if rule.weights else "",
        product=NONE if score.total is None else format_points(Fraction(score.total) * weight),
    )


def _worked(rule: YearOf, scores: Sequence[QuarterScore], result: YearResult, unit: UnitResult) -> str:
    """The sum with its figures: （90 × 2 ＋ 96 × 3）÷ 5 = 93.6; empty while there is none."""
    if rule.weight is None:
        return _worked_out(rule, scores, _taken(result, unit))
    words, counted = _worked_out(rule, scores, _taken(result, unit, TAKEN)), _taken(result, unit)
    if not words or counted is None:
        return ""
    sign = "=" if Fraction(as_decimal(counted)) == counted else "≈"
    return f"{words}；乘以 {format_points(rule.weight)} {sign} {format_points(counted)} 分"


def _worked_out(rule: YearOf, scores: Sequence[QuarterScore], taken: Figure | None) -> str:
    """The same before the weight that the quarters have in the year."""
    known = [score for score in scores if score.total is not None]
    if taken is None or not known:
        return ""
    said = [points_text(score.total) for score in known]
    if rule.take == "last":
        return f"{known[-1].name}的 {said[-1]} 分"
    if rule.take == "highest":
        return f"{'、'.join(said)} 中最高的 {format_points(taken)} 分"
    divisor = Fraction(len(known)) if rule.take == "mean" else Fraction(1)
    if rule.weights:
        weights = [_weight(rule, score.quarter) for score in known]
        said = [f"{points} × {format_points(weight)}" for points, weight in zip(said, weights, strict=True)]
        divisor = sum(weights, Fraction(0))
    words = " ＋ ".join(said)
    words = words if rule.take == "sum" else f"（{words}）÷ {format_points(divisor)}"
    figures = [taken, *(score.total for score in known if score.total is not None)]
    is_exact = all(Fraction(as_decimal(figure)) == figure for figure in figures)
    return f"{words} {'=' if is_exact else '≈'} {format_points(taken)} 分"
