"""Points by place: 第一名 60 分，第二名 57 分; what places beyond the table get, and units that share one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Annotated, Literal

from generator.model.field import Choice, Number, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.ranking_rule import RANKED_AMONG
from generator.rules.expression import Op, OpName, Tier, const, op, tier
from generator.rules.flaw import Flaw, ask_choice
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard
from generator.rules.standards.event_rule import StandardId, StandardText
from generator.rules.standards.figure_rule import (
    FigureDefaults,
    FigureEffect,
    FigureRecord,
    MeasureId,
    RankId,
    ScoreId,
    check_figure,
    figure_effect,
    figure_of,
    if_known,
)
from generator.rules.standards.placed_figure import ORDERS, TIED_POINTS, lay_place

BEYOND = {"last": "按最后一个分值", "zero": "不得分", "proportional": "按与第一名数值的比例"}

_UNSAID = (
    ("order", "怎样排名次", ORDERS),
    ("among", "在哪些单位中排名次", RANKED_AMONG),
    ("ties", "名次并列的怎样得分", TIED_POINTS),
)


_MOST_PLACES = 1000


@dataclass(frozen=True)
class StepOn:
    """Each further place gets so much more than the one before (less, where negative)."""

    add: Annotated[Decimal, Number(doc="每往后一名加多少；递减的写负数", minimum=Decimal(-1000), places=4)]


@dataclass(frozen=True)
class RankStandard(FigureRecord):
    """The points of the place. A rank that another assessment gave has no `order`, `among` and ties of ours."""

    kind: Literal["rank"]
    id: StandardId
    text: StandardText
    points: Annotated[tuple[Decimal, ...], Rows(doc="第一名起各名次的分值", minimum=1), Number(doc="分值", places=4)]
    then: Annotated[
        str | StepOn,
        Choice(doc="分值表以后的名次；逐名递增递减的写 {add: -0.1}；分值写全了的不写", names=BEYOND),
    ] = ""
    measure: MeasureId = ""
    score: ScoreId = ""
    rank: RankId = ""
    order: Annotated[str, Choice(doc="怎样排；按其他考核的名次的不写", names=ORDERS)] = ""
    among: Annotated[str, Choice(doc="在哪些单位中排；按其他考核的名次的不写", names=RANKED_AMONG)] = ""
    ties: Annotated[str, Choice(doc="数值相同的怎样得分；按其他考核的名次的不写", names=TIED_POINTS)] = ""
    least: Annotated[
        Decimal | None,
        Number(
            doc="逐名递减的，最低得几分；可以减成负分的写 none",
            minimum=Decimal(-1000),
            endless="down",
            places=4,
        ),
    ] = None
    effect: FigureEffect = ""

    @property
    def table(self) -> tuple[Decimal, ...]:
        """The points of each place from the first on, to the one that gets the least where points fall to one."""
        least, step = self._least, self.then.add if isinstance(self.then, StepOn) else Decimal(0)
        if least is None:
            return self.points
        found = list(self.points)
        while found[-1] + step > least and len(found) <= _MOST_PLACES:
            found.append(found[-1] + step)
        return (*found, least)

    @property
    def beyond(self) -> str | StepOn:
        """What places beyond the table get."""
        return self.then if self._least is None else "last"

    @property
    def _least(self) -> Decimal | None:
        """The points below which no place falls; None where they do not fall, or fall on."""
        falls = isinstance(self.then, StepOn) and self.then.add < 0
        is_there = falls and self.least is not None and self.least.is_finite()
        return self.least if is_there else None


class RankPoints(FigureDefaults):
    """The place of a figure, and the points of that place."""

    name = "rank"
    title = "按名次计分"
    record = RankStandard

    def lay(self, standard: RankStandard, place: ItemPlace) -> LaidStandard:
        """The place and its points; None while the figure is not there."""
        if standard.rank:
            found = figure_of(standard, place)
            points = _points_at(standard, found, found)
        else:
            figure = figure_of(standard, place)
            found = lay_place(standard, place, figure)
            if standard.ties == "mean":
                middle = lay_place(standard, place, figure, "mean", "middle", "所占名次的中间")
                points = _mean_points(standard, found, middle)
            else:
                end: OpName = "lowest" if standard.order == "lowest" else "highest"
                best = place.figures.among(end, figure.column, standard.among)
                points = _points_at(standard, found, op("nz", op("div", figure, best), const(0)))
        laid = place.lay(standard, "", standard.text, if_known(points, found))
        return LaidStandard(laid, figure_effect(standard, place), awaited=True)

    def check(self, standard: RankStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figure; KH459: how units are placed is said; KH433: what is said goes together."""
        yield from check_figure(standard, scheme)
        if not standard.rank:
            for name, words, choices in _UNSAID:
                if not getattr(standard, name):
                    yield Flaw("KH459", (), f"没有写{words}", ask_choice(name, choices))
        if standard.then == "proportional" and (standard.ties == "mean" or standard.rank):
            words = "按与第一名数值的比例计分的，并列的得分自然相同"
            yield Flaw("KH433", ("then",), words, "请把 ties 写作 shared，并写 measure 或 score。")
        elif standard.then == "proportional" and standard.order == "lowest":
            words = "数值最低的第一，其余按与第一名的比例，数值越高得分反而越多"
            hint = "越低越好的比例，请用 kind: quotient 的标准，写 better: lower。"
            yield Flaw("KH433", ("then",), words, hint)

        if standard.least is not None and not (isinstance(standard.then, StepOn) and standard.then.add < 0):
            words = "写了最低得几分，而各名次的分值不是逐名递减"
            yield Flaw("KH433", ("least",), words, "请删去 least，或者核对 then。")
        elif standard.least is not None and standard.least > standard.points[-1]:
            words = f"最低得 {format_points(standard.least)} 分，而分值表里已有更低的"
            yield Flaw("KH433", ("least",), words, "请核对 least 和 points。")
        elif len(standard.table) > _MOST_PLACES:
            words = f"递减到最低的 {format_points(standard.least or 0)} 分要 {_MOST_PLACES} 名以上"
            yield Flaw("KH433", ("least",), words, "请核对 then 和 least；各单位都减不到最低的，写 least: none。")

    def tell(self, standard: RankStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """The table and what is beyond it."""
        yield "第 1 名起依次得 " + "、".join(map(format_points, standard.points)) + " 分"
        if isinstance(standard.then, StepOn):
            least = standard.least
            lowest = f"，最低 {format_points(least)} 分" if least is not None and least.is_finite() else ""
            yield f"以后每往后一名加 {format_points(standard.then.add)} 分{lowest}"
        elif standard.then:
            yield f"以后的名次{BEYOND[standard.then]}"
        if standard.ties:
            yield TIED_POINTS[standard.ties]

    def check_groups(self, standard: RankStandard, sizes: Sequence[int]) -> Iterator[Flaw]:
        """KH435: a table that says nothing of further places is as long as the largest group."""
        most = sum(sizes) if standard.among == "all" else max(sizes, default=0)
        if not standard.then and most > len(standard.points):
            words = f"名次的分值只写到第 {len(standard.points)} 名，参加排名的有 {most} 个单位"
            hint = "请写全，或者用 then 写明以后的名次怎样得分。"
            yield Flaw("KH435", ("points",), words, hint)
        if isinstance(standard.then, StepOn) and standard.least is None:
            last = standard.points[-1] + standard.then.add * max(most - len(standard.points), 0)
            if last < 0 <= standard.points[-1]:
                words = f"逐名递减，第 {most} 名是 {format_points(last)} 分，没有写最低得几分"
                hint = "请写 least（最低得几分，如 0）；可以减成负分的写 none。"
                yield Flaw("KH459", ("then",), words, hint)


def _points_at(standard: RankStandard, place: Op, ratio: Op) -> Op:
    """The points of a place that is a whole number; `ratio` is of the figure to the best one's."""
    steps = tuple(Tier(Decimal(at), points) for at, points in enumerate(standard.table, 1))
    last, known = const(standard.table[-1]), len(standard.table)
    beyond: Op = last
    if isinstance(standard.beyond, StepOn):
        beyond = op("add", last, op("mul", op("sub", place, const(known)), const(standard.beyond.add)))
    elif standard.beyond == "zero":
        beyond = const(0)
    elif standard.beyond == "proportional":
        beyond = op("mul", const(standard.table[0]), ratio)
    return op("if", op("gt", place, const(known)), beyond, tier(place, steps, closed="high"))


def _mean_points(standard: RankStandard, place: Op, middle: Op) -> Op:
    """The mean of the points of the places that tied units take: `place` is the first, `middle` the mean of them."""
    last = op("sub", op("mul", const(2), middle), place)
    size = op("add", op("sub", last, place), const(1))
    together = op("sub", _points_to(standard, last), _points_to(standard, op("sub", place, const(1))))
    return op("div", together, size)


def _points_to(standard: RankStandard, place: Op) -> Op:
    """The points of all places up to `place`, added up."""
    sums = list(accumulate(standard.table))
    steps = (Tier(Decimal(0), Decimal(0)), *(Tier(Decimal(at), found) for at, found in enumerate(sums, 1)))
    more = op("sub", place, const(len(sums)))
    beyond: Op = const(sums[-1])
    if standard.beyond != "zero":
        beyond = op("add", beyond, op("mul", more, const(standard.table[-1])))
    if isinstance(standard.beyond, StepOn):
        pairs = op("div", op("mul", more, op("add", more, const(1))), const(2))
        beyond = op("add", beyond, op("mul", pairs, const(standard.beyond.add)))
    return op("if", op("gt", place, const(len(sums))), beyond, tier(place, steps, closed="high"))
