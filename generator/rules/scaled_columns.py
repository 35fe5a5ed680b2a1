"""The columns of a part that is set against the other units, and what is asked of such a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

from generator.model.number import UNLIMITED, format_points
from generator.model.ranking_rule import RANKED_AMONG
from generator.rules.book_layout import BookLayout
from generator.rules.effect_words import named_points
from generator.rules.expression import Op, col, const, op, over
from generator.rules.figures import match_among
from generator.rules.flaw import Flaw, ask_choice
from generator.rules.given_tables import UNIT
from generator.rules.kind import LaidPart
from generator.rules.scaled_rule import ALL_EQUAL, ScaledRule


def scaled_of(part: Any) -> ScaledRule | None:
    """How the points of a part are set against those of other units; None where they are not."""
    found: ScaledRule | None = getattr(part, "scaled", None)
    return found


def lay_scaled(part: LaidPart, layout: BookLayout) -> LaidPart:
    """The part set against the other units, where its scheme says so: the highest, the lowest, and what follows."""
    rule, record = scaled_of(part.part), part.part
    if rule is None:
        return part
    before = layout.table(UNIT, "", ()).columns[part.exact]
    is_lost = part.kind.effect == "loses"

    def lay(step: str, title: str, expr: Op, said: str = "") -> Op:
        made = replace(before, id=f"{record.id}:{step}", title=title, expr=expr, said=said, said_none="", cap=False)
        shown: Literal["steps", "sheet"] = "steps" if is_lost and step == "points" else "sheet"
        return col(layout.lay(UNIT, replace(made, shown=shown)))

    marks = part.marks
    own = col(part.exact)
    if is_lost:
        own = lay("own", f"{record.name}得分（折算以前）", op("sub", marks, own))
    points = _points(rule, record, own, lay)
    if is_lost:
        points = lay("scaled", named_points(record.name, "扣分"), op("sub", marks, points))
    return replace(part, exact=points.column)


def _points(rule: ScaledRule, record: Any, own: Op, lay: Any) -> Op:
    """What the unit's own points come to beside the highest, or between the highest and the lowest."""
    within = match_among(rule.among)
    top = const(record.max if rule.top is None else rule.top)
    best = lay("best", f"{record.name}最高分", over("highest", UNIT, own.column, within))
    title, highest = f"{record.name}得分（折算以后）", format_points(top.value)
    if rule.by == "best":
        share = op("if", op("gt", best, const(0)), op("div", own, best), const(0))
        said = f"得分 ÷ 最高分 × {highest}：{{{own.column}}} ÷ {{{best.column}}} × {highest}"
        found: Op = lay("points", title, op("mul", share, top), said)
        return found
    least = lay("least", f"{record.name}最低分", over("lowest", UNIT, own.column, within))
    way = op("div", op("sub", own, least), op("sub", best, least))
    share = op("if", op("gt", best, least), way, const(1 if rule.equal == "top" else 0))
    low = rule.bottom or 0
    rise = op("mul", share, op("sub", top, const(low)))
    said = f"得分 {{{own.column}}} 在最低 {{{least.column}}}、最高 {{{best.column}}} 之间的位置"
    said += f"，折算到 {format_points(low)} 至 {highest} 之间"
    placed: Op = lay("points", title, op("add", const(low), rise), said)
    return placed


def check_scaled(part: Any, effect: str) -> Iterator[Flaw]:
    """KH459: what the highest and the lowest come to; KH430, KH433: within the part, and in order."""
    rule = scaled_of(part)
    if rule is None:
        return
    if rule.top is None and part.max == UNLIMITED:
        yield Flaw("KH459", ("scaled",), f"“{part.name}”没有分值，没有写最高分折算成几分", "请写 top。")
    if rule.top is not None and part.max != UNLIMITED and rule.top > part.max:
        words = f"最高分折算成 {format_points(rule.top)} 分，本部分是 {format_points(part.max)} 分"
        yield Flaw("KH430", ("scaled", "top"), words, "请核对 top 和 max。")
    if effect == "penalises" and rule.by == "best":
        words = f"“{part.name}”记的是罚分，按最高分折算，就是以罚得最多的单位为准"
        hint = "请写 by: range（最多、最少各折算为一个分值）；"
        hint += "以罚得最少的为准的，请写成 quotient 标准（better: lower）。"
        yield Flaw("KH430", ("scaled", "by"), words, hint)
    if effect == "loses" and part.max == UNLIMITED:
        yield Flaw("KH430", ("scaled",), f"“{part.name}”没有分值，算不出得分", "请用 max 写明分值。")
    if rule.by == "range":
        if rule.bottom is None:
            yield Flaw("KH459", ("scaled",), "没有写最低分折算成几分", "请写 bottom。")
        elif rule.bottom >= (part.max if rule.top is None else rule.top):
            yield Flaw("KH433", ("scaled", "bottom"), "最低的分值不低于最高的分值", "请核对 bottom 和 top。")
        if not rule.equal:
            yield Flaw("KH459", ("scaled",), "没有写得分都相同时怎样折算", ask_choice("equal", ALL_EQUAL))


def tell_scaled(part: Any) -> Iterator[str]:
    """How the part is set against the others, in a sentence; none where it is not."""
    rule = scaled_of(part)
    if rule is None:
        return
    top = format_points(part.max if rule.top is None else rule.top)
    among = RANKED_AMONG[rule.among]
    if rule.by == "best":
        yield f"{part.name}：{among}得分最高的折算为 {top} 分，其余按与最高分的比例折算。"
    else:
        low = format_points(rule.bottom or 0)
        equal = f"，得分都相同的{ALL_EQUAL[rule.equal]}" if rule.equal else ""
        yield f"{part.name}：{among}得分最高的折算为 {top} 分，最低的折算为 {low} 分，其余按所在的位置折算{equal}。"
