"""What was done to the sum of the parts before it is the score: it was rounded, held within bounds, or vetoed."""

from __future__ import annotations

from fractions import Fraction

from generator.model.number import UNLIMITED, as_decimal, format_points, round_figure, rounded_words
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult, YearResult


def last_step_words(result: YearResult, unit: UnitResult, sum_of_parts: Fraction) -> str:
    """How the score follows from `sum_of_parts`: 四舍五入保留 2 位小数，最高 100 分; empty where that is not known.

    What a veto made of it goes by the name of the veto.
    """
    found, words = _rounded(result.scheme, sum_of_parts)
    for bound, side, past in _bounds(result.scheme):
        if past * (found - bound) > 0:
            found, words = bound, [*words, f"{side} {format_points(bound)} 分"]
    if unit.total is not None and as_decimal(found) == unit.total:
        return "，".join(words)
    return unit.reason


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
