"""The rows of a table over time: what each held from which moment on, and the tracks of its given columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from generator.rules.expression import BookTable
from generator.score.operations import Value
from generator.score.track import Track

Given = Sequence[Value]  # the given values of a row, in the order of `TableOverTime.names`


class TableOverTime:
    """What is put stands from its moment on, moments in ascending order; `begin` is the first, all are below `span`.

    `names` says in which order given values stand; those of the book's columns that are not among them are None.
    """

    def __init__(self, table: BookTable, names: Sequence[str], begin: int, span: int) -> None:
        self.table, self.begin, self.span = table, begin, span
        self.names = {name: at for at, name in enumerate(names)}
        self.rows: dict[Any, int] = {}  # the number of each row, by its key
        self._absent: tuple[Value, ...] = (None,) * len(names)
        self._versions: list[dict[int, Given]] = []  # by row: what it holds from each moment on
        self._tracks: dict[str, Track] = {}

    def put(self, moment: int, key: Any, given: Given | None) -> None:
        """The row with this key holds these values from `moment` on; None: it is gone."""
        number = self.rows.get(key)
        if number is None:
            self.rows[key] = len(self._versions)
            self._versions.append({self.begin: self._absent, moment: self._absent if given is None else given})
        else:
            self._versions[number][moment] = self._absent if given is None else given

    def lay(self) -> None:
        """Ends the putting: from here on the tracks are asked for."""
        span, versions = self.span, self._versions
        self.starts = [number * span + self.begin for number in range(len(versions))]
        self.stamps = [number * span + moment for number, found in enumerate(versions) for moment in found]
        self._given = list(chain.from_iterable(map(dict.values, versions)))
        absent = self._absent
        if len(self.stamps) == len(self.starts):
            self.stamps = self.starts
        self.presence = Track(self.stamps, [found is not absent for found in self._given])

    def given(self, name: str) -> Track:
        """The track of a given column."""
        found = self._tracks.get(name)
        if found is None:
            at = self.names.get(name)
            values = [None] * len(self.stamps) if at is None else list(map(itemgetter(at), self._given))
            found = self._tracks[name] = Track(self.stamps, values)
        return found

    def constant(self, value: Value) -> Track:
        """The track of what is the same in all rows."""
        return Track(self.starts, [value] * len(self.starts), constant=True)
