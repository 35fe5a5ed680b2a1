"""A book and what is given, to values: column by column, each after those that it reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact, localcontext
from functools import partial
from operator import itemgetter
from typing import Any

from generator.model.number import Figure
from generator.rules.book_layout import order_cells
from generator.rules.expression import Book, BookTable, Op, OpName, Over, Ranked
from generator.score.column_ops import Cells, all_decimals, work_out
from generator.score.operations import Row, Value, combine, number, place_all
from generator.score.when_asked import DictWhenAsked

Key = tuple[Value, ...]
Given = Mapping[str, Iterable[Mapping[str, Value]]]  # by table: rows, each by column


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The given rows of a table: in each the values of the columns `names`, in that order; told by column."""

    names: tuple[str, ...]
    rows: list[tuple[Value, ...]]

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        return (dict(zip(self.names, row, strict=True)) for row in self.rows)


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


def fill_table(table: BookTable, given: Iterable[Mapping[str, Value]]) -> _DraftTable:
    """The table with the given values by column. A value that the scheme has no column for is left out.

    Raises ValueError where two rows have the same key.
    """
    known = [column.id for column in table.columns if column.expr is None]
    found = given if isinstance(given, GivenTable) else _by_column(known, given)
    given_columns = (
        dict(zip(found.names, map(list, zip(*found.rows, strict=True)), strict=True)) if found.rows else {}
    )
    size = len(found.rows)
    columns: dict[str, Cells] = {name: given_columns.get(name) or [None] * size for name in known}
    keys = list(zip(*(columns[name] for name in table.key), strict=True))
    if repeated := size - len(set(keys)):
        raise ValueError(f"{table.id}: {repeated} rows with the key of another")
    return _DraftTable(table, keys, columns)


def _by_column(names: Sequence[str], given: Iterable[Mapping[str, Value]]) -> GivenTable:
    """Rows that are told by the names of their columns; what one does not say is not known."""
    return GivenTable(tuple(names), [tuple(map(values.get, names)) for values in given])


@dataclass(frozen=True, slots=True)
class _DraftTable:
    """A table while its columns are worked out."""

    table: BookTable
    keys: list[Key]
    columns: dict[str, Cells]

    def finish(self) -> FilledTable:
        """The table, whose rows are put together when one is asked for."""
        columns = sorted(self.table.columns, key=lambda column: column.expr is not None)  # first what is given
        positions = {column.id: at for at, column in enumerate(columns)}
        return FilledTable(self.table, positions, DictWhenAsked(partial(self._rows, list(positions))))

    def _rows(self, names: Sequence[str]) -> dict[Key, Row]:
        rows = map(list, zip(*map(self.columns.__getitem__, names), strict=True))
        return dict(zip(self.keys, rows, strict=True))

    def groups(self, names: Sequence[str]) -> list[Key]:
        """The cells of each row in these columns."""
        return list(zip(*(self.columns[name] for name in names), strict=True)) if names else [()] * len(self.keys)


def evaluate(book: Book, given: Given) -> FilledBook:
    """All values of `book`. The order of rows does not matter."""
    tables = {table.id: fill_table(table, given.get(table.id, ())) for table in book.tables}
    with localcontext(EXACT):
        writer = _Writer(tables)
        for name, column in order_cells(book):
            found = tables[name]
            expr = found.table.column(column).expr
            if expr is not None:
                found.columns[column] = writer.work_out(found, expr)
    return FilledBook(book, {name: found.finish() for name, found in tables.items()})


class _Writer:
    """Works out columns; what other rows decide, once for all that ask the same."""

    def __init__(self, tables: Mapping[str, _DraftTable]) -> None:
        self._tables = tables
        self._combined: dict[tuple[OpName, str, str, tuple[str, ...]], dict[Key, Value]] = {}
        self._groups: dict[tuple[str, tuple[str, ...]], list[Key]] = {}

    def work_out(self, own: _DraftTable, given: Op) -> Cells:
        """The column of an expression."""
        if given.name == "col":
            return own.columns[given.column]
        if given.over is not None:
            return self._over(own, given.name, given.over)
        if given.ranked is not None:
            return _rank(own, given.ranked)
        if given.name == "if":  # what is chosen nowhere is not worked out
            chosen = self.work_out(own, given.args[0])
            if not any(chosen) or all(chosen):
                return self.work_out(own, given.args[1 if any(chosen) else 2])
        return work_out(given, [self.work_out(own, part) for part in given.args], len(own.keys))

    def _over(self, own: _DraftTable, name: OpName, over: Over) -> Cells:
        found = self._combine(name, over.table, over.column, tuple(c for c, _ in (*over.match, *over.where)))
        texts, nothing = tuple(text for _, text in over.where), combine(name, ())
        mine = self._group(own, tuple(column for _, column in over.match))
        asked = [group + texts for group in mine] if texts else mine
        return [found.get(group, nothing) for group in asked]

    def _group(self, table: _DraftTable, names: tuple[str, ...]) -> list[Key]:
        """The cells of each row in these columns, which many ask for."""
        key = (table.table.id, names)
        if key not in self._groups:
            self._groups[key] = table.groups(names)
        return self._groups[key]

    def _combine(self, name: OpName, table: str, column: str, by: tuple[str, ...]) -> dict[Key, Value]:
        key = (name, table, column, by)
        if key not in self._combined:
            found = self._tables[table]
            self._combined[key] = _combine_groups(name, self._group(found, by), found.columns[column])
        return self._combined[key]


def _combine_groups(name: OpName, groups: Sequence[Key], values: Cells) -> dict[Key, Value]:
    """What the values of each group come to."""
    if name == "sum" and all_decimals(values):
        sums = dict.fromkeys(groups, Decimal(0))
        for group, value in zip(groups, values, strict=True):
            sums[group] += value  # type: ignore[operator]
        return sums  # type: ignore[return-value]
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for group, value in zip(groups, values, strict=True):
        found[group].append(value)
    return {group: combine(name, inside) for group, inside in found.items()}


def _rank(own: _DraftTable, ranked: Ranked) -> Cells:
    """The place of each row among those of its group; none for a row that lacks a figure."""
    within, by = own.groups(ranked.within), own.groups(ranked.by)
    groups: dict[Key, list[tuple[Figure, ...]]] = {}
    for group, figures in zip(within, by, strict=True):
        if None not in figures:
            groups.setdefault(group, []).append(tuple(map(number, figures)))
    places: dict[Key, Mapping[Any, Value]] = {group: place_all(ranked, figures) for group, figures in groups.items()}
    return [places.get(group, {}).get(figures) for group, figures in zip(within, by, strict=True)]
