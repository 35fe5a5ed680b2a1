"""One scorer per kind of component. A new kind is a record in the model, a scorer here, and a line in `SCORERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.number import round_figure
from generator.model.unit import Unit
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Rounding
from generator.score.items import score_items
from generator.score.old_result import ComponentResult, Detail
from generator.score.satisfaction import rate_appraisal


@dataclass(frozen=True, slots=True)
class ScoringInput:
    """Everything recorded of one unit up to a day: deductions by item, and the appraisal once held.

    What was found before the day `counts_from` counts nothing; None where everything counts.
    """

    unit: Unit
    deductions: Mapping[str, list[Deduction]]
    appraisal: Appraisal | None
    counts_from: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a scorer finds: the exact deduction in points, whether all data are in, and the detail."""

    exact: Fraction
    complete: bool
    detail: Detail


def _tally_items(component: DeductionsComponent, evidence: ScoringInput) -> Tally:
    detail = score_items(component, evidence.deductions, evidence.counts_from)
    return Tally(Fraction(sum((item.deducted for item in detail.items), Decimal(0))), True, detail)


def _tally_appraisal(component: AppraisalComponent, evidence: ScoringInput) -> Tally:
    detail = rate_appraisal(component, evidence.appraisal)
    if detail.rate is None:
        return Tally(Fraction(0), False, detail)
    return Tally(Fraction(component.max) * (1 - detail.rate), True, detail)


SCORERS: dict[type[ComponentRecord], Callable[[Any, ScoringInput], Tally]] = {
    DeductionsComponent: _tally_items,
    AppraisalComponent: _tally_appraisal,
}


def score_component(component: ComponentRecord, evidence: ScoringInput, rounding: Rounding) -> ComponentResult:
    """The result of one component."""
    return round_tally(component, SCORERS[type(component)](component, evidence), rounding)


def round_tally(component: ComponentRecord, tally: Tally, rounding: Rounding) -> ComponentResult:
    """The result that a tally comes to, its deduction rounded here if the scheme rounds components."""
    deducted = (
        round_figure(tally.exact, rounding.places, rounding.mode) if rounding.at == "component" else tally.exact
    )
    return ComponentResult(component, tally.exact, deducted, tally.complete, tally.detail)
