"""A scheme of another district in the dress of the small one: a part that adds, a veto, who is not ranked, grades.

No kind of part has these yet: the book of the scheme is changed after it was laid.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.rules.compiled import Span, compile_scheme
from generator.rules.expression import Column, Op, col, const, op, rank
from generator.rules.given_tables import UNIT
from generator.rules.kind import Effect, Laid
from generator.rules.kinds.deductions_kind import Deductions
from generator.rules.scheme import Scheme

VETO = "发生重大安全责任事故"
APART = "年内新组建，只参加考核"
GRADES = (("good", "优秀"), ("passed", "合格"), ("failed", "不合格"))
PATCHED = (
    "generator.score.quarterly",
    "generator.score.live_period",
    "generator.pages.method_page",
)


class Gifts(Deductions):
    """Items whose records give points."""

    effect: Effect = "adds"


def lay_other(scheme: Scheme, span: Span = "to-date") -> Laid:
    """The scheme with its first part given instead of taken; jiaoyu has no score, caizheng is not ranked."""
    laid = compile_scheme(scheme, span)
    gives, takes = laid.parts
    total = op("sub", op("add", const(scheme.full_marks), col(gives.counted)), col(takes.counted))
    fallen, apart = _is("jiaoyu"), _is("caizheng")
    columns = {column.id: column for column in laid.book.table(UNIT).columns}
    columns[laid.total] = replace(
        columns[laid.total],
        expr=op("if", fallen, const(None), total),
        said="满分 ＋ 加分 − 扣分",
        said_none="一票否决",
    )
    ranked = op("if", apart, const(None), col(laid.total))
    reason = op("if", fallen, const(VETO), op("if", apart, const(APART), const(None)))
    made = (
        Column("ranked-total", "参加排名的得分", "points", ranked, shown="sheet"),
        replace(columns[laid.rank], expr=rank(("ranked-total",), ("group",), "mean")),
        Column("ranked", "参加排名", "flag", op("not-none", col(laid.rank)), shown="sheet"),
        Column("reason", "否决", "text", reason),
        Column("grade", "等次", "text", _grade(laid.total, fallen)),
    )
    columns |= {column.id: column for column in made}
    table = replace(laid.book.table(UNIT), columns=tuple(columns.values()))
    tables = tuple(table if found.id == UNIT else found for found in laid.book.tables)
    return replace(
        laid, book=replace(laid.book, tables=tables), parts=(replace(gives, kind=Gifts()), takes),
        ranked="ranked", reason="reason", grade="grade", grades=GRADES,
    )  # fmt: skip


def _is(unit: str) -> Op:
    return op("eq", col("unit"), const(unit))


def _grade(total: str, fallen: Op) -> Op:
    good = op("ge", col(total), const(Decimal(100)))
    return op("if", fallen, const("failed"), op("if", good, const("good"), const("passed")))


def patch_schemes(patch: pytest.MonkeyPatch) -> None:
    """From here on every scheme is laid so."""
    for name in PATCHED:
        patch.setattr(f"{name}.compile_scheme", lay_other)
