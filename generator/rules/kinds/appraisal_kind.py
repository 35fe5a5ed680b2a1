"""评议: from tallies of votes to a rate of satisfaction, and what is lost by it (design §4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.number import format_points
from generator.rules.book_layout import BookLayout
from generator.rules.expression import Column, Op, col, const, op, over
from generator.rules.given_tables import ASPECT, BALLOT, PANEL, UNIT, lay_ballots
from generator.rules.kind import Effect, LaidPart
from generator.rules.scheme import AppraisalComponent, Scheme

_CELL = ("unit", "part", "aspect", "panel")


class AppraisalKind:
    """Panels vote on aspects; the mean of the aspects' rates, each the mean of its panels', is the unit's rate."""

    name = "appraisal"
    title = "评议"
    effect: Effect = "loses"
    record = AppraisalComponent

    def lay(self, part: AppraisalComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """Rates by panel, aspect and unit; what the rate leaves unfulfilled is lost, nothing before it is known."""
        _lay_rates(layout)
        where = (("part", part.id),)
        points, weights = (over("sum", ASPECT, name, ("unit",), where) for name in ("weighted_rate", "share"))
        mean = op("div", points, weights)
        if part.empty_panel == "error":
            known, asked = (over("count", PANEL, name, ("unit",), where) for name in ("rate", "weight"))
            mean = op("if", op("eq", known, asked), mean, const(None))
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
            f"{part.name}扣分",
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

    def tell(self, part: AppraisalComponent, scheme: Scheme) -> Iterator[str]:
        """Who votes on what."""
        aspects, panels = ("、".join(found.name for found in of) for of in (part.aspects, part.panels))
        yield f"{part.name} {format_points(part.max)} 分，由{panels}就{aspects}评议，按满意率计分。"


def _lay_rates(layout: BookLayout) -> None:
    """The columns of ballots, panels and aspects; all parts with votes share them."""
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
    rate = Column(
        "rate",
        "满意率",
        "ratio",
        op("nz", op("div", col("weighted"), col("counted")), col("when_empty")),
        said="Σ(权重×票数) ÷ 计入票数：{weighted} ÷ {counted}",
        said_none="没有可计入的票",
    )
    layout.lay(PANEL, rate)
    _lay_mean(layout, PANEL, None)
    points, weights = (over("sum", PANEL, name, _CELL[:3]) for name in ("weighted_rate", "share"))
    _lay_mean(layout, ASPECT, op("div", points, weights))


def _lay_mean(layout: BookLayout, table: str, rate: Op | None) -> None:
    """What a weighted mean over the rows of `table` needs: their rate, its share of the weight, and both together."""
    if rate is not None:
        layout.lay(table, Column("rate", "满意率", "ratio", rate, said="各主体满意率按权重平均"))
    share = op("if", op("not-none", col("rate")), col("weight"), const(None))
    layout.lay(table, Column("share", "计入权重", "number", share, shown="sheet"))
    layout.lay(
        table, Column("weighted_rate", "加权满意率", "number", op("mul", col("weight"), col("rate")), shown="sheet")
    )
