"""Small groups: which panels' tallies stay unpublished, so that nobody's ballot can be worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from generator.model.appraisal import Appraisal, WithheldTally
from generator.rules.corpus import Corpus
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme


def withholds_panels(scheme: Scheme) -> bool:
    """Whether counts of small panels stay unpublished, and with them any figure that would give them away."""
    return bool(scheme.suppress_below)


def withhold_tallies(corpus: Corpus) -> Corpus:
    """`corpus` with `WithheldTally` in the place of each count that does not leave."""
    appraisals = tuple(_withhold(corpus.schemes.get(record.year), record) for record in corpus.appraisals)
    return replace(corpus, appraisals=appraisals)


def _withhold(scheme: Scheme | None, appraisal: Appraisal) -> Appraisal:
    """An appraisal with the counts of those panels that are known to be large enough; without a scheme, of none."""
    if scheme is not None and not withholds_panels(scheme):
        return appraisal
    shown: set[str] = set()
    if scheme is not None:
        hidden = withheld_panels(scheme, appraisal)
        parts = scheme.voted_in(appraisal.part)
        shown = {panel.id for part in parts for panel in part.polls if panel.id not in hidden[part.id]}
    panels = {name: tally if name in shown else WithheldTally() for name, tally in appraisal.panels.items()}
    return replace(appraisal, panels=panels)


def withheld_panels(scheme: Scheme, appraisal: Appraisal | None) -> Mapping[str, frozenset[str]]:
    """For each component, by its id, the ids of the panels of a unit's appraisal whose counts do not leave.

    Where two components share a panel, a reader has two rates to work it out from: if any panel of one of them is
    withheld, all are.
    """
    parts = scheme.appraisals if appraisal is None else scheme.voted_in(appraisal.part)
    if appraisal is None or not withholds_panels(scheme):
        return {part.id: frozenset() for part in parts}
    gone = {name for name, tally in appraisal.panels.items() if isinstance(tally, WithheldTally)}
    if gone:  # decided before
        return {part.id: frozenset(gone & _panels_of(part)) for part in parts}
    found = {part.id: hidden_panels(part, appraisal, scheme.suppress_below) for part in parts}
    while True:
        every = frozenset[str]().union(*found.values())
        more = {part.id: found[part.id] | _shared_with(parts, part, appraisal, every) for part in parts}
        if more == found:
            return found
        found = more


def _shared_with(
    parts: Sequence[VotedPart], part: VotedPart, appraisal: Appraisal, hidden: frozenset[str]
) -> frozenset[str]:
    """All panels of a component that shares some with another, and has one of the `hidden`; none of any other."""
    own = _panels_of(part)
    shares = any(own & _panels_of(other) for other in parts if other is not part)
    return frozenset(own & appraisal.panels.keys()) if shares and own & hidden else frozenset()


def _panels_of(part: VotedPart) -> set[str]:
    return {poll.id for poll in part.polls}


def hidden_panels(component: VotedPart, appraisal: Appraisal, threshold: int) -> frozenset[str]:
    """The ids of the panels, or channels of panels, whose ballots and tallies are withheld in this unit's appraisal.

    A channel that is counted by itself is as a panel here, and weighs as much as it does in the unit's rate. A panel
    with fewer than `threshold` valid ballots is withheld. The unit's own satisfaction rate is published, so a panel
    withheld alone could be worked out by taking the others away from it. Therefore further panels, those with the
    fewest ballots first, are withheld until the others withheld weigh at least as much in the rate as each small one
    and all withheld together have `threshold` valid ballots, or none is left to withhold.
    """
    valid = {
        panel.id: appraisal.panels[panel.id].ballots.valid
        for panel in component.polls
        if panel.id in appraisal.panels
    }
    weights = _shares(component, valid)
    hidden = {panel for panel, ballots in valid.items() if ballots < threshold}
    small = {panel for panel in hidden if valid[panel]}
    for panel in sorted(valid.keys() - hidden, key=lambda panel: (valid[panel], list(weights).index(panel))):
        if _covered(small, hidden, valid, weights, threshold):
            break
        hidden.add(panel)
    return frozenset(hidden)


def _shares(component: VotedPart, valid: Mapping[str, int]) -> dict[str, Fraction]:
    """What each panel or channel weighs in the unit's rate, where channels without ballots may be rescaled away."""
    shares: dict[str, Fraction] = {}
    for panel in component.panels:
        voting = [row for row in panel.channels if valid.get(row.id)] if component.empty_channel == "rescale" else []
        whole = sum((Fraction(row.weight) for row in voting or panel.channels), Fraction(0))
        for row in panel.channels:
            shares[row.id] = Fraction(panel.weight) * Fraction(row.weight) / whole if whole else Fraction(0)
        if not panel.channels:
            shares[panel.id] = Fraction(panel.weight)
    return shares


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
