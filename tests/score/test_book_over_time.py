"""A book worked out for all moments at once says of each what a book into which changes are put one by one says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.rules.expression import Book, BookTable, Column, col, const, op, over
from generator.score.book_over_time import BookOverTime
from generator.score.evaluate import Key, evaluate
from generator.score.live import LiveBook
from generator.score.operations import Value
from tests.score.test_live import ROWS, books, key_of

BEGIN, SPAN = 3, 20
NAMES = {"record": ("record", "unit", "item", "points"), "unit": ("unit", "group", "given"),
         "cell": ("part", "unit", "weight")}  # fmt: skip


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(books(), st.data())
def test_every_moment_of_any_book(book: Book, data: st.DataObject) -> None:
    computed = [column.id for column in book.table("unit").columns if column.expr]
    wanted = data.draw(st.lists(st.sampled_from(computed), min_size=1, unique=True) | st.just(computed))
    live, over_time = LiveBook(book, "unit", wanted), BookOverTime(book, NAMES, BEGIN, SPAN)
    rows: dict[str, dict[Key, Mapping[str, Value]]] = {name: {} for name in ROWS}
    told: dict[int, dict[object, object]] = {}
    moments = sorted(data.draw(st.sets(st.integers(BEGIN, SPAN - 1), min_size=1, max_size=6)))
    for moment in moments:
        for _ in range(data.draw(st.sampled_from([1, 1, 2, 12]))):
            table = data.draw(st.sampled_from(["record", "unit", "cell"]))
            row = data.draw(ROWS[table])
            key = key_of(book, table, row)
            if data.draw(st.integers(0, 3)):
                live.put(table, row)
                over_time.put(table, moment, key, [row[name] for name in NAMES[table]])
                rows[table][key] = row
            else:
                live.remove(table, key)
                over_time.put(table, moment, key, None)
                rows[table].pop(key, None)
        live.settle()
        told[moment] = {key: tuple(live.cell("unit", key, name) for name in wanted) for key in rows["unit"]}
        filled = evaluate(book, {name: found.values() for name, found in rows.items()})
        assert told[moment] == {
            key: tuple(filled.cell("unit", key, name) for name in wanted) for key in filled.tables["unit"].rows
        }
    read = over_time.read("unit", wanted)
    steps = dict(read.steps(list(zip(*read.columns, strict=True))))
    for moment in moments:
        cells = {(key,): found.at(moment) for key, found in steps.items()}
        assert {key: row for key, row in cells.items() if row is not None} == told[moment]


def test_a_condition_that_holds_where_there_is_no_row() -> None:
    """What several conditions decide over values that stand together counts only while their row is there."""
    points = op("if", op("or", op("nz", col("open"), const(True)), col("twice")), const(5), col("points"))
    record = BookTable("record", "记录", ("record",), (
        Column("record", "编号", "text"), Column("unit", "单位", "text"), Column("open", "未定", "flag"),
        Column("points", "分", "points"), Column("twice", "加倍", "flag"), Column("counted", "计", "points", points),
    ))  # fmt: skip
    total = over("sum", "record", "counted")
    unit = BookTable(
        "unit", "单位", ("unit",), (Column("unit", "单位", "text"), Column("total", "得分", "points", total))
    )
    names = {"record": ("record", "unit", "open"), "unit": ("unit",)}
    book = BookOverTime(Book(2026, (record, unit)), names, 0, 10, {"record": ("points", "twice")})
    book.put("unit", 0, ("a",), ("a",))
    said = {1: (None, (Decimal(2), False)), 3: (False, (Decimal(2), False)), 5: (False, (Decimal(2), True))}
    rows: list[tuple[Any, ...]] = [(moment, "r", ("r", "a", *told)) for moment, told in said.items()]
    for moment, key, row in (*rows, (7, "r", None), (8, "s", ("s", "a", False, (Decimal(1), False)))):
        book.put("record", moment, (key,), row)
    read = book.read("unit", ["total"])
    (_, steps), *_ = read.steps(list(read.columns[0]))
    assert [int(steps.at(moment)) for moment in range(10)] == [0, 5, 5, 2, 2, 5, 5, 0, 1, 1]  # type: ignore[arg-type]
