"""Points between two ends in proportion: 插值法，功效系数法; the ends fixed, or the best and the worst of a group."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Choice, Number
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.book_layout import UndeclaredError
from generator.rules.expression import const, op
from generator.rules.figures import source_words
from generator.rules.flaw import Flaw, ask_choice
from generator.rules.item import Item
from generator.rules.measure_rule import FigureSource, HighEnd, LowEnd
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
    bound_of,
    bound_words,
    check_bound,
    check_figure,
    figure_effect,
    figure_of,
    if_known,
    source_of,
)

BEYOND_ENDS = {"cap": "按较近一端的分值计", "extra": "按同样的比例多计或少计"}
EQUAL_ENDS = {"high": "按高端的分值计", "low": "按低端的分值计"}


@dataclass(frozen=True)
class LinearStandard(FigureRecord):
    """`at_low` points for the figure `low`, `at_high` for `high`, and in proportion between them.

    Ends that are figures may meet, or cross: then `equal` says which points hold, whatever the figure.
    """

    kind: Literal["linear"]
    id: StandardId
    text: StandardText
    at_low: Annotated[Decimal, Number(doc="数值在低端的分值", minimum=Decimal(-1000), places=4)]
    at_high: Annotated[
        Decimal, Number(doc="数值在高端的分值；数值越低越好的，比 at_low 小", minimum=Decimal(-1000), places=4)
    ]
    beyond: Annotated[str, Choice(doc="数值在两端以外的", names=BEYOND_ENDS)]
    low: LowEnd = None
    high: HighEnd = None
    equal: Annotated[
        str, Choice(doc="低端不低于高端（如各单位数值都相同）的；两端都是定数的不写", names=EQUAL_ENDS)
    ] = ""
    measure: MeasureId = ""
    score: ScoreId = ""
    effect: FigureEffect = ""


class Linear(FigureDefaults):
    """How far between its ends the figure is, times what lies between their points."""

    name = "linear"
    title = "按区间插值计分"
    record = LinearStandard

    def lay(self, standard: LinearStandard, place: ItemPlace) -> LaidStandard:
        """The points; None while the figure, or an end, is not there."""
        if standard.low is None or standard.high is None:
            raise UndeclaredError(f"{place.item.id}/{standard.id}: no ends")
        figure = figure_of(standard, place)
        low, high = bound_of(standard.low, place), bound_of(standard.high, place)
        share = op("div", op("sub", figure, low), op("sub", high, low))
        title = f"{standard.text}（在两端之间的位置）"
        if standard.beyond == "cap":
            share = op("max", op("min", share, const(1)), const(0))
        ends = [end for end in (low, high) if end.name == "col"]
        if ends:
            share = op("if", op("lt", low, high), share, const(0 if standard.equal == "low" else 1))
        share = place.lay_as(standard, "share", title, if_known(share, *ends, figure), "ratio")
        rise = const(standard.at_high - standard.at_low)
        points = op("mul", share, rise)
        if standard.at_low:
            points = op("add", const(standard.at_low), points)
        return LaidStandard(
            place.lay(standard, "", standard.text, points), figure_effect(standard, place), awaited=True
        )

    def check(self, standard: LinearStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figures; KH459: both ends, and what holds where low is not below high; KH433: both fixed so."""
        yield from check_figure(standard, scheme)
        yield from check_bound(standard.low, scheme, "low")
        yield from check_bound(standard.high, scheme, "high")
        for name, end in (("low", standard.low), ("high", standard.high)):
            if end is None:
                hint = f"请写 {name}：一个数，或 {{measure: 指标, take: lowest, among: group}} 这样的来源。"
                yield Flaw("KH459", (), f"没有写{'低端' if name == 'low' else '高端'}是多少", hint)
        if isinstance(standard.low, Decimal) and isinstance(standard.high, Decimal):
            if standard.low >= standard.high:
                yield Flaw("KH433", ("high",), "低端不低于高端", "请核对 low 和 high；越低越好的，把 at_low 写得高。")
        elif isinstance(standard.low, FigureSource | Decimal) and standard.high is not None and not standard.equal:
            yield Flaw("KH459", (), "没有写低端不低于高端时怎样得分", ask_choice("equal", EQUAL_ENDS))

    def tell(self, standard: LinearStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """Both ends, and what is beyond them."""
        if standard.low is None or standard.high is None:
            return
        figure = source_words(source_of(standard), scheme)
        low, high = (bound_words(end, standard, scheme) for end in (standard.low, standard.high))
        verb = FIGURE_VERBS[standard.effect]
        at_low, at_high = (f"{verb} {format_points(points)} 分" for points in (standard.at_low, standard.at_high))
        beyond = BEYOND_ENDS[standard.beyond]
        yield f"{figure}为{low}时{at_low}，为{high}时{at_high}，介于两者之间的按比例计算，在两者以外的{beyond}"
        if standard.equal:
            points = at_high if standard.equal == "high" else at_low
            yield f"两端的数值相等（如各单位都相同）或者低端高于高端的，一律{points}"
