"""From a scheme to its book: the parts by their kinds, then the total, the rank and what counts elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from generator.model.number import format_points
from generator.rules.book_layout import BookLayout
from generator.rules.expression import Column, Op, col, const, op, rank, round_to
from generator.rules.given_tables import UNIT, lay_units
from generator.rules.kind import Kind, Laid, LaidPart
from generator.rules.kinds.appraisal_kind import AppraisalKind
from generator.rules.kinds.deductions_kind import Deductions
from generator.rules.scheme import Scheme

KINDS: tuple[Kind, ...] = (Deductions(), AppraisalKind())


def compile_scheme(scheme: Scheme, kinds: tuple[Kind, ...] = KINDS) -> Laid:
    """The book of `scheme`; a part of a kind that is not among `kinds` is a fault of the program (KeyError)."""
    by_record = {kind.record: kind for kind in kinds}
    layout = BookLayout(scheme.year)
    lay_units(layout)
    parts = tuple(
        _lay_counted(by_record[type(part)].lay(part, scheme, layout), scheme, layout) for part in scheme.components
    )
    total = layout.lay(UNIT, _total_column(scheme, parts))
    contribution = ""
    if scheme.target_assessment_weight is not None:
        weighed = op("mul", col(total), const(scheme.target_assessment_weight))
        said = f"得分 × 权重：{{{total}}} × {format_points(scheme.target_assessment_weight)}"
        title, basis = f"计入{scheme.target_assessment}", scheme.basis.target
        contribution = layout.lay(UNIT, Column("contribution", title, "points", weighed, said=said, clause=basis))
    ties = cast(Literal["shared", "dense"], scheme.ranking.ties)
    placed = Column("rank", "名次", "rank", rank((total,), ("group",), ties), clause=scheme.basis.ranking)
    layout.lay(UNIT, placed)
    return Laid(scheme, layout.finish(), parts, total, placed.id, contribution)


def _lay_counted(part: LaidPart, scheme: Scheme, layout: BookLayout) -> LaidPart:
    """The part with the column of what it counts: rounded here if the scheme rounds the parts."""
    exact = layout.table(UNIT, "", ()).columns[part.exact]
    value, places = col(part.exact), scheme.rounding.places
    if scheme.rounding.at == "component":
        value = round_to(value, places, scheme.rounding.mode)
    counted = replace(
        exact, id=f"{part.part.id}:counted", expr=value, said="", said_none="", places=places, shown="page"
    )
    return replace(part, counted=layout.lay(UNIT, counted))


def _total_column(scheme: Scheme, parts: tuple[LaidPart, ...]) -> Column:
    """Full marks less what is lost, plus what is added, rounded here if the scheme rounds the total."""
    total: Op = const(scheme.full_marks)
    said = format_points(scheme.full_marks)
    for part in parts:
        if part.kind.effect == "loses":
            total = op("sub", total, col(part.counted))
            said += f" − {{{part.counted}}}"
        elif part.kind.effect == "adds":
            total = op("add", total, col(part.counted))
            said += f" ＋ {{{part.counted}}}"
    adds = any(part.kind.effect == "adds" for part in parts)
    said = f"满分 − 扣分总和{' ＋ 加分' if adds else ''}：{said}"
    places = scheme.rounding.places
    if scheme.rounding.at == "total":
        total = round_to(total, places, scheme.rounding.mode)
        said += f"，保留 {places} 位小数"
    return Column("total", "得分", "points", total, said=said, places=places, shown="page", clause=scheme.basis.total)
