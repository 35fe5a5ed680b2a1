"""The rows of a table over time: what each held from which moment on, and the tracks of its given columns."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, count, repeat
from operator import add, is_not, itemgetter, mul, not_, sub
from typing import Any

from generator.rules.expression import BookTable
from generator.score.coded_column import Bundles, Coded
from generator.score.column_ops import Cells
from generator.score.operations import Value
from generator.score.track import Track

Given = Sequence[Value]  # the given values of a row, in the order of `TableOverTime.names`


class TableOverTime:
    """What is put stands from its moment on, those of a row in ascending order; `begin` is the first of all, all are
    below `span`.

    `names` says in which order given values stand; those of the book's columns that are not among them are None.
    Those of `bundled` stand together in one tuple as the last value of a row, and may be worked out tuple by tuple.
    `fixed` are values that a row has by its key, always: of each column, by key.
    """

    def __init__(
        self, table: BookTable, names: Sequence[str], begin: int, span: int, bundled: Sequence[str] = ()
    ) -> None:
        self.table, self.begin, self.span = table, begin, span
        self.names = {name: at for at, name in enumerate(names)}
        self.fixed: dict[str, Mapping[Any, Value]] = {}
        self.rows: defaultdict[Any, int] = defaultdict(count().__next__)  # the number of each row, by its key
        self._bundled = bundled
        self._bundles: Bundles | None = None
        self._absent: tuple[Value, ...] = (None,) * (len(names) + bool(bundled))
        self._held: dict[int, Given] = {}  # by stamp
        self._tracks: dict[str, Track] = {}
        self._presence: Track | None = None

    def put(self, moment: int, key: Any, given: Given | None) -> None:
        """The row with this key holds these values from `moment` on; None: it is gone."""
        self._held[self.rows[key] * self.span + moment] = self._absent if given is None else given

    def put_all(self, moments: Iterable[int], keys: Iterable[Any], given: Sequence[Given | None]) -> None:
        """As `put`, for each moment, key and row."""
        bases = map(mul, map(self.rows.__getitem__, keys), repeat(self.span))
        absent = self._absent
        rows = given if all(given) else [row or absent for row in given]  # a row is never an empty tuple
        self._held.update(zip(map(add, bases, moments), rows, strict=True))  # type: ignore[arg-type]

    def put_new(self, moment: int, keys: Sequence[Any], rows: Sequence[Given]) -> bool:
        """Puts these rows, if there never was one with any of their keys, nor two of them with the same one."""
        known, span = len(self.rows), self.span
        for _ in map(self.rows.__getitem__, keys):
            pass  # each new key is given the next number
        if len(self.rows) - known < len(keys):
            return False
        self._held.update(zip(range(known * span + moment, len(self.rows) * span, span), rows, strict=True))
        return True

    def lay(self) -> None:
        """Ends the putting: from here on the tracks are asked for."""
        held, absent = self._held, self._absent
        self.starts = list(range(self.begin, len(self.rows) * self.span, self.span))
        if not all(map(held.__contains__, self.starts)):
            self._held = held = {**dict.fromkeys(self.starts, absent), **held}
        self.stamps = sorted(held)
        if len(self.stamps) == len(self.starts):
            self.stamps = self.starts
        self._given = list(map(held.__getitem__, self.stamps))

    @cached_property
    def ends(self) -> list[int]:
        """Where among the stamps each row begins, and where the last one ends."""
        return [*map(bisect_left, repeat(self.stamps), self.starts), len(self.stamps)]

    @property
    def presence(self) -> Track:
        """Whether the row is there."""
        if self._presence is None:
            self._presence = Track(self.stamps, list(map(is_not, self._given, repeat(self._absent))))
        return self._presence

    def given(self, name: str) -> Track:
        """The track of a given column."""
        found = self._tracks.get(name)
        if found is None:
            found = self._tracks[name] = Track(self.stamps, self._find(name))
        return found

    def while_there(self, track: Track) -> Track | None:
        """The same with None while there is no such row; None where that must be found out stamp by stamp."""
        values = track.values
        if not isinstance(values, Coded) or track.stamps is not self.stamps:
            return None
        if self._bundles is not None and values.codes is self._bundles.codes:
            return Track(self.stamps, Coded(values.codes, {**values.by_code, id(None): None}))
        return Track(self.stamps, values.but_where(map(not_, self.presence.values), None))

    def _find(self, name: str) -> Cells:
        if name in self.fixed:
            by_row = map(self.fixed[name].__getitem__, self.rows)
            return list(chain.from_iterable(map(repeat, by_row, map(sub, self.ends[1:], self.ends))))
        if name in self._bundled:
            self._bundles = self._bundles or Bundles(list(map(itemgetter(-1), self._given)))
            return self._bundles.column(self._bundled.index(name))
        at = self.names.get(name)
        return [None] * len(self.stamps) if at is None else list(map(itemgetter(at), self._given))

    def constant(self, value: Value) -> Track:
        """The track of what is the same in all rows."""
        return Track(self.starts, [value] * len(self.starts), constant=True)
