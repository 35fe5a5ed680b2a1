"""Ties over the edge of a grade's places: more units are placed so far up than the grade has places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.rules.given_tables import UNIT
from generator.rules.grade_columns import places_column
from generator.rules.kind import Laid
from generator.rules.total_rule import GradeRule
from generator.score.evaluate import FilledBook
from generator.score.operations import number
from generator.score.outcome import place_ranks
from generator.score.result import UnitResult


def mark_grade_ties(laid: Laid, filled: FilledBook, group: Sequence[UnitResult]) -> Iterator[UnitResult]:
    """The units of a group, those marked that have a grade with others although its places do not suffice for all.

    Where the tied have the mean of their places, a tie over the edge may leave all of them without the grade; they
    are marked where nothing but the place decides.
    """
    rules = [rule for rule in laid.scheme.grades if rule.top is not None or rule.top_share is not None]
    ties = laid.scheme.ranking.ties
    places = place_ranks([unit.rank for unit in group if unit.rank is not None], ties)
    for unit in group:
        place = None if unit.rank is None else places[unit.rank]
        over = (
            rule
            for rule in rules
            if place is not None and place.number <= _places(filled, rule, unit) < place.within
            if unit.grade == rule.name or (ties == "mean" and rule.is_of_place)
        )
        yield replace(unit, grade_tied=True) if any(over) else unit


def _places(filled: FilledBook, rule: GradeRule, unit: UnitResult) -> int:
    if rule.top is not None:
        return rule.top
    found = filled.cell(UNIT, (unit.unit.id,), places_column(rule))
    return 0 if found is None else int(number(found))
