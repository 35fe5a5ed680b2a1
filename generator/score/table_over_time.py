"""The rows of a table over time: what each held from which moment on, and the tracks of its given columns."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress, count, repeat
from operator import add, itemgetter, mod, not_, sub
from typing import Any

from generator.rules.expression import BookTable
from generator.score.coded_column import Bundles, Coded
from generator.score.column_ops import Cells
from generator.score.operations import Value
from generator.score.track import Track

_SELDOM = 8  # a track that steps so many times more seldom is looked for step by step
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
        self.rows: defaultdict[Any, int] = defaultdict(count(0, span).__next__)  # the stamp of each at 0, by its key
        self._bundled = bundled
        self._bundles: Bundles | None = None
        self._absent: tuple[Value, ...] = (None,) * (len(names) + bool(bundled))
        self._held: dict[int, Given] = {}  # by stamp
        self._gone: list[int] = []  # the stamps at which something was put away, and may have been put again
        self._tracks: dict[str, Track] = {}
        self._moments: dict[
            int, tuple[list[int], list[int]]
        ] = {}  # by the address of stamps, which are kept with them

    def put(self, moment: int, key: Any, given: Given | None) -> None:
        """The row with this key holds these values from `moment` on; None: it is gone."""
        stamp = self.rows[key] + moment
        self._held[stamp] = self._absent if given is None else given
        if given is None:
            self._gone.append(stamp)

    def put_all(self, moments: Iterable[int], keys: Iterable[Any], given: Sequence[Given | None]) -> None:
        """As `put`, for each moment, key and row."""
        stamps = list(map(add, map(self.rows.__getitem__, keys), moments))
        if not all(given):  # a row is never an empty tuple
            self._gone += compress(stamps, map(not_, given))
            absent = self._absent
            given = [row or absent for row in given]
        self._held.update(zip(stamps, given, strict=True))  # type: ignore[arg-type]

    def put_new(self, moment: int, keys: Sequence[Any], rows: Sequence[Given]) -> bool:
        """Puts these rows, if there never was one with any of their keys, nor two of them with the same one."""
        known, span = len(self.rows), self.span
        deque(map(self.rows.__getitem__, keys), 0)  # each new key is given the next stamp
        if len(self.rows) - known < len(keys):
            return False
        self._held.update(zip(range(known * span + moment, len(self.rows) * span, span), rows, strict=True))
        return True

    def lay(self) -> None:
        """Ends the putting: from here on the tracks are asked for."""
        held, absent = self._held, self._absent
        self.starts = list(range(self.begin, len(self.rows) * self.span, self.span))
        put = len(held)
        for start in self.starts:
            held.setdefault(start, absent)
        self._all_begin = put == len(held)
        self.stamps = sorted(held)
        if self.is_still(self.stamps):
            self.stamps = self.starts
        self._given = list(map(held.__getitem__, self.stamps))

    def align(self, tracks: Sequence[Track]) -> tuple[list[int], list[Cells]]:
        """The stamps at which any of these tracks of the table steps, and what each holds from then on."""
        moving = [track for track in tracks if not track.constant]
        if not moving:
            return tracks[0].stamps, [track.values for track in tracks]
        stamps = max((track.stamps for track in moving), key=len)
        others = [one.stamps for one in moving if one.stamps is not stamps and not self.is_still(one.stamps)]
        known = set(stamps) if others else set()
        if not all(map(known.issuperset, others)):
            stamps = sorted(known.union(*others))
        return stamps, [self.spread(track, stamps) for track in tracks]

    def spread(self, track: Track, stamps: list[int]) -> Cells:
        """What a track of the table holds at these stamps, all of its own among them."""
        if track.constant:
            return list(track.values[:1]) * len(stamps)
        if track.stamps is stamps or len(track.stamps) == len(stamps):
            return track.values
        if self.is_still(track.stamps):
            begins = self.ends_among(stamps)
        elif _SELDOM * len(track.stamps) < len(stamps):
            begins = [*map(bisect_left, repeat(stamps), track.stamps), len(stamps)]
        else:
            known = dict(zip(track.stamps, track.values, strict=True))
            last: Value = None
            return [last := known.get(stamp, last) for stamp in stamps]
        return list(chain.from_iterable(map(repeat, track.values, map(sub, begins[1:], begins))))

    def moments_of(self, stamps: list[int]) -> list[int]:
        """The moments of stamps of this table's rows."""
        found = self._moments.get(id(stamps))
        if found is None:
            told = [self.begin] * len(stamps) if self.is_still(stamps) else list(map(mod, stamps, repeat(self.span)))
            found = self._moments[id(stamps)] = stamps, told
        return found[1]

    def is_still(self, stamps: Sequence[int]) -> bool:
        """Whether stamps of this table's rows are those of the begin alone."""
        return len(stamps) == len(self.starts)

    def ends_among(self, stamps: Sequence[int]) -> Sequence[int]:
        """Where among stamps of this table's rows each row begins, and where the last one ends."""
        return self.ends if stamps is self.stamps else self._find_ends(stamps)

    @cached_property
    def ends(self) -> Sequence[int]:
        """The same among the stamps of all that was put."""
        return self._find_ends(self.stamps)

    def _find_ends(self, stamps: Sequence[int]) -> Sequence[int]:
        if self.is_still(stamps):
            return range(len(stamps) + 1)
        return [*map(bisect_left, repeat(stamps), self.starts), len(stamps)]

    @cached_property
    def _absences(self) -> list[int]:
        """The places among the stamps from which a row is not there."""
        given, absent = self._given, self._absent
        begins = () if self._all_begin else self.ends[:-1]
        gone = map(bisect_left, repeat(self.stamps), self._gone)
        return [at for at in chain(begins, gone) if given[at] is absent]

    @cached_property
    def presence(self) -> Track:
        """Whether the row is there."""
        there = [True] * len(self.stamps)
        for at in self._absences:
            there[at] = False
        return Track(self.stamps, there)

    def given(self, name: str) -> Track:
        """The track of a given column."""
        found = self._tracks.get(name)
        if found is None:
            if name in self.fixed:
                found = Track(self.starts, list(map(self.fixed[name].__getitem__, self.rows)))
            else:
                found = Track(self.stamps, self._find(name))
            self._tracks[name] = found
        return found

    def while_there(self, track: Track) -> Track:
        """The same with None while there is no such row."""
        if not self._absences:
            return track
        values = track.values
        if isinstance(values, Coded) and track.stamps is self.stamps:
            if self._bundles is not None and values.codes is self._bundles.codes:
                return Track(self.stamps, Coded(values.codes, {**values.by_code, id(None): None}))
            return Track(self.stamps, values.but_at(self._absences, None))
        stamps, (there, held) = self.align([self.presence, track])
        return Track(stamps, [value if is_there else None for value, is_there in zip(held, there, strict=True)])

    def _find(self, name: str) -> Cells:
        if name in self._bundled:
            self._bundles = self._bundles or Bundles(list(map(itemgetter(-1), self._given)))
            return self._bundles.column(self._bundled.index(name))
        at = self.names.get(name)
        return [None] * len(self.stamps) if at is None else list(map(itemgetter(at), self._given))

    def constant(self, value: Value) -> Track:
        """The track of what is the same in all rows."""
        return Track(self.starts, [value] * len(self.starts), constant=True)
