"""The rows that files give in a book over time: which file says what of a row, from when on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.rules.compiled import compile_scheme
from generator.rules.given_tables import QUARTER, RECORD, UNIT
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.book_over_time import BookOverTime
from generator.score.evaluate import Key
from generator.score.given import COLUMNS, blocks_of
from generator.score.live_period import ScoredSpan
from generator.score.operations import Value
from generator.score.record_cells import RecordCells
from generator.score.groups_over_time import Steps

class RecordChange(NamedTuple):
    """From a moment on the record of points at `path`, in the folder of `item`, has these cells; None: none."""

    moment: int
    path: str
    item: str
    cells: RecordCells | None


_RowPlace = tuple[str, Key]  # a table, and the key of a row of it
_Cells = tuple[Value, ...]


class PeriodOverTime:
    """The figures of a period by `scheme`, from the moment `begin` on; all moments are below `span`.

    Moments come in ascending order. Raises UnlayableError where the scheme contradicts itself.
    """

    def __init__(self, scheme: Scheme, period: ScoredSpan, begin: int, span: int) -> None:
        self._scheme, self._period = scheme, period
        self._laid: Laid = compile_scheme(scheme, period.span)
        self.book = BookOverTime(self._laid.book, COLUMNS, begin, span)
        self.results = 1 + len(self._laid.completes)
        self._sizes = {table.id: len(table.key) for table in self._laid.book.tables}
        self._first = period.first.isoformat() if period.first else ""
        self._last = period.until.isoformat()
        self._given: dict[str, dict[_RowPlace, _Cells]] = {}  # by path: the rows that its record gives
        self._said: dict[_RowPlace, dict[str, _Cells]] = {}  # by row: the paths that give it, with what each says

    def put_records(self, changes: Iterable[RecordChange]) -> None:
        """Records of points have other cells from a moment on; what lies outside of the period is none of it."""
        table = self.book.tables.get(RECORD)
        if table is not None:
            first, last, put = self._first, self._last, table.put
            for moment, path, item, cells in changes:
                is_in = cells is not None and first <= cells.date <= last
                put(moment, path, (path, item, *cells) if is_in else None)  # type: ignore[misc]

    def put(self, moment: int, path: str, record: object | None) -> None:
        """The file at `path` holds this record from `moment` on, or none; of a row the first file by path counts."""
        now: dict[_RowPlace, _Cells] = {}
        for table, rows in blocks_of(record, self._scheme, self._period.until, self._period.first):
            if table in self._sizes:
                size = self._sizes[table]
                for row in rows:
                    now.setdefault((table, row[:size]), row)
        before = self._given.pop(path, {})
        if now:
            self._given[path] = now
        for place in before:
            if place not in now:
                self._say(moment, place, path, None)
        for place, row in now.items():
            if before.get(place) != row:
                self._say(moment, place, path, row)

    def put_quarter(self, moment: int, unit: str, quarter: int, row: Mapping[str, Value] | None) -> None:
        """The row of a quarter in the year's book from `moment` on; None: it has none."""
        cells = None if row is None else tuple(map(row.get, COLUMNS[QUARTER]))
        self.book.put(QUARTER, moment, (unit, f"Q{quarter}"), cells)

    def _say(self, moment: int, place: _RowPlace, path: str, row: _Cells | None) -> None:
        said = self._said.setdefault(place, {})
        if row is None:
            said.pop(path, None)
        else:
            said[path] = row
        self.book.put(place[0], moment, place[1], said[min(said)] if said else None)

    def read(self) -> dict[str, Steps]:
        """By unit: its total and whether each part that waits is complete, from when on; None: it is not scored."""
        names = (self._laid.total, *self._laid.completes)
        return {unit: Steps(moments, cells) for unit, moments, cells in self.book.read(UNIT, names)}  # type: ignore[arg-type]
