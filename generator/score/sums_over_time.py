"""Sums over time of one table's rows for the rows of another, in the stamps of those that ask."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, compress, count, pairwise, repeat
from operator import add, mul, ne, sub
from typing import Any, NamedTuple

from generator.score.table_over_time import TableOverTime
from generator.score.track import Track
from generator.score.whole_column import WholeColumn

_NOBODY = -1 << 60  # where rows begin of which nobody asks: what moves there has stamps below 0


class _Placed(NamedTuple):
    """Beside the stamps of the rows that are summed: what is to be added for those of the sums that they move, and
    these; among them the places at which a row begins, and at which it goes over to another sum.
    """

    stamps: list[int]
    shifts: list[int]
    moved: list[int]
    begins: Sequence[int]
    turns: set[int]


class Sums:
    """The sums of columns of the rows of `summed`, for the rows of `asking`.

    `keys` are the tracks of the columns in which a summed row holds the key of the row that asks, `texts` those whose
    cells tell apart the sums of one row: by its texts each sum has a run of all rows to itself.

    A sum moves by what a row's value differs from the one before; where a row begins or goes over to another sum, by
    the whole value.
    """

    def __init__(
        self, asking: TableOverTime, summed: TableOverTime, keys: Sequence[Track], texts: Sequence[Track]
    ) -> None:
        self._asking, self._summed = asking, summed
        self._run = max(len(asking.rows), 1) * asking.span
        self._runs: defaultdict[tuple[Any, ...], int] = defaultdict(count().__next__)  # their numbers, by texts
        self._tracks = [self._track_keys(keys), self._track_texts(texts)]
        self._last: _Placed | None = None

    def _track_keys(self, keys: Sequence[Track]) -> Track:
        """Where the row begins that asks."""
        stamps, columns = self._summed.align(keys)
        cells = columns[0] if len(keys) == 1 else zip(*columns, strict=True)
        begins: Any = map(self._asking.rows.get, cells, repeat(_NOBODY))
        return Track(stamps, list(begins))

    def _track_texts(self, texts: Sequence[Track]) -> Track:
        """Where the run of its sum begins, less the stamp before all of the summed row."""
        summed = self._summed
        rows: list[Any] = [-begin for begin in summed.rows.values()]
        stamps, (before, *columns) = summed.align([Track(summed.starts, rows), *texts])
        cells = zip(*columns, strict=True) if columns else repeat((), len(stamps))
        runs = map(mul, map(self._runs.__getitem__, cells), repeat(self._run))
        return Track(stamps, list(map(add, before, runs)))

    def of(self, stamps: list[int], values: WholeColumn) -> Mapping[tuple[Any, ...], Track]:
        """By the texts of a sum, what it is for each row that asks, of values that are 0 where a row is not there."""
        numbers: list[Any] = list(values.numbers)
        stamps, (held, *columns) = self._summed.align([Track(stamps, numbers), *self._tracks])
        if self._last is None or self._last.stamps is not stamps:
            self._last = self._place(stamps, *columns)
        return self._read(_move(self._last, held), values.places)

    def _place(self, stamps: list[int], keys: Sequence[Any], texts: Sequence[Any]) -> _Placed:
        shifts = list(map(add, keys, texts))
        begins = self._summed.ends_among(stamps)[:-1]
        turns = set(compress(count(1), map(ne, shifts[1:], shifts))).difference(begins)
        return _Placed(stamps, shifts, list(map(add, shifts, stamps)), begins, turns)

    def _read(self, moved: dict[int, int], places: int) -> Mapping[tuple[Any, ...], Track]:
        """The sums, row by row, from what they move by."""
        run, starts = self._run, self._asking.starts
        begins = [number * run + start for number in self._runs.values() for start in starts]
        for begin in begins:
            moved.setdefault(begin, 0)
        stamps = sorted(moved)
        del stamps[: bisect_left(stamps, 0)]
        steps = list(map(moved.__getitem__, stamps))
        ends = [*map(bisect_left, repeat(stamps), begins), len(stamps)]
        sums: list[int] = []
        for begin, end in pairwise(ends):
            sums += accumulate(steps[begin:end])
        found = {}
        for at, (texts, number) in enumerate(self._runs.items()):
            own = slice(ends[at * len(starts)], ends[(at + 1) * len(starts)])
            shifted = list(map(sub, stamps[own], repeat(number * run))) if number else stamps[own]
            found[texts] = Track(shifted, WholeColumn(sums[own], places))
        return found


def _move(placed: _Placed, held: Sequence[Any]) -> dict[int, int]:
    """By stamp, what the sums move by where rows hold these values."""
    steps = list(map(sub, held, chain((0,), held)))
    left: list[tuple[int, int]] = []
    for at in placed.begins:
        steps[at] = held[at]
    for at in placed.turns:
        if held[at - 1]:
            steps[at] = held[at]
            left.append((placed.shifts[at - 1] + placed.stamps[at], -held[at - 1]))
    stamps, steps = list(compress(placed.moved, steps)), list(filter(None, steps))
    moved = dict(zip(stamps, steps, strict=True))
    if len(moved) < len(stamps):
        moved = dict.fromkeys(stamps, 0)
        left += zip(stamps, steps, strict=True)
    for stamp, step in left:
        moved[stamp] = moved.get(stamp, 0) + step
    return moved
