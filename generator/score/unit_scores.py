"""From a filled book to the score of each unit, part by part, with what each record did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from generator.model.deduction import Deduction
from generator.model.number import Figure, as_decimal
from generator.model.unit import Unit
from generator.rules.effect_words import EFFECTS, EffectWords
from generator.rules.given_tables import QUARTER, RECORD, UNIT
from generator.rules.item import Item
from generator.rules.kind import Laid, LaidItem, LaidPart
from generator.score.evaluate import FilledBook
from generator.score.operations import Value, number
from generator.score.result import ComponentResult, ItemResult, QuarterScore, RecordEffect, UnitScore

ZERO = Decimal(0)
_UNSAID = "按考核办法不计分或不排名"  # where the scheme says no more
Rows = Mapping[str, tuple[Mapping[str, Value], ...]]


class UnitScores:
    """The scores of all units of a filled book; `records` are those whose points are in it."""

    def __init__(self, laid: Laid, filled: FilledBook, records: Iterable[Deduction]) -> None:
        self._laid = laid
        self._filled = filled
        self._records: dict[tuple[str, str], list[Deduction]] = {}
        for record in records:
            self._records.setdefault((record.unit, record.item), []).append(record)
        self._rows: dict[tuple[Value, Value], dict[str, list[Mapping[str, Value]]]] = {}
        for name, found in filled.tables.items():
            if {"unit", "part"} <= set(found.table.key) and found.table.beside in ("", UNIT):
                for row in found.rows.values():
                    cells = found.cells(row)
                    self._rows.setdefault((cells["unit"], cells["part"]), {}).setdefault(name, []).append(cells)

    def score(self, unit: Unit) -> UnitScore:
        """The score of a unit that has a row in the book."""
        laid = self._laid
        total = self._figure(unit, laid.total)
        if total is not None and laid.scheme.rounding.at != "total":
            total = Fraction(total)  # without trailing zeros, however its parts were written
        contribution = self._figure(unit, laid.contribution) if laid.contribution else None
        parts = tuple(self._part(unit, part) for part in laid.parts)
        ranked = total is not None and (not laid.ranked or bool(self._cell(unit, laid.ranked)))
        reason = self._text(unit, laid.reason)
        grade = self._text(unit, laid.grade)
        return UnitScore(
            unit,
            parts,
            None if total is None else as_decimal(total),
            None if contribution is None else as_decimal(Fraction(contribution)),
            dict(laid.grades).get(grade, grade),
            reason or ("" if ranked else _UNSAID),
            ranked,
            self._quarters(unit),
        )

    def _quarters(self, unit: Unit) -> tuple[QuarterScore, ...]:
        if not self._laid.quarters:
            return ()
        rows = self._filled.tables[QUARTER]
        every = [rows.cells(row) for row in self._filled.rows_where(QUARTER, ("unit",), (unit.id,))]
        found = (
            QuarterScore(str(row["quarter"]), str(row["name"]), number(row["total"]), bool(row["complete"]))
            for row in every
        )
        return tuple(sorted(found, key=lambda score: score.quarter))

    def ranks(self, units: Iterable[Unit]) -> dict[str, Figure]:
        """The rank of each of `units` that has one, by its id."""
        found = {unit.id: self._figure(unit, self._laid.rank) for unit in units}
        return {name: as_decimal(rank) for name, rank in found.items() if rank is not None}

    def _cell(self, unit: Unit, column: str) -> Value:
        return self._filled.cell(UNIT, (unit.id,), column)

    def _figure(self, unit: Unit, column: str) -> Figure | None:
        value = self._cell(unit, column)
        return None if value is None else number(value)

    def _text(self, unit: Unit, column: str) -> str:
        return str(self._cell(unit, column) or "") if column else ""

    def _part(self, unit: Unit, part: LaidPart) -> ComponentResult:
        below = self._rows.get((unit.id, part.part.id), {})
        return ComponentResult(
            part,
            number(self._cell(unit, part.exact)),
            number(self._cell(unit, part.counted)),
            not part.complete or bool(self._cell(unit, part.complete)),
            tuple(self._item(unit, item, EFFECTS[part.kind.effect]) for item in part.items),
            {name: self._cell(unit, name) for name in (part.exact, *part.ratios)},
            {name: tuple(rows) for name, rows in below.items()},
        )

    def _item(self, unit: Unit, item: LaidItem, words: EffectWords) -> ItemResult:
        raw, counted = (as_decimal(self._figure(unit, name) or ZERO) for name in (item.raw, item.counted))
        records = self._records.get((unit.id, item.item.id), [])
        applies = not item.applies or bool(self._cell(unit, item.applies))
        awaited = applies and bool(item.known) and not self._cell(unit, item.known)
        effects = tuple(self._effects(records, item.item, counted, words))
        return ItemResult(item.item, raw, counted, effects, applies, awaited, words)

    def _effects(
        self, records: list[Deduction], item: Item, counted: Decimal, words: EffectWords
    ) -> Iterator[RecordEffect]:
        """What each record did: in order of date, then id, the one that reaches the cap counts in part, later not."""
        room, first = counted, self._laid.scheme.counts_from
        for record in sorted(records, key=lambda record: (record.date, record.id)):
            effective = as_decimal(number(self._filled.cell(RECORD, (record.path,), "effective")))
            used = min(effective, room)
            room -= used
            early = first is not None and record.date < first
            then = self._laid.scheme.on(record.date).items.get(item.id, item)
            yield RecordEffect(
                record, effective, effective - used, early, _record_words(then, record.standard, words)
            )


def _record_words(item: Item, standard: str, words: EffectWords) -> EffectWords:
    """What a record does: what its standard says, else what its item does; `words` are its part's."""
    said = next((getattr(found, "effect", "") for found in item.standards if found.id == standard), "")
    if not said and item.starts == "full" and words == EFFECTS["earns"]:
        return EFFECTS["loses"]
    return {"loses": EFFECTS["loses"], "adds": EFFECTS["adds"]}.get(said, words)
