"""A book into which changes are put one by one says at every moment what evaluating it anew says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.rules.book_layout import BookLayout
from generator.rules.expression import (
    Book,
    Column,
    Op,
    OpName,
    Tier,
    Ties,
    col,
    const,
    op,
    over,
    rank,
    round_to,
    tier,
)
from generator.score.evaluate import evaluate
from generator.score.live import LiveBook
from generator.score.operations import Value

ITEMS, GROUPS = ("a", "b"), ("x", "y", None)
numbers = st.none() | st.decimals("-3", "9", places=1)
keys = st.integers(0, 4).map(str)
names = st.sampled_from(ITEMS)
ROWS = {
    "record": st.fixed_dictionaries({"record": keys, "unit": keys, "item": names, "points": numbers}),
    "unit": st.fixed_dictionaries({"unit": keys, "group": st.sampled_from(GROUPS), "given": numbers}),
    "cell": st.fixed_dictionaries({"unit": keys, "part": names, "weight": numbers}),
}
COMBINED: tuple[OpName, ...] = ("sum", "mean", "highest", "lowest", "count")


@st.composite
def expressions(draw: st.DrawFn, known: list[str], gathered: list[Op], depth: int = 3) -> Op:
    """A number from cells of the own row, `known`, and what is gathered."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from([*map(col, known), *gathered, const(draw(numbers))]))
    part = expressions(known, gathered, depth - 1)
    match draw(st.sampled_from(["of two", "add", "neg", "nz", "round", "if", "tier", "div"])):
        case "of two":
            name = cast(OpName, draw(st.sampled_from(["sub", "mul", "min", "max"])))
            return op(name, draw(part), draw(part))
        case "add":
            return op("add", *(draw(part) for _ in range(draw(st.integers(2, 4)))))
        case "neg":
            return op("neg", draw(part))
        case "round":
            return round_to(draw(part), draw(st.integers(0, 2)), draw(st.sampled_from(["half-up", "down"])))
        case "if":
            return op(
                "if", op(draw(st.sampled_from(["gt", "le", "eq"])), draw(part), draw(part)), draw(part), draw(part)
            )
        case "tier":
            return tier(draw(part), (Tier(Decimal(1), Decimal(5)), Tier(Decimal(4), Decimal(2))))
        case "div":
            return op("div", draw(part), draw(part))
    return op("nz", draw(part), const(0))


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A book of three tables: records and cells that belong to units, which are ranked and look at their peers."""
    layout = BookLayout(2015)
    for name, key in (("record", ("record",)), ("cell", ("unit", "part")), ("unit", ("unit",))):
        layout.table(name, name, key)
    layout.table("record", "", ()).give("unit", "", "text")
    layout.table("record", "", ()).give("item", "", "text")
    layout.table("record", "", ()).give("points", "", "points")
    layout.table("cell", "", ()).give("weight", "", "number")
    layout.table("unit", "", ()).give("group", "", "text")
    layout.table("unit", "", ()).give("given", "", "number")

    def lay(table: str, name: str, expr: Op) -> None:
        layout.lay(table, Column(name, name, "number", expr))

    lay("record", "worth", draw(expressions(["points"], [])))
    combined = st.sampled_from(COMBINED)
    by_item = [over(draw(combined), "record", "worth", ("unit",), (("item", item),)) for item in ITEMS]
    of_all = [over(draw(combined), "record", "worth"), over(draw(combined), "record", "worth", (), (("item", "a"),))]
    lay("cell", "share", draw(expressions(["weight"], by_item)))
    lay("cell", "rest", draw(expressions(["weight", "share"], [])))
    of_cells = [
        over(draw(combined), "cell", draw(st.sampled_from(["share", "rest", "weight"])), ("unit",)),
        over("get", "cell", "rest", ("unit",), (("part", "a"),)),
    ]
    known = ["given"]
    for number in range(draw(st.integers(1, 4))):
        lay("unit", f"c{number}", draw(expressions(known, [*by_item, *of_all, *of_cells])))
        known.append(f"c{number}")
    chosen = st.sampled_from(known)
    peers = [over(draw(combined), "unit", draw(chosen), draw(st.sampled_from([(), ("group",)])))]
    lay("unit", "peers", draw(expressions(known, peers)))
    lay("unit", "like", over(draw(combined), "unit", "peers", (draw(chosen),)))
    ties = cast(Ties, draw(st.sampled_from(["shared", "dense", "mean"])))
    by = tuple(draw(st.lists(st.sampled_from([*known, "peers"]), min_size=1, max_size=2, unique=True)))
    lay("unit", "rank", rank(by, draw(st.sampled_from([("group",), (), (known[-1],)])), ties, draw(st.booleans())))
    lay("unit", "final", draw(expressions([*known, "peers", "like", "rank"], by_item)))
    lay("unit", "place", rank(("final",), ("group",), ties))
    return layout.finish()


def key_of(book: Book, table: str, row: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(row[name] for name in book.table(table).key)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(books(), st.data())
def test_any_change_of_any_book(book: Book, data: st.DataObject) -> None:
    computed = [column.id for column in book.table("unit").columns if column.expr]
    wanted = data.draw(st.lists(st.sampled_from(computed), min_size=1, unique=True) | st.just(computed))
    late: list[str] = data.draw(st.lists(st.sampled_from(computed), unique=True))
    live = LiveBook(book, "unit", wanted, late)
    given_rows: dict[str, dict[tuple[Value, ...], Mapping[str, Value]]] = {name: {} for name in ROWS}
    before: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    for _ in range(data.draw(st.integers(1, 6))):
        for _ in range(data.draw(st.sampled_from([1, 1, 2, 12]))):
            table = data.draw(st.sampled_from(["record", "unit", "cell"]))
            row = data.draw(ROWS[table])
            key = key_of(book, table, row)
            if data.draw(st.integers(0, 3)):
                given_rows[table][key] = row
                live.put(table, row)
            else:
                given_rows[table].pop(key, None)
                live.remove(table, key)
        moved = live.settle()
        filled = evaluate(book, {name: rows.values() for name, rows in given_rows.items()})
        after = {key: tuple(filled.cell("unit", key, name) for name in wanted) for key in filled.tables["unit"].rows}
        assert {key: tuple(live.cell("unit", key, name) for name in wanted) for key in after} == after
        assert moved == {
            key: (before.get(key), after.get(key))
            for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)
        }
        if bool(late) and data.draw(st.booleans()):  # nobody has to ask after every change
            live.settle_late()
            asked = {(key, name): live.cell("unit", key, name) for key in after for name in late}
            assert asked == {(key, name): filled.cell("unit", key, name) for key, name in asked}
        before = after


def test_a_result_that_moved_is_told_where_what_follows_from_it_stays() -> None:
    """A total moves, the grade that it has stays: the total is told all the same."""
    layout = BookLayout(2015)
    layout.table("unit", "单位", ("unit",))
    record = layout.table("record", "记录", ("record",))
    record.give("unit", "单位", "text")
    record.give("points", "分值", "points")
    layout.lay("unit", Column("total", "得分", "points", over("sum", "record", "points", ("unit",))))
    layout.lay("unit", Column("capped", "封顶", "points", op("min", col("total"), const(1))))
    book = LiveBook(layout.finish(), "unit", ("total", "capped"))
    book.put("unit", {"unit": "a"})
    book.put("record", {"record": "r1", "unit": "a", "points": Decimal(2)})
    book.settle()
    book.put("record", {"record": "r2", "unit": "a", "points": Decimal(3)})
    assert book.settle() == {("a",): ((Decimal(2), Decimal(1)), (Decimal(5), Decimal(1)))}
