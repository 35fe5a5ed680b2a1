"""What is recorded, as tables with given columns: kinds of parts lay theirs on them."""

from __future__ import annotations

from generator.rules.book_layout import BookLayout, DraftTable
from generator.rules.expression import Column, Op, col, const, op
from generator.rules.scheme import Scheme

UNIT, RECORD, BALLOT, PANEL, ASPECT = "unit", "record", "ballot", "panel", "aspect"


def lay_units(layout: BookLayout) -> DraftTable:
    """The units that are scored: one row each."""
    table = layout.table(UNIT, "被考核单位", ("unit",))
    table.give("group", "排名组", "text")
    return table


def lay_records(layout: BookLayout, scheme: Scheme) -> DraftTable:
    """The records of points, one row each, with the points that each counts for.

    They are none where it was revoked, where a review revoked it, or where it was found before the scheme's first day
    and such findings do not count; the decided ones where a review reduced them; else its own (design §4.1).
    """
    known = layout.table(RECORD, "记录", ("record",), record="record")
    if "effective" in known.columns:
        return known
    known.give("unit", "单位", "text")
    known.give("item", "单项", "text")
    known.give("standard", "标准", "text")
    known.give("date", "日期", "day")
    known.give("points", "分值", "points")
    known.give("revoked", "已撤销", "flag")
    known.give("decision", "复核决定", "text")
    known.give("decided_points", "复核后分值", "points")
    layout.lay(RECORD, Column("effective", "有效分值", "points", _effective_points(scheme)))
    return known


def _effective_points(scheme: Scheme) -> Op:
    void = [col("revoked"), op("eq", col("decision"), const("revoked"))]
    if scheme.counts_from is not None:
        void.insert(0, op("lt", col("date"), const(scheme.counts_from.isoformat())))
    reduced = op("eq", col("decision"), const("reduced"))
    kept = op("if", reduced, op("nz", col("decided_points"), col("points")), col("points"))
    return op("if", op("or", *void), const(0), kept)


def lay_ballots(layout: BookLayout) -> tuple[DraftTable, DraftTable, DraftTable]:
    """Tallies of votes: by option, and the panels and aspects that they belong to, with their weights."""
    key = ("unit", "part", "aspect", "panel")
    ballots = layout.table(BALLOT, "评议票数", (*key, "option"), label="{name}", across="option", beside=PANEL)
    ballots.give("name", "名称", "text")
    ballots.give("count", "票数", "number", varies=True)
    ballots.give("weight", "选项权重", "number")
    panels = layout.table(PANEL, "评议计票", key, label="{name}（权重 {weight}）")
    panels.give("name", "名称", "text")
    panels.give("weight", "主体权重", "number")
    aspects = layout.table(ASPECT, "评议满意率", key[:3], label="{name}满意率", across="aspect", beside=UNIT)
    aspects.give("name", "名称", "text")
    aspects.give("weight", "方面权重", "number")
    aspects.give("held", "评议日期", "day")
    return ballots, panels, aspects
