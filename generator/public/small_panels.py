"""Small groups: which panels' tallies stay unpublished, so that nobody's ballot can be worked out."""

from __future__ import annotations

from fractions import Fraction

from generator.model.appraisal import Appraisal
from generator.rules.corpus import Corpus
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult, YearResult


def withholds_panels(scheme: Scheme) -> bool:
    """Whether counts of small panels stay unpublished, and with them any figure that would give them away."""
    return bool(scheme.suppress_below)


def withheld_panels(scheme: Scheme, component: VotedPart, appraisal: Appraisal | None) -> frozenset[str]:
    """The ids of the panels of a unit's appraisal whose counts are not shown by its scheme; none without one."""
    return frozenset() if appraisal is None else hidden_panels(component, appraisal, scheme.suppress_below)


def withholds_counts(corpus: Corpus, result: YearResult, unit: UnitResult) -> bool:
    """Whether the appraisal of `unit` has a panel so small that its counts are not shown."""
    appraisal = corpus.appraisals_of(result.year).get(unit.unit.id)
    return any(withheld_panels(result.scheme, component, appraisal) for component in result.scheme.appraisals)


def hidden_panels(component: VotedPart, appraisal: Appraisal, threshold: int) -> frozenset[str]:
    """The ids of the panels whose ballots and tallies are withheld in this unit's appraisal.

    A panel with fewer than `threshold` valid ballots is withheld. The unit's own satisfaction rate is published, so
    a panel withheld alone could be worked out by taking the others away from it. Therefore further panels, those
    with the fewest ballots first, are withheld until the others withheld weigh at least as much in the rate as each
    small one and all withheld together have `threshold` valid ballots, or none is left to withhold.
    """
    valid = {
        panel.id: appraisal.panels[panel.id].ballots.valid
        for panel in component.panels
        if panel.id in appraisal.panels
    }
    weights = {panel.id: Fraction(panel.weight) for panel in component.panels}
    hidden = {panel for panel, ballots in valid.items() if ballots < threshold}
    small = {panel for panel in hidden if valid[panel]}
    for panel in sorted(valid.keys() - hidden, key=lambda panel: (valid[panel], list(weights).index(panel))):
        if _covered(small, hidden, valid, weights, threshold):
            break
        hidden.add(panel)
    return frozenset(hidden)


def _covered(
    small: set[str], hidden: set[str], valid: dict[str, int], weights: dict[str, Fraction], threshold: int
) -> bool:
    """Whether of each small panel only a sum over several can be known; a panel without ballots adds nothing."""
    if not small:
        return True
    voting = {panel for panel in hidden if valid[panel]}
    whole = sum(weights[panel] for panel in voting)
    return sum(valid[panel] for panel in voting) >= threshold and all(
        whole - weights[panel] >= weights[panel] for panel in small
    )
