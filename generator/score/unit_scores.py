"""From a filled book to the score of each unit, part by part, with what each record did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial

from generator.model.deduction import Deduction
from generator.model.number import Figure, as_decimal, plain_decimal
from generator.model.unit import Unit
from generator.rules.effect_words import EFFECTS, EffectWords
from generator.rules.given_tables import QUARTER, RECORD, UNIT
from generator.rules.item import Item
from generator.rules.item_effect import standard_words
from generator.rules.item_limits import limit_words, together_words
from generator.rules.kind import Effect, Laid, LaidItem, LaidPart
from generator.rules.part_columns import category_column, counted_column
from generator.rules.scheme import Scheme
from generator.rules.voided_columns import within_column
from generator.score.evaluate import FilledBook, Given
from generator.score.operations import Value, number
from generator.score.record_shares import DATE_AND_ID, NO_SHARE, RecordShares, Share
from generator.score.result import ComponentResult, ItemResult, RecordEffect, UnitScore
from generator.score.ruled_category import CategoryPoints
from generator.score.step import EARLY, OUTSIDE
from generator.score.unit_standing import QuarterScore, unsaid_reason
from generator.score.when_asked import DictWhenAsked, TupleWhenAsked

ZERO = Decimal(0)
Rows = Mapping[str, tuple[Mapping[str, Value], ...]]


class UnitScores:
    """The scores of all units of a filled book; `given` are the rows that it was filled with, `records` those of the
    year, of which the book may hold some or none, `quarters` the scores in the quarters of which the year is.
    """

    def __init__(
        self,
        laid: Laid,
        filled: FilledBook,
        given: Given,
        records: Sequence[Deduction],
        quarters: Sequence[UnitScores] = (),
    ) -> None:
        self._laid = laid
        self._of_quarters = quarters
        self._filled, self._given, self._all = filled, given, records
        self._units = filled.tables[UNIT].rows
        self._places = filled.tables[UNIT].positions
        self._words: dict[tuple[int, str, str], EffectWords] = {}
        self._bare: dict[tuple[str, tuple[str, ...]], ItemResult] = {}

    @cached_property
    def _ordered(self) -> list[Deduction]:
        """The records that are in the book, in order of date, then id."""
        table = self._filled.tables.get(RECORD)
        rows = () if table is None else table.rows
        return sorted((record for record in self._all if (record.path,) in rows), key=DATE_AND_ID)

    @cached_property
    def _shares(self) -> RecordShares:
        return RecordShares(self._laid, self._filled, self._given, self._ordered)

    @cached_property
    def _records(self) -> dict[tuple[str, str], list[Deduction]]:
        """The records by unit and item."""
        found: dict[tuple[str, str], list[Deduction]] = {}
        for record in self._ordered:
            found.setdefault((record.unit, record.item), []).append(record)
        return found

    @cached_property
    def _rows(self) -> dict[tuple[Value, Value], dict[str, tuple[Mapping[str, Value], ...]]]:
        """The rows below a part of a unit, by both and by table."""
        found: dict[tuple[Value, Value], dict[str, tuple[Mapping[str, Value], ...]]] = {}
        for name, table in self._filled.tables.items():
            if {"unit", "part"} <= set(table.table.key) and table.table.beside in ("", UNIT):
                by_part: dict[tuple[Value, Value], list[Mapping[str, Value]]] = {}
                for row in table.rows.values():
                    cells = table.cells(row)
                    by_part.setdefault((cells["unit"], cells["part"]), []).append(cells)
                for key, rows in by_part.items():
                    found.setdefault(key, {})[name] = tuple(rows)
        return found

    def score(self, unit: Unit) -> UnitScore:
        """The score of a unit that has a row in the book."""
        laid = self._laid
        total = self._figure(unit, laid.total)
        if total is not None and laid.scheme.rounding.at != "total":
            total = plain_decimal(total)  # however its parts were written
        contribution = self._figure(unit, laid.contribution) if laid.contribution else None
        parts = tuple(self._part(unit, part) for part in laid.parts)
        ranked = total is not None and (not laid.ranked or bool(self._cell(unit, laid.ranked)))
        reason = self._text(unit, laid.reason)
        grade, quarters = self._text(unit, laid.grade), self._quarters(unit)
        return UnitScore(
            unit,
            parts,
            None if total is None else as_decimal(total),
            None if contribution is None else plain_decimal(contribution),
            dict(laid.grades).get(grade, grade),
            reason or ("" if ranked else unsaid_reason(laid, total)),
            ranked,
            quarters,
            TupleWhenAsked(partial(self._items_of_quarters, unit)) if self._of_quarters else (),
            tuple(name for column, name in laid.awaited if not self._cell(unit, column)),
            self._categories_of_quarters(unit),
        )

    def _categories_of_quarters(self, unit: Unit) -> dict[str, CategoryPoints]:
        found: dict[str, CategoryPoints] = {}
        for quarter in self._of_quarters:
            for name, other in quarter.categories(unit).items():
                before = found.get(name, CategoryPoints(Fraction(0), other.effect, ""))
                found[name] = CategoryPoints(before.points + other.points, other.effect, before.by or other.by)
        return found

    def _items_of_quarters(self, unit: Unit) -> Iterator[ItemResult]:
        for quarter in self._of_quarters:
            yield from quarter.items(unit)

    def _quarters(self, unit: Unit) -> tuple[QuarterScore, ...]:
        if not self._laid.quarters:
            return ()
        rows = self._filled.tables[QUARTER]
        every = [rows.cells(row) for row in self._filled.rows_where(QUARTER, ("unit",), (unit.id,))]
        found = (
            QuarterScore(
                str(row["quarter"]),
                str(row["name"]),
                None if row["total"] is None else number(row["total"]),
                bool(row["complete"]),
            )
            for row in every
        )
        return tuple(sorted(found, key=lambda score: score.quarter))

    def items(self, unit: Unit) -> tuple[ItemResult, ...]:
        """The items of a unit, part by part; none where it has no row."""
        if (unit.id,) not in self._units:
            return ()
        return tuple(item for part in self._laid.parts for item in self._items(unit, part))

    def ranks(self, units: Iterable[Unit]) -> dict[str, Figure]:
        """The rank of each of `units` that has one, by its id."""
        found = {unit.id: self._figure(unit, self._laid.rank) for unit in units}
        return {name: as_decimal(rank) for name, rank in found.items() if rank is not None}

    def _cell(self, unit: Unit, column: str) -> Value:
        return self._units[(unit.id,)][self._places[column]]

    def _figure(self, unit: Unit, column: str) -> Figure | None:
        value = self._cell(unit, column)
        return None if value is None else number(value)

    def _text(self, unit: Unit, column: str) -> str:
        return str(self._cell(unit, column) or "") if column else ""

    def _part(self, unit: Unit, part: LaidPart) -> ComponentResult:
        return ComponentResult(
            part,
            number(self._cell(unit, part.exact)),
            number(self._cell(unit, part.counted)),
            not part.complete or bool(self._cell(unit, part.complete)),
            TupleWhenAsked(partial(self._items, unit, part)),
            {name: self._cell(unit, name) for name in (part.exact, *part.ratios)},
            DictWhenAsked(partial(self._rows_below, unit, part)),
            of_categories=self._categories(unit, part),
        )

    @cached_property
    def _ruled(self) -> dict[str, dict[str, list[LaidItem]]]:
        """By part and category, the items of those categories that have rules of their own."""
        found: dict[str, dict[str, list[LaidItem]]] = {part.part.id: {} for part in self._laid.parts}
        for part in self._laid.parts:
            for item in part.items:
                if counted_column(item.category):
                    found[part.part.id].setdefault(item.category.id, []).append(item)
        return found

    def _categories(self, unit: Unit, part: LaidPart) -> dict[str, CategoryPoints]:
        effect = part.kind.effect
        return {name: self._category(unit, items, effect) for name, items in self._ruled[part.part.id].items()}

    def _category(self, unit: Unit, items: Sequence[LaidItem], effect: Effect) -> CategoryPoints:
        category = items[0].category
        points = Fraction(self._figure(unit, counted_column(category)) or 0)
        if category.voided is not None and points != (self._figure(unit, within_column(category)) or 0):
            return CategoryPoints(points, effect, "voided")
        summed = sum((Fraction(self._figure(unit, item.counted) or 0) for item in items), Fraction(0))
        return CategoryPoints(points, effect, "limit" if points < summed else "")

    def categories(self, unit: Unit) -> dict[str, CategoryPoints]:
        """What the categories with rules of their own come to for a unit; none where it has no row."""
        if (unit.id,) not in self._units:
            return {}
        return {name: found for part in self._laid.parts for name, found in self._categories(unit, part).items()}

    def _rows_below(self, unit: Unit, part: LaidPart) -> dict[str, tuple[Mapping[str, Value], ...]]:
        return self._rows.get((unit.id, part.part.id), {})

    def _items(self, unit: Unit, part: LaidPart) -> tuple[ItemResult, ...]:
        """The items of a part. What a category's own limit takes away, the last records in it do not count."""
        found = {item.item.id: self._item(unit, item, EFFECTS[part.kind.effect]) for item in part.items}
        for category in {item.category.id: item.category for item in part.items if item.category.max}.values():
            inside = [item.id for item in category.items if item.id in found]
            whole = sum((found[name].counted for name in inside), ZERO)
            over = whole - as_decimal(self._figure(unit, category_column(category)) or ZERO)
            effects = [(name, effect) for name in inside for effect in found[name].effects]
            for name, effect in sorted(effects, key=lambda pair: (pair[1].record.date, pair[1].record.id))[::-1]:
                taken = min(over, effect.counted) if effect.words.sign == found[name].words.sign else ZERO
                if taken > 0:
                    over -= taken
                    less = replace(effect, absorbed=effect.absorbed + taken)
                    kept = tuple(less if one is effect else one for one in found[name].effects)
                    found[name] = replace(found[name], effects=kept)
        return tuple(found.values())

    def _item(self, unit: Unit, item: LaidItem, words: EffectWords) -> ItemResult:
        records = self._records.get((unit.id, item.item.id), ())
        if records or item.takes_charges:
            return self._make_item(unit, item, words, records)
        row, places = self._units[(unit.id,)], self._places
        names = (item.raw, item.counted, item.capped, item.applies, item.known, item.regular)
        # Most items of most units have no records, and the same few figures, down to how they are written.
        key = item.item.id, tuple([str(row[places[name]]) if name else "" for name in names])
        found = self._bare.get(key)
        if found is None:
            found = self._bare[key] = self._make_item(unit, item, words, ())
        return found

    def _make_item(self, unit: Unit, item: LaidItem, words: EffectWords, records: Sequence[Deduction]) -> ItemResult:
        row, places = self._units[(unit.id,)], self._places
        raw, counted, capped = (row[places[name]] for name in (item.raw, item.counted, item.capped))
        applies = not item.applies or bool(row[places[item.applies]])
        awaited = applies and bool(item.known) and not row[places[item.known]]
        is_regular = not item.regular or bool(row[places[item.regular]])
        effects: tuple[RecordEffect, ...] = ()
        charged: tuple[RecordEffect, ...] = ()
        if records or item.takes_charges:
            shares = self._shares.of(unit.id, item, records)
            effects = tuple(self._effects(unit, records, shares, item.item, words))
            if item.takes_charges:
                others = self._shares.charged_to(unit.id, item.item.id)
                charged = tuple(
                    replace(found, charged=True) for found in self._effects(unit, others, shares, item.item, words)
                )
        return ItemResult(
            item.item,
            _points(raw),
            _points(counted),
            _points(raw) - _points(capped) if is_regular else ZERO,  # what the limits of the item took away
            effects,
            applies,
            awaited,
            words,
            charged,
            counted is not None,
        )

    def _effects(
        self, unit: Unit, records: Iterable[Deduction], shares: Mapping[str, Share], item: Item, words: EffectWords
    ) -> Iterator[RecordEffect]:
        """What each record did to the unit, in order of date, then id."""
        scheme = self._laid.scheme
        first, span = scheme.counts_from, unit.assessed if scheme.splits_years else None
        limits, together = limit_words(item), together_words(item, scheme)
        for record in records:
            raw, counted = shares.get(record.path, NO_SHARE)
            own = self._standard_words(scheme.on(record.date), item, record.standard, words)
            absorbed = raw - counted
            if own.sign != words.sign:
                raw, absorbed = ZERO - raw, ZERO - absorbed
            early = EARLY if first is not None and record.date < first else ""
            if span is not None and not early and not span.holds(record.date):
                early = OUTSIDE
            yield RecordEffect(record, raw, absorbed, early, own, limits=limits, together=together)

    def _standard_words(self, scheme: Scheme, item: Item, standard: str, words: EffectWords) -> EffectWords:
        """What records under a standard do by `scheme`, which is one of few."""
        key = (id(scheme), item.id, standard)
        if key not in self._words:
            self._words[key] = standard_words(scheme.items.get(item.id, item), standard, words)
        return self._words[key]


def _points(value: Value) -> Decimal:
    """A figure with digits that end; nothing where there is none."""
    return value if type(value) is Decimal else as_decimal(number(value or ZERO))
