"""Another assessment's points, converted: of so many there, as of so many here."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Number
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.expression import const, op
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard
from generator.rules.standards.event_rule import StandardCap, StandardId, StandardText, lay_capped
from generator.rules.standards.figure_rule import (
    FigureDefaults,
    FigureEffect,
    FigureRecord,
    MeasureId,
    ScoreId,
    check_figure,
    figure_effect,
    figure_of,
)


@dataclass(frozen=True)
class ProportionStandard(FigureRecord):
    """The figure × `to` ÷ `scale`."""

    kind: Literal["proportion"]
    id: StandardId
    text: StandardText
    scale: Annotated[Decimal, Number(doc="原来的满分", maximum=Decimal(999_999_999), places=6)]
    to: Annotated[Decimal, Number(doc="折算成的满分")]
    measure: MeasureId = ""
    score: ScoreId = ""
    effect: FigureEffect = ""
    max: StandardCap = None


class Proportion(FigureDefaults):
    """The figure, times what it is converted to, by its scale."""

    name = "proportion"
    title = "按比例折算"
    record = ProportionStandard

    def lay(self, standard: ProportionStandard, place: ItemPlace) -> LaidStandard:
        """The converted figure; None while it is not there."""
        figure = figure_of(standard, place)
        points = figure
        if standard.scale != standard.to:
            points = op("div", op("mul", figure, const(standard.to)), const(standard.scale))
        return LaidStandard(lay_capped(standard, place, points), figure_effect(standard, place), awaited=True)

    def check(
        self, standard: ProportionStandard, part: ComponentRecord, item: Item, scheme: Scheme
    ) -> Iterator[Flaw]:
        """KH461: its figure; KH433: a scale."""
        yield from check_figure(standard, scheme)
        if standard.scale <= 0:
            yield Flaw("KH433", ("scale",), "原来的满分是 0", "请写大于 0 的数。")

    def tell(self, standard: ProportionStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """From what to what."""
        yield f"由 {format_points(standard.scale)} 分制折算为 {format_points(standard.to)} 分制"
