"""The columns from what the parts come to, to the total: weights, roundings, bounds, vetoes, the year of quarters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from generator.model.number import UNLIMITED, format_points, rounded_words
from generator.model.quarter import quarter_name
from generator.rules.book_layout import BookLayout
from generator.rules.coefficient_columns import Points, lay_multiplied
from generator.rules.earned_column import earned_column
from generator.rules.expression import Column, Op, OpName, col, const, op, over, round_rest, round_to
from generator.rules.given_tables import QUARTER, UNIT, lay_quarters
from generator.rules.kind import MARKED, LaidPart
from generator.rules.part_record import ComponentRecord, coefficient_of, converted_to, worth_in_total
from generator.rules.scaled_columns import lay_scaled
from generator.rules.scheme import Rounding, Scheme
from generator.rules.total_rule import YearOf
from generator.rules.veto_columns import LaidVetoes

COEFFICIENT = "total:coefficient-known"  # whether the coefficient of the total is there
QUARTERS = "quarters"  # the column of what the quarters come to together
TAKEN = f"{QUARTERS}:taken"  # the same before its weight in the year, where it has one
TAKEN_WORDS = {
    "sum": "各季度得分相加",
    "mean": "各季度得分的平均",
    "highest": "各季度得分中最高的",
    "last": "最后一个季度的得分",
    "weighted": "各季度得分按权重平均",
}


def taken_words(rule: YearOf) -> str:
    """What the quarters come to: 各季度得分的平均, 各季度得分的平均 × 60%."""
    weight = "" if rule.weight is None else f" × {format_points(rule.weight * 100)}%"
    return TAKEN_WORDS[rule.take] + weight


class _Said(NamedTuple):
    """A figure in the making and the sentence for it."""

    value: Op
    words: str


def lay_counted(part: LaidPart, scheme: Scheme, layout: BookLayout) -> LaidPart:
    """The part with the column of what it counts: weighed, and rounded here if the scheme rounds the parts."""
    part = _multiply(lay_scaled(part, layout), scheme, layout)
    exact = layout.table(UNIT, "", ()).columns[part.exact]
    record = part.part
    if _is_weighed(record):
        weighed, factor = _weighed(part.exact, record)
        said = f"{'乘以权重' if record.weight is not None else '折算'}：{{{part.exact}}} {factor}"
        name = f"{record.id}:weighed"
        made = replace(exact, id=name, expr=weighed, said=said, said_none="", cap=False, shown="sheet")
        part = replace(part, exact=layout.lay(UNIT, made), absent=_weighed_absent(part, layout))
    rule = scheme.rounding_at("component")
    value = col(part.exact) if rule is None else _rounded_part(part, rule)
    counted = replace(
        exact, id=f"{record.id}:counted", expr=value, said="", said_none="", places=scheme.rounding.places,
        shown="page", cap=False,
    )  # fmt: skip
    return replace(part, counted=layout.lay(UNIT, counted))


def _multiply(part: LaidPart, scheme: Scheme, layout: BookLayout) -> LaidPart:
    """The part times its coefficient, where it has one; it waits for that, too."""
    record, rule = part.part, coefficient_of(part.part)
    if rule is None:
        return part
    before = layout.table(UNIT, "", ()).columns[part.exact]

    def lay(step: str, title: str, expr: Op, said: str, cap: bool) -> str:
        made = replace(before, id=f"{record.id}:{step}", title=title, expr=expr, said=said, said_none="", cap=cap)
        return layout.lay(UNIT, replace(made, shown="sheet"))

    points = Points(record.id, record.name, part.exact, part.marks, part.kind.effect == "loses")
    column, known = lay_multiplied(layout, scheme, rule, points, lay)
    if known is None:
        return replace(part, exact=column)
    both = op("and", col(part.complete), known) if part.complete else known
    title = f"{record.name}已计入，{rule.name}已确定"
    complete = Column(f"{record.id}:coefficient-known", title, "flag", both, shown="sheet")
    return replace(part, exact=column, complete=layout.lay(UNIT, complete))


def _multiply_total(layout: BookLayout, scheme: Scheme, found: _Said, full: Decimal) -> _Said:
    """The total times its coefficient, where it has one."""
    rule = scheme.total.coefficient
    if rule is None:
        return found
    made = Column("points", "乘以系数以前的得分", "points", found.value, said=found.words, clause=scheme.basis.total)

    def lay(step: str, title: str, expr: Op, said: str, cap: bool) -> str:
        return layout.lay(UNIT, replace(made, id=f"total:{step}", title=title, expr=expr, said=said, cap=cap))

    points = Points("total", "", layout.lay(UNIT, made), const(full), False)
    column, known = lay_multiplied(layout, scheme, rule, points, lay)
    if known is not None:
        layout.lay(UNIT, Column(COEFFICIENT, f"{rule.name}已确定", "flag", known, shown="sheet"))
    return _Said(col(column), f"乘以{rule.name}以后的得分：{{{column}}}")


def awaited_coefficient(layout: BookLayout, scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """The column that says whether the coefficient of the total is known, and its name; none where it always is."""
    rule = scheme.total.coefficient
    known = COEFFICIENT in layout.table(UNIT, "", ()).columns
    return ((COEFFICIENT, rule.name),) if rule is not None and known else ()


def _is_weighed(record: ComponentRecord) -> bool:
    return record.weight is not None or converted_to(record) is not None


def _weighed(column: str, record: ComponentRecord) -> tuple[Op, str]:
    """Points of a part as they count in the total, and by which factor: × 0.4, × 100 ÷ 120."""
    converted = converted_to(record)
    if converted is None:
        weight = const(record.weight)
        return op("mul", col(column), weight), f"× {format_points(record.weight or Decimal(1))}"
    points = op("div", op("mul", col(column), const(converted)), const(record.max))
    return points, f"× {format_points(converted)} ÷ {format_points(record.max)}"


def _weighed_absent(part: LaidPart, layout: BookLayout) -> str:
    """The column of the marks that do not exist for the unit, weighed as the part is."""
    if not part.absent:
        return ""
    absent = layout.table(UNIT, "", ()).columns[part.absent]
    weighed, _ = _weighed(part.absent, part.part)
    return layout.lay(UNIT, replace(absent, id=f"{part.part.id}:weighed-absent", expr=weighed))


def _rounded_part(part: LaidPart, rule: Rounding) -> Op:
    """The figure of the part rounded: itself, or, where the other side of its marks is rounded, what that leaves."""
    exact = col(part.exact)
    if (rule.of == "lost") == (part.kind.effect == "loses") or worth_of(part) == UNLIMITED:
        return round_to(exact, rule.places, rule.mode)
    return round_rest(const(worth_of(part)), exact, rule.places, rule.mode)


def worth_of(part: LaidPart) -> Decimal:
    """What the part counts at most in the total."""
    return worth_in_total(part.part)


def lay_total(
    layout: BookLayout, scheme: Scheme, parts: Sequence[LaidPart], vetoes: LaidVetoes, of_quarters: bool
) -> str:
    """The column of the total; where there are vetoes, one of what it would be without them stands before it.

    `of_quarters` says that the year follows from its quarters, with the `parts` that count once a year.
    """
    found, full = _of_quarters(layout, scheme, parts) if of_quarters else _of_parts(scheme, parts), scheme.full_marks
    if not of_quarters:  # of them each has been multiplied
        if scheme.year_of is not None:
            full = sum((worth_of(part) for part in parts if part.kind.effect in MARKED), Decimal(0))
        found = _multiply_total(layout, scheme, found, full)
    found = _rounded(scheme, found, full)
    name = "total-before-veto" if scheme.vetoes else "total"
    title = "得分（否决以前）" if scheme.vetoes else "得分"
    total, is_cap = _bounded(layout, scheme, found)
    shown = "sheet" if scheme.vetoes else "page"
    made = Column(name, title, "points", total.value, is_cap, said=total.words, clause=scheme.basis.total)
    layout.lay(UNIT, replace(made, places=scheme.rounding.places, shown=shown))  # type: ignore[arg-type]
    if scheme.vetoes:
        after = Column("total", "得分", "points", vetoes.total(col(name)), clause=scheme.basis.total)
        after = replace(after, said_none="有否决，没有得分")
        layout.lay(UNIT, replace(after, places=scheme.rounding.places, shown="page"))
    return "total"


def _of_parts(scheme: Scheme, parts: Sequence[LaidPart]) -> _Said:
    """Full marks, or those of the parts that take, less what is lost, plus what is earned and added.

    Of penalty points it is their sum.
    """
    losing = [part for part in parts if part.kind.effect == "loses"]
    start = sum((worth_of(part) for part in losing), start=Decimal(0))
    value: Op | None = const(start) if losing else None
    said = format_points(start) if losing else ""
    for part in losing:
        for column in (part.counted, *([part.absent] if part.absent else [])):
            value = op("sub", value or const(0), col(column))
            said += f" − {{{column}}}"
    for part in parts:
        if part.kind.effect in {"earns", "adds", "penalises"}:
            value = col(part.counted) if value is None else op("add", value, col(part.counted))
            said += f"{' ＋ ' if said else ''}{{{part.counted}}}"
    effects = {part.kind.effect for part in parts}
    whole = "满分" if start == scheme.full_marks else "扣分部分的分值"
    head = f"{whole} − 扣分总和" if losing else ""
    if "earns" in effects:
        head += " ＋ 得分" if head else "各部分得分之和"
    if "penalises" in effects:
        head += " ＋ 记分" if head else "各部分记分之和"
    if "adds" in effects:
        head += " ＋ 加分" if head else "加分"
    return _Said(value or const(0), f"{head}：{said}")


def _of_quarters(layout: BookLayout, scheme: Scheme, parts: Sequence[LaidPart]) -> _Said:
    """What the quarters come to together, and what counts once in a year."""
    lay_quarters(layout)
    rule = scheme.year_of
    take = rule.take if rule else ""
    said = TAKEN_WORDS.get(take, "")
    taken = _weighed_quarters(layout, rule.weights) if rule and rule.weights else _Said(_taken(take), said)
    made = Column(QUARTERS, "各季度得分合成", "points", taken.value, said=taken.words, clause=scheme.basis.total)
    if rule is not None and rule.weight is not None:
        layout.lay(UNIT, replace(made, id=TAKEN, title=said))
        words = f"乘以权重：{{{TAKEN}}} × {format_points(rule.weight)}"
        made = replace(made, expr=op("mul", col(TAKEN), const(rule.weight)), said=words)
    value, said = col(layout.lay(UNIT, made)), "各季度得分合成：{quarters}"
    for part in parts:
        column = earned_column(layout, part)
        value, said = op("add", value, col(column)), f"{said} ＋ {{{column}}}"
    return _Said(value, said)


def lay_quarters_known(layout: BookLayout) -> str:
    """The column that says whether the quarters that have begun have what they wait for; they are laid."""
    awaited = over("count", QUARTER, "awaited", ("unit",))
    known = Column("quarters:complete", "各季度数据齐全", "flag", op("eq", awaited, const(0)), shown="sheet")
    return layout.lay(UNIT, known)


def _taken(take: str) -> Op:
    if take != "last":
        names: dict[str, OpName] = {"sum": "sum", "mean": "mean", "highest": "highest"}
        return over(names[take], QUARTER, "counted", ("unit",))
    found: Op = const(None)
    for quarter in ("Q1", "Q2", "Q3", "Q4"):
        found = op("nz", over("get", QUARTER, "counted", ("unit",), (("quarter", quarter),)), found)
    return found


def _weighed_quarters(layout: BookLayout, weights: Sequence[Decimal]) -> _Said:
    """The mean of the quarters that there are, each with its weight; products and sums have columns of their own."""
    products, known = [], []
    for at, weight in enumerate(weights, 1):
        name, title, factor = f"{QUARTERS}:q{at}", f"{quarter_name(at)}得分", format_points(weight)
        score = over("get", QUARTER, "counted", ("unit",), (("quarter", f"Q{at}"),))
        layout.lay(UNIT, Column(name, title, "points", score, shown="sheet"))
        there = Column(f"{name}-known", f"有{title}", "flag", op("not-none", col(name)), shown="sheet")
        known.append(op("if", col(layout.lay(UNIT, there)), const(weight), const(0)))
        said = f"{{{name}}} × {factor}"
        made = Column(f"{name}-weighed", f"{title} × 权重", "points", op("mul", col(name), const(weight)), said=said)
        products.append(layout.lay(UNIT, replace(made, said_none="没有这个季度的得分")))
    sums = op("add", *(op("nz", col(product), const(0)) for product in products))
    said = " ＋ ".join(f"{{{product}}}" for product in products)
    above = layout.lay(UNIT, Column(f"{QUARTERS}:weighed", "各季度得分 × 权重之和", "points", sums, said=said))
    said = "有得分的季度的权重相加"
    below = layout.lay(UNIT, Column(f"{QUARTERS}:weights", "权重之和", "number", op("add", *known), said=said))
    words = f"各季度得分 × 权重之和 ÷ 权重之和：{{{above}}} ÷ {{{below}}}"
    return _Said(op("div", col(above), col(below)), words)


def _rounded(scheme: Scheme, found: _Said, full: Decimal) -> _Said:
    """The total rounded, or `full` marks less what is lost in all, rounded; as it is, where it is not rounded."""
    rule = scheme.rounding_at("total")
    if rule is None:
        return found
    value = round_to(found.value, rule.places, rule.mode)
    if rule.of == "lost":
        value = round_rest(const(full), found.value, rule.places, rule.mode)
    return _Said(value, f"{found.words}，{rounded_words(rule.places, rule.mode)}")


def _bounded(layout: BookLayout, scheme: Scheme, found: _Said) -> tuple[_Said, bool]:
    """The total within what the scheme allows; whether something bounds it."""
    rule = scheme.total
    cap = None if rule.cap == UNLIMITED else rule.cap
    floor = None if rule.floor == -UNLIMITED else rule.floor
    if cap is None and floor is None:
        return found, False
    made = Column("sum", "得分（上下限以前）", "points", found.value, said=found.words, clause=scheme.basis.total)
    value, said = col(layout.lay(UNIT, made)), []
    if cap is not None:
        value = op("min", value, const(cap))
        if floor is not None:
            capped = replace(made, id="sum-capped", title="得分（下限以前）", expr=value, cap=True, said="")
            value = col(layout.lay(UNIT, capped))
        said.append(f"不超过 {format_points(cap)} 分")
    if floor is not None:
        value = op("max", value, const(floor))
        said.append(f"不低于 {format_points(floor)} 分")
    return _Said(value, f"{'、'.join(said)}：{{sum}}"), True
