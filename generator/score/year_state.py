"""The scores, ranks and grades of a year in one state, worked out column by column.

What comes out is what a `LiveYear` says that was filled with the same (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.unit import Unit
from generator.score.live_year import LivePlace, LiveScore, is_year_over, place_by
from generator.score.operations import Value
from generator.score.record_cells import RecordCells
from generator.score.rows_over_time import PeriodOverTime, RecordChanges
from generator.score.year_over_time import YearOverTime, given_files, scores_of


class YearState:
    """`year` by the records in `files`, its scheme among them, and by records of points, all by path.

    `items` are the folders of the latter and `cells` what they say. What is asked for is as in a `LiveYear`.
    """

    def __init__(
        self, year: int, files: Mapping[str, object], items: dict[str, str], cells: Mapping[str, RecordCells]
    ) -> None:
        self._year, self._files, self._cells = year, files, cells
        told = YearOverTime(year, 1)
        told.schemes, told.files = given_files(year, files)
        told.records = RecordChanges(items, [0] * len(cells), list(cells), list(cells.values()))
        era, period = told.first_era()
        self.scheme = None if era.scheme is None or era.scheme.open else era.scheme
        self.units = {record.id: record for record in files.values() if isinstance(record, Unit)}
        self.standings: dict[str, LiveScore] = {}
        self._places: dict[str, LivePlace] = {}
        if period is not None:
            self._read(period)

    def _read(self, period: PeriodOverTime) -> None:
        laid = period.laid
        named = [name for name in (laid.rank, laid.ranked, laid.grade, laid.reason) if name]
        read = period.read(named)
        results = 1 + len(laid.completes)
        scores, cells_of = scores_of(read.columns[:results]), zip(*read.columns[results:], strict=True)
        for unit, there, score, cells in zip(read.keys, read.there, scores, cells_of, strict=True):
            if there:
                self.standings[unit] = score
                found: dict[str, Value] = {laid.total: score.total, **dict(zip(named, cells, strict=True))}
                self._places[unit] = place_by(laid, found.get)

    def is_over(self) -> bool:
        """Whether the year was published, or what was found or held reaches into the last quarter."""
        return is_year_over(self._year, self._files.values(), {cells.date for cells in self._cells.values()})

    def place_of(self, unit: str) -> LivePlace:
        """Where a unit that is scored stands."""
        return self._places[unit]
