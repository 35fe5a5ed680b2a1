"""Points in even steps from the first place to the last: 第一名 10 分，最后一名 6 分，其余按名次均匀递减."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Choice, Number
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.ranking_rule import RANKED_AMONG
from generator.rules.expression import const, op
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
)
from generator.rules.standards.placed_figure import ORDERS, TIED_POINTS, lay_number, lay_place


@dataclass(frozen=True)
class RankEvenStandard(FigureRecord):
    """`first` points for the first place, `last` for the last, and the same step from each place to the next."""

    kind: Literal["rank-even"]
    id: StandardId
    text: StandardText
    order: Annotated[str, Choice(doc="怎样排", names=ORDERS)]
    among: Annotated[str, Choice(doc="在哪些单位中排", names=RANKED_AMONG)]
    ties: Annotated[str, Choice(doc="数值相同的怎样得分", names=TIED_POINTS)]
    first: Annotated[Decimal, Number(doc="第一名的分值", places=4)]
    last: Annotated[Decimal, Number(doc="最后一名的分值", places=4)]
    measure: MeasureId = ""
    score: ScoreId = ""
    effect: FigureEffect = ""


class RankEven(FigureDefaults):
    """The place of a figure, as a part of the way from the first to the last."""

    name = "rank-even"
    title = "按名次均匀计分"
    record = RankEvenStandard

    def lay(self, standard: RankEvenStandard, place: ItemPlace) -> LaidStandard:
        """The place and its points; alone, a unit is the first. None while the figure is not there."""
        figure = figure_of(standard, place)
        own = lay_place(standard, place, figure, "mean" if standard.ties == "mean" else "shared")
        of = lay_number(standard, place, figure)
        way = op("nz", op("div", op("sub", own, const(1)), op("sub", of, const(1))), const(0))
        fall = op("mul", way, const(standard.first - standard.last))
        points = op("sub", const(standard.first), fall)
        laid = place.lay(standard, "", standard.text, if_known(points, own))
        return LaidStandard(laid, figure_effect(standard, place), awaited=True)

    def check(self, standard: RankEvenStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figure."""
        yield from check_figure(standard, scheme)

    def tell(self, standard: RankEvenStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """Both ends."""
        verb = FIGURE_VERBS[standard.effect]
        first, last = format_points(standard.first), format_points(standard.last)
        yield f"{RANKED_AMONG[standard.among]}里{ORDERS[standard.order]}"
        yield f"第一名{verb} {first} 分，最后一名{verb} {last} 分，其余按名次均匀递减；{TIED_POINTS[standard.ties]}"
