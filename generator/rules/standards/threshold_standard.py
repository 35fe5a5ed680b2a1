"""All or nothing: the points where a figure keeps its bound, else what `else` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from generator.model.field import Number
from generator.model.number import format_points
from generator.rules.expression import const, op
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults
from generator.rules.standard_record import Range
from generator.rules.standards.event_rule import StandardId, StandardText
from generator.rules.standards.figure_rule import (
    FigureEffect,
    MeasureId,
    ScoreId,
    check_figure,
    figure_effect,
    figure_of,
    if_known,
)
from generator.rules.thresholds import Above, AtLeast, AtMost, Below, Threshold, meets, threshold_words


@dataclass(frozen=True)
class ThresholdStandard:
    """`points`, or the whole item where none are written, for a figure within the bounds."""

    kind: Literal["threshold"]
    id: StandardId
    text: StandardText
    otherwise: Annotated[Decimal, Number(doc="没有达到时的分值")]
    measure: MeasureId = ""
    score: ScoreId = ""
    points: Annotated[Decimal | None, Number(doc="达到时的分值；就是该单项全部分值的不写")] = None
    at_least: AtLeast = None
    above: Above = None
    at_most: AtMost = None
    below: Below = None
    effect: FigureEffect = "gives"

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"otherwise": "else"}

    @property
    def threshold(self) -> Threshold:
        """The bounds."""
        return Threshold(self.at_least, self.above, self.at_most, self.below)

    @property
    def range(self) -> Range:
        """No record is entered under it."""
        return Range(Decimal(0), Decimal(0))


class ThresholdKind(StandardDefaults):
    """Whether the figure is within the bounds."""

    name = "threshold"
    title = "达标得分"
    record = ThresholdStandard
    takes_records = False

    def is_plain(self, standard: ThresholdStandard) -> bool:
        """Never: it takes no records."""
        return False

    def lay(self, standard: ThresholdStandard, place: ItemPlace) -> LaidStandard:
        """The points; None while nothing was measured."""
        figure = figure_of(standard, place)
        whole = place.full if standard.points is None else const(standard.points)
        found = op("if", meets(figure, standard.threshold), whole, const(standard.otherwise))
        points = place.lay(standard, "", standard.text, if_known(figure, found))
        return LaidStandard(points, figure_effect(standard, place), awaited=True)

    def check(self, standard: ThresholdStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figure; KH459: a bound."""
        yield from check_figure(standard, scheme)
        if not standard.threshold.bounds:
            hint = "请写 at_least（不低于）、above（高于）、at_most（不高于）或 below（低于）。"
            yield Flaw("KH459", (), "没有写达到多少", hint)

    def tell(self, standard: ThresholdStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """What is asked, and what else."""
        whole = "该单项全部分值" if standard.points is None else f"{format_points(standard.points)} 分"
        yield f"{threshold_words(standard.threshold)}的，{whole}；否则 {format_points(standard.otherwise)} 分"
