"""Each operation on plain figures: exact, and None is not 0."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.rules.book_layout import BookLayout
from generator.rules.expression import (
    Column,
    Op,
    OpName,
    Over,
    Tier,
    Ties,
    add,
    const,
    op,
    over,
    rank,
    round_to,
    tier,
)
from generator.score.evaluate import evaluate
from generator.score.operations import Value

D = Decimal
NONE = const(None)
STEPS = (Tier(D(60), D(3)), Tier(D(70), D(2)), Tier(D(80), D(1)))
ENDS = (Tier(D(15), "5"), Tier(D(20), "4"), Tier(None, "0"))

ONE: tuple[tuple[Op, Value], ...] = (
    (add(const(D("0.1")), const(D("0.2"))), D("0.3")),
    (add(const(1), NONE), None),
    (op("sub", const(100), const(D("0.65")), const(3)), D("96.35")),
    (op("mul", const(D("0.4")), op("div", const(1), const(3))), Fraction(2, 15)),
    (op("div", const(65), const(0)), None),
    (op("div", op("mul", const(65), const(4)), const(3)), Fraction(260, 3)),
    (op("min", const(60), const(50)), D(50)),
    (op("max", const(D("-1")), const(0)), D(0)),
    (op("min", const(60), NONE), None),
    (op("neg", const(D("0.5"))), D("-0.5")),
    (round_to(op("div", const(260), const(3)), 2, "half-up"), D("86.67")),
    (round_to(const(D("0.125")), 2, "half-even"), D("0.12")),
    (round_to(const(D("0.129")), 2, "down"), D("0.12")),
    (round_to(NONE, 2, "down"), None),
    (op("nz", NONE, const(0)), D(0)),
    (op("nz", op("div", const(1), const(0)), NONE), None),
    (op("if", op("gt", const(80), const(80)), const(1), const(0)), D(0)),
    (op("if", op("ge", const(80), op("div", const(80), const(1))), const(1), const(0)), D(1)),
    (op("if", op("lt", const(60), const(60)), const(1), const(0)), D(0)),
    (op("if", op("le", const(60), const(60)), const(1), const(0)), D(1)),
    (op("if", op("lt", NONE, const(60)), const(1), const(0)), D(0)),
    (op("if", op("and", op("not-none", const(1)), op("eq", const("a"), const("a"))), const(1), const(0)), D(1)),
    (op("if", op("or", op("not-none", NONE), op("eq", const("a"), const("b"))), const(1), const(0)), D(0)),
    (tier(const(D("59.9")), STEPS), D(3)),
    (tier(const(60), STEPS), D(2)),
    (tier(const(80), STEPS), None),
    (tier(NONE, STEPS), None),
)


@pytest.mark.parametrize(("expression", "value"), ONE)
def test_an_operation_on_one_row(expression: Op, value: Value) -> None:
    assert compute(expression) == value
    assert type(compute(expression)) is type(value)


@pytest.mark.parametrize(("figure", "grade"), ((15, "5"), (16, "4"), (20, "4"), (21, "0"), (80, "0")))
def test_a_bound_belongs_to_the_tier_that_it_ends(figure: int, grade: str) -> None:
    layout = BookLayout(2015)
    layout.table("unit", "单位", ("unit",))
    layout.lay("unit", Column("grade", "等次", "text", tier(const(figure), ENDS, "high")))
    assert evaluate(layout.finish(), {"unit": [{"unit": "a"}]}).cell("unit", ("a",), "grade") == grade


def compute(expression: Op) -> Value:
    """The value of an expression in a table with one row."""
    layout = BookLayout(2015)
    layout.table("unit", "单位", ("unit",))
    layout.lay("unit", Column("value", "值", "points", expression))
    return evaluate(layout.finish(), {"unit": [{"unit": "a"}]}).cell("unit", ("a",), "value")


ROWS: dict[str, list[Value]] = {"a": [D(2), D(1), None, D(1)], "b": [None]}
OVER: tuple[tuple[OpName, Value, Value], ...] = (
    ("sum", D(4), D(0)),
    ("mean", Fraction(4, 3), None),
    ("highest", D(2), None),
    ("lowest", D(1), None),
    ("count", D(3), D(0)),
    ("get", D(2), None),
)


@pytest.mark.parametrize(("name", "of_a", "of_b"), OVER)
def test_an_operation_over_rows_skips_what_is_not_known(name: OpName, of_a: Value, of_b: Value) -> None:
    layout = BookLayout(2015)
    layout.table("unit", "单位", ("unit",))
    layout.table("record", "记录", ("record",)).give("unit", "单位", "text")
    layout.table("record", "记录", ("record",)).give("points", "分值", "points")
    layout.lay("unit", Column("value", "值", "points", over(name, "record", "points", ("unit",))))
    records: list[dict[str, Value]] = [
        {"record": f"{unit}{at}", "unit": unit, "points": value}
        for unit, values in ROWS.items()
        for at, value in enumerate(values)
    ]
    units: list[dict[str, Value]] = [{"unit": unit} for unit in "abc"]
    filled = evaluate(layout.finish(), {"unit": units, "record": records})
    assert [filled.cell("unit", (unit,), "value") for unit in "abc"] == [of_a, of_b, of_b]


def test_rows_of_another_name_and_of_a_fixed_text_are_found() -> None:
    layout = BookLayout(2015)
    layout.table("unit", "单位", ("unit",)).give("charged_to", "另扣", "text")
    layout.table("record", "记录", ("record",)).give("unit", "单位", "text")
    layout.table("record", "记录", ("record",)).give("item", "单项", "text")
    layout.table("record", "记录", ("record",)).give("points", "分值", "points")
    found = Op("sum", over=Over("record", "points", (("unit", "charged_to"),), (("item", "x"),)))
    layout.lay("unit", Column("value", "值", "points", found))
    records: list[dict[str, Value]] = [
        {"record": "1", "unit": "b", "item": "x", "points": D(10)},
        {"record": "2", "unit": "b", "item": "y", "points": D(7)},
    ]
    filled = evaluate(layout.finish(), {"unit": [{"unit": "a", "charged_to": "b"}], "record": records})
    assert filled.cell("unit", ("a",), "value") == D(10)


PLACES: tuple[tuple[Ties, bool, list[Value]], ...] = (
    ("shared", False, [D(1), D(2), D(2), D(4), None, D(1)]),
    ("dense", False, [D(1), D(2), D(2), D(3), None, D(1)]),
    ("mean", False, [D(1), Fraction(5, 2), Fraction(5, 2), D(4), None, D(1)]),
    ("shared", True, [D(4), D(2), D(2), D(1), None, D(1)]),
)


@pytest.mark.parametrize(("ties", "lowest_first", "places"), PLACES)
def test_ranks_within_a_group(ties: Ties, lowest_first: bool, places: list[Value]) -> None:
    layout = BookLayout(2015)
    table = layout.table("unit", "单位", ("unit",))
    table.give("group", "组", "text")
    table.give("total", "得分", "points")
    layout.lay("unit", Column("place", "名次", "rank", rank(("total",), ("group",), ties, lowest_first)))
    totals: list[Value] = [D("97.1"), D("96.50"), D("96.5"), D(90), None, D(80)]
    rows: list[dict[str, Value]] = [
        {"unit": str(at), "group": "towns" if at == 5 else "organs", "total": total}
        for at, total in enumerate(totals)
    ]
    for order in (rows, rows[::-1]):
        filled = evaluate(layout.finish(), {"unit": order})
        assert [filled.cell("unit", (str(at),), "place") for at in range(6)] == places


def test_a_tie_is_broken_by_the_next_column() -> None:
    layout = BookLayout(2015)
    table = layout.table("unit", "单位", ("unit",))
    table.give("total", "得分", "points")
    table.give("bonus", "加分", "points")
    layout.lay("unit", Column("place", "名次", "rank", rank(("total", "bonus"), (), "shared")))
    rows: list[dict[str, Value]] = [
        {"unit": name, "total": D(90), "bonus": D(more)} for name, more in (("a", 1), ("b", 2), ("c", 1))
    ]
    filled = evaluate(layout.finish(), {"unit": rows})
    assert [filled.cell("unit", (name,), "place") for name in "abc"] == [D(2), D(1), D(2)]


def test_two_rows_of_one_key_are_a_fault() -> None:
    layout = BookLayout(2015)
    layout.table("unit", "单位", ("unit",))
    with pytest.raises(ValueError, match="1 rows"):
        evaluate(layout.finish(), {"unit": [{"unit": "a"}, {"unit": "a"}]})


def test_a_figure_that_would_lose_a_digit_is_a_fault() -> None:
    with pytest.raises(ArithmeticError):
        compute(op("mul", const(D("1." + "1" * 70)), const(D("1." + "1" * 70))))
