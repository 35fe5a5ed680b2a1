"""The kinds of standards: the list to which a new one is added."""

from __future__ import annotations

from functools import cache

from generator.rules.standard_kind import StandardKind
from generator.rules.standards.completion_standard import Completion
from generator.rules.standards.curve_standard import Curve
from generator.rules.standards.escalation_standard import Escalation
from generator.rules.standards.given_standard import GivenKind
from generator.rules.standards.levels_standard import Levels
from generator.rules.standards.linear_standard import Linear
from generator.rules.standards.one_off_standard import OneOff
from generator.rules.standards.per_event_standard import PerEvent
from generator.rules.standards.per_step_standard import PerStep
from generator.rules.standards.proportion_standard import Proportion
from generator.rules.standards.quotient_standard import QuotientPoints
from generator.rules.standards.rank_even_standard import RankEven
from generator.rules.standards.rank_share_standard import RankShare
from generator.rules.standards.rank_standard import RankPoints
from generator.rules.standards.rated_standard import Rated
from generator.rules.standards.target_standard import Target
from generator.rules.standards.threshold_standard import ThresholdKind
from generator.rules.standards.tier_table_standard import Tiers

STANDARDS: list[StandardKind] = [
    PerEvent(),
    Levels(),
    OneOff(),
    Escalation(),
    GivenKind(),
    Rated(),
    PerStep(),
    Tiers(),
    ThresholdKind(),
    Target(),
    Linear(),
    Curve(),
    Completion(),
    RankPoints(),
    RankShare(),
    RankEven(),
    Proportion(),
    QuotientPoints(),
]


def standard_kind(standard: object) -> StandardKind:
    """The kind of a standard; KeyError where it is of none, which is a fault of the program."""
    found = _kinds_by_class().get(type(standard))
    if found is None:  # one that came to the list later
        found = {kind.record: kind for kind in STANDARDS}[type(standard)]
    return found


@cache
def _kinds_by_class() -> dict[type, StandardKind]:
    return {kind.record: kind for kind in STANDARDS}
