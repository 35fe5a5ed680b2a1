"""What records come to together, what they take and what they give told apart."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from generator.model.number import Figure, format_points, printed_points
from generator.rules.effect_words import EFFECTS, EffectWords
from generator.score.result import RecordEffect, YearResult
from generator.words.result_words import points_noun

Sums = tuple[tuple[EffectWords, Figure], ...]


def counted_sums(result: YearResult, effects: Iterable[RecordEffect]) -> Sums:
    """The points that count of these records, for each way in which they move a score; what is taken comes first.

    Where there is none, nothing, in the words of all parts together.
    """
    found: dict[str, Decimal] = {}
    for effect in effects:
        if effect.counted:
            found[effect.words.noun] = found.get(effect.words.noun, Decimal(0)) + effect.counted
    return _in_order(found) or ((words_of(points_noun(result)), Decimal(0)),)


def add_sums(all_sums: Iterable[tuple[EffectWords, Figure]]) -> Sums:
    """Sums of several things together, those of one way added up."""
    found: dict[str, Fraction] = {}
    for words, points in all_sums:
        found[words.noun] = found.get(words.noun, Fraction(0)) + Fraction(points)
    return _in_order(found)


def _in_order(found: dict[str, Decimal] | dict[str, Fraction]) -> Sums:
    return tuple((words, found[words.noun]) for words in EFFECTS.values() if words.noun in found)


def words_of(noun: str) -> EffectWords:
    """What is said of points that are called `noun`."""
    return next(words for words in EFFECTS.values() if words.noun == noun)


def sums_cell(result: YearResult, sums: Sums, places: int = 0, unit: str = "") -> str:
    """Sums in a column: the figure alone where it is what all parts do, else 扣 3，加 2; `unit` after each figure.

    Records may take points from parts that otherwise give them: a part that is earned, from full marks down.
    """
    if are_mixed(result) or any(words.noun != points_noun(result) for words, _ in sums):
        return "，".join(words.did(format_points(points, places)) + unit for words, points in sums)
    return "".join(printed_points(points, places) + unit for _, points in sums)


def are_mixed(result: YearResult) -> bool:
    """Whether some parts of the scheme take points and others give some: one sum of them would tell nothing."""
    return points_noun(result) == EFFECTS["none"].noun
