"""A book that contradicts itself is not laid: types, references, circles."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from generator.rules.book_layout import BookLayout, CircularColumnsError
from generator.rules.expression import Column, Op, Tier, col, const, op, over, rank, tier


def layout_with(*columns: Column) -> BookLayout:
    """A table of units with a few given columns, and `columns`."""
    layout = BookLayout(2015)
    table = layout.table("unit", "单位", ("unit",))
    table.give("points", "分值", "points")
    table.give("held", "日期", "day")
    for column in columns:
        layout.lay("unit", column)
    return layout


WRONG: dict[str, tuple[Op, type[Exception]]] = {
    "a number of a text": (op("add", col("points"), col("unit")), TypeError),
    "a condition that is a number": (op("if", col("points"), const(1), const(0)), TypeError),
    "a choice of two types": (op("if", op("not-none", col("points")), const(1), const("无")), TypeError),
    "a flag among points": (op("not-none", col("points")), TypeError),
    "a day compared with a number": (op("if", op("lt", col("held"), const(3)), const(1), const(0)), TypeError),
    "tiers of texts among points": (tier(col("points"), (Tier(None, "合格"),)), TypeError),
    "a column that is not there": (col("lost"), KeyError),
    "a table that is not there": (over("sum", "record", "points"), KeyError),
    "a rank by what is not there": (rank(("lost",), (), "shared"), KeyError),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_expression_that_does_not_fit_is_a_fault_of_the_program(case: str) -> None:
    expression, error = WRONG[case]
    with pytest.raises(error):
        layout_with(Column("wrong", "错", "points", expression)).finish()


RIGHT: dict[str, Callable[[], Op]] = {
    "no value is of every type": lambda: op("if", op("not-none", col("points")), col("points"), const(None)),
    "a day before another": lambda: op("if", op("lt", col("held"), const("2015-04-21")), const(0), col("points")),
    "a number of rows": lambda: over("count", "unit", "held"),
}


@pytest.mark.parametrize("case", RIGHT)
def test_an_expression_that_fits_is_laid(case: str) -> None:
    book = layout_with(Column("right", "对", "points", RIGHT[case]())).finish()
    assert book.table("unit").column("right").title == "对"


def test_columns_in_a_circle_are_named() -> None:
    layout = layout_with(
        Column("before", "前", "points", op("sub", const(Decimal(100)), col("after"))),
        Column("after", "后", "rank", rank(("before",), (), "shared")),
    )
    with pytest.raises(CircularColumnsError) as caught:
        layout.finish()
    assert {("unit", "before"), ("unit", "after")} <= set(caught.value.cells)


def test_a_column_is_laid_once() -> None:
    with pytest.raises(TypeError):
        layout_with(Column("twice", "一", "points", const(1)), Column("twice", "二", "points", const(2)))
