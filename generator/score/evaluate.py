"""A book and what is given, to values: column by column, each after those that it reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Inexact, localcontext
from operator import itemgetter
from typing import Any

from generator.model.number import Figure
from generator.rules.book_layout import order_cells
from generator.rules.expression import Book, BookTable, Op, OpName, Ranked
from generator.score.operations import Reading, Row, Value, combine, compile_op, number, place_all

Key = tuple[Value, ...]
Given = Mapping[str, Iterable[Mapping[str, Value]]]  # by table: rows, each by column

EXACT = Context(prec=100, traps=[Inexact])  # a figure that would lose a digit is a fault of the program


@dataclass(frozen=True, slots=True)
class FilledTable:
    """The rows of a table by their keys; `positions` says where in a row each column stands."""

    table: BookTable
    positions: Mapping[str, int]
    rows: Mapping[Key, Row]

    def cell(self, key: Key, column: str) -> Value:
        """The value of a cell; KeyError where there is no such row or column."""
        return self.rows[key][self.positions[column]]

    def cells(self, row: Row) -> dict[str, Value]:
        """The values of a row of the table, by column."""
        return dict(zip(self.positions, row, strict=True))


@dataclass(frozen=True, slots=True)
class FilledBook:
    """A book with all its values."""

    book: Book
    tables: Mapping[str, FilledTable]
    _grouped: dict[tuple[str, ...], dict[Key, list[Row]]] = field(default_factory=dict, compare=False, repr=False)

    def cell(self, table: str, key: Key, column: str) -> Value:
        """The value of a cell; KeyError where there is none."""
        return self.tables[table].cell(key, column)

    def rows_where(self, table: str, columns: tuple[str, ...], values: Key) -> list[Row]:
        """The rows of `table` that have `values` in `columns`, in the order in which they were given."""
        grouped = self._grouped.get((table, *columns))
        if grouped is None:
            found = self.tables[table]
            at = [found.positions[column] for column in columns]
            grouped = self._grouped[(table, *columns)] = {}
            for row in found.rows.values():
                grouped.setdefault(tuple(row[place] for place in at), []).append(row)
        return grouped.get(values, [])


def cells_of_names(names: Sequence[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """The cells under these names, or at these places, of whatever has them, always as a tuple."""
    if len(names) != 1:
        return itemgetter(*names) if names else lambda row: ()
    (only,) = names
    return lambda row: (row[only],)


def fill_table(table: BookTable, given: Iterable[Mapping[str, Value]]) -> FilledTable:
    """The table with the given values; what follows from them is None as yet.

    A value that the scheme has no column for is left out.

    Raises ValueError where two rows have the same key.
    """
    known = [column.id for column in table.columns if column.expr is None]
    names = known + [column.id for column in table.columns if column.expr is not None]
    read, key_of = cells_of_names(known), cells_of_names(table.key)
    rest: Row = [None] * (len(names) - len(known))
    rows: dict[Key, Row] = {}
    count = 0
    for count, values in enumerate(given, 1):  # noqa: B007
        try:
            cells = read(values)
        except KeyError:  # what a row does not say is not known
            cells = tuple(map(values.get, known))
        rows[key_of(values)] = [*cells, *rest]
    positions = {name: at for at, name in enumerate(names)}
    if count != len(rows):
        raise ValueError(f"{table.id}: {count - len(rows)} rows with the key of another")
    return FilledTable(table, positions, rows)


def evaluate(book: Book, given: Given) -> FilledBook:
    """All values of `book`. The order of rows does not matter."""
    tables = {table.id: fill_table(table, given.get(table.id, ())) for table in book.tables}
    with localcontext(EXACT):
        readers = _Readers(tables)
        for name, column in order_cells(book):
            found = tables[name]
            expr = found.table.column(column).expr
            if expr is None:
                continue
            read = compile_op(expr, found.positions, readers.over_of(found), readers.rank_of(found))
            at = found.positions[column]
            for row in found.rows.values():
                row[at] = read(row)
    return FilledBook(book, tables)


class _Readers:
    """What other rows decide, worked out once for all rows that ask the same."""

    def __init__(self, tables: Mapping[str, FilledTable]) -> None:
        self._tables = tables
        self._combined: dict[tuple[OpName, str, str, tuple[str, ...]], dict[Key, Value]] = {}

    def over_of(self, own: FilledTable) -> Callable[[Op], Reading]:
        """The reader of operations over rows, for rows of `own`."""

        def compile_over(given: Op) -> Reading:
            over = given.over
            if over is None:
                raise TypeError(given.name)
            found = self._combine(
                given.name, over.table, over.column, tuple(c for c, _ in (*over.match, *over.where))
            )
            mine = cells_of_names([own.positions[column] for _, column in over.match])
            rest = tuple(text for _, text in over.where)
            nothing = combine(given.name, ())
            if not rest:
                return lambda row: found.get(mine(row), nothing)
            return lambda row: found.get(mine(row) + rest, nothing)

        return compile_over

    def rank_of(self, own: FilledTable) -> Callable[[Op], Reading]:
        """The reader of ranks, for rows of `own`."""

        def compile_rank(given: Op) -> Reading:
            ranked = given.ranked
            if ranked is None:
                raise TypeError(given.name)
            places = rank_rows(ranked, own)
            columns = ([own.positions[column] for column in names] for names in (ranked.within, ranked.by))
            within, by = map(cells_of_names, columns)
            return lambda row: places.get((within(row), by(row)))

        return compile_rank

    def _combine(self, name: OpName, table: str, column: str, by: tuple[str, ...]) -> dict[Key, Value]:
        key = (name, table, column, by)
        if key not in self._combined:
            found = self._tables[table]
            at, group_of = found.positions[column], cells_of_names([found.positions[other] for other in by])
            groups: defaultdict[Key, list[Value]] = defaultdict(list)
            for row in found.rows.values():
                groups[group_of(row)].append(row[at])
            self._combined[key] = {group: combine(name, values) for group, values in groups.items()}
        return self._combined[key]


def rank_rows(ranked: Ranked, found: FilledTable) -> dict[tuple[Key, Key], Value]:
    """The places of the rows, by their group and the figures that they are ranked by; none for a row without."""
    within, by = ([found.positions[column] for column in names] for names in (ranked.within, ranked.by))
    groups: dict[Key, list[tuple[Figure, ...]]] = {}
    for row in found.rows.values():
        figures = [row[at] for at in by]
        if None not in figures:
            groups.setdefault(tuple(row[at] for at in within), []).append(tuple(map(number, figures)))
    return {
        (group, figures): place
        for group, all_figures in groups.items()
        for figures, place in place_all(ranked, all_figures).items()
    }
