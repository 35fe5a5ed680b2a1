"""From a scheme to its book: the parts by their kinds, the total, vetoes, the rank, grades, what counts elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, cast

from generator.model.number import format_points
from generator.rules.book_layout import BookLayout
from generator.rules.earned_column import find_earned
from generator.rules.expression import Column, Ties, col, const, op, rank
from generator.rules.gate_columns import lay_gates
from generator.rules.given_tables import UNIT, lay_units
from generator.rules.grade_columns import lay_grade
from generator.rules.kind import Kind, Laid, LaidPart
from generator.rules.kind_list import kind_of
from generator.rules.part_record import ComponentRecord
from generator.rules.record_columns import lay_points
from generator.rules.scheme import Scheme
from generator.rules.total_columns import awaited_coefficient, lay_counted, lay_quarters_known, lay_total
from generator.rules.veto_columns import LaidVetoes, lay_vetoes

# Which figures: the year to date; where each quarter is scored by itself, one quarter, or the year from its quarters.
Span = Literal["to-date", "quarter", "year"]


def compile_scheme(scheme: Scheme, span: Span = "to-date", kind: Callable[[object], Kind] = kind_of) -> Laid:
    """The book of `scheme`; a part of a kind that `kind` does not know is a fault of the program (KeyError).

    Raises UnlayableError where it contradicts itself or names what it does not declare: check says so.
    """
    if kind is not kind_of:
        return _compile(scheme, span, kind)
    return _compile_once(_SameScheme(scheme), span)


class _SameScheme:
    """A scheme, equal to itself alone: to compare what it says takes longer than to compile it."""

    __slots__ = ("scheme",)

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameScheme) and self.scheme is other.scheme

    def __hash__(self) -> int:
        return id(self.scheme)


@lru_cache(maxsize=12)
def _compile_once(same: _SameScheme, span: Span) -> Laid:
    """Scores, ranks after a change, the time series and the pages of a period ask for the book of one scheme."""
    return _compile(same.scheme, span, kind_of)


def _compile(scheme: Scheme, span: Span, kind: Callable[[object], Kind]) -> Laid:
    layout = BookLayout(scheme.year)
    lay_units(layout)
    parts: tuple[LaidPart, ...] = ()
    for part in scheme.components:
        if _counts_in(part, scheme, span):
            found = lay_counted(kind(part).lay(part, scheme, layout), scheme, layout)
            parts += (lay_gates(layout, scheme, found, parts),)
            layout.parts.append(parts[-1])
    points = lay_points(layout, scheme) if any(part.items for part in parts) else "effective"
    vetoes = lay_vetoes(layout, scheme, parts)
    total = lay_total(layout, scheme, parts, vetoes, span == "year")
    ranked = _lay_rank(layout, scheme, parts, total, vetoes)
    grade = lay_grade(layout, scheme, parts, total, vetoes) if scheme.grades and span != "quarter" else ""
    contribution = _lay_contribution(layout, scheme, total)
    quarters = lay_quarters_known(layout) if span == "year" else ""
    awaited = awaited_coefficient(layout, scheme)
    complete = _lay_complete(layout, parts, (quarters, *(name for name, _ in awaited)))
    return Laid(
        scheme, layout.finish(), parts, total, "rank", contribution, points,
        "total-before-veto" if scheme.vetoes else "", ranked, vetoes.reason,
        grade, tuple((rule.id, rule.name) for rule in scheme.grades), complete, vetoes.columns,
        quarters, awaited,
    )  # fmt: skip


def _counts_in(part: ComponentRecord, scheme: Scheme, span: Span) -> bool:
    """Whether a part is reckoned in the figures of this span."""
    if scheme.year_of is None or span == "to-date":
        return True
    return (part.at == "year") == (span == "year")


def _lay_rank(layout: BookLayout, scheme: Scheme, parts: Sequence[LaidPart], total: str, vetoes: LaidVetoes) -> str:
    """The column of the rank; the column that says whether a unit is ranked comes back, empty where all are."""
    broken = (find_earned(layout, parts, name, name) for name in scheme.ranking.breaks)
    by = (total, *(name for name in broken if name))
    if vetoes.not_ranked is not None:
        shown = op("if", vetoes.not_ranked, const(None), col(total))
        by = (layout.lay(UNIT, Column("ranked-total", "参加排名的得分", "points", shown, shown="sheet")), *by[1:])
    lowest = scheme.total.direction == "lower"
    ties = cast(Ties, scheme.ranking.ties)
    placed = rank(by, ("group",), ties, lowest)
    layout.lay(UNIT, Column("rank", "名次", "rank", placed, clause=scheme.basis.ranking))
    if not vetoes.reason:
        return ""
    return layout.lay(UNIT, Column("ranked", "参加排名", "flag", op("not-none", col("rank")), shown="sheet"))


def _lay_contribution(layout: BookLayout, scheme: Scheme, total: str) -> str:
    if scheme.target_assessment_weight is None:
        return ""
    weighed = op("mul", col(total), const(scheme.target_assessment_weight))
    if groups := scheme.target_assessment_groups:
        counts = op("or", *(op("eq", col("group"), const(name)) for name in groups))
        weighed = op("if", counts, weighed, const(None))
    said = f"得分 × 权重：{{{total}}} × {format_points(scheme.target_assessment_weight)}"
    title, basis = f"计入{scheme.target_assessment}", scheme.basis.target
    return layout.lay(UNIT, Column("contribution", title, "points", weighed, said=said, clause=basis))


def _lay_complete(layout: BookLayout, parts: Sequence[LaidPart], others: Sequence[str]) -> str:
    """Whether all parts and `others` have what they wait for; empty where none waits."""
    flags = [col(name) for name in (*(part.complete for part in parts), *others) if name]
    if not flags:
        return ""
    return layout.lay(UNIT, Column("complete", "数据齐全", "flag", op("and", *flags), shown="sheet"))
