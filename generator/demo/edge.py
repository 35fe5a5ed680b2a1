"""A tie where an outcome ends: made by a few ballots, and settled by whoever decides on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.model.appraisal import Appraisal, PanelTally
from generator.model.number import format_points
from generator.model.publication import TieChoice
from generator.model.ranking_rule import OutcomeRule
from generator.rules.corpus import Corpus
from generator.score.result import UnitResult, YearResult
from generator.score.year import score_year
from generator.words.result_words import rank_text

_LEAST = 20  # ranked units; in a smaller district the first and the last ranks meet
_MINUTES = "示例会议纪要〔{year}〕1号"


def tie_an_edge(corpus: Corpus, year: int) -> Appraisal | None:
    """The appraisal of the first unit beyond the first outcome that counts from the top, raised to tie with the last.

    None where the district is too small, or where no few ballots make the two equal.
    """
    result = score_year(corpus, year)
    top = next((rule.top for rule in result.scheme.outcomes if rule.top), None)
    ranked = [unit for unit in result.units if unit.rank is not None]
    if top is None or len(ranked) < max(_LEAST, top + 2):
        return None
    within, beyond = ranked[top - 1], ranked[top]
    appraisal, aim = corpus.appraisals_of(year)[beyond.unit.id], within.total or Decimal(0)

    def total_with(moved: int) -> Decimal:
        changed = _satisfy(appraisal, moved)
        alone = replace(corpus, units={beyond.unit.id: beyond.unit}, appraisals=(changed,))
        return score_year(alone, year).units[0].total or Decimal(0)

    low, high = 0, _movable(appraisal)
    while low < high:
        middle = (low + high) // 2
        if total_with(middle) < aim:
            low = middle + 1
        else:
            high = middle
    return _satisfy(appraisal, low) if total_with(low) == aim else None


def _movable(appraisal: Appraisal) -> int:
    return sum(counts["fairly"] for tally in appraisal.panels.values() for counts in tally.tallies.values())


def _satisfy(appraisal: Appraisal, moved: int) -> Appraisal:
    """The same ballots, but that so many opinions are “satisfied” instead of “fairly”: evenly over all aspects."""
    panels: dict[str, dict[str, dict[str, int]]] = {
        panel: {aspect: dict(counts) for aspect, counts in tally.tallies.items()}
        for panel, tally in appraisal.panels.items()
    }
    rows = [counts for tallies in panels.values() for counts in tallies.values()]
    while moved:
        for counts in (counts for counts in rows if counts["fairly"]):
            if not moved:
                break
            counts["fairly"] -= 1
            counts["satisfied"] += 1
            moved -= 1
    changed = {name: PanelTally(tally.ballots, panels[name]) for name, tally in appraisal.panels.items()}
    return replace(appraisal, panels=changed)


def settle_ties(result: YearResult, year: int) -> Iterator[TieChoice]:
    """Who is chosen at each tied edge: by what the evaluation took, the less the better."""
    for rule in result.scheme.outcomes:
        tied = [
            unit for unit in result.units for outcome in unit.outcomes if outcome.rule == rule and outcome.edge_tie
        ]
        if tied:
            yield _settle(rule, tied, result, year)


def _settle(rule: OutcomeRule, tied: list[UnitResult], result: YearResult, year: int) -> TieChoice:
    sure = sum(outcome.rule == rule and not outcome.edge_tie for unit in result.units for outcome in unit.outcomes)
    places = (rule.top or rule.bottom or 0) - sure
    ordered = sorted(tied, key=lambda unit: (_lost(unit) if rule.top else -_lost(unit), unit.unit.id))
    chosen = ordered[:places]
    names = "、".join(unit.unit.short_name for unit in ordered)
    losses = "，".join(f"{unit.unit.short_name}扣{format_points(_lost(unit))}分" for unit in ordered)
    better = "较少" if rule.top else "较多"
    ground = (
        f"{names}得分相同，并列第{rank_text(tied[0].rank)}名，“{rule.name}”还有{places}个名额。"
        f"考核工作组会议决定，按作风效能评估考核的扣分，取{better}的：{losses}，"
        f"确定{'、'.join(unit.unit.short_name for unit in chosen)}。"
    )
    document = _MINUTES.format(year=year + 1)
    return TieChoice(rule.id, tuple(sorted(unit.unit.id for unit in chosen)), ground, document)


def _lost(unit: UnitResult) -> Decimal:
    """The points that the evaluation took: those of the first part of the scheme."""
    return Decimal(format_points(unit.score.components[0].counted))
