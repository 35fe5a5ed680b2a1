"""The rows that files give in a book over time: which file says what of a row, from when on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.rules.compiled import compile_scheme
from generator.rules.given_tables import QUARTER, RECORD, UNIT
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.book_over_time import BookOverTime
from generator.score.given import COLUMNS, blocks_of
from generator.score.groups_over_time import GivenOverTime
from generator.score.live_period import ScoredSpan, lift_caps
from generator.score.operations import Value
from generator.score.record_cells import SAID_COLUMNS, RecordCells


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """Records of points: from each of `moments` on, in order, the one at a path has these cells; None: none.

    `items` are the folders in which they lie, by path.
    """

    items: dict[str, str]
    moments: list[int]
    paths: Sequence[str]
    cells: list[RecordCells | None]

    def between(self, begin: int, end: int) -> RecordChanges:
        """The changes at the moments from `begin` to before `end`."""
        if not self.moments or (begin <= self.moments[0] and self.moments[-1] < end):
            return self
        own = slice(bisect_left(self.moments, begin), bisect_left(self.moments, end))
        return RecordChanges(self.items, self.moments[own], self.paths[own], self.cells[own])

    def after(self, stood: Mapping[str, RecordCells | None], begin: int) -> RecordChanges:
        """The changes after what stood at the moment `begin`."""
        if not stood:
            return self
        return RecordChanges(
            self.items,
            [*repeat(begin, len(stood)), *self.moments],
            [*stood, *self.paths],
            [*stood.values(), *self.cells],
        )


@dataclass(slots=True)
class _GivenBlock:
    """Rows of a table that a file gives, with their keys; of a row that it gives twice the first counts."""

    keys: list[Any]
    rows: Sequence[tuple[Value, ...]]
    _by_key: dict[Any, tuple[Value, ...]] | None = None

    def by_key(self) -> dict[Any, tuple[Value, ...]]:
        """The rows by key."""
        if self._by_key is None:
            self._by_key = dict(zip(reversed(self.keys), reversed(self.rows), strict=True))
        return self._by_key


_EMPTY = _GivenBlock([], [])


class PeriodOverTime:
    """The figures of a period by `scheme`, from the moment `begin` on; all moments are below `span`.

    Moments come in ascending order. Not `capped`: as if nothing had a maximum. Raises UnlayableError where the scheme
    contradicts itself.
    """

    def __init__(self, scheme: Scheme, period: ScoredSpan, begin: int, span: int, capped: bool = True) -> None:
        self._scheme, self._period = scheme, period
        self.laid: Laid = compile_scheme(scheme, period.span)
        book = self.laid.book if capped else lift_caps(self.laid.book)
        self._book = BookOverTime(book, {**COLUMNS, RECORD: ("unit", "date")}, begin, span, {RECORD: SAID_COLUMNS})
        self._tables = self._book.tables
        self._first = period.first.isoformat() if period.first else ""
        self._last = period.until.isoformat()
        self._given: dict[str, dict[str, _GivenBlock]] = {}  # by path and table: the rows that its record gives

    def put_records(self, changes: RecordChanges) -> None:
        """Records of points have other cells from a moment on; what lies outside of the period is none of it."""
        table = self._tables.get(RECORD)
        if table is not None and changes.paths:
            table.fixed = {"record": dict(zip(changes.items, changes.items, strict=True)), "item": changes.items}
            table.put_all(changes.moments, changes.paths, self._within(changes.cells))  # type: ignore[arg-type]

    def _within(self, cells: Sequence[RecordCells | None]) -> Sequence[RecordCells | None]:
        """The cells of records of the period, None for others."""
        first, last = self._first, self._last
        days = set(map(itemgetter(1), filter(None, cells)))
        if not days or (first <= min(days) and max(days) <= last):
            return cells
        return [found if found is not None and first <= found.date <= last else None for found in cells]

    def put(self, moment: int, path: str, record: object | None) -> None:
        """The file at `path` holds this record from `moment` on, or none; of a row the first file by path counts."""
        now = self._blocks(record)
        before = self._given.pop(path, {})
        if now:
            self._given[path] = now
        for name in dict.fromkeys((*before, *now)):
            table, block = self._tables[name], now.get(name, _EMPTY)
            if name not in before and table.put_new(moment, block.keys, block.rows):
                continue
            was, is_now = before.get(name, _EMPTY).by_key(), block.by_key()
            for key in (key for key in {**was, **is_now} if was.get(key) != is_now.get(key)):
                said = [one for one, given in self._given.items() if key in given.get(name, _EMPTY).by_key()]
                table.put(moment, key, self._given[min(said)][name].by_key()[key] if said else None)

    def _blocks(self, record: object | None) -> dict[str, _GivenBlock]:
        """By table the rows that a record gives."""
        found: dict[str, _GivenBlock] = {}
        for name, rows in blocks_of(record, self._scheme, self._period.until, self._period.first):
            table = self._tables.get(name)
            if table is not None:
                size = len(table.table.key)
                keys = [row[0] for row in rows] if size == 1 else [row[:size] for row in rows]
                old = found.get(name, _EMPTY)
                found[name] = (
                    _GivenBlock([*old.keys, *keys], [*old.rows, *rows]) if name in found else _GivenBlock(keys, rows)
                )
        return found

    def put_quarter(self, moment: int, unit: str, quarter: int, row: Mapping[str, Value] | None) -> None:
        """The row of a quarter in the year's book from `moment` on; None: it has none."""
        cells = None if row is None else tuple(map(row.get, COLUMNS[QUARTER]))
        self._tables[QUARTER].put(moment, (unit, f"Q{quarter}"), cells)

    def read(self, further: Sequence[str] = ()) -> GivenOverTime:
        """Of each unit that is ever scored: its total, whether each part that waits is complete, `further` cells."""
        return self._book.read(UNIT, (self.laid.total, *self.laid.completes, *further))
