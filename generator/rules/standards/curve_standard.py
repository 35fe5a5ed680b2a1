"""Points that rise by stretches: 60% 得 5 分，80% 得 8 分，90% 得 10 分，各段之间按比例."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from generator.model.field import Number, Part, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.expression import Op, const, op
from generator.rules.figures import source_unit, source_words
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard
from generator.rules.standards.event_rule import StandardId, StandardText
from generator.rules.standards.figure_rule import (
    FIGURE_VERBS,
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

_MOST = Decimal(999_999_999)


@dataclass(frozen=True)
class CurvePoint:
    """The points for one figure."""

    at: Annotated[Decimal, Number(doc="数值", minimum=-_MOST, maximum=_MOST, places=6)]
    points: Annotated[Decimal, Number(doc="这个数值的分值", minimum=Decimal(-1000), places=4)]


@dataclass(frozen=True)
class CurveStandard(FigureRecord):
    """In proportion between two neighbours; `under` below the first, the points of the last above it."""

    kind: Literal["curve"]
    id: StandardId
    text: StandardText
    curve: Annotated[tuple[CurvePoint, ...], Rows(doc="各点，数值从小到大", minimum=2), Part(doc="一点")]
    under: Annotated[Decimal, Number(doc="低于最低一点的分值", minimum=Decimal(-1000), places=4)]
    measure: MeasureId = ""
    score: ScoreId = ""
    effect: FigureEffect = ""


class Curve(FigureDefaults):
    """The stretch that the figure is in, and how far along it."""

    name = "curve"
    title = "分段按比例计分"
    record = CurveStandard

    def lay(self, standard: CurveStandard, place: ItemPlace) -> LaidStandard:
        """The points; None while nothing was measured."""
        figure = figure_of(standard, place)
        found: Op = const(standard.curve[-1].points)
        for low, high in reversed(list(pairwise(standard.curve))):
            rise = op("mul", op("sub", figure, const(low.at)), const(high.points - low.points))
            along = op("add", const(low.points), op("div", rise, const(high.at - low.at)))
            found = op("if", op("lt", figure, const(high.at)), along, found)
        found = op("if", op("lt", figure, const(standard.curve[0].at)), const(standard.under), found)
        points = place.lay(standard, "", standard.text, if_known(found, figure))
        return LaidStandard(points, figure_effect(standard, place), awaited=True)

    def check(self, standard: CurveStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figure; KH433: the figures rise."""
        yield from check_figure(standard, scheme)
        for at, (low, high) in enumerate(pairwise(standard.curve), 1):
            if high.at <= low.at:
                words = f"{format_points(high.at)} 不大于前一点的 {format_points(low.at)}"
                yield Flaw("KH433", ("curve", at, "at"), words, "各点请按数值从小到大写。")

    def tell(self, standard: CurveStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """Each point, and what is beyond them."""
        verb, unit = FIGURE_VERBS[standard.effect], source_unit(source_of(standard), scheme)
        told = "，".join(
            f"{format_points(one.at)}{unit} {verb} {format_points(one.points)} 分" for one in standard.curve
        )
        yield f"{source_words(source_of(standard), scheme)} {told}，两点之间按比例"
        low = format_points(standard.curve[0].at)
        yield f"低于 {low}{unit}的{verb} {format_points(standard.under)} 分，高于最后一点的按最后一点"
