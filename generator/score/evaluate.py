"""A book and what is given, to values: column by column, each after those that it reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Context, Inexact, localcontext
from functools import partial
from itertools import chain, compress, count, pairwise, repeat
from operator import itemgetter, ne, sub
from typing import Any, NamedTuple

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure
from generator.rules.book_layout import order_cells
from generator.rules.expression import Book, BookTable, Op, OpName, Over, Ranked
from generator.score.column_ops import Cells, without_none, work_out
from generator.score.operations import ZERO, Row, Value, combine, number, place_all
from generator.score.quotient_column import Quotients, take
from generator.score.when_asked import DictWhenAsked

Key = tuple[Value, ...]
Given = Mapping[str, Iterable[Mapping[str, Value]]]  # by table: rows, each by column


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The given rows of a table, held as the cells of each of the columns `names`; told row by row, by column."""

    names: tuple[str, ...]
    columns: tuple[tuple[Value, ...], ...]

    @classmethod
    def of(cls, names: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> GivenTable:
        """The table of these rows, each with its cells in the order of the names."""
        return cls(names, tuple(zip(*rows, strict=True)) or ((),) * len(names))

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        return (dict(zip(self.names, row, strict=True)) for row in zip(*self.columns, strict=True))


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
    given_columns = dict(zip(found.names, found.columns, strict=True))
    size = len(found.columns[0]) if found.columns else 0
    columns: dict[str, Cells] = {name: given_columns.get(name) or [None] * size for name in known}
    draft = _DraftTable(table, size, columns)
    *others, last = table.key
    keys: Iterable[Any] = (
        zip(draft.number(tuple(others)).rows, columns[last], strict=True) if others else columns[last]
    )
    if repeated := size - len(set(keys)):
        raise ValueError(f"{table.id}: {repeated} rows with the key of another")
    return draft


def _by_column(names: Sequence[str], given: Iterable[Mapping[str, Value]]) -> GivenTable:
    """Rows that are told by the names of their columns; what one does not say is not known."""
    return GivenTable.of(tuple(names), (tuple(map(values.get, names)) for values in given))


@dataclass(frozen=True, slots=True)
class _DraftTable:
    """A table while its columns are worked out."""

    table: BookTable
    size: int
    columns: dict[str, Cells]
    _numbered: dict[tuple[str, ...], Numbered] = field(default_factory=dict)

    def finish(self) -> FilledTable:
        """The table, whose rows are put together when one is asked for; nothing more is worked out of it."""
        self._numbered.clear()
        columns = sorted(self.table.columns, key=lambda column: column.expr is not None)  # first what is given
        positions = {column.id: at for at, column in enumerate(columns)}
        return FilledTable(self.table, positions, DictWhenAsked(partial(self._rows, list(positions))))

    def _rows(self, names: Sequence[str]) -> dict[Key, Row]:
        rows = map(list, zip(*map(self.columns.__getitem__, names), strict=True))
        return dict(zip(self.groups(self.table.key), rows, strict=True))

    def groups(self, names: Sequence[str]) -> Iterable[Key]:
        """The cells of each row in these columns."""
        return zip(*(self.columns[name] for name in names), strict=True) if names else [()] * self.size

    def number(self, names: tuple[str, ...]) -> Numbered:
        """The groups of rows that are equal in these columns."""
        if names not in self._numbered:
            self._numbered[names] = number_groups(self.groups(names))
        return self._numbered[names]


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
        self._combined: dict[tuple[OpName, str, str, tuple[str, ...]], Cells] = {}
        self._groups: dict[tuple[str, tuple[str, ...]], list[Key]] = {}
        self._asked: dict[tuple[str, Over], list[int]] = {}

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
        return work_out(given, [self.work_out(own, part) for part in given.args], own.size)

    def _over(self, own: _DraftTable, name: OpName, over: Over) -> Cells:
        by = tuple(column for column, _ in (*over.match, *over.where))
        found = self._combine(name, over.table, over.column, by)
        return take(found, self._ask(own, replace(over, column=""), by), combine(name, ()))

    def _ask(self, own: _DraftTable, over: Over, by: tuple[str, ...]) -> list[int]:
        """The number of the group that each row asks for; -1 where there is no such group."""
        key = (own.table.id, over)
        if key not in self._asked:
            numbers = self._tables[over.table].number(by).groups
            mine, texts = (
                self._group(own, tuple(name for _, name in over.match)),
                tuple(text for _, text in over.where),
            )
            self._asked[key] = [
                numbers.get(group, -1) for group in ([one + texts for one in mine] if texts else mine)
            ]
        return self._asked[key]

    def _group(self, table: _DraftTable, names: tuple[str, ...]) -> list[Key]:
        """The cells of each row in these columns, which many ask for."""
        key = (table.table.id, names)
        if key not in self._groups:
            self._groups[key] = list(table.groups(names))
        return self._groups[key]

    def _combine(self, name: OpName, table: str, column: str, by: tuple[str, ...]) -> Cells:
        key = (name, table, column, by)
        if key not in self._combined:
            found = self._tables[table]
            self._combined[key] = combine_groups(name, found.number(by), found.columns[column])
        return self._combined[key]


class Numbered(NamedTuple):
    """The groups of rows, each with its number, and the number of the group of each row.

    `ends` says where the run of each group ends; it is empty where rows of one group stand between those of others.
    """

    groups: Mapping[Any, int]
    rows: list[int]
    ends: list[int]


def number_groups(groups: Iterable[Any]) -> Numbered:
    """The numbers of the groups in which rows are: to look up a number takes less than to look up a key again."""
    cells = list(groups)
    turns = list(compress(count(1), map(ne, cells, cells[1:])))
    found: defaultdict[Any, int] = defaultdict(count().__next__)
    runs = list(map(found.__getitem__, (*cells[:1], *map(cells.__getitem__, turns))))
    ends = [*turns, len(cells)]
    rows = list(chain.from_iterable(map(repeat, runs, map(sub, ends, (0, *turns)))))
    return Numbered(dict(found), rows, ends if len(runs) == len(found) > 0 else [])


def combine_groups(name: OpName, given: Numbered, values: Cells) -> Cells:
    """What the values of each group come to, by its number."""
    if name == "sum" and isinstance(values, Quotients):
        return values.sum_up(given.rows, len(given.groups))
    if name == "sum" and (known := without_none(values)) is not None:
        if given.ends:
            return [sum(known[begin:end], ZERO) for begin, end in pairwise([0, *given.ends])]
        sums: list[Any] = [ZERO] * len(given.groups)
        for at, amount in zip(given.rows, known, strict=True):
            sums[at] += amount
        return sums
    found: list[list[Value]] = [[] for _ in given.groups]
    for at, value in zip(given.rows, values, strict=True):
        found[at].append(value)
    return [combine(name, inside) for inside in found]


def _rank(own: _DraftTable, ranked: Ranked) -> Cells:
    """The place of each row among those of its group; none for a row that lacks a figure."""
    within, by = list(own.groups(ranked.within)), list(own.groups(ranked.by))
    groups: dict[Key, list[tuple[Figure, ...]]] = {}
    for group, figures in zip(within, by, strict=True):
        if None not in figures:
            groups.setdefault(group, []).append(tuple(map(number, figures)))
    places: dict[Key, Mapping[Any, Value]] = {group: place_all(ranked, figures) for group, figures in groups.items()}
    return [places.get(group, {}).get(figures) for group, figures in zip(within, by, strict=True)]
