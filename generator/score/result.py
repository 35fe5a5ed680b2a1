"""Results: every figure with what it was computed from. Points are points of the full marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.deduction import Deduction
from generator.model.number import Figure
from generator.model.ranking_rule import OutcomeRule
from generator.model.scheme import Component, Item, Scheme, Weighted
from generator.model.unit import Unit


@dataclass(frozen=True, slots=True)
class RecordEffect:
    """What one record did: `effective` after appeal or revocation, of which `absorbed` fell beyond the item's cap.

    `early` where it was found before the scheme's first day and therefore counts nothing.
    """

    record: Deduction
    effective: Decimal
    absorbed: Decimal
    early: bool = False

    @property
    def counted(self) -> Decimal:
        """The points that lowered the score."""
        return self.effective - self.absorbed


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item: `deducted` = min(item max, `raw`), `raw` = sum of effective points."""

    item: Item
    raw: Decimal
    deducted: Decimal
    effects: tuple[RecordEffect, ...]

    @property
    def absorbed(self) -> Decimal:
        """The points beyond the cap."""
        return self.raw - self.deducted


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
    """How an appraisal came about; `rate` is None until it has been held.

    Where counts are `withheld`, no aspect has a rate, only panels whose counts are public do, and `rate` is rounded.
    """

    aspects: tuple[AspectRate, ...]
    rate: Fraction | None
    held: date | None
    withheld: bool = False


Detail = ItemsDetail | AppraisalDetail


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """One component: `exact` deduction, `deducted` as the scheme rounds it, whether all its data are in."""

    component: Component
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


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """An outcome that a unit's rank entails; `edge_tie` where a tie reaches over its edge and a human must look."""

    rule: OutcomeRule
    edge_tie: bool


@dataclass(frozen=True, slots=True)
class DecidedTie:
    """That a tie over the edge of an outcome was decided: whether for the unit, on what ground, by which paper."""

    rule: OutcomeRule
    chosen: bool
    ground: str
    document: str


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit's score before it is ranked."""

    unit: Unit
    components: tuple[ComponentResult, ...]
    total: Decimal
    contribution: Decimal | None  # to another assessment; None where the score counts in none

    @property
    def provisional(self) -> bool:
        """Whether some component's data are not in yet."""
        return not all(component.complete for component in self.components)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the components whose data are not in yet."""
        return tuple(part.component.name for part in self.components if not part.complete)

    def items(self) -> Iterator[ItemResult]:
        """The items of all components, in the scheme's order."""
        for component in self.components:
            if isinstance(component.detail, ItemsDetail):
                yield from component.detail.items

    def effects(self) -> Iterator[RecordEffect]:
        """The effects of all records, item by item."""
        for item in self.items():
            yield from item.effects


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit's score, rank within its group (1 is best; equal totals are tied) and outcomes.

    `time` is the kind of period (quarter, year) whose outcomes these are; empty while outcomes are not due. `decided`
    are the ties that people decided about it; no figure depends on them.
    """

    score: UnitScore
    group: str
    rank: int
    tied: int
    outcomes: tuple[UnitOutcome, ...]
    time: str = ""
    decided: tuple[DecidedTie, ...] = ()

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.score.unit

    @property
    def total(self) -> Decimal:
        """The score in points."""
        return self.score.total


@dataclass(frozen=True, slots=True)
class YearResult:
    """All units of a year to date, by group, then rank, then id; `quarter` is None for the whole year."""

    scheme: Scheme
    year: int
    quarter: int | None
    until: date
    units: tuple[UnitResult, ...]

    @property
    def missing(self) -> str:
        """The names of the components whose data are not in for some unit; empty where no score is provisional."""
        return "、".join(dict.fromkeys(name for unit in self.units for name in unit.score.missing))

    def unit(self, unit: str) -> UnitResult | None:
        """The result of the unit with id `unit`, None where it is not assessed."""
        return next((result for result in self.units if result.unit.id == unit), None)

    def group(self, group: str) -> tuple[UnitResult, ...]:
        """The results of one ranking group in order of rank."""
        return tuple(result for result in self.units if result.group == group)
