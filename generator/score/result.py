"""Results: every figure with what it was computed from. Points are points of the full marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure
from generator.model.quarter import CoveredSpan
from generator.model.unit import Unit
from generator.rules.effect_words import EFFECTS, EffectWords
from generator.rules.item import Item
from generator.rules.item_limits import WHOLE_LIMIT
from generator.rules.kind import Laid, LaidPart
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.total_columns import worth_of
from generator.score.evaluate import FilledBook
from generator.score.items import effective_points
from generator.score.operations import Value
from generator.score.ruled_category import CategoryPoints
from generator.score.unit_standing import DecidedTie, QuarterScore, UnitOutcome


@dataclass(frozen=True, slots=True)
class RecordEffect:
    """What one record did to its item: the points that the book counts of it, and what of them fell beyond a limit.

    `effective` is after appeal or revocation and what its standard says of it (cured, one fact once, a limit of its
    own), `absorbed` what of that the limits of the item took away. `words` say what its points do to the score.
    `early` says why nothing of it counts: found before the scheme's first day, or while its unit was not assessed.
    `charged`: another unit's, whose charge counts; `limits` and `together` are its item's in words: 按各月平均.
    """

    record: Deduction
    effective: Decimal
    absorbed: Decimal
    early: str = ""
    words: EffectWords = EFFECTS["loses"]
    charged: bool = False
    limits: str = WHOLE_LIMIT
    together: str = ""

    @property
    def counted(self) -> Decimal:
        """The points that moved the score."""
        return self.effective - self.absorbed

    @property
    def moves(self) -> Decimal:
        """By how much it moved its item's part in the score; negative where it takes."""
        return self.words.sign * self.counted

    @property
    def in_force(self) -> Decimal:
        """Its points after appeal or revocation, whatever its standard makes of them."""
        points = Decimal(0) if self.early else effective_points(self.record)
        if self.charged and self.record.charge is not None:
            return self.record.charge.points if points or not self.record.points else points
        return points


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item: `raw` before its limits, `counted` within them, or what stands in for it where it does not apply.

    `absorbed` is what the limits took away; nothing where something else stands in for it. The figures are points
    lost in a part that loses, else points won; what does the opposite is taken off. `awaited`: its figure is not
    known yet; not `applies`: it is none of the unit's. `charged` are the effects of records of other units that are
    charged to this one, too. Where it does not count at all, it is not `is_counted`, and 0.
    """

    item: Item
    raw: Decimal
    counted: Decimal
    absorbed: Decimal
    effects: tuple[RecordEffect, ...]
    applies: bool = True
    awaited: bool = False
    words: EffectWords = EFFECTS["loses"]
    charged: tuple[RecordEffect, ...] = ()
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """One part of a unit's score: what it comes to before and after rounding, whether all that it waits for is there.

    `counted` is what it takes from the score, brings to it or adds, as its kind says. `cells` are its figures in the
    row of the unit, by column; `tables` the rows below, by table; `of_categories` those categories, by id, that have
    rules of their own. Where counts are `withheld`, nothing that gives them away is there, and ratios are rounded.
    """

    laid: LaidPart
    exact: Figure
    counted: Figure
    complete: bool
    items: Sequence[ItemResult] = ()
    cells: Mapping[str, Value] = field(default_factory=dict, compare=False)
    tables: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict, compare=False)
    withheld: bool = False
    of_categories: Mapping[str, CategoryPoints] = field(default_factory=dict)

    @property
    def component(self) -> ComponentRecord:
        """What the scheme says of the part."""
        component: ComponentRecord = self.laid.part
        return component

    @property
    def words(self) -> EffectWords:
        """What its points are called, and which way they move the score."""
        return EFFECTS[self.laid.kind.effect]

    @property
    def moves(self) -> Fraction:
        """By how many points it moves the total; negative where it takes."""
        return self.words.sign * Fraction(self.counted)

    @property
    def score(self) -> Figure:
        """What it leaves of its maximum, where it takes from that; else what it brings."""
        if self.words.sign >= 0:
            return self.counted
        if isinstance(self.counted, Fraction):
            return Fraction(worth_of(self.laid)) - self.counted
        return worth_of(self.laid) - self.counted

    def ratio(self) -> Fraction | None:
        """The ratio that it came from, such as a rate of satisfaction; None where there is none, or none yet."""
        for column, value in self.cells.items():
            if column in self.laid.ratios and isinstance(value, Decimal | Fraction):
                return Fraction(value)
        return None


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit's score before it is ranked.

    `total` is None where it has none, `ranked` says whether it takes part in the ranking; `reason` is why one of
    them, or the score, is as it is, where a rule beside the points decided it. `contribution` is what the score
    counts in another assessment; None where it counts in none. `grade` is the name of its grade; empty: it has none.
    `quarters` are those that the year is of, `of_quarters` their items, also those in which it has no score, and
    `categories_of_quarters` as of a part. `lacking` names what the whole waits for, beside its parts.
    """

    unit: Unit
    components: tuple[ComponentResult, ...]
    total: Decimal | None
    contribution: Decimal | None
    grade: str = ""
    reason: str = ""
    ranked: bool = True
    quarters: tuple[QuarterScore, ...] = ()
    of_quarters: Sequence[ItemResult] = ()
    lacking: tuple[str, ...] = ()
    categories_of_quarters: Mapping[str, CategoryPoints] = field(default_factory=dict)

    @property
    def provisional(self) -> bool:
        """Whether data of some component, or of some quarter that makes up the year, are not in yet."""
        return bool(self.missing)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the quarters and components whose data are not in yet, and of what else is waited for."""
        quarters = (quarter.name for quarter in self.quarters if not quarter.complete)
        return (*quarters, *(part.component.name for part in self.components if not part.complete), *self.lacking)

    def items(self) -> Iterator[ItemResult]:
        """The items of all components, in the scheme's order; where the year is of quarters, those of all of them.

        An item of several quarters is told once: its points are those of the quarters added up.
        """
        for component in self.components:
            yield from component.items
        found: dict[str, list[ItemResult]] = {}
        for item in self.of_quarters:
            found.setdefault(item.item.id, []).append(item)
        yield from map(_together, found.values())

    def effects(self) -> Iterator[RecordEffect]:
        """The effects of all records, item by item."""
        for item in self.items():
            yield from item.effects


def _together(items: list[ItemResult]) -> ItemResult:
    """One item in several quarters, as the last of them has it: what it came to in all."""
    figures = ([getattr(item, name) for item in items] for name in ("raw", "counted", "absorbed"))
    raw, counted, absorbed = (sum(found, Decimal(0)) for found in figures)
    return ItemResult(
        items[-1].item,
        raw,
        counted,
        absorbed,
        tuple(effect for item in items for effect in item.effects),
        any(item.applies for item in items),
        any(item.awaited for item in items),
        items[-1].words,
        tuple(effect for item in items for effect in item.charged),
        any(item.is_counted for item in items),
    )


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit's score, rank within its group (1 is best) and outcomes.

    `rank` is None where it is not ranked, and half a place where ranks of the tied are their mean. `tied` is with how
    many units, itself included, it shares its rank; 0 where it has none. `time` is the kind of period (quarter, year)
    whose outcomes these are; empty while outcomes are not due. `decided` are the ties that people decided about it;
    no figure depends on them. `grade_tied`: more units share the place than its grade has places.
    """

    score: UnitScore
    group: str
    rank: Figure | None
    tied: int
    outcomes: tuple[UnitOutcome, ...]
    time: str = ""
    decided: tuple[DecidedTie, ...] = ()
    grade_tied: bool = False

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.score.unit

    @property
    def total(self) -> Decimal | None:
        """The score in points; None where it has none."""
        return self.score.total

    @property
    def grade(self) -> str:
        """The name of its grade; empty where it has none."""
        return self.score.grade

    @property
    def reason(self) -> str:
        """Why it has no score or no rank, or what beside the points decided its score; empty where nothing did."""
        return self.score.reason


@dataclass(frozen=True, slots=True)
class YearResult:
    """All units of a year to date, by group, then rank, then id, those without rank last in their group.

    `quarter` is None for the whole year.

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
    def span(self) -> CoveredSpan:
        """What of the year it covers."""
        return self.scheme.covers(self.quarter)

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

    def ranked(self, group: str) -> tuple[UnitResult, ...]:
        """Those of one ranking group that are ranked."""
        return tuple(result for result in self.group(group) if result.rank is not None)

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """The scores of all units that have one."""
        return tuple(unit.total for unit in self.units if unit.total is not None)


def telling(results: Sequence[YearResult]) -> Sequence[YearResult]:
    """Of a year's results in order of time, those that tell of all records: the last, or of quarters alone each."""
    last = results[-1]
    return results if last.scheme.year_of is not None and last.quarter is not None else [last]
