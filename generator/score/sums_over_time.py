"""Sums over time of one table's rows for the rows of another, in the stamps of those that ask."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, chain, compress, count, pairwise
from operator import add, ne, sub
from typing import Any

from generator.score.table_over_time import TableOverTime
from generator.score.track import Track

_ZERO = Decimal(0)


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
    group, by the whole value.
    """

    def __init__(
        self, table: TableOverTime, stamps: list[int], moments: Sequence[int], groups: Sequence[Any]
    ) -> None:
        self._table, self.stamps, self._moments = table, stamps, moments
        self._bases = _Bases(table)
        self._placed = placed = list(map(self._bases.__getitem__, groups))
        self._moved_at = list(map(add, placed, moments))
        begin = table.begin
        self._still = max(moments, default=begin) == begin
        self._unasked = [at for at, base in enumerate(placed) if base < 0]
        self._begins = [at for at, moment in enumerate(moments) if moment == begin]
        turns = compress(count(1), map(ne, placed[1:], placed))
        self._turns = [at for at in turns if moments[at] != begin]

    def of(self, values: Sequence[Decimal]) -> Mapping[tuple[Any, ...], Track] | None:
        """By the texts that groups end in, the sum for each row: of what has its key and these texts.

        None where some value is a limit that is none.
        """
        held = list(values)
        for at in self._unasked:
            held[at] = _ZERO
        return self._sum_up(held) if self._still else self._read(self._move(held))

    def _sum_up(self, held: Sequence[Decimal]) -> Mapping[tuple[Any, ...], Track] | None:
        """The sums where all stand from the begin."""
        moved: defaultdict[int, Decimal] = defaultdict(_ZERO.__pos__)
        for stamp, value in zip(self._moved_at, held, strict=True):
            moved[stamp] += value
        if not all(map(Decimal.is_finite, moved.values())):
            return None
        starts, run = self._table.starts, self._bases.run
        return {
            texts: Track(starts, [moved.get(number * run + start, _ZERO) for start in starts])
            for texts, number in self._bases.texts.items()
        }

    def _move(self, held: Sequence[Decimal]) -> dict[int, Decimal]:
        """By stamp, what the sums move by."""
        steps = list(map(sub, held, chain((_ZERO,), held)))
        left: list[tuple[int, Decimal]] = []
        for at in self._begins:
            steps[at] = held[at]
        for at in self._turns:
            if held[at - 1]:
                steps[at] = held[at]
                left.append((self._placed[at - 1] + self._moments[at], -held[at - 1]))
        stamps, steps = list(compress(self._moved_at, steps)), list(filter(None, steps))
        moved = dict(zip(stamps, steps, strict=True))
        if len(moved) < len(stamps):
            moved = dict.fromkeys(stamps, _ZERO)
            left += zip(stamps, steps, strict=True)
        for stamp, step in left:
            moved[stamp] = moved.get(stamp, _ZERO) + step
        return moved

    def _read(self, moved: dict[int, Decimal]) -> Mapping[tuple[Any, ...], Track] | None:
        """The sums, row by row, from what they move by."""
        run, starts = self._bases.run, self._table.starts
        found = {}
        for number in self._bases.texts.values():
            for start in starts:
                moved.setdefault(number * run + start, _ZERO)
        stamps = sorted(moved)
        steps = list(map(moved.__getitem__, stamps))
        for texts, number in self._bases.texts.items():
            shift = number * run
            ends = [bisect_left(stamps, shift + start) for start in (*starts, run)]
            sums: list[Any] = []
            for begin, end in pairwise(ends):
                sums += accumulate(steps[begin:end])
            if not all(sums[end - ends[0] - 1].is_finite() for end in ends[1:]):
                return None
            own = stamps[ends[0] : ends[-1]]
            found[texts] = Track([stamp - shift for stamp in own] if shift else own, sums)
        return found
