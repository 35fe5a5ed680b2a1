"""Sums over time of one table's rows for the rows of another, in the stamps of those that ask."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, compress, count, pairwise, repeat
from operator import add, lt, ne, sub
from typing import Any

from generator.score.groups_over_time import Entries
from generator.score.table_over_time import TableOverTime
from generator.score.track import Track
from generator.score.whole_column import WholeColumn


class _Bases(dict[tuple[Any, ...], int]):
    """By group, the number to which moments are added in the stamps of all sums; below 0 where nobody asks for it.

    A group is the key of a row of the table that asks, and then texts, of which each has its own run of rows.
    """

    def __init__(self, table: TableOverTime) -> None:
        self.texts: dict[tuple[Any, ...], int] = {}
        self.run = max(len(table.rows), 1) * table.span
        self._rows, self._span, self._size = table.rows, table.span, len(table.table.key)

    def __missing__(self, group: tuple[Any, ...]) -> int:
        key, texts = group[: self._size], group[self._size :]
        number = self._rows.get(key[0] if self._size == 1 else key)
        found = -1
        if number is not None:
            found = self.texts.setdefault(texts, len(self.texts)) * self.run + number * self._span
        self[group] = found
        return found


class Sums:
    """The sums of columns of one table, grouped by some of its columns, for the rows of `table`.

    A group's sum moves by what a row's value differs from the one before; where a row begins or goes over to another
    group, by the whole value. `begins` are the places among the stamps at which a row begins.
    """

    def __init__(self, table: TableOverTime, entries: Entries, begins: Sequence[int]) -> None:
        self._table, self.stamps, self._moments = table, entries.stamps, entries.moments
        self._bases = _Bases(table)
        self._placed = placed = list(map(self._bases.__getitem__, entries.groups))
        self._moved_at = list(map(add, placed, entries.moments))
        self._unasked: list[int] = []
        if min(placed, default=0) < 0:
            self._unasked = list(compress(count(), map(lt, placed, repeat(0))))
        self._begins = begins
        turns = list(compress(count(1), map(ne, placed[1:], placed)))
        self._turns = sorted(set(turns).difference(begins))

    def of(self, values: WholeColumn) -> Mapping[tuple[Any, ...], Track]:
        """By the texts that groups end in, the sum for each row: of what has its key and these texts."""
        held = list(values.numbers) if self._unasked else values.numbers
        for at in self._unasked:
            held[at] = 0  # type: ignore[index]
        return self._read(self._move(held), values.places)

    def _move(self, held: Sequence[int]) -> dict[int, int]:
        """By stamp, what the sums move by."""
        steps = list(map(sub, held, chain((0,), held)))
        left: list[tuple[int, int]] = []
        for at in self._begins:
            steps[at] = held[at]
        for at in self._turns:
            if held[at - 1]:
                steps[at] = held[at]
                left.append((self._placed[at - 1] + self._moments[at], -held[at - 1]))
        stamps, steps = list(compress(self._moved_at, steps)), list(filter(None, steps))
        moved = dict(zip(stamps, steps, strict=True))
        if len(moved) < len(stamps):
            moved = dict.fromkeys(stamps, 0)
            left += zip(stamps, steps, strict=True)
        for stamp, step in left:
            moved[stamp] = moved.get(stamp, 0) + step
        return moved

    def _read(self, moved: dict[int, int], places: int) -> Mapping[tuple[Any, ...], Track]:
        """The sums, row by row, from what they move by."""
        run, starts = self._bases.run, self._table.starts
        begins = [number * run + start for number in self._bases.texts.values() for start in starts]
        moved = {**dict.fromkeys(begins, 0), **moved}
        stamps = sorted(moved)
        steps = list(map(moved.__getitem__, stamps))
        ends = [*map(bisect_left, repeat(stamps), begins), len(stamps)]
        sums: list[int] = []
        for begin, end in pairwise(ends):
            sums += accumulate(steps[begin:end])
        found = {}
        for at, (texts, number) in enumerate(self._bases.texts.items()):
            own = slice(ends[at * len(starts)], ends[(at + 1) * len(starts)])
            shifted = list(map(sub, stamps[own], repeat(number * run))) if number else stamps[own]
            found[texts] = Track(shifted, WholeColumn(sums[own], places))
        return found
