"""结果运用: what follows from the ranks of a group, and when (实施意见 point 13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import groupby

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure
from generator.model.ranking_rule import OutcomeRule
from generator.score.result import UnitResult
from generator.score.unit_standing import UnitOutcome

_LAST_QUARTER = (10, 1)


@dataclass(frozen=True, slots=True)
class RankPlace:
    """Where a rank stands in a group: how many share it, and from either end its number and how many are as far up.

    `number` is the rank as a reader counts; where the tied have the mean of their places, it is the first of these.
    """

    tied: int
    rank: Figure
    number: int
    within: int
    number_from_end: int
    within_from_end: int


def place_ranks(ranks: Sequence[Figure], ties: str) -> dict[Figure, RankPlace]:
    """The place of each of `ranks`, best first; numbers do not skip the places of a tie where `ties` is `dense`."""
    sizes = [(rank, len(list(same))) for rank, same in groupby(ranks)]
    found = {}
    before = 0
    for order, (rank, size) in enumerate(sizes):
        after = len(ranks) - before - size
        number, from_end = (order + 1, len(sizes) - order) if ties == "dense" else (before + 1, after + 1)
        found[rank] = RankPlace(size, rank, number, before + size, from_end, after + size)
        before += size
    return found


def has_ended(year: int, days: Iterable[date]) -> bool:
    """Whether what was found or held on `days` reaches into the last quarter, so that the year may be over.

    No clock is asked: the same data have the same results whenever they are computed.
    """
    return any(day >= date(year, *_LAST_QUARTER) for day in days)


def outcome_time(quarter: int | None, ended: bool, provisional: bool) -> str:
    """Of which kind of period (quarter, year) the outcomes of a group exist in these results; empty while of none.

    Those of a year wait until it has `ended` and no score of the group is `provisional`.
    """
    if quarter is not None:
        return "quarter"
    return "year" if ended and not provisional else ""


def find_outcomes(rules: Sequence[OutcomeRule], place: RankPlace, size: int) -> tuple[UnitOutcome, ...]:
    """The outcomes that `place` entails in a group of `size` ranked units, in the order of `rules`.

    Who is shown as third is among the first three, however ties are numbered. Where more units than there are places
    come in, those that do not fit in whole are flagged for a human. Where all are equal, nothing follows.
    """
    if place.tied == size:
        return ()
    found = []
    for rule in rules:
        number, within = (
            (place.number, place.within) if rule.top is not None else (place.number_from_end, place.within_from_end)
        )
        if number <= rule.places:
            found.append(UnitOutcome(rule, within > rule.places))
    return mark_clashes(_exclude(found))


def mark_clashes(found: Sequence[UnitOutcome]) -> tuple[UnitOutcome, ...]:
    """The outcomes of a unit; those of opposite ends that meet in it though no rule says which goes before clash."""
    certain = [outcome.rule for outcome in found if not outcome.edge_tie]
    clashing = {rule.id for pair in _opposite(certain) for rule in pair}
    return tuple(replace(outcome, clash=outcome.rule.id in clashing) for outcome in found)


def _exclude(found: Sequence[UnitOutcome]) -> list[UnitOutcome]:
    """The outcomes that are left of a unit's. What excludes another while it is itself to be decided flags it."""
    kept = {outcome.rule.id: outcome for outcome in found}
    for name in _in_turn({outcome.rule.id: outcome.rule.excludes for outcome in found}):
        holder = kept.get(name)
        for other in holder.rule.excludes if holder is not None else ():
            if other not in kept or holder is None:
                continue
            if holder.edge_tie:
                kept[other] = replace(kept[other], edge_tie=True)
            else:
                del kept[other]
    return list(kept.values())


def _in_turn(excludes: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The outcomes with each before those that it excludes; as given where they exclude each other in a circle."""
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(excludes, ()))
    for name, others in excludes.items():
        for other in others:
            sorter.add(other, name)
    try:
        return list(sorter.static_order())
    except CycleError:
        return list(excludes)


def contradictory(result: UnitResult) -> Iterator[tuple[OutcomeRule, OutcomeRule]]:
    """The pairs of outcomes of opposite ends that a unit has both of, for neither excludes the other."""
    return _opposite([found.rule for found in result.outcomes])


def _opposite(rules: Sequence[OutcomeRule]) -> Iterator[tuple[OutcomeRule, OutcomeRule]]:
    firsts = [rule for rule in rules if rule.top is not None]
    lasts = [rule for rule in rules if rule.top is None]
    for first in firsts:
        for last in lasts:
            if last.id not in first.excludes and first.id not in last.excludes:
                yield first, last


def chosen_against(result: UnitResult) -> Iterator[tuple[OutcomeRule, OutcomeRule]]:
    """The pairs of outcomes that a unit has both of after ties were decided, though the first excludes the second."""
    held = {found.rule.id: found.rule for found in result.outcomes}
    for rule in held.values():
        yield from ((rule, held[other]) for other in rule.excludes if other in held)
