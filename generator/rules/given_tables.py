"""What is recorded, as tables with given columns: kinds of parts lay theirs on them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.rules.book_layout import BookLayout, DraftTable
from generator.rules.expression import CellUnit, Column, Op, Over, col, const, op
from generator.rules.scheme import Scheme
from generator.rules.standard_versions import standard_in_force

UNIT, RECORD, BALLOT, PANEL, ASPECT = "unit", "record", "ballot", "panel", "aspect"
JOINT = "joint"  # a panel with all its channels, where a scheme has any
MEASURE, IMPORT, APPLIES, UNIT_PART, QUARTER = "measure", "import", "applies", "unit-part", "quarter"
MONTH, EACH_QUARTER = "month", "each-quarter"  # in which items are scored by themselves, for the mean of them
UNIT_KEYS = frozenset({"division"})  # keys beside that of a unit in which the id of another unit may stand
EDGE = "edge"  # where a unit begins or ends to be assessed within the year
IN_FORCE = "in-force"  # of a record: the standard as it stood on its date, where amendments changed it

# What else a record of points may say; a standard that needs one of them gives its column.
RECORD_COLUMNS: Mapping[str, tuple[str, CellUnit]] = {
    "fact": ("同一事实", "text"),
    "count": ("件数", "number"),
    "cured": ("整改完成日期", "day"),
    "charge_unit": ("另计单位", "text"),
    "charge_points": ("另计分值", "points"),
    "part": ("所属部分", "text"),
}

SPAN_TABLES = {"month": (MONTH, "各月"), "quarter": (EACH_QUARTER, "各季度")}
SPAN_TABLE_IDS = frozenset(table for table, _ in SPAN_TABLES.values())  # of items that are scored in each by itself
WHOLE = "whole"  # the column of them that says whether all of their days count


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
    if scheme.splits_years:
        lay_edges(layout)
    layout.lay(RECORD, Column("effective", "有效分值", "points", _effective_points(scheme)))
    in_force = standard_in_force(scheme)
    if in_force is not None:
        layout.lay(RECORD, Column(IN_FORCE, "登记之日施行的标准", "text", in_force, shown="sheet"))
    return known


def standard_column(layout: BookLayout) -> str:
    """The column of the records that says by which standard each counts."""
    return IN_FORCE if IN_FORCE in layout.table(RECORD, "记录", ("record",)).columns else "standard"


def _effective_points(scheme: Scheme) -> Op:
    reduced = op("eq", col("decision"), const("reduced"))
    kept = op("if", reduced, op("nz", col("decided_points"), col("points")), col("points"))
    return op("if", record_is_void(scheme), const(0), kept)


def lay_edges(layout: BookLayout) -> DraftTable:
    """Where a unit begins (`from`) or ends (`to`) to be assessed within the year: the day next to it, outside."""
    table = layout.table(EDGE, "年度中间参加、退出的单位", ("unit", "end"))
    table.give("outside", "此日起（或此日以前）不计", "day")
    return table


def is_outside(unit: str) -> Op:
    """Whether a record was found when the unit in its column `unit` was not assessed."""
    first, last = (
        Op("get", over=Over(EDGE, "outside", (("unit", unit),), (("end", end),))) for end in ("from", "to")
    )
    return op("or", op("le", col("date"), first), op("ge", col("date"), last))


def record_is_void(scheme: Scheme) -> Op:
    """Whether a record counts for nothing: revoked, by a review too, or found before the scheme's first day.

    Or while its unit was not assessed, where it is assessed for a part of the year.
    """
    void = [col("revoked"), op("eq", col("decision"), const("revoked"))]
    if scheme.counts_from is not None:
        void.insert(0, op("lt", col("date"), const(scheme.counts_from.isoformat())))
    if scheme.splits_years:
        void.append(is_outside("unit"))
    return op("or", *void)


def give_record_column(layout: BookLayout, name: str) -> str:
    """Adds a given column of RECORD_COLUMNS to the records; its id."""
    title, unit = RECORD_COLUMNS[name]
    layout.table(RECORD, "记录", ("record",), record="record").give(name, title, unit)
    return name


def lay_measures(layout: BookLayout) -> DraftTable:
    """Measured values of a unit, a measure of the scheme and a period (2019, 2019-Q4): `done` of `of`, or a value."""
    table = layout.table(MEASURE, "指标数值", ("unit", "measure", "period"), label="{period} 填报")
    table.give("value", "数值", "number")
    table.give("done", "完成数", "number")
    table.give("of", "应完成数", "number")
    return table


def lay_imports(layout: BookLayout) -> DraftTable:
    """What other assessments say: of an import of the scheme and a unit, its score, or its rank among `of`.

    The one value of an import that is the same for all (a mean of the province) stands under the unit "".
    """
    table = layout.table(IMPORT, "其他考核的结果", ("import", "unit"))
    table.give("score", "得分", "number")
    table.give("rank", "名次", "rank")
    table.give("of", "参加排名的单位数", "number")
    return table


def lay_applies(layout: BookLayout) -> DraftTable:
    """Items that do not apply to a unit (`excluded`)."""
    table = layout.table(APPLIES, "不适用的单项", ("item", "unit"))
    table.give("excluded", "不适用", "flag")
    return table


def lay_unit_parts(layout: BookLayout) -> DraftTable:
    """The parts of units, such as counties of a city: one row for each unit, kind of part (`of`) and part."""
    table = layout.table(UNIT_PART, "单位的组成部分", ("unit", "of", "division"), label="{division}")
    table.give("there", "有这一部分", "flag")
    return table


def lay_spans(layout: BookLayout, over: str) -> DraftTable:
    """The months, or quarters, of each unit that lie within the period: in each, some items are scored by themselves.

    The key beside the unit is the column of the records by which they belong to one: `month` (2019-03), `quarter`
    (2019-Q1).
    """
    name, title = SPAN_TABLES[over]
    table = layout.table(name, title, ("unit", over), label="{name}")
    table.give("name", "名称", "text")
    return table


def lay_wholeness(layout: BookLayout, over: str) -> None:
    """Whether each month, or quarter, counts from its first day to its last, by the scheme and of the unit."""
    lay_spans(layout, over).give(WHOLE, "全期计分", "flag")


def lay_quarters(layout: BookLayout) -> DraftTable:
    """The totals of the quarters (Q1 to Q4) that are scored by themselves; without a row, the unit had none."""
    table = layout.table(QUARTER, "季度得分", ("unit", "quarter"), label="{name}得分")
    table.give("name", "名称", "text")
    table.give("total", "得分", "points")
    table.give("complete", "数据齐全", "flag")
    said, none = "这个季度单独计分", "这个季度还没有结果"
    layout.lay(QUARTER, Column("counted", "计入年度的得分", "points", col("total"), said=said, said_none=none))
    awaited = op("if", col("complete"), const(None), const(1))
    layout.lay(QUARTER, Column("awaited", "数据不全", "number", awaited, shown="sheet"))
    return table


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


def lay_channels(layout: BookLayout) -> DraftTable:
    """Panels over their channels; a panel without channels is its own only one."""
    layout.table(PANEL, "评议计票", ("unit", "part", "aspect", "panel")).give("joint", "所属主体编号", "text")
    table = layout.table(JOINT, "各渠道合计", ("unit", "part", "aspect", "joint"), label="{name}（权重 {weight}）")
    table.give("name", "名称", "text")
    table.give("weight", "主体权重", "number")
    table.give("when_empty", "无票时的满意率", "ratio")
    return table
