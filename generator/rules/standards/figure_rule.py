"""What standards that follow from a figure have in common: which figure, and how many steps it is from a bound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from generator.model.field import Choice, Identifier, Number
from generator.model.number import format_points
from generator.rules.expression import Op, const, op, round_to
from generator.rules.figures import check_declared, lay_source, source_unit, source_words
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.measure_rule import FigureSource
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, StandardDefaults, StandardEffect
from generator.rules.standard_record import Range

FIGURE_EFFECTS = {"loses": "扣分", "adds": "加分", "gives": "是该单项的得分"}
FIGURE_VERBS = {"": "计", "loses": "扣", "adds": "加", "gives": "得"}  # what is said of the points
STEP_COUNTS = {"exact": "不足一档的按比例", "whole": "不足一档的不计", "started": "不足一档的按一档计"}

MeasureId = Annotated[str, Identifier(doc="按哪个指标的数值", of="measure")]
ScoreId = Annotated[str, Identifier(doc="按哪项其他考核的得分", of="import")]
RankId = Annotated[str, Identifier(doc="按哪项其他考核的名次", of="import")]
FigureEffect = Annotated[
    str,
    Choice(
        doc="分值是扣分、加分，还是该单项的得分；不写的，在扣分的部分里是扣分，在加分的部分里是加分，在得分的部分里是得分",
        names=FIGURE_EFFECTS,
    ),
]
StepSize = Annotated[Decimal, Number(doc="每多少为一档", maximum=Decimal(999_999_999), places=6)]
StepPoints = Annotated[Decimal, Number(doc="每档的分值", places=4)]
StepCount = Annotated[str, Choice(doc="不足一档的怎样计", names=STEP_COUNTS)]


class FigureRecord:
    """A standard that follows from a figure: no record is entered under it."""

    @property
    def range(self) -> Range:
        """Nothing that a record could state."""
        return Range(Decimal(0), Decimal(0))


class FigureDefaults(StandardDefaults):
    """What a kind of such standards is unless it says otherwise."""

    takes_records = False

    def is_plain(self, standard: Any) -> bool:
        """Never: it takes no records."""
        return False


def full_words(points: Decimal | None, item: Item) -> str:
    """What full marks are called: 5 分; 该单项全部分值 where no points are written, or those of each month."""
    if points is not None:
        return f"{format_points(points)} 分"
    return "该单项全部分值" if item.summed is None else "该单项每期的全部分值"


def source_of(standard: Any) -> FigureSource:
    """The figure that a standard names."""
    return FigureSource(standard.measure, standard.score, getattr(standard, "rank", ""))


def figure_of(standard: Any, place: ItemPlace) -> Op:
    """The column of that figure."""
    return lay_source(place.figures, source_of(standard))


def bound_of(bound: Decimal | FigureSource, place: ItemPlace) -> Op:
    """A bound: fixed, or a figure of its own, such as the province's mean."""
    return lay_source(place.figures, bound) if isinstance(bound, FigureSource) else const(bound)


def bound_words(bound: Decimal | FigureSource, standard: Any, scheme: Scheme) -> str:
    """A bound as it stands within a sentence: “ 80% ”, 同组各单位（含本单位）办结率的平均数."""
    if isinstance(bound, FigureSource):
        return source_words(bound, scheme)
    return _spaced(bound, source_unit(source_of(standard), scheme))


def apart_words(distance: Decimal, standard: Any, scheme: Scheme) -> str:
    """How far two figures are apart, as it stands within a sentence: “ 1 个百分点”, “ 0.5 ”."""
    return _spaced(distance, source_unit(source_of(standard), scheme, apart=True))


def _spaced(value: Decimal, unit: str) -> str:
    """A figure between Chinese words; behind a unit that is one itself there is no space."""
    return f" {format_points(value)}{unit}" + ("" if unit[-1:].isalpha() else " ")


def figure_effect(standard: Any, place: ItemPlace) -> StandardEffect:
    """What its points do: what it says, else what the part does."""
    said: StandardEffect = standard.effect or place.effect
    return said


def count_steps(distance: Op, step: Decimal, steps: str) -> Op:
    """How many steps of `step` are in `distance`, which is not below 0."""
    exact = distance if step == 1 else op("div", distance, const(step))
    if steps == "exact":
        return exact
    whole = round_to(exact, 0, "down")
    if steps == "whole":
        return whole
    return op("if", op("gt", exact, whole), op("add", whole, const(1)), whole)


def lay_steps(standard: Any, place: ItemPlace, apart: Op) -> Op:
    """How many steps a distance is, of which those below 0 are none; where they are counted whole, in a column."""
    steps = count_steps(op("max", apart, const(0)), standard.step, standard.steps)
    if standard.steps == "exact":
        return steps
    distance = place.lay_as(standard, "apart", f"{standard.text}（差距）", op("max", apart, const(0)), "number")
    steps = count_steps(distance, standard.step, standard.steps)
    said = f"差距 {{{distance.column}}}，每 {format_points(standard.step)} 一档，{STEP_COUNTS[standard.steps]}"
    return place.lay_as(standard, "steps", f"{standard.text}（档数）", steps, "number", said)


def if_known(found: Op, *figures: Op) -> Op:
    """`found` where all of the figures are there; else None."""
    for figure in figures:
        found = op("if", op("not-none", figure), found, const(None))
    return found


def check_figure(standard: Any, scheme: Scheme) -> Iterator[Flaw]:
    """KH461: it names one figure, and one that the scheme declares."""
    names = [name for name in ("measure", "score", "rank") if getattr(standard, name, "")]
    if len(names) != 1:
        words = "没有写按哪个数值计分" if not names else f"{'、'.join(names)} 写了 {len(names)} 个"
        hint = "请写其中一个：measure（指标）、score（其他考核的得分）或 rank（其他考核的名次）。"
        yield Flaw("KH461", (), words, hint)
        return
    yield from check_declared(source_of(standard), scheme, ())


def check_bound(bound: object, scheme: Scheme, name: str) -> Iterator[Flaw]:
    """KH461: a bound that is a figure is one that the scheme declares."""
    if isinstance(bound, FigureSource):
        yield from check_declared(bound, scheme, (name,))
