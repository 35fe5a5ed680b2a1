"""The random books that others rest on: every operation occurs, and figures come out of them."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from hypothesis import Phase, given, settings

from generator.rules.expression import Book, OpName
from generator.score.evaluate import Given
from tests.rules.random_books import books, cells, fill, given_rows


def test_every_operation_occurs_and_most_figures_are_known() -> None:
    seen: Counter[str] = Counter()
    known: Counter[bool] = Counter()

    @settings(max_examples=300, phases=[Phase.generate])
    @given(books(), given_rows())
    def draw(book: Book, rows: Given) -> None:
        computed = {(table.id, column.id) for table in book.tables for column in table.columns if column.expr}
        for table in book.tables:
            seen.update(part.name for column in table.columns if column.expr for part in column.expr.walk())
        known.update(
            value is not None for name, _, column, value in cells(fill(book, rows)) if (name, column) in computed
        )

    draw()
    assert seen.keys() == set(get_args(OpName))
    assert min(seen.values()) > 1, seen
    assert known[True] > known[False]
