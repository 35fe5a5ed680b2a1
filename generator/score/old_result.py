"""Transitional: what running totals still need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.number import Figure
from generator.rules.part_record import ComponentRecord, Weighted
from generator.score.result import ItemResult


@dataclass(frozen=True, slots=True)
class PanelRate:
    """One panel on one aspect: `rate` = `weighted` / `counted`, None where no opinion was counted and none is set."""

    panel: Weighted
    weighted: Decimal
    counted: int
    rate: Fraction | None


@dataclass(frozen=True, slots=True)
class AspectRate:
    """One aspect: the mean of its panels by their weights; None where no panel has a rate."""

    aspect: Weighted
    panels: tuple[PanelRate, ...]
    rate: Fraction | None


@dataclass(frozen=True, slots=True)
class ItemsDetail:
    """How a component of items came about."""

    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class AppraisalDetail:
    """How an appraisal came about; `rate` is None until it has been held."""

    aspects: tuple[AspectRate, ...]
    rate: Fraction | None
    held: date | None


Detail = ItemsDetail | AppraisalDetail


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """One component: `exact` deduction, `deducted` as the scheme rounds it, whether all its data are in."""

    component: ComponentRecord
    exact: Fraction
    deducted: Figure
    complete: bool
    detail: Detail

    @property
    def score(self) -> Figure:
        """What is left of the component's maximum."""
        if isinstance(self.deducted, Fraction):
            return Fraction(self.component.max) - self.deducted
        return self.component.max - self.deducted
