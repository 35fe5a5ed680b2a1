"""A table of a live book: its rows, who follows them, and how cells of a row are worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from generator.rules.expression import BookTable
from generator.score.evaluate import cells_of_names
from generator.score.gathering import Follower, Mark, Pick, RowIndex, Runner, pick
from generator.score.operations import Reading, Row, Value

_REMEMBERED = 1 << 14  # cells that are kept of what was worked out before


class CellStep(NamedTuple):
    """A cell of a row that is worked out.

    `sign` is 1 or -1 where it moves by as much as the cell of the step before, or by the opposite; 0 where it must be
    read anew. `ends` where nothing more is to be done if it has not moved. `followers` follow the column.
    """

    at: int
    read: Reading
    sign: int
    ends: bool
    followers: tuple[Follower, ...]


class LiveTable:
    """The rows of a table by key, what follows from each row alone, and who follows the rows."""

    def __init__(self, table: BookTable) -> None:
        self.table = table
        given = [column.id for column in table.columns if column.expr is None]
        names = given + [column.id for column in table.columns if column.expr is not None]
        self.positions = {name: at for at, name in enumerate(names)}
        self._given, self._read = given, cells_of_names(given)
        self._rest: Row = [None] * (len(names) - len(given))
        self.key = pick(self.places(table.key))
        self.rows: dict[Any, Row] = {}
        self.alone: list[tuple[int, Reading]] = []  # columns that follow from the row's own given cells
        self.gathered: list[int] = []  # columns in which other rows have a part
        self.followers: list[Follower] = []
        self.marks: list[Mark] = []  # what a row that was put waits for
        self.late: list[Mark] = []  # what waits, of a row that was touched, until late columns are asked for
        self.touched: dict[Any, None] = {}  # rows that were put, removed or worked out
        self._followed: dict[str, list[Follower]] = {}
        self._indexes: dict[tuple[str, ...], RowIndex] = {}

    def row_of(self, values: Mapping[str, Value]) -> Row:
        """A row with these given values; what they do not say, and what follows from them, is None as yet."""
        try:
            return [*self._read(values), *self._rest]
        except KeyError:
            return [*map(values.get, self._given), *self._rest]

    def places(self, columns: Iterable[str]) -> list[int]:
        """Where in a row these columns stand."""
        return [self.positions[name] for name in columns]

    def key_of(self, key: tuple[Value, ...]) -> Any:
        """A key as the rows are kept by it."""
        return key[0] if len(key) == 1 else key

    def follow(self, follower: Follower, columns: Iterable[str], first: bool = False) -> None:
        """From now on `follower` is told of every row, and where one of `columns` is worked out anew."""
        for found in (self.followers, *(self._followed.setdefault(name, []) for name in columns)):
            found.insert(0 if first else len(found), follower)

    def followers_of(self, column: str) -> tuple[Follower, ...]:
        """Who follows this column."""
        return tuple(self._followed.get(column, ()))

    def index(self, columns: tuple[str, ...]) -> RowIndex:
        """The rows by their cells in `columns`; it knows of a move before those who gather do."""
        if columns not in self._indexes:
            self._indexes[columns] = RowIndex(pick(self.places(columns)), self.key)
            self.follow(self._indexes[columns], columns, first=True)
        return self._indexes[columns]


def make_runner(table: LiveTable, steps: tuple[CellStep, ...]) -> Runner:
    """Works out cells of the row with a key, if it is there, one after the other."""
    rows, touched = table.rows, table.touched

    def run(key: Any) -> None:
        row = rows.get(key)
        if row is None:
            return
        was: Value = None
        now: Value = None
        for at, read, sign, ends, followers in steps:
            before = row[at]
            if sign and type(before) is type(was) is type(now) is Decimal:
                value: Value = before + now - was if sign > 0 else before - now + was
            else:
                value = read(row)
            if value == before:
                if ends:
                    break
            elif followers:
                _assign(row, at, value, followers)
            else:
                row[at] = value
            was, now = before, value
            touched[key] = None

    return run


def _assign(row: Row, at: int, value: Value, followers: Sequence[Follower]) -> None:
    entries = [follower.entry(row) for follower in followers]
    row[at] = value
    for follower, before in zip(followers, entries, strict=True):
        after = follower.entry(row)
        if before != after:
            follower.move(before, after)


def remember(read: Reading, cells: Pick) -> Reading:
    """`read`, which asks these cells of a row alone, worked out once for cells that are equal."""
    known: dict[Any, Value] = {}

    def recall(row: Row) -> Value:
        asked = cells(row)
        if asked in known:
            return known[asked]
        if len(known) >= _REMEMBERED:
            known.clear()
        value = known[asked] = read(row)
        return value

    return recall
