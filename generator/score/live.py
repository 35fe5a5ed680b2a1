"""A book with its rows, into which changes are put one by one: only what a change can move is worked out again.

What stands in it is at every moment what `evaluate` would make of all rows (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import getcontext, setcontext
from operator import itemgetter
from typing import Any

from generator.rules.expression import Book
from generator.score.evaluate import EXACT, Key
from generator.score.gathering import Waiting, pick
from generator.score.live_plan import make_plan
from generator.score.live_table import LiveTable
from generator.score.operations import Row, Value

Cells = tuple[Value, ...]


class LiveBook:
    """The rows of `book` and the cells that `results`, columns of `table`, follow from.

    Rows are put and removed; `settle` carries out what was put since, and tells which results moved. The columns
    `late` of the same table, such as ranks, stand as they should after `settle_late`.
    """

    def __init__(self, book: Book, table: str, results: Sequence[str], late: Sequence[str] = ()) -> None:
        self._queue: list[tuple[LiveTable, Row | None, Any]] = []
        self._settled: dict[Any, Cells] = {}
        self._book = book
        plan = make_plan(book, [(table, name) for name in results], [(table, name) for name in late])
        self._tables = plan.tables
        self._levels, self._late = plan.levels[: plan.height], plan.levels[plan.height :]
        self._watched = self._tables[table]
        wanted = pick(self._watched.places(results))
        self._look: Callable[[Row], Cells] = wanted if len(results) > 1 else lambda row: (wanted(row),)

    def key(self, table: str) -> tuple[str, ...]:
        """The key columns of a table of the book."""
        return self._book.table(table).key

    def put(self, table: str, values: Mapping[str, Value]) -> None:
        """A row with these given values is there now, in place of the one with the same key."""
        found = self._tables.get(table)
        if found is not None:
            self._queue.append((found, found.row_of(values), None))

    def filler(self, table: str, names: Sequence[str]) -> Callable[[Cells], None]:
        """`put` for many rows of which the given values stand in this order."""
        found = self._tables.get(table)
        if found is None:
            return lambda cells: None
        order = [names.index(name) if name in names else len(names) for name in found.positions]
        arrange, queue = itemgetter(*order, -1), self._queue

        def fill(cells: Cells) -> None:
            row = [*arrange((*cells, None))]
            row.pop()
            queue.append((found, row, None))

        return fill

    def remove(self, table: str, key: Key) -> None:
        """The row with this key, if there is one, is gone."""
        found = self._tables.get(table)
        if found is not None:
            self._queue.append((found, None, found.key_of(key)))

    def settle(self) -> dict[Key, tuple[Cells | None, Cells | None]]:
        """The rows whose results moved since last settled, by key: the results before and after; None: no row."""
        context = getcontext()
        setcontext(EXACT)
        try:
            for table, row, key in self._queue:
                if row is None:
                    self._remove(table, key)
                else:
                    self._put(table, row)
            self._queue.clear()
            _work_out(self._levels)
        finally:
            setcontext(context)
        return self._compare()

    def settle_late(self) -> None:
        """Works out the late columns for what was settled since they were last asked for."""
        context = getcontext()
        setcontext(EXACT)
        try:
            _work_out(self._late)
        finally:
            setcontext(context)

    def cell(self, table: str, key: Key, column: str) -> Value:
        """The value of a cell as last settled, early or late; KeyError where there is none, or none was wanted."""
        found = self._tables[table]
        return found.rows[found.key_of(key)][found.positions[column]]

    def _put(self, table: LiveTable, row: Row) -> None:
        for at, read in table.alone:
            row[at] = read(row)
        key = table.key(row)
        old = table.rows.get(key)
        table.rows[key] = row
        if old is None:
            for follower in table.followers:
                follower.move(None, follower.entry(row))
        else:
            for at in table.gathered:
                row[at] = old[at]
            for follower in table.followers:
                before, after = follower.entry(old), follower.entry(row)
                if before != after:
                    follower.move(before, after)
        for waiting, run in table.marks:
            waiting[run, key] = None
        table.touched[key] = None

    def _remove(self, table: LiveTable, key: Any) -> None:
        old = table.rows.pop(key, None)
        if old is not None:
            for follower in table.followers:
                follower.move(follower.entry(old), None)
            table.touched[key] = None

    def _compare(self) -> dict[Key, tuple[Cells | None, Cells | None]]:
        moved: dict[Key, tuple[Cells | None, Cells | None]] = {}
        rows, settled = self._watched.rows, self._settled
        for key in self._watched.touched:
            row = rows.get(key)
            before, after = settled.get(key), None if row is None else self._look(row)
            if before != after:
                moved[key if type(key) is tuple else (key,)] = (before, after)
                if after is None:
                    del settled[key]
                else:
                    settled[key] = after
        for table in self._tables.values():
            if table.touched:
                for waiting, run in table.late:
                    waiting.update(dict.fromkeys((run, key) for key in table.touched))
                table.touched.clear()
        return moved


def _work_out(levels: Sequence[Waiting]) -> None:
    """Works out what waits, level by level."""
    for waiting in levels:
        if waiting:
            for run, key in waiting:
                run(key)
            waiting.clear()
