"""Ties over the edge of a grade's places: more units are placed so far up, or so far down, than it has places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.model.number import Figure
from generator.rules.given_tables import UNIT
from generator.rules.grade_columns import FROM_END, eligible_column, places_column
from generator.rules.kind import Laid
from generator.rules.total_rule import GradeRule
from generator.score.evaluate import FilledBook
from generator.score.operations import number
from generator.score.outcome import place_ranks
from generator.score.result import UnitResult


def mark_grade_ties(laid: Laid, filled: FilledBook, group: Sequence[UnitResult]) -> Iterator[UnitResult]:
    """The units of a group, those marked that have a grade with others although its places do not suffice for all.

    Where the tied have the mean of their places, a tie over the edge may leave all of them without the grade; they
    are marked where nothing but the place decides. A quarter that is scored by itself has no grades.
    """
    rules = [rule for rule in laid.scheme.grades if rule.has_places and laid.grade]
    ties = laid.scheme.ranking.ties
    ranks = {rule.id: _ranks(filled, rule, group) for rule in rules}
    places = {rule.id: place_ranks(sorted(ranks[rule.id].values()), _ties(filled, rule, ties)) for rule in rules}
    for unit in group:
        over = (
            rule
            for rule in rules
            if (rank := ranks[rule.id].get(unit.unit.id)) is not None
            and (place := places[rule.id][rank]).number <= _places(filled, rule, unit) < place.within
            if unit.grade == rule.name or (_ties(filled, rule, ties) == "mean" and rule.is_of_place)
        )
        yield replace(unit, grade_tied=True) if any(over) else unit


def _is_passed_on(filled: FilledBook, rule: GradeRule) -> bool:
    return eligible_column(rule) in filled.tables[UNIT].positions


def _ties(filled: FilledBook, rule: GradeRule, ties: str) -> str:
    """How ties share places among those who may have the grade, or from the last place on."""
    return "shared" if rule.is_of_last or _is_passed_on(filled, rule) else ties


def _ranks(filled: FilledBook, rule: GradeRule, group: Sequence[UnitResult]) -> dict[str, Figure]:
    """The places that decide on a grade, by unit: of those that have one; the lowest have it first."""
    if not rule.is_of_last and not _is_passed_on(filled, rule):
        return {unit.unit.id: unit.rank for unit in group if unit.rank is not None}
    column = FROM_END if rule.is_of_last else eligible_column(rule)
    found = {unit.unit.id: filled.cell(UNIT, (unit.unit.id,), column) for unit in group}
    return {name: number(value) for name, value in found.items() if value is not None}


def _places(filled: FilledBook, rule: GradeRule, unit: UnitResult) -> int:
    whole = rule.top if rule.top is not None else rule.bottom
    if whole is not None:
        return whole
    found = filled.cell(UNIT, (unit.unit.id,), places_column(rule))
    return 0 if found is None else int(number(found))
