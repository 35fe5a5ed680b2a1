"""Changes of records of points carried out all at once: what each of them moves, and where units stand then.

Two versions that lie far apart differ in thousands of records. To fill the books of a year with those of the one and
to put those of the other in one by one takes ten times as long as to work out a history of these changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.change.record_change import RecordChange
from generator.compare.side import Side
from generator.compare.side_figures import SideFigures, read_figures
from generator.compare.turns import ChangeTurn, Turned
from generator.history.deciding import place_in
from generator.model.place import POINTS
from generator.score.live_year import units_in
from generator.score.quarterly import last_day
from generator.score.record_cells import RecordCells
from generator.score.rows_over_time import RecordChanges
from generator.score.year_over_time import YearOverTime, given_files, movements_of
from generator.score.year_state import YearState

_Turning = Sequence[tuple[RecordChange, tuple[str, ...]]]
_Cells = dict[str, RecordCells]  # by path


class TurnsAtOnce:
    """What `Turns` says of the changes `turning` from `old` to `new`, which are of records of points alone."""

    def __init__(self, year: int, old: Side, new: Side, turning: _Turning) -> None:
        self._year, self._turning = year, turning
        self._last = last_day(year, 4).isoformat()
        self._items: dict[str, str] = {}  # the folder of each record of points, by path
        self._old, self._new = self._cells_of(old), self._cells_of(new)
        self._files = self._files_of(old)

    def _cells_of(self, side: Side) -> _Cells:
        """What the records of points of the year say."""
        due = side.due_points(self._year)
        self._items |= due
        cells = zip(due, map(side.fact, due), strict=True)
        return {path: found for path, found in cells if found is not None}

    def _files_of(self, side: Side) -> dict[str, object]:
        """The other records from which scores of the year can follow."""
        places = {path: place_in(self._year, path) for path in side.due}
        records = {path: side.record(path) for path, place in places.items() if place and place.kind not in POINTS}
        return {path: record for path, record in records.items() if record is not None}

    def carry_out(self) -> list[tuple[RecordChange, ChangeTurn]]:
        """The changes in their order, each with its turn."""
        stood = dict(self._old)
        moments, paths, cells = [0] * len(stood), list(stood), list[RecordCells | None](stood.values())
        owners = []
        for moment, (_, changed) in enumerate(self._turning, 1):
            told: set[str] = set()
            for path in filter(self._items.__contains__, changed):
                before, now = stood.pop(path, None), self._new.get(path)
                told |= self._units_in(before) | self._units_in(now)
                if now is not None:
                    stood[path] = now
                moments.append(moment)
                paths.append(path)
                cells.append(now)
            owners.append(told)
        records = RecordChanges(self._items, moments, paths, cells)
        turns = map(ChangeTurn, owners, self._move(records, True), self._move(records, False))
        return [(change, turn) for (change, _), turn in zip(self._turning, turns, strict=True)]

    def _units_in(self, cells: RecordCells | None) -> set[str]:
        """The units that a record is about, if it is of the year."""
        return set() if cells is None or cells.date > self._last else units_in(cells)

    def _move(self, records: RecordChanges, capped: bool) -> list[dict[str, Turned]]:
        """The scores that each turn moves."""
        told = YearOverTime(self._year, len(self._turning) + 1, capped)
        told.schemes, told.files = given_files(self._year, self._files)
        told.records = records
        moved = movements_of(told.lines())
        return [
            {found.unit: (found.old, found.new) for found in moved.get(moment, ())}
            for moment in range(1, len(self._turning) + 1)
        ]

    def figures(self) -> tuple[SideFigures, SideFigures]:
        """What the units have in the one state and in the other."""
        old, new = (YearState(self._year, self._files, self._items, cells) for cells in (self._old, self._new))
        return read_figures(old), read_figures(new)


def are_of_points(year: int, turning: _Turning) -> bool:
    """Whether all of these changes are of records of points."""
    places = (place_in(year, path) for _, paths in turning for path in paths)
    return all(place is None or place.kind in POINTS for place in places)
