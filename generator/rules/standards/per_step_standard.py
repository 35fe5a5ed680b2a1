"""Points for each step by which a figure is below or above a bound: 每低 1 个百分点扣 2 分."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.book_layout import UndeclaredError
from generator.rules.expression import const, op
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.measure_rule import BoundAbove, BoundBelow
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard
from generator.rules.standards.event_rule import StandardCap, StandardId, StandardText, lay_capped
from generator.rules.standards.figure_rule import (
    FIGURE_VERBS,
    STEP_COUNTS,
    FigureDefaults,
    FigureEffect,
    FigureRecord,
    MeasureId,
    ScoreId,
    StepCount,
    StepPoints,
    StepSize,
    apart_words,
    bound_of,
    bound_words,
    check_bound,
    check_figure,
    figure_effect,
    figure_of,
    lay_steps,
)


@dataclass(frozen=True)
class PerStepStandard(FigureRecord):
    """So many points for each `step` below `below` or above `above`."""

    kind: Literal["per-step"]
    id: StandardId
    text: StandardText
    step: StepSize
    points: StepPoints
    steps: StepCount
    measure: MeasureId = ""
    score: ScoreId = ""
    below: BoundBelow = None
    above: BoundAbove = None
    effect: FigureEffect = ""
    max: StandardCap = None


class PerStep(FigureDefaults):
    """Steps of the distance to the bound, each with the same points."""

    name = "per-step"
    title = "按差距计分"
    record = PerStepStandard

    def lay(self, standard: PerStepStandard, place: ItemPlace) -> LaidStandard:
        """The steps, times the points; None while nothing was measured."""
        figure = figure_of(standard, place)
        bound = standard.below if standard.below is not None else standard.above
        if bound is None:
            raise UndeclaredError(f"{place.item.id}/{standard.id}: no bound")
        limit = bound_of(bound, place)
        apart = op("sub", limit, figure) if standard.below is not None else op("sub", figure, limit)
        steps = lay_steps(standard, place, apart)
        points = op("mul", steps, const(standard.points))
        return LaidStandard(lay_capped(standard, place, points), figure_effect(standard, place), awaited=True)

    def check(self, standard: PerStepStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figures; KH459: one bound and a step."""
        yield from check_figure(standard, scheme)
        yield from check_bound(standard.below, scheme, "below")
        yield from check_bound(standard.above, scheme, "above")
        if (standard.below is None) == (standard.above is None):
            yield Flaw("KH459", (), "没有写从哪里起算差距", "请写 below（低于它的）或 above（高于它的），只写一个。")
        if standard.step <= 0:
            yield Flaw("KH433", ("step",), "每档的大小是 0", "请写大于 0 的数。")

    def tell(self, standard: PerStepStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """The steps and what is less than one."""
        way, bound = ("低", standard.below) if standard.below is not None else ("高", standard.above)
        verb = FIGURE_VERBS[standard.effect]
        size, points = apart_words(standard.step, standard, scheme), format_points(standard.points)
        limit = f"，最多{verb} {format_points(standard.max)} 分" if standard.max is not None else ""
        apart = "" if bound is None else f"{way}于{bound_words(bound, standard, scheme)}的，"
        yield f"{apart}每{way}{size}{verb} {points} 分，{STEP_COUNTS[standard.steps]}{limit}"
