"""Points by a table of tiers of a figure: 低于 60% 扣 3 分，低于 70% 扣 2 分."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from generator.model.field import Number, Part, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.expression import Op, all_of, const, op
from generator.rules.figures import lay_source, source_unit, source_words
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.measure_rule import FigureSource
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard
from generator.rules.standards.event_rule import StandardId, StandardText
from generator.rules.standards.figure_rule import (
    FigureDefaults,
    FigureEffect,
    FigureRecord,
    MeasureId,
    ScoreId,
    check_figure,
    figure_effect,
    figure_of,
    if_known,
    source_of,
)
from generator.rules.thresholds import (
    ASK_BOUND,
    Above,
    AtLeast,
    AtMost,
    Below,
    Bounded,
    check_order,
    meets,
    threshold_words,
)


@dataclass(frozen=True)
class AlsoBounds(Bounded):
    """Bounds of another figure of the unit."""

    measure: MeasureId = ""
    score: ScoreId = ""
    at_least: AtLeast = None
    above: Above = None
    at_most: AtMost = None
    below: Below = None

    @property
    def source(self) -> FigureSource:
        """The figure."""
        return FigureSource(self.measure, self.score)


@dataclass(frozen=True)
class TierRow(Bounded):
    """Points for figures within the bounds, where all of `also` hold."""

    points: Annotated[Decimal, Number(doc="这一档的分值")]
    at_least: AtLeast = None
    above: Above = None
    at_most: AtMost = None
    below: Below = None
    also: Annotated[tuple[AlsoBounds, ...], Rows(doc="还要符合的其他数值的界限，全部符合才算"), Part(doc="一个")] = ()


@dataclass(frozen=True)
class TiersStandard(FigureRecord):
    """The first tier that the figure keeps gives its points; `else` is for what none takes."""

    kind: Literal["tiers"]
    id: StandardId
    text: StandardText
    tiers: Annotated[tuple[TierRow, ...], Rows(doc="各档，从上往下，先符合的先算", minimum=1), Part(doc="一档")]
    otherwise: Annotated[Decimal, Number(doc="都不符合时的分值")]
    measure: MeasureId = ""
    score: ScoreId = ""
    effect: FigureEffect = ""

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"otherwise": "else"}


class Tiers(FigureDefaults):
    """The first tier that the figure is in."""

    name = "tiers"
    title = "分档计分"
    record = TiersStandard

    def lay(self, standard: TiersStandard, place: ItemPlace) -> LaidStandard:
        """The tier's points; None while nothing was measured."""
        figure = figure_of(standard, place)
        found: Op = const(standard.otherwise)
        others: dict[str, Op] = {}
        for row in reversed(standard.tiers):
            held = [meets(figure, row.threshold)]
            for other in row.also:
                further = lay_source(place.figures, other.source)
                others[further.column] = further
                held.append(meets(further, other.threshold))
            found = op("if", all_of(*held), const(row.points), found)
        points = place.lay(standard, "", standard.text, if_known(found, *others.values(), figure))
        return LaidStandard(points, figure_effect(standard, place), awaited=True)

    def check(self, standard: TiersStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figure; KH433: no tier is behind one that takes all it takes."""
        yield from check_figure(standard, scheme)
        partial = [bool(row.also) for row in standard.tiers]
        yield from check_order([row.threshold for row in standard.tiers], "tiers", partial)
        for at, row in enumerate(standard.tiers):
            for number, other in enumerate(row.also):
                for flaw in _check_also(other, scheme):
                    yield flaw.below("tiers", at, "also", number)

    def tell(self, standard: TiersStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """The tiers in their order."""
        unit = source_unit(source_of(standard), scheme)
        gap = "" if unit[-1:].isalpha() else " "
        for row in standard.tiers:
            also = "".join(
                f"，而且{source_words(other.source, scheme)}"
                f"{threshold_words(other.threshold, source_unit(other.source, scheme))}"
                for other in row.also
            )
            yield f"{threshold_words(row.threshold, unit)}{also}{gap}的，{format_points(row.points)} 分"
        yield f"其余 {format_points(standard.otherwise)} 分"


def _check_also(other: AlsoBounds, scheme: Scheme) -> Iterator[Flaw]:
    """KH461: its figure; KH459: a bound."""
    yield from check_figure(other, scheme)
    if not other.threshold.bounds:
        yield Flaw("KH459", (), "没有写界限", ASK_BOUND)
