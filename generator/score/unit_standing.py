"""What a unit's score entails or comes from, beside its parts: outcomes, decided ties, the quarters of a year."""

from __future__ import annotations

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure
from generator.model.ranking_rule import OutcomeRule
from generator.rules.kind import Laid
from generator.score.operations import Value

_UNSAID = "按考核办法不计分或不排名"
_NO_QUARTER = "计入年度的季度没有得分"


def unsaid_reason(laid: Laid, total: Value) -> str:
    """Why a unit has no score or rank where the scheme says no more; a year's score may follow from quarters."""
    return _NO_QUARTER if laid.quarters and total is None else _UNSAID


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """An outcome that a unit's rank entails; `edge_tie` where a tie reaches over its edge and a human must look.

    It may `clash` with an opposite one of the same unit, of which the scheme does not say which goes before.
    """

    rule: OutcomeRule
    edge_tie: bool
    clash: bool = False


@dataclass(frozen=True, slots=True)
class DecidedTie:
    """That a tie over the edge of an outcome was decided: whether for the unit, on what ground, by which paper."""

    rule: OutcomeRule
    chosen: bool
    ground: str
    document: str


@dataclass(frozen=True, slots=True)
class QuarterScore:
    """What a unit came to in a quarter that is scored by itself and counts in the year; `quarter` is Q1 to Q4.

    `total` is None of a quarter that has not begun.
    """

    quarter: str
    name: str
    total: Figure | None
    complete: bool
