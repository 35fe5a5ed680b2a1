"""Results: every figure with what it was computed from. Points are points of the full marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.deduction import Deduction
from generator.model.number import Figure
from generator.model.ranking_rule import OutcomeRule
from generator.model.unit import Unit
from generator.rules.kind import Laid, LaidPart
from generator.rules.scheme import Component, Item, Scheme
from generator.score.evaluate import FilledBook
from generator.score.operations import Value


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
class ComponentResult:
    """One part of a unit's score: what it comes to before and after rounding, whether all that it waits for is there.

    `cells` are its figures in the row of the unit, by column; `tables` the rows below that belong to it, by table.
    Where counts are `withheld`, what would give them away is not among them, and its ratios are rounded.
    """

    laid: LaidPart
    exact: Figure
    counted: Figure
    complete: bool
    items: tuple[ItemResult, ...] = ()
    cells: Mapping[str, Value] = field(default_factory=dict, compare=False)
    tables: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict, compare=False)
    withheld: bool = False

    @property
    def component(self) -> Component:
        """What the scheme says of the part."""
        component: Component = self.laid.part
        return component

    @property
    def deducted(self) -> Figure:
        """What it takes from the score."""
        return self.counted

    @property
    def score(self) -> Figure:
        """What is left of the part's maximum."""
        if isinstance(self.counted, Fraction):
            return Fraction(self.component.max) - self.counted
        return self.component.max - self.counted

    def ratio(self) -> Fraction | None:
        """The ratio that it came from, such as a rate of satisfaction; None where there is none, or none yet."""
        for column, value in self.cells.items():
            if column in self.laid.ratios and isinstance(value, Decimal | Fraction):
                return Fraction(value)
        return None


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
            yield from component.items

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
    """All units of a year to date, by group, then rank, then id; `quarter` is None for the whole year.

    `filled` is the book with all its values, `laid` says which of its columns is what.
    """

    scheme: Scheme
    year: int
    quarter: int | None
    until: date
    units: tuple[UnitResult, ...]
    laid: Laid = field(compare=False, repr=False)
    filled: FilledBook = field(compare=False, repr=False)

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
