"""The rows of a table over time: what each held from which moment on, and the tracks of its given columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from generator.rules.expression import BookTable
from generator.score.operations import Value
from generator.score.track import Track

Given = Sequence[Value]  # the given values of a row, in the order of `TableOverTime.names`


class TableOverTime:
    """What is put stands from its moment on, those of a row in ascending order; `begin` is the first of all, all are
    below `span`.

    `names` says in which order given values stand; those of the book's columns that are not among them are None.
    `fixed` are values that a row has by its key, always: of each column, by key.
    """

    def __init__(self, table: BookTable, names: Sequence[str], begin: int, span: int) -> None:
        self.table, self.begin, self.span = table, begin, span
        self.names = {name: at for at, name in enumerate(names)}
        self.fixed: dict[str, Mapping[Any, Value]] = {}
        self.rows: defaultdict[Any, int] = defaultdict(count().__next__)  # the number of each row, by its key
        self._absent: tuple[Value, ...] = (None,) * len(names)
        self._held: dict[int, Given] = {}  # by stamp
        self._tracks: dict[str, Track] = {}
        self._by_column: list[list[Value]] = []

    def put(self, moment: int, key: Any, given: Given | None) -> None:
        """The row with this key holds these values from `moment` on; None: it is gone."""
        self._held[self.rows[key] * self.span + moment] = self._absent if given is None else given

    def put_all(self, moments: Iterable[int], keys: Iterable[Any], given: Iterable[Given | None]) -> None:
        """As `put`, for each moment, key and row."""
        span, absent = self.span, self._absent
        numbers = map(self.rows.__getitem__, keys)
        stamps = [number * span + moment for number, moment in zip(numbers, moments, strict=True)]
        found = list(given)
        rows = [absent if row is None else row for row in found] if None in found else found
        self._held.update(zip(stamps, rows, strict=True))  # type: ignore[arg-type]

    def put_new(self, moment: int, keys: Sequence[Any], rows: Sequence[Given]) -> bool:
        """Puts these rows, if there never was one with any of their keys, nor two of them with the same one."""
        known = len(self.rows)
        numbers = list(map(self.rows.__getitem__, keys))
        if len(self.rows) - known < len(keys):
            return False
        span = self.span
        self._held.update(zip([number * span + moment for number in numbers], rows, strict=True))
        return True

    def lay(self) -> None:
        """Ends the putting: from here on the tracks are asked for."""
        held, absent = self._held, self._absent
        self.starts = [number * self.span + self.begin for number in range(len(self.rows))]
        for start in self.starts:
            held.setdefault(start, absent)
        self.stamps = sorted(held)
        if len(self.stamps) == len(self.starts):
            self.stamps = self.starts
        self._given = list(map(held.__getitem__, self.stamps))
        self.presence = Track(self.stamps, [found is not absent for found in self._given])

    def given(self, name: str) -> Track:
        """The track of a given column."""
        found = self._tracks.get(name)
        if found is None:
            found = self._tracks[name] = Track(self.stamps, self._find(name))
        return found

    def _find(self, name: str) -> list[Value]:
        if name in self.fixed:
            by_row = list(map(self.fixed[name].__getitem__, self.rows))
            span = self.span
            return [by_row[stamp // span] for stamp in self.stamps]
        at = self.names.get(name)
        if at is None or not self._given:
            return [None] * len(self.stamps)
        if not self._by_column:
            self._by_column = list(map(list, zip(*self._given, strict=True)))
        return self._by_column[at]

    def constant(self, value: Value) -> Track:
        """The track of what is the same in all rows."""
        return Track(self.starts, [value] * len(self.starts), constant=True)
