"""Ranks within a group, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.rules.scheme import Scheme
from generator.score.outcome import find_outcomes, place_totals
from generator.score.result import UnitResult, UnitScore


def rank_group(scheme: Scheme, group: str, scores: Sequence[UnitScore], time: str) -> list[UnitResult]:
    """The units of one group from best to last; equal totals share a rank and stand in order of id.

    `time` says of which kind of period outcomes exist (`outcome_time`), empty while of none.
    """
    ordered = sorted(scores, key=lambda score: (-score.total, score.unit.id))
    places = place_totals([score.total for score in ordered], scheme.ranking.ties)
    rules = [rule for rule in scheme.outcomes if rule.concerns(group, time)]
    return [
        UnitResult(score, group, place.rank, place.tied, find_outcomes(rules, place, len(ordered)), time)
        for score in ordered
        for place in (places[score.total],)
    ]
