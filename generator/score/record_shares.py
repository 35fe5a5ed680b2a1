"""What each record of points did to its item: its share of the item's figures, in order of date, then id.

An attribution made beside the book: a figure follows from all records together, and no order decides it. Put in one
by one, each record has what the item moves by when it comes; so the shares add up to what the book says. What
counts for months without a score is nobody's share: there it is nothing, and a score does not take its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import NamedTuple

from generator.model.deduction import Deduction
from generator.model.number import Figure, as_decimal, plain_decimal
from generator.model.quarter import span_of
from generator.rules.expression import Book, Column, const, op
from generator.rules.given_tables import RECORD, UNIT
from generator.rules.kind import Laid, LaidItem
from generator.score.evaluate import FilledBook, Given
from generator.score.live import LiveBook
from generator.score.operations import Value, number, plus

_ZERO = Decimal(0)
# By how much two shares of one exact figure may differ. Where digits do not end, a figure is written with six
# decimals, up to half a unit of the sixth off. A share is the difference of two such figures, a unit off; divided
# among records that come to something together, it is again one of two such, two units off. Two shares: four units.
ROUNDED_APART = Decimal("0.000004")
Batch = list[tuple[Deduction, Fraction]]  # records that do something together, each with what of it counts


class Share(NamedTuple):
    """By how much a record moves the figure of an item: before the item's own limits, and within them.

    Both are in the item's own direction: below 0 where the record does the opposite of what the item counts.
    """

    raw: Decimal
    counted: Decimal


DATE_AND_ID = attrgetter("date", "id")
NO_SHARE = Share(_ZERO, _ZERO)


class RecordShares:
    """The shares of all records of a filled book, in order of date, then id; `given` is what it was filled with."""

    def __init__(self, laid: Laid, filled: FilledBook, given: Given, records: Iterable[Deduction]) -> None:
        self._laid, self._filled, self._given = laid, filled, given
        self._items = {item.item.id: item for part in laid.parts for item in part.items}
        self._by_item: dict[str, list[Deduction]] = {}
        for record in records:
            self._by_item.setdefault(record.item, []).append(record)
        self._walked: dict[tuple[str, str], dict[str, Share]] | None = None

    def of(self, unit: str, item: LaidItem, records: Sequence[Deduction]) -> Mapping[str, Share]:
        """The shares in the item of a unit, by the path of each record: of its own `records`, in order, and of those
        of other units that are charged to it as well.
        """
        if item.plain:
            found = {record.path: share for record, share in self._fill_up(unit, item, records)}
        else:
            found = self._walk().get((unit, item.item.id), {})
        if item.regular and not self._filled.cell(UNIT, (unit,), item.regular):
            return {path: share._replace(counted=_ZERO) for path, share in found.items()}
        return found

    def charged_to(self, unit: str, item: str) -> list[Deduction]:
        """The records of other units that are charged to this one as well."""
        return [
            record
            for record in self._by_item.get(item, ())
            if record.charge is not None and record.charge.unit == unit and record.unit != unit
        ]

    def _fill_up(self, unit: str, item: LaidItem, records: Sequence[Deduction]) -> Iterator[tuple[Deduction, Share]]:
        """Where records only add up to a limit: the one that reaches it counts in part, later ones do not."""
        room = _figure(self._filled.cell(UNIT, (unit,), item.capped))
        whole: Figure = _ZERO
        shown = _ZERO
        found = self._filled.tables[RECORD]
        at, rows = found.positions[self._laid.points], found.rows
        for record in records:
            whole = plus(whole, number(rows[(record.path,)][at]))
            raw = plain_decimal(whole) - shown
            shown += raw
            used = min(raw, room)
            room -= used
            yield record, Share(raw, used)

    def _walk(self) -> dict[tuple[str, str], dict[str, Share]]:
        """The shares of all records of items that are not plain, put in one by one."""
        if self._walked is None:
            self._walked = {}
            items = [item for name, item in self._items.items() if not item.plain and name in self._by_item]
            if items:
                self._put_in(items)
        return self._walked

    def _put_in(self, items: Sequence[LaidItem]) -> None:
        names = list(dict.fromkeys(name for item in items for name in (item.raw, item.capped)))
        book = LiveBook(_pin(self._laid.book, self._laid.points, items), UNIT, names)
        numbers = [item.spans_counted for item in items if item.spans_counted]
        for table, rows in self._given.items():
            if table != RECORD:
                for row in rows:
                    book.put(table, self._with_numbers(row, numbers) if table == UNIT else row)
        book.settle()
        places = {item.item.id: (names.index(item.raw), names.index(item.capped)) for item in items}
        found = self._filled.tables[RECORD]
        for batch in self._batches(items):
            for record, _ in batch:
                book.put(RECORD, found.cells(found.rows[(record.path,)]))
                for about, share in self._walked_of(record).items():
                    self._walked.setdefault((about, record.item), {})[record.path] = share  # type: ignore[union-attr]
            item = batch[0][0].item
            for (unit,), (before, after) in book.settle().items():
                if before is not None and after is not None:
                    raw, counted = (_figure(after[at]) - _figure(before[at]) for at in places[item])
                    shares = self._walked.setdefault((str(unit), item), {})  # type: ignore[union-attr]
                    shares.update(_divide(Share(raw, counted), batch))

    def _with_numbers(self, row: Mapping[str, Value], columns: Sequence[str]) -> Mapping[str, Value]:
        """The row of a unit, with how many months count of it in the end."""
        return {**row, **{name: self._filled.cell(UNIT, (row["unit"],), name) for name in columns}}

    def _batches(self, items: Sequence[LaidItem]) -> list[Batch]:
        """The records of these items, each by itself, or with those that it comes to points together with.

        Those come first: what else happened in a month counts once the month has a score, on whichever day it was.
        """
        found = self._filled.tables[RECORD]
        batches: dict[tuple[str, str, str], Batch] = {}
        for record in sorted((r for item in items for r in self._by_item[item.item.id]), key=DATE_AND_ID):
            key, part = (record.path, "", ""), Fraction(1)
            laid = self._items[record.item]
            span = span_of(record.date, laid.item.spans.over) if laid.item.spans else ""
            for name in laid.divided:
                value = found.cell((record.path,), name)
                if value is not None:
                    key, part = (record.unit, name, span), Fraction(number(value))
            batches.setdefault(key, []).append((record, part))
        return [
            batches[key] for key in sorted(batches, key=lambda key: (not key[1], DATE_AND_ID(batches[key][-1][0])))
        ]

    def _walked_of(self, record: Deduction) -> dict[str, Share]:
        """A share of nothing for each unit that the record is about, until something moves."""
        units = [record.unit, *([record.charge.unit] if record.charge else [])]
        return dict.fromkeys(units, NO_SHARE)


def _divide(whole: Share, batch: Batch) -> dict[str, Share]:
    """What each record of a batch did, in proportion to what of it counts; together they do all of it."""
    reached = [Fraction(0), *accumulate(part for _, part in batch)]
    if not reached[-1]:
        return {batch[-1][0].path: whole}
    shares = {}
    for (record, _), ends in zip(batch, pairwise(reached), strict=True):
        raw, counted = (
            as_decimal(ends[1] / reached[-1] * Fraction(side)) - as_decimal(ends[0] / reached[-1] * Fraction(side))
            for side in whole
        )
        shares[record.path] = Share(raw, counted)
    return shares


def _figure(value: Value) -> Decimal:
    """A cell with digits that end; nothing where the item is not the unit's."""
    return _ZERO if value is None else as_decimal(number(value))


def _pin(book: Book, points: str, items: Iterable[LaidItem]) -> Book:
    """The book with the points of each record as given: what other records make of them is settled already.

    Nothing stands in it for months without a score, and how many count is given, too.
    """
    places = {place for item in items for place in item.filled_in}
    settled = {(RECORD, points), *((UNIT, item.spans_counted) for item in items)}

    def pinned(table: str, column: Column) -> Column:
        if (table, column.id) in settled:
            return replace(column, expr=None)
        if (table, column.id) in places and column.expr is not None:
            asked, _, found = column.expr.args
            return replace(column, expr=op("if", asked, const(None), found))
        return column

    tables = (
        replace(table, columns=tuple(pinned(table.id, column) for column in table.columns)) for table in book.tables
    )
    return replace(book, tables=tuple(tables))
