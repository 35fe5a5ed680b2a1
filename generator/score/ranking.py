"""Ranks and what follows from them (实施意见 point 13: praise for the best, a talk for the last three)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from generator.model.scheme import OutcomeRule, Scheme
from generator.score.result import UnitOutcome, UnitResult, UnitScore


def rank_group(scheme: Scheme, group: str, scores: Sequence[UnitScore]) -> list[UnitResult]:
    """The units of one group from best to last; equal totals share a rank and stand in order of id."""
    ordered = sorted(scores, key=lambda score: (-score.total, score.unit.id))
    totals = [score.total for score in ordered]
    results: list[UnitResult] = []
    rank = 0
    for total, tie in groupby(ordered, key=lambda score: score.total):
        rank = len(results) + 1 if scheme.ranking.ties == "shared" else rank + 1
        outcomes = find_outcomes(scheme.outcomes, total, totals)
        same = list(tie)
        results += [UnitResult(score, group, rank, len(same), outcomes) for score in same]
    return results


def find_outcomes(rules: Sequence[OutcomeRule], total: Decimal, totals: Sequence[Decimal]) -> tuple[UnitOutcome, ...]:
    """The outcomes that `total` entails among `totals` (best first).

    An edge that falls inside a tie takes the whole tie in, and every unit of that tie is flagged.
    """
    found = []
    for rule in rules:
        for edge, inside, reach in _edges(rule, totals):
            if (total >= edge) if inside == "top" else (total <= edge):
                found.append(UnitOutcome(rule, reach and total == edge))
                break
    return tuple(found)


def _edges(rule: OutcomeRule, totals: Sequence[Decimal]) -> list[tuple[Decimal, str, bool]]:
    """For each end of the rule: the total at its edge, which end, and whether a tie reaches over the edge."""
    edges = []
    if rule.top is not None:
        edges.append((totals[min(rule.top, len(totals)) - 1], "top", rule.top))
    if rule.bottom is not None:
        edges.append((totals[-min(rule.bottom, len(totals))], "bottom", rule.bottom))
    found = []
    for edge, end, places in edges:
        within = sum(total >= edge for total in totals) if end == "top" else sum(total <= edge for total in totals)
        found.append((edge, end, within > places))
    return found
