"""All or nothing: the points where a figure keeps its bound, else what `else` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from generator.model.field import Number
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.expression import OpName, all_of, const, op
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.measure_rule import BoundAbove, BoundAtLeast, BoundAtMost, BoundBelow, FigureSource
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
    bound_of,
    bound_words,
    check_bound,
    check_figure,
    figure_effect,
    figure_of,
    full_words,
    if_known,
)
from generator.rules.thresholds import ASK_BOUND, OPERATIONS


@dataclass(frozen=True)
class ThresholdStandard(FigureRecord):
    """`points`, or the whole item where none are written, for a figure within the bounds."""

    kind: Literal["threshold"]
    id: StandardId
    text: StandardText
    otherwise: Annotated[Decimal, Number(doc="没有达到时的分值")]
    measure: MeasureId = ""
    score: ScoreId = ""
    points: Annotated[Decimal | None, Number(doc="达到时的分值；就是该单项全部分值的不写")] = None
    at_least: BoundAtLeast = None
    above: BoundAbove = None
    at_most: BoundAtMost = None
    below: BoundBelow = None
    effect: FigureEffect = "gives"

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"otherwise": "else"}

    @property
    def bounds(self) -> list[tuple[str, OpName, str, Decimal | FigureSource]]:
        """The bounds that are written: the field, its operation, its word, and what it is."""
        written = ((*found, getattr(self, found[0])) for found in OPERATIONS)
        return [found for found in written if found[-1] is not None]


class ThresholdKind(FigureDefaults):
    """Whether the figure is within the bounds."""

    name = "threshold"
    title = "达标得分"
    record = ThresholdStandard

    def lay(self, standard: ThresholdStandard, place: ItemPlace) -> LaidStandard:
        """The points; None while nothing was measured."""
        figure = figure_of(standard, place)
        whole = place.full if standard.points is None else const(standard.points)
        limits = [(operation, bound_of(bound, place)) for _, operation, _, bound in standard.bounds]
        held = [op(operation, figure, limit) for operation, limit in limits]
        kept = op("not-none", figure) if not held else all_of(*held)
        found = op("if", kept, whole, const(standard.otherwise))
        figures = (*(limit for _, limit in limits if limit.name == "col"), figure)
        points = place.lay(standard, "", standard.text, if_known(found, *figures))
        return LaidStandard(points, figure_effect(standard, place), awaited=True)

    def check(self, standard: ThresholdStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figure; KH459: a bound."""
        yield from check_figure(standard, scheme)
        for name, _, _, bound in standard.bounds:
            yield from check_bound(bound, scheme, name)
        if not standard.bounds:
            yield Flaw("KH459", (), "没有写达到多少", ASK_BOUND)

    def tell(self, standard: ThresholdStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """What is asked, and what else."""
        whole = full_words(standard.points, item)
        limits = "、".join(f"{word}{bound_words(bound, standard, scheme)}" for _, _, word, bound in standard.bounds)
        yield f"{limits}的，{whole}；否则 {format_points(standard.otherwise)} 分"
