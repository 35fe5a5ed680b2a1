"""评议: from tallies of votes to a rate of satisfaction, and what is lost by it (design §4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from generator.model.field import Choice, Number, Part, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.unread import where_read
from generator.rules.book_layout import BookLayout
from generator.rules.coefficient_rule import Coefficient
from generator.rules.effect_words import named_points
from generator.rules.expression import Column, Op, all_of, col, const, op, over
from generator.rules.flaw import Flaw, ask_choice
from generator.rules.given_tables import ASPECT, BALLOT, JOINT, PANEL, UNIT, lay_ballots, lay_channels
from generator.rules.item import CLAUSE
from generator.rules.kind import Effect, LaidPart
from generator.rules.part_record import (
    COUNTED,
    EMPTY_CHANNELS,
    EMPTY_PANELS,
    Option,
    Panel,
    PartId,
    PartName,
    PartTime,
    PartWeight,
    PlacedItem,
    Poll,
    Weighted,
    polls_of,
)
from generator.rules.scaled_rule import Scaled
from generator.rules.scheme import Scheme

_CELL = ("unit", "part", "aspect", "panel")
DENOMINATORS = {
    COUNTED: "计入的票数（各选项中不计入的除外）",
    "valid": "有效票数",
    "returned": "收回票数",
    "issued": "发出票数",
}


@dataclass(frozen=True)
class AppraisalComponent:
    """An appraisal by citizens: panels vote on aspects."""

    kind: Literal["appraisal"]
    id: PartId
    name: PartName
    max: Annotated[Decimal, Number(doc="分值")]
    aspects: Annotated[tuple[Weighted, ...], Rows(doc="评议方面", minimum=1), Part(doc="一个方面")]
    options: Annotated[tuple[Option, ...], Rows(doc="评议选项", minimum=2), Part(doc="一个选项")]
    panels: Annotated[tuple[Panel, ...], Rows(doc="评议主体", minimum=1), Part(doc="一个主体")]
    empty_panel: Annotated[
        str,
        Choice(
            doc="某主体对某方面没有可计入的票时",
            names=EMPTY_PANELS,
        ),
    ]
    basis: Annotated[str, CLAUSE] = ""
    denominator: Annotated[str, Choice(doc="满意率的分母；不写就是计入的票数", names=DENOMINATORS)] = COUNTED
    empty_channel: Annotated[
        str, Choice(doc="有主体分渠道的，某渠道对某方面没有可计入的票时；有这种主体就要写", names=EMPTY_CHANNELS)
    ] = ""
    weight: PartWeight = None
    at: PartTime = ""
    scaled: Scaled = None
    coefficient: Coefficient = None

    @cached_property
    def polls(self) -> tuple[Poll, ...]:
        """What is counted by itself: panels, and the channels of those that have some."""
        return polls_of(self.panels)

    def list_items(self) -> Iterator[PlacedItem]:
        """None: its points follow from votes."""
        return iter(())


class AppraisalKind:
    """Panels vote on aspects; the mean of the aspects' rates, each the mean of its panels', is the unit's rate."""

    name = "appraisal"
    title = "评议"
    effect: Effect = "loses"
    record = AppraisalComponent

    def lay(self, part: AppraisalComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """Rates by panel, aspect and unit; what the rate leaves unfulfilled is lost, nothing before it is known."""
        _lay_rates(layout, any(found.denominator != COUNTED for found in scheme.appraisals), scheme.has_channels)
        where = (("part", part.id),)
        points, weights = (over("sum", ASPECT, name, ("unit",), where) for name in ("weighted_rate", "share"))
        mean = op("div", points, weights)
        if asked := _asked_of(part, JOINT if scheme.has_channels else PANEL):
            mean = op("if", all_of(*asked), mean, const(None))
        rate = Column(
            f"{part.id}:rate",
            f"{part.name}满意率",
            "ratio",
            mean,
            clause=part.basis,
            part=part.id,
            said="各方面满意率按权重平均",
            shown="sheet",
        )
        layout.lay(UNIT, rate)
        lost = op("mul", const(part.max), op("sub", const(1), col(rate.id)))
        exact = Column(
            f"{part.id}:exact",
            named_points(part.name, "扣分"),
            "points",
            op("nz", lost, const(0)),
            clause=part.basis,
            part=part.id,
            said=f"分值 ×（1 − 满意率）：{format_points(part.max)} ×（1 − {{{rate.id}}}）",
            said_none="尚未评议，暂不扣分",
            shown="sheet",
        )
        complete = Column(f"{part.id}:complete", f"{part.name}已计入", "flag", op("not-none", col(rate.id)))
        return LaidPart(part, self, layout.lay(UNIT, exact), "", layout.lay(UNIT, complete), ratios=(rate.id,))

    def check(self, part: AppraisalComponent, scheme: Scheme) -> Iterator[Flaw]:
        """KH407: weights; KH408: an option is counted or excluded, never both, never neither; channels."""
        from generator.rules.part_checks import check_time

        yield from check_time(part, scheme)
        yield from _check_beside(part, scheme, self.effect)
        yield from _check_channels(part)
        for name, words in (("aspects", "评议方面"), ("panels", "评议主体")):
            yield from _check_weights((name,), words, getattr(part, name))
        for at, option in enumerate(part.options):
            yield from _check_option(at, option)
        yield from _check_options(part.options)

    def tell(self, part: AppraisalComponent, scheme: Scheme) -> Iterator[str]:
        """Who votes on what."""
        aspects, panels = ("、".join(found.name for found in of) for of in (part.aspects, part.panels))
        yield f"由{panels}就{aspects}评议，按满意率扣分。"
        for panel in part.panels:
            if panel.channels:
                shares = "、".join(f"{row.name}（权重 {format_points(row.weight)}）" for row in panel.channels)
                yield f"{panel.name}分{shares}计票，各渠道满意率按权重平均，就是{panel.name}的满意率。"
        if part.empty_channel:
            yield f"某渠道对某方面没有可计入的票时，{EMPTY_CHANNELS[part.empty_channel]}。"


@where_read
def _check_beside(part: AppraisalComponent, scheme: Scheme, effect: Effect) -> Iterator[Flaw]:
    """How it is set against others, and multiplied; KH433: not where counts are withheld, which that would tell."""
    from generator.rules.coefficient_columns import check_coefficient
    from generator.rules.scaled_columns import check_scaled

    yield from check_scaled(part, effect)
    yield from check_coefficient(part.coefficient, scheme, True, effect)
    if scheme.suppress_below and (part.scaled or part.coefficient):
        field = "scaled" if part.scaled else "coefficient"
        words = "票数少的评议主体不公布计票，评议得分再折算或者乘以系数，会透露票数"
        yield Flaw("KH433", (field,), words, "请删去它，或者把 suppress_below 写作 0。")


def _asked_of(part: AppraisalComponent, panels: str) -> list[Op]:
    """What must hold of the votes for a rate, where a human decides on panels or channels without one."""
    found: list[Op] = []
    if part.empty_panel == "error":
        found.append(_all_rated(panels, (("part", part.id),)))
    if part.empty_channel == "error":
        several = (panel.id for panel in part.panels if panel.channels)
        found += [_all_rated(PANEL, (("part", part.id), ("joint", name))) for name in several]
    return found


def _all_rated(table: str, where: tuple[tuple[str, str], ...]) -> Op:
    known, asked = (over("count", table, name, ("unit",), where) for name in ("rate", "weight"))
    return op("eq", known, asked)


def _lay_rates(layout: BookLayout, has_denominator: bool, has_channels: bool) -> None:
    """The columns of ballots, panels and aspects; all parts with votes share them.

    `has_denominator`: some part divides by other ballots than those that count, which are given then.
    `has_channels`: some panel has channels; then what is a panel elsewhere is a channel, with the panel above it.
    """
    ballots, panels, _ = lay_ballots(layout)
    if "weighted" in ballots.columns:
        return
    counted = op("if", op("not-none", col("weight")), col("count"), const(None))
    layout.lay(BALLOT, Column("counted", "计入票数", "number", counted, shown="sheet"))
    layout.lay(
        BALLOT, Column("weighted", "加权票数", "number", op("mul", col("count"), col("weight")), shown="sheet")
    )
    panels.give("when_empty", "无票时的满意率", "ratio")
    for name, title in (("counted", "计入票数"), ("weighted", "加权票数")):
        layout.lay(PANEL, Column(name, title, "number", over("sum", BALLOT, name, _CELL), shown="sheet"))
    below, words = "counted", "计入票数"
    if has_denominator:
        panels.give("denominator", "规定的分母", "number")
        below, words = "base", "分母"
        base = op("nz", col("denominator"), col("counted"))
        base = op("if", op("gt", col("counted"), const(0)), base, const(0))
        layout.lay(PANEL, Column("base", "满意率的分母", "number", base, shown="sheet"))
    rate = Column(
        "rate",
        "满意率",
        "ratio",
        op("nz", op("div", col("weighted"), col(below)), col("when_empty")),
        said=f"折算后的票数 ÷ {words}：{{weighted}} ÷ {{{below}}}",
        said_none="没有可计入的票",
    )
    layout.lay(PANEL, rate)
    _lay_mean(layout, PANEL, None)
    whole = PANEL
    if has_channels:
        whole = lay_channels(layout).id
        rate_of_all = op("nz", _mean_of(PANEL, (*_CELL[:3], "joint")), col("when_empty"))
        _lay_mean(layout, JOINT, rate_of_all, "各渠道满意率按权重平均")
    _lay_mean(layout, ASPECT, _mean_of(whole, _CELL[:3]), "各主体满意率按权重平均")


def _mean_of(table: str, match: tuple[str, ...]) -> Op:
    """The mean of the rates of the rows of `table` by their weights."""
    points, weights = (over("sum", table, name, match) for name in ("weighted_rate", "share"))
    return op("div", points, weights)


def _lay_mean(layout: BookLayout, table: str, rate: Op | None, said: str = "") -> None:
    """What a weighted mean over the rows of `table` needs: their rate, its share of the weight, and both together."""
    if rate is not None:
        layout.lay(table, Column("rate", "满意率", "ratio", rate, said=said))
    share = op("if", op("not-none", col("rate")), col("weight"), const(None))
    layout.lay(table, Column("share", "计入权重", "number", share, shown="sheet"))
    layout.lay(
        table, Column("weighted_rate", "加权满意率", "number", op("mul", col("weight"), col("rate")), shown="sheet")
    )


@where_read
def _check_weights(steps: tuple[str | int, ...], words: str, rows: tuple[Weighted, ...]) -> Iterator[Flaw]:
    if not sum((row.weight for row in rows), Decimal(0)):
        yield Flaw("KH407", steps, f"{words}的权重合计为 0", "至少要有一个权重大于 0。")


@where_read
def _check_channels(part: AppraisalComponent) -> Iterator[Flaw]:
    """KH402: votes are counted under one id each; KH407: weights; KH459: what becomes of a channel without votes."""
    seen = {panel.id for panel in part.panels}
    for at, panel in enumerate(part.panels):
        if panel.channels:
            yield from _check_weights(("panels", at, "channels"), f"{panel.name}各渠道", panel.channels)
        for number, row in enumerate(panel.channels):
            if row.id in seen:
                words = f"渠道编号“{row.id}”在本部分的评议主体和渠道里已经用过"
                hint = "各渠道分别计票，请改用不同的编号，如 public-online。"
                yield Flaw("KH402", ("panels", at, "channels", number, "id"), words, hint)
            seen.add(row.id)
    if any(panel.channels for panel in part.panels) and not part.empty_channel:
        words = "有主体分渠道计票，没有写某渠道没有可计入的票时怎样办"
        yield Flaw("KH459", (), words, ask_choice("empty_channel", EMPTY_CHANNELS))


@where_read
def _check_option(at: int, option: Option) -> Iterator[Flaw]:
    if option.excluded and option.weight is not None:
        yield Flaw("KH408", ("options", at), f"选项“{option.name}”既有权重又不计入", "请只保留一种。")
    elif not option.excluded and option.weight is None:
        hint = "请补上 weight，或写明 excluded: true。"
        yield Flaw("KH408", ("options", at), f"选项“{option.name}”没有写权重", hint)


@where_read
def _check_options(options: tuple[Option, ...]) -> Iterator[Flaw]:
    if not any(option.weight for option in options):
        yield Flaw("KH407", ("options",), "没有一个选项的权重大于 0", "请核对选项的权重。")
