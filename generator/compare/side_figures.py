"""What the units have in one state: score, place and outcomes, and whether all data are in."""

from __future__ import annotations

from collections.abc import Mapping

from generator.compare.score_move import UnitFigures
from generator.model.lazy_dataclass import dataclass
from generator.score.live_year import LivePlace, LiveYear
from generator.score.outcome import outcome_time
from generator.score.ranking import rank_group
from generator.score.result import UnitResult, UnitScore
from generator.score.year_state import YearState


@dataclass(frozen=True, slots=True)
class SideFigures:
    """What each unit that is scored has, by id, and the units of which some part's data are not in yet."""

    units: Mapping[str, UnitFigures]
    waiting: frozenset[str]


def read_figures(live: LiveYear | YearState) -> SideFigures:
    """What a year says that knows ranks and grades, as last settled."""
    return SideFigures(_rank(live), frozenset(_provisional(live)))


def _rank(live: LiveYear | YearState) -> dict[str, UnitFigures]:
    """Score, rank and outcomes of every unit that is scored."""
    scheme, over = live.scheme, live.is_over()
    if scheme is None:
        return {}
    groups: dict[str, list[UnitScore]] = {}
    places: dict[str, LivePlace] = {}
    for name, standing in live.standings.items():
        unit, total = live.units[name], standing.total
        group = scheme.group_of(unit)
        if group is not None:
            place = places[name] = live.place_of(name)
            weighed = None if total is None else scheme.weigh(total, group)
            score = UnitScore(unit, (), total, weighed, place.grade, place.reason, place.rank is not None)
            groups.setdefault(group, []).append(score)
    waiting = _provisional(live)
    found: dict[str, UnitFigures] = {}
    for group, scores in groups.items():
        time = outcome_time(None, over, any(score.unit.id in waiting for score in scores))
        ranks = {score.unit.id: rank for score in scores if (rank := places[score.unit.id].rank) is not None}
        found |= {result.unit.id: _figures(result) for result in rank_group(scheme, group, scores, ranks, time)}
    return found


def _figures(result: UnitResult) -> UnitFigures:
    outcomes = {outcome.rule.id: outcome.edge_tie for outcome in result.outcomes}
    return UnitFigures(result.total, result.group, result.rank, outcomes, result.grade, result.reason)


def _provisional(live: LiveYear | YearState) -> set[str]:
    return {unit for unit, standing in live.standings.items() if standing.provisional}
