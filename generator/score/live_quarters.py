"""The quarters of a year that are scored by themselves, and what they bring into the book of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.rules.given_tables import QUARTER
from generator.rules.scheme import Scheme
from generator.score.live import Cells, LiveBook
from generator.score.live_period import LivePeriod, ScoredSpan
from generator.score.quarterly import QUARTERS, first_day, last_day, quarter_row, scheme_of_quarter
from generator.score.record_cells import RecordCells


class LiveQuarters:
    """A live book for each quarter, by the scheme in force at its end: `schemes` are those, the first quarter first.

    Raises UnlayableError where one contradicts itself.
    """

    def __init__(self, year: int, schemes: list[Scheme | None], capped: bool) -> None:
        self.periods: dict[int, LivePeriod] = {}
        self._scores: dict[int, dict[str, Cells | None]] = {quarter: {} for quarter in QUARTERS}
        self._found: dict[int, set[str]] = {quarter: set() for quarter in QUARTERS}
        self._year, self._begun = year, 0
        for quarter, in_force in zip(QUARTERS, schemes, strict=True):
            scheme = scheme_of_quarter(in_force, quarter)
            if scheme is not None:
                period = ScoredSpan("quarter", last_day(year, quarter), first_day(year, quarter))
                self.periods[quarter] = LivePeriod(scheme, period, capped)

    def put_record(self, path: str, item: str, cells: RecordCells | None) -> None:
        """The record of points at `path` now has these cells."""
        day = None if cells is None else date.fromisoformat(cells.date)
        own = 1 + (day.month - 1) // 3 if day is not None and day.year == self._year else 0
        for quarter, found in self._found.items():
            (found.add if quarter == own else found.discard)(path)
        for period in self.periods.values():
            period.put_record(path, item, cells)

    def put(self, path: str, record: object | None) -> set[str]:
        """The file at `path` now holds this record, or none; the units of rows that differ."""
        return {unit for period in self.periods.values() for unit in period.put(path, record)}

    def settle(self, book: LiveBook, begun: int) -> None:
        """Carries out what was put, and puts into the year's book what each quarter comes to, or that it is awaited.

        `begun` is the last such quarter as far as other files than records tell.
        """
        begun = max(begun, *(quarter for quarter, found in self._found.items() if found), 0)
        for quarter, unit in self._moved(begun):
            row = quarter_row(unit, quarter, self._scores[quarter].get(unit) or (None,), begun)
            if row is None:
                book.remove(QUARTER, (unit, f"Q{quarter}"))
            else:
                book.put(QUARTER, row)
        self._begun = begun

    def _moved(self, begun: int) -> Iterator[tuple[int, str]]:
        """Of which quarter and unit the row may be another one."""
        for quarter, period in self.periods.items():
            scores = self._scores[quarter]
            moved = period.book.settle()
            scores.update({str(key[0]): after for key, (_, after) in moved.items()})
            has_turned = (quarter <= begun) != (quarter <= self._begun)
            for unit in scores if has_turned else [str(key[0]) for key in moved]:
                yield quarter, unit
