"""A live book of one period, and the rows that files give in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from generator.rules.compiled import Span, compile_scheme
from generator.rules.expression import Book, Column
from generator.rules.given_tables import RECORD, UNIT
from generator.rules.scheme import Scheme
from generator.score.evaluate import Key
from generator.score.given import COLUMNS, blocks_of
from generator.score.live import Cells, LiveBook
from generator.score.operations import Value
from generator.score.record_cells import RECORD_COLUMNS, RecordCells

_Row = Mapping[str, Value]
_RowPlace = tuple[str, Key]  # a table, and the key of a row of it


class ScoredSpan(NamedTuple):
    """Which figures a book holds, up to which day; `first` is the first day of a quarter by itself."""

    span: Span
    until: date
    first: date | None = None


# By record, scheme and period: these two themselves, and the rows that the record gives.
GivenRows = dict[tuple[int, int, ScoredSpan], tuple[object, Scheme, Mapping[_RowPlace, _Row]]]


class LivePeriod:
    """The live book of `scheme` for a period; not `capped`: as if nothing had a maximum.

    With `placed` it knows ranks and grades, late. `results` is the number of columns that come to the score: its
    total, and whether each part is complete. Raises UnlayableError where the scheme contradicts itself.
    Books of the same year may share `given`: the rows that a record gives are then found out once for all of them.
    """

    def __init__(
        self, scheme: Scheme, period: ScoredSpan, capped: bool, placed: bool = False, given: GivenRows | None = None
    ) -> None:
        self.scheme, self.period = scheme, period
        self._given: GivenRows = {} if given is None else given
        self.laid = laid = compile_scheme(scheme, period.span)
        results = (laid.total, *laid.completes)
        self.results = len(results)
        late = tuple(name for name in (laid.rank, laid.ranked, laid.grade, laid.reason) if name) if placed else ()
        self.book = LiveBook(laid.book if capped else lift_caps(laid.book), UNIT, results, late)
        self._keys = {table.id: table.key for table in laid.book.tables}
        self._first = period.first.isoformat() if period.first else ""
        self._last = period.until.isoformat()
        self._records: set[str] = set()
        self._fill: Callable[[Cells], None] = self.book.filler(RECORD, RECORD_COLUMNS)
        self._rows: dict[str, Mapping[_RowPlace, _Row]] = {}  # by path: the rows that its record gives
        self._said: dict[_RowPlace, dict[str, _Row]] = {}  # by row: the paths that give it, with what each says

    def put_record(self, path: str, item: str, cells: RecordCells | None) -> None:
        """The record of points at `path` now has these cells."""
        if cells is not None and self._first <= cells.date <= self._last:
            self._records.add(path)
            self._fill((path, item, cells.unit, cells.date, *cells.said))
        elif path in self._records:
            self._records.remove(path)
            self.book.remove(RECORD, (path,))

    def put(self, path: str, record: object | None) -> set[str]:
        """The file at `path` now holds this record, or none; the units of rows that differ, "" for what is of all."""
        before, now = self._rows.pop(path, {}), self._rows_of(record)
        if now:
            self._rows[path] = now
        units = set()
        for place in dict.fromkeys((*before, *now)):
            was, row = before.get(place), now.get(place)
            if was != row:
                self._say(place, path, row)
                units |= {str(found["unit"]) for found in (was, row) if found is not None}
        return units

    def _rows_of(self, record: object | None) -> Mapping[_RowPlace, _Row]:
        """The rows that a record gives; what it was asked for stays with them, so that no other has its address."""
        asked = id(record), id(self.scheme), self.period
        known = self._given.get(asked)
        if known is None:
            known = self._given[asked] = record, self.scheme, dict(self._find_rows(record))
        return known[2]

    def _find_rows(self, record: object | None) -> Iterator[tuple[_RowPlace, _Row]]:
        seen = set()
        for table, rows in blocks_of(record, self.scheme, self.period.until, self.period.first):
            if table in self._keys:
                names, key = COLUMNS[table], len(self._keys[table])
                for cells in rows:
                    place = table, cells[:key]
                    if place not in seen:
                        seen.add(place)
                        yield place, dict(zip(names, cells, strict=True))

    def _say(self, place: _RowPlace, path: str, row: _Row | None) -> None:
        """What `path` says of a row; where several files say something, the first by path counts."""
        said = self._said.setdefault(place, {})
        if row is None:
            said.pop(path, None)
        else:
            said[path] = row
        if said:
            self.book.put(place[0], said[min(said)])
        else:
            del self._said[place]
            self.book.remove(*place)


def lift_caps(book: Book) -> Book:
    """The book as if nothing had a maximum: what a capped column would be without its cap."""

    def lift(column: Column) -> Column:
        return replace(column, expr=column.expr.args[0], cap=False) if column.cap and column.expr else column

    return replace(
        book, tables=tuple(replace(table, columns=tuple(map(lift, table.columns))) for table in book.tables)
    )
