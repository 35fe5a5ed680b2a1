"""Full marks at a target, less for each step below it, unless the figure is well above the others' mean."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Choice, Number, Part
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.book_layout import UndeclaredError
from generator.rules.expression import Op, const, op
from generator.rules.figures import take_among
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.measure_rule import AMONG, BoundAtLeast, BoundAtMost
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard
from generator.rules.standards.event_rule import StandardId, StandardText
from generator.rules.standards.figure_rule import (
    STEP_COUNTS,
    FigureDefaults,
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
    figure_of,
    full_words,
    lay_steps,
)


@dataclass(frozen=True)
class SparedRule:
    """Nothing is taken from a figure above the mean by more than `above_mean_by`."""

    above_mean_by: Annotated[Decimal, Number(doc="高于平均多少以上的，不扣", places=6)]
    mean_of: Annotated[str, Choice(doc="哪些单位的平均", names=AMONG)]


@dataclass(frozen=True)
class TargetStandard(FigureRecord):
    """`full` points at the target, `points` less for each `step` that the figure falls short; not below 0."""

    kind: Literal["target"]
    id: StandardId
    text: StandardText
    step: StepSize
    points: StepPoints
    steps: StepCount
    measure: MeasureId = ""
    score: ScoreId = ""
    at_least: BoundAtLeast = None
    at_most: BoundAtMost = None
    full: Annotated[Decimal | None, Number(doc="达到目标的分值；就是该单项全部分值的不写")] = None
    spared_if: Annotated[SparedRule | None, Part(doc="虽未达到而不扣的")] = None


class Target(FigureDefaults):
    """Full marks less the steps to the target."""

    name = "target"
    title = "按目标计分"
    record = TargetStandard

    def lay(self, standard: TargetStandard, place: ItemPlace) -> LaidStandard:
        """What is left of the full marks; None while nothing was measured."""
        figure = figure_of(standard, place)
        target = standard.at_least if standard.at_least is not None else standard.at_most
        if target is None:
            raise UndeclaredError(f"{place.item.id}/{standard.id}: no target")
        limit = bound_of(target, place)
        apart = op("sub", figure, limit) if standard.at_least is None else op("sub", limit, figure)
        steps = lay_steps(standard, place, apart)
        lost = place.lay(standard, "lost", f"{standard.text}（减分）", op("mul", steps, const(standard.points)))
        if standard.spared_if is not None:
            spared = _is_spared(standard.spared_if, figure, place)
            lost = place.lay(standard, "after", f"{standard.text}（扣减）", op("if", spared, const(0), lost))
        full = place.full if standard.full is None else const(standard.full)
        left = op("max", op("sub", full, lost), const(0))
        return LaidStandard(place.lay(standard, "", standard.text, left), "gives", awaited=True)

    def check(self, standard: TargetStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figure; KH459: a target; KH433: a step."""
        yield from check_figure(standard, scheme)
        yield from check_bound(standard.at_least, scheme, "at_least")
        yield from check_bound(standard.at_most, scheme, "at_most")
        if (standard.at_least is None) == (standard.at_most is None):
            yield Flaw("KH459", (), "没有写目标是多少", "请写 at_least（不低于）或 at_most（不高于），只写一个。")
        if standard.step <= 0:
            yield Flaw("KH433", ("step",), "每档的大小是 0", "请写大于 0 的数。")

    def tell(self, standard: TargetStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """The target, the slope, and who is spared."""
        full = full_words(standard.full, item)
        size, points = apart_words(standard.step, standard, scheme), format_points(standard.points)
        way, target = ("不低于", standard.at_least) if standard.at_least is not None else ("不高于", standard.at_most)
        reached = "达到目标" if target is None else f"{way}{bound_words(target, standard, scheme)}"
        yield f"{reached}的得{full}，每差{size}减 {points} 分，{STEP_COUNTS[standard.steps]}，减完为止"
        if standard.spared_if is not None:
            by = apart_words(standard.spared_if.above_mean_by, standard, scheme)
            yield f"高于{AMONG[standard.spared_if.mean_of]}的平均数{by}以上的，不减"


def _is_spared(rule: SparedRule, figure: Op, place: ItemPlace) -> Op:
    """Whether the figure is above the mean by more than what is asked; no, where nobody else has one."""
    mean = take_among(place.figures, figure, "mean", rule.mean_of)
    return op("gt", figure, op("add", mean, const(rule.above_mean_by)))
