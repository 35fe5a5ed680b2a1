"""Sums over time of one table's rows for the rows of another, in the stamps of those that ask."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any

from generator.score.column_ops import Cells
from generator.score.operations import Value
from generator.score.table_over_time import TableOverTime
from generator.score.track import Track

_ZERO = Decimal(0)
_SUMMED = {Decimal, type(None)}


def can_be_summed(values: Sequence[Value]) -> bool:
    """Whether all are decimals that are no limits, or nothing."""
    return set(map(type, values)) <= _SUMMED and all(map(Decimal.is_finite, filter(None, values)))  # type: ignore[arg-type]


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
    """The sums of columns of one table, grouped by some of its columns, for the rows of `table`."""

    def __init__(
        self, table: TableOverTime, stamps: list[int], moments: Sequence[int], groups: Sequence[Any]
    ) -> None:
        self._table, self.stamps, self._moments = table, stamps, moments
        self._bases = _Bases(table)
        self._placed = list(map(self._bases.__getitem__, groups))
        self._still = max(moments, default=table.begin) == table.begin

    def of(self, values: Sequence[Value]) -> Mapping[tuple[Any, ...], Track]:
        """By the texts that groups end in, the sum for each row: of what has its key and these texts."""
        if None in values:
            values = [_ZERO if value is None else value for value in values]
        moved: defaultdict[int, Decimal] = defaultdict(_ZERO.__pos__)
        if self._still:
            for base, value in zip(self._placed, values, strict=True):
                moved[base] += value  # type: ignore[operator]
            return self._read_still(moved)
        self._move(moved, values)
        return self._read(moved)

    def _read_still(self, sums: Mapping[int, Decimal]) -> Mapping[tuple[Any, ...], Track]:
        found = {}
        bases, starts, begin = self._bases, self._table.starts, self._table.begin
        for texts, number in bases.texts.items():
            shift = number * bases.run - begin
            found[texts] = Track(starts, [sums.get(shift + start, _ZERO) for start in starts])
        return found

    def _move(self, moved: defaultdict[int, Decimal], values: Sequence[Value]) -> None:
        """By stamp, what the sums move by."""
        begin = self._table.begin
        last, was = -1, _ZERO
        for base, moment, value in zip(self._placed, self._moments, values, strict=True):
            if moment != begin and base == last:
                if value != was and base >= 0:
                    moved[base + moment] += value - was  # type: ignore[operator]
            else:
                if moment != begin and last >= 0 and was:
                    moved[last + moment] -= was
                if base >= 0 and value:
                    moved[base + moment] += value  # type: ignore[operator]
            last, was = base, value  # type: ignore[assignment]

    def _read(self, moved: defaultdict[int, Decimal]) -> Mapping[tuple[Any, ...], Track]:
        bases, span, begin = self._bases, self._table.span, self._table.begin
        for number in bases.texts.values():
            for start in self._table.starts:
                moved[number * bases.run + start] += _ZERO
        stamps = sorted(moved)
        sums: Cells = list(accumulate(map(moved.__getitem__, stamps)))
        starts = [at for at, stamp in enumerate(stamps) if stamp % span == begin]
        before = [sums[start - 1] if start else _ZERO for start in starts]
        for (start, end), stood in zip(pairwise([*starts, len(stamps)]), before, strict=True):
            if stood:
                sums[start:end] = [value - stood for value in sums[start:end]]  # type: ignore[operator, misc]
        found = {}
        for texts, number in bases.texts.items():
            shift = number * bases.run
            first, last = bisect_left(stamps, shift), bisect_left(stamps, shift + bases.run)
            found[texts] = Track([stamp - shift for stamp in stamps[first:last]], sums[first:last])
        return found
