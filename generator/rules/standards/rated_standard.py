"""Points that several people give one unit: without the highest and the lowest of them, the mean of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal

from generator.model.field import Choice, Part, Whole
from generator.model.lazy_dataclass import dataclass
from generator.rules.expression import CellUnit, Column, Op, col, const, op, over, rank
from generator.rules.flaw import Flaw
from generator.rules.given_tables import RECORD
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults, standard_cell
from generator.rules.standard_record import Range, range_of
from generator.rules.standards.event_rule import EventPoints, StandardId, StandardText
from generator.rules.standards.outright import (
    ScoredOf,
    check_outright,
    converted,
    scored_words,
    stated_points,
    tell_outright,
)

FEWER = {"awaited": "等补齐了再计", "mean": "取全部评分的平均"}


@dataclass(frozen=True)
class EndsLeftOut:
    """How many ratings are left out at each end."""

    highest: Annotated[int, Whole(doc="去掉几个最高分；不去掉的写 0", minimum=0, maximum=100)]
    lowest: Annotated[int, Whole(doc="去掉几个最低分；不去掉的写 0", minimum=0, maximum=100)]

    @property
    def number(self) -> int:
        """How many are left out in all."""
        return self.highest + self.lowest


@dataclass(frozen=True)
class RatedStandard:
    """One record for each who rated, with the points that they gave."""

    kind: Literal["rated"]
    id: StandardId
    text: StandardText
    points: EventPoints
    leave_out: Annotated[EndsLeftOut, Part(doc="去掉几个最高分、几个最低分")]
    at_least: Annotated[int, Whole(doc="至少几人评分，才去掉最高、最低的", minimum=1, maximum=1000)]
    fewer: Annotated[str, Choice(doc="评分的人不够的，怎样计", names=FEWER)]
    scored_of: ScoredOf = None

    @property
    def range(self) -> Range:
        """The least and most points of one rating."""
        return range_of(self.points)


class Rated(StandardDefaults):
    """The mean of the ratings that are left; equal ones are left out in part, so that no order decides."""

    name = "rated"
    title = "几人评分取平均"
    record = RatedStandard
    takes_records = True
    gives = True
    several = True

    def is_plain(self, standard: RatedStandard) -> bool:
        """Never: ratings do not add up."""
        return False

    def lay(self, standard: RatedStandard, place: ItemPlace) -> LaidStandard:
        """The ratings of each unit, what share of each is left, and the mean of those."""
        left, kept = _lay_ratings(standard, place)

        def lay(step: str, title: str, column: str) -> Op:
            name, unit = standard_cell(place.item, standard, step), "points" if step == "rest" else "number"
            summed = place.of_records("sum", column, standard.id)
            made = Column(name, f"{standard.text}：{title}", unit, summed)  # type: ignore[arg-type]
            made = replace(made, shown="sheet", part=place.part.id, item=place.item.id)
            return col(place.layout.lay(place.table, made))

        rest, number = lay("rest", "计入的评分之和", left), lay("number", "计入的评分数", kept)
        mean = converted(op("div", rest, number), standard.scored_of, place)  # none while no rating counts
        said = f"{_leave_words(standard.leave_out)}，取其余的平均；评分的不足 {standard.at_least} 人的，"
        said += f"{FEWER[standard.fewer]}：{{{rest.column}}} ÷ {{{number.column}}}"
        said += "".join(f"，{words}" for words in scored_words(standard.scored_of, place.item))
        points = place.lay(standard, "", standard.text, mean, said)
        return LaidStandard(points, "loses" if place.is_lost else "gives", awaited=True, divided=left)

    def check(self, standard: RatedStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH404, KH405: the points of a rating; KH433: something is left, and each rating is of the whole unit."""
        yield from check_outright(standard, part, item)
        if standard.at_least <= standard.leave_out.number:
            words = f"{standard.at_least} 人评分，{_leave_words(standard.leave_out)}就没有了"
            yield Flaw("KH433", ("at_least",), words, "请核对 at_least 和 leave_out。")
        if item.parts is not None:
            words = f"“{item.name}”按所辖的各部分登记，几人评分的平均算不出来"
            yield Flaw("KH433", (), words, "请删去单项的 parts，或者把几人评分写成另一个单项。")

    def tell(self, standard: RatedStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """Which points may be given, what is left out, and what becomes of too few."""
        yield from tell_outright(standard, item)
        yield f"{_leave_words(standard.leave_out)}，取其余的平均"
        yield f"评分的不足 {standard.at_least} 人的，{FEWER[standard.fewer]}"


def _leave_words(rule: EndsLeftOut) -> str:
    """去掉 1 个最高分、1 个最低分."""
    said = [f"{number} 个{end}分" for number, end in ((rule.highest, "最高"), (rule.lowest, "最低")) if number]
    return f"去掉 {'、'.join(said)}" if said else "不去掉最高、最低分"


def _lay_ratings(standard: RatedStandard, place: ItemPlace) -> tuple[str, str]:
    """The columns of the records with what of each rating counts, and with which share of it.

    Of `tied` equal ratings those that are left out are a share of each: none of them is the one that is left out.
    """
    layout, name, text = place.layout, standard_cell(place.item, standard), standard.text

    def lay(step: str, title: str, unit: CellUnit, expr: Op) -> Op:
        return col(layout.lay(RECORD, Column(f"{name}/{step}", f"{text}：{title}", unit, expr, shown="sheet")))

    rating = lay("rating", "评分", "points", stated_points(standard, place))
    every = lay("every", "评分人数", "number", over("count", RECORD, rating.column, place.match))
    high, low = (
        lay(step, title, "rank", rank((rating.column,), place.match, "shared", lowest_first=step == "low"))
        for step, title in (("high", "从高到低的位次"), ("low", "从低到高的位次"))
    )
    tied = lay("tied", "同分的评分数", "number", op("sub", op("add", every, const(2)), op("add", high, low)))
    out = [
        op("min", op("max", op("sub", const(many + 1), first), const(0)), tied)
        for many, first in ((standard.leave_out.highest, high), (standard.leave_out.lowest, low))
    ]
    share = op("div", op("sub", tied, op("add", *out)), tied)
    whole = op("if", op("not-none", rating), const(0 if standard.fewer == "awaited" else 1), const(None))
    kept = lay("kept", "计入的份额", "ratio", op("if", op("ge", every, const(standard.at_least)), share, whole))
    return lay("left", "计入的评分", "points", op("mul", rating, kept)).column, kept.column
