"""The scores of a year while its records change one by one, in a live book of the scheme that is in force.

What comes out is at every moment what scoring all records anew says (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from generator.model.appraisal import Appraisal
from generator.model.number import Figure, as_decimal
from generator.model.unit import Unit
from generator.rules.book_layout import UnlayableError
from generator.rules.compiled import compile_scheme
from generator.rules.expression import Book, Column
from generator.rules.given_tables import RECORD, UNIT
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.given import rows_of
from generator.score.live import Cells, LiveBook
from generator.score.operations import Value, number
from generator.score.outcome import has_ended
from generator.score.record_cells import RECORD_COLUMNS, RecordCells
from generator.score.year import quarter_end

_Row = tuple[str, tuple[Any, ...]]  # a table, and the key of a row of it


class LiveScore(NamedTuple):
    """A unit's score in points (None: it has none), and whether some part's data are not in yet."""

    total: Decimal | None
    provisional: bool


class LivePlace(NamedTuple):
    """Where a unit stands: its rank (None: not ranked), the name of its grade, and why it has no score or rank."""

    rank: Figure | None
    grade: str
    reason: str


class LiveYear:
    """The scores of `year`, up to `quarter` where one is given; not `capped`: as if nothing had a maximum.

    Only where it is `placed` it knows ranks and grades, which takes longer. `units` are those of the register,
    `standings` the scores as last settled of those that are assessed.
    """

    def __init__(self, year: int, quarter: int | None = None, capped: bool = True, placed: bool = False) -> None:
        self.year = year
        self.until = quarter_end(year, quarter)
        self.scheme: Scheme | None = None
        self.units: dict[str, Unit] = {}
        self.standings: dict[str, LiveScore] = {}
        self._capped, self._placed = capped, placed
        self._last_day = self.until.isoformat()
        self._said: dict[str, object] = {}
        self._cells: dict[str, tuple[str, RecordCells]] = {}
        self._rows: dict[str, dict[_Row, str]] = {}  # by path: the rows that its record gave, each with its unit
        self._lay(None)

    def put_scheme(self, scheme: Scheme | None) -> None:
        """From now on `scheme` is in force; without one, or while it leaves something open, there are no scores."""
        self._lay(None if scheme is None or scheme.open else scheme)
        for path, record in self._said.items():
            self._put_rows(path, record)
        for path, (item, cells) in self._cells.items():
            self._fill((path, item, *cells))

    def _lay(self, scheme: Scheme | None) -> None:
        """Begins a book without rows."""
        self.scheme = scheme
        self._laid: Laid | None = None
        self._book: LiveBook | None = None
        self._fill: Callable[[Cells], None] = lambda cells: None
        self._scores: dict[Cells, LiveScore] = {}
        self._relaid = True
        self._rows.clear()
        if scheme is None or not scheme.has_results(self.until):
            return
        try:
            laid = compile_scheme(scheme)
        except UnlayableError:
            return  # check says so; in a history it stands until it was mended, and nothing can be scored by it
        results = (laid.total, *(part.complete for part in laid.parts if part.complete))
        self._laid, self._results = laid, len(results)
        if self._placed:
            results += tuple(name for name in (laid.rank, laid.ranked, laid.grade, laid.reason) if name)
        self._book = LiveBook(laid.book if self._capped else lift_caps(laid.book), UNIT, results)
        self._fill = self._book.filler(RECORD, RECORD_COLUMNS)

    def put(self, path: str, record: object | None) -> None:
        """The file at `path` now holds this record of the year, or unit; None: nothing that can be read."""
        before = self._said.pop(path, None)
        if isinstance(before, Unit):
            self.units.pop(before.id, None)
        if isinstance(record, Unit):
            self.units[record.id] = record
        if record is not None:
            self._said[path] = record
        self._put_rows(path, record)

    def put_record(self, path: str, item: str, cells: RecordCells | None) -> None:
        """The record of points at `path`, in the folder of `item`, now has these cells."""
        if cells is not None and cells.date <= self._last_day:
            self._cells[path] = item, cells
            self._fill((path, item, *cells))
        elif self._cells.pop(path, None) is not None and self._book is not None:
            self._book.remove(RECORD, (path,))

    def units_at(self, path: str) -> set[str]:
        """The units that what lies at `path` is about."""
        if path in self._cells:
            return {self._cells[path][1].unit}
        return set(self._rows.get(path, {}).values())

    def is_over(self) -> bool:
        """Whether what was found or held reaches into the last quarter, so that the year may be over."""
        return has_ended(self.year, self._days())

    def settle(self) -> dict[str, tuple[LiveScore | None, LiveScore | None]]:
        """The units whose score has moved since last settled, by id: before and after, None: not scored."""
        found = {} if self._book is None else self._book.settle()
        if not found and not self._relaid:
            return {}
        score = self._score
        scores = {str(key[0]): None if after is None else score(after) for key, (_, after) in found.items()}
        if self._relaid:
            scores = {**dict.fromkeys(self.standings), **scores}
            self._relaid = False
        moved = {}
        for unit in sorted(scores):
            before, after = self.standings.get(unit), scores[unit]
            if before != after:
                moved[unit] = before, after
                if after is None:
                    del self.standings[unit]
                else:
                    self.standings[unit] = after
        return moved

    def _score(self, cells: Cells) -> LiveScore:
        """The score that result cells say; the same few come again and again."""
        found = self._scores.get(cells)
        if found is None:
            total = None if cells[0] is None else as_decimal(Fraction(number(cells[0])))
            found = self._scores[cells] = LiveScore(total, not all(cells[1 : self._results]))
        return found

    def place_of(self, unit: str) -> LivePlace:
        """Where a unit that is scored stands, as last settled."""
        book, laid = self._book, self._laid
        if book is None or laid is None:
            return LivePlace(None, "", "")

        def cell(column: str) -> Value:
            return book.cell(UNIT, (unit,), column) if column else None

        rank = cell(laid.rank) if not laid.ranked or cell(laid.ranked) else None
        grade, reason = (str(cell(column) or "") for column in (laid.grade, laid.reason))
        found = None if rank is None else as_decimal(number(rank))
        return LivePlace(found, dict(laid.grades).get(grade, grade), reason)

    def _put_rows(self, path: str, record: object | None) -> None:
        book, scheme = self._book, self.scheme
        if book is None or scheme is None:
            return
        before, now = self._rows.pop(path, {}), dict[_Row, str]()
        for table, row in rows_of(record, scheme, self.until):
            now[table, tuple(row[name] for name in book.key(table))] = str(row["unit"])
            book.put(table, row)
        for table, key in before.keys() - now.keys():
            book.remove(table, key)
        if now:
            self._rows[path] = now

    def _days(self) -> Iterator[date]:
        yield from (date.fromisoformat(cells.date) for _, cells in self._cells.values())
        for record in self._said.values():
            if isinstance(record, Appraisal) and record.held <= self.until:
                yield record.held


def lift_caps(book: Book) -> Book:
    """The book as if nothing had a maximum: what a capped column would be without its cap."""

    def lift(column: Column) -> Column:
        return replace(column, expr=column.expr.args[0], cap=False) if column.cap and column.expr else column

    return replace(
        book, tables=tuple(replace(table, columns=tuple(map(lift, table.columns))) for table in book.tables)
    )
