"""What a derivation says of a choice, a limit and a table: what decided in the row, and no other branch."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.rules.expression import Book, BookTable, Column, Op, Tier, col, const, op, over, tier
from generator.score.op_words import ColumnWords
from generator.score.operations import Value

RATE, GOAL, VETO = (
    Column("rate", "办结率", "number"),
    Column("goal", "目标", "number"),
    Column("veto", "否决", "flag"),
)
CHOICE = op(
    "if", op("not-none", col("rate")), op("if", op("ge", col("rate"), col("goal")), const(10), const(2)), const(None)
)
BELOW = op("mul", op("max", op("sub", const(80), col("rate")), const(0)), const(Decimal("0.1")))
SHARE = op("min", op("div", col("rate"), col("goal")), const(1))
OVER = op("min", op("sub", const(80), col("rate")), const(0))
BANDS = op(
    "if", op("gt", col("rate"), const(3)), const(0), tier(col("rate"), (Tier(Decimal(3), Decimal(6)),), closed="high")
)
EITHER = op("if", op("or", col("veto"), op("lt", col("rate"), const(60))), const(0), op("add", col("rate"), const(1)))


def said(expr: Op, rate: int | str | None, goal: int = 60, veto: bool = False) -> str:
    own = Column("own", "办结", "points", expr)
    table = BookTable("unit", "单位", ("unit",), (Column("unit", "单位", "text"), RATE, GOAL, VETO, own))
    cells: dict[str, Value] = {"unit": "u", "goal": Decimal(goal), "veto": veto, "own": Decimal(0)}
    cells["rate"] = None if rate is None else Decimal(rate)
    return ColumnWords(Book(1, (table,))).formula(table, own, cells)


@pytest.mark.parametrize(
    ("expr", "rate", "words"),
    [
        (CHOICE, 88, "办结率 88 不低于目标 60，按 10"),
        (CHOICE, 57, "办结率 57 低于目标 60，按 2"),
        (CHOICE, None, "无"),
        (BELOW, 57, "（80 − 办结率） × 0.1：（80 − 57） × 0.1"),
        (BELOW, 88, "办结率 88 高于 80，按 0"),
        (OVER, 57, "办结率 57 低于 80，按 0"),
        (SHARE, 45, "办结率 ÷ 目标：45 ÷ 60"),
        (SHARE, 90, "办结率 90 ÷ 目标 60 高于 1，按 1"),
        (BANDS, 2, "办结率 2 不高于 3，按 6"),
        (BANDS, 4, "办结率 4 高于 3，按 0"),
        (EITHER, 57, "办结率 57 低于 60，按 0"),
        (EITHER, 70, "办结率 70 不低于 60，办结率 ＋ 1：70 ＋ 1"),
    ],
)
def test_what_decided(expr: Op, rate: int | None, words: str) -> None:
    assert said(expr, rate) == words


def test_a_flag_that_holds_is_called_by_its_name() -> None:
    assert said(EITHER, 70, veto=True) == "否决，按 0"


def test_a_column_named_after_its_own_is_called_by_the_rest() -> None:
    steps = Column("steps", "办结（档数）", "number")
    own = Column("own", "办结（减分）", "points", op("mul", col("steps"), const(2)))
    table = BookTable("unit", "单位", ("unit",), (Column("unit", "单位", "text"), steps, own))
    cells: dict[str, Value] = {"unit": "u", "steps": Decimal(3), "own": Decimal(6)}
    assert ColumnWords(Book(1, (table,))).formula(table, own, cells) == "档数 × 2：3 × 2"


def test_what_other_rows_decide_is_said_as_a_rule() -> None:
    best = op("if", op("lt", col("rate"), over("highest", "unit", "rate", ())), const(0), const(5))
    assert said(best, 50) == "办结率低于各单位办结率中最高的的，0；否则5"
