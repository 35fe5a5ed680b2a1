"""Ranks within a group, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.number import Figure
from generator.rules.scheme import Scheme
from generator.score.outcome import find_outcomes, place_ranks
from generator.score.result import UnitResult, UnitScore


def rank_group(
    scheme: Scheme, group: str, scores: Sequence[UnitScore], ranks: Mapping[str, Figure], time: str
) -> list[UnitResult]:
    """The units of one group from best to last; equal ranks stand in order of id, those without one at the end.

    `ranks` are those of the units that have one, by id. `time` says of which kind of period outcomes exist
    (`outcome_time`), empty while of none.
    """
    by_id = sorted(scores, key=lambda score: score.unit.id)
    ranked = sorted((score for score in by_id if score.unit.id in ranks), key=lambda score: ranks[score.unit.id])
    others = [score for score in by_id if score.unit.id not in ranks]
    places = place_ranks([ranks[score.unit.id] for score in ranked], scheme.ranking.ties)
    rules = [rule for rule in scheme.outcomes if rule.concerns(group, time)]
    found = [
        UnitResult(score, group, place.rank, place.tied, find_outcomes(rules, place, len(ranked)), time)
        for score in ranked
        for place in (places[ranks[score.unit.id]],)
    ]
    return found + [UnitResult(score, group, None, 0, (), time) for score in others]
