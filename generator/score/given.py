"""What is recorded up to a day, as the given rows of a book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.imported import Imported
from generator.model.inapplicable import InapplicableItems
from generator.model.measured import Measured, span_begin, span_end
from generator.model.unit import Unit
from generator.rules.corpus import Corpus
from generator.rules.given_tables import APPLIES, ASPECT, BALLOT, IMPORT, MEASURE, PANEL, RECORD, UNIT, UNIT_PART
from generator.rules.part_record import COUNTED, EMPTY_RATES, VotedPart
from generator.rules.scheme import Scheme
from generator.score.evaluate import Given
from generator.score.operations import Value
from generator.score.record_cells import RECORD_COLUMNS, cells_of

Rows = list[Mapping[str, Value]]
_KEYS = {MEASURE: ("unit", "measure", "period")}  # of what may be given twice
_TABLES = (UNIT, RECORD, BALLOT, PANEL, ASPECT, MEASURE, IMPORT, APPLIES, UNIT_PART)


def given_rows(corpus: Corpus, scheme: Scheme, until: date, first: date | None = None) -> Given:
    """The rows of all tables, of the units that are assessed in the scheme's year.

    `scheme` is the one in force on the last day of the period (`Corpus.scheme_on`), `first` the first day of a
    quarter that is scored by itself. Of a value that is given twice, the first counts.
    """
    rows: dict[str, Rows] = {table: [] for table in _TABLES}
    seen: set[tuple[Value, ...]] = set()
    applying = corpus.inapplicable.get(scheme.year)
    records = (
        *corpus.units.values(),
        *corpus.deductions_of(scheme.year),
        *corpus.appraisals_in(scheme.year),
        *corpus.measures_of(scheme.year),
        *corpus.imports_of(scheme.year),
        *(() if applying is None else (applying,)),
    )
    for record in records:
        for table, row in rows_of(record, scheme, until, first):
            key = (table, *(row[name] for name in _KEYS.get(table, ())))
            if len(key) == 1 or key not in seen:
                seen.add(key)
                rows[table].append(row)
    ranked = {"", *(row["unit"] for row in rows[UNIT])}
    for table in (MEASURE, IMPORT, APPLIES):
        rows[table] = [row for row in rows[table] if row["unit"] in ranked]
    return rows


def rows_of(
    record: object, scheme: Scheme, until: date, first: date | None = None
) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows that a record gives in the book of `scheme`, each with its table: none for what is later than `until`.

    `record` is a record of the scheme's year, or a unit, which gives rows where it is assessed in that year. Of a
    quarter by itself `first` is the first day: nothing found, held, measured or settled before it counts.
    """
    match record:
        case Unit():
            group = scheme.group_of(record)
            if group is not None and record.assessed_in(scheme.year):
                yield UNIT, {"unit": record.id, "group": group}
                yield from part_rows(record)
        case Deduction():
            if _is_within(record.date, first, until):
                yield RECORD, dict(zip(RECORD_COLUMNS, (record.path, record.item, *cells_of(record)), strict=True))
        case Appraisal():
            if _is_within(record.held, first, until):
                for part in scheme.voted_in(record.part):
                    yield from ballot_rows(part, record)
        case Measured():
            yield from measure_rows(record, until, first)
        case Imported():
            yield from import_rows(record, until, first)
        case InapplicableItems():
            yield from applies_rows(record, until)


def _is_within(day: date, first: date | None, until: date) -> bool:
    return day <= until and (first is None or day >= first)


def part_rows(unit: Unit) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows of what a unit is made of."""
    for of, parts in unit.parts.items():
        for part in parts:
            yield UNIT_PART, {"unit": unit.id, "of": of, "division": part, "there": True}


def measure_rows(
    given: Measured, until: date, first: date | None = None
) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows of the values of periods that have ended by `until`, and that did not begin before `first`."""
    for value in given.values:
        if span_end(value.period) <= until and (first is None or span_begin(value.period) >= first):
            figures = {"value": value.value, "done": value.done, "of": value.of}
            yield MEASURE, {"unit": given.unit, "measure": value.measure, "period": value.period, **figures}


def import_rows(found: Imported, until: date, first: date | None = None) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows of another assessment, where its period has ended; what is the same for all under no unit."""
    if not _is_within(found.ends, first, until):
        return
    for unit in found.units:
        rank = found.ranks.get(unit)
        place = {"rank": Decimal(rank.rank) if rank else None, "of": Decimal(rank.of) if rank else None}
        yield IMPORT, {"import": found.id, "unit": unit, "score": found.scores.get(unit), **place}
    if found.value is not None:
        yield IMPORT, {"import": found.id, "unit": "", "score": found.value, "rank": None, "of": None}


def applies_rows(found: InapplicableItems, until: date) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows of items that do not apply, as decided by `until`; of one that is written twice, one."""
    held = (entry for entry in found.entries if found.holds(entry, until))
    for item, unit in dict.fromkeys((entry.item, entry.unit) for entry in held):
        yield APPLIES, {"item": item, "unit": unit, "excluded": True}


def ballot_rows(part: VotedPart, appraisal: Appraisal) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows of a unit's appraisal, each with the table that it belongs to."""
    empty = EMPTY_RATES.get(part.empty_panel)
    for aspect in part.aspects:
        key: dict[str, Value] = {"unit": appraisal.unit, "part": part.id, "aspect": aspect.id}
        yield ASPECT, {**key, "name": aspect.name, "weight": aspect.weight, "held": appraisal.held.isoformat()}
        for panel in part.panels:
            tally = appraisal.panels.get(panel.id)
            if tally is None:
                continue
            of_panel = {**key, "panel": panel.id}
            base = None if part.denominator == COUNTED else Decimal(getattr(tally.ballots, part.denominator))
            row = {**of_panel, "name": panel.name, "weight": panel.weight}
            yield PANEL, {**row, "when_empty": empty, "denominator": base}
            counts = tally.tallies.get(aspect.id, {})
            for option in part.options:
                weight = None if option.excluded else option.weight
                row = {**of_panel, "option": option.id, "name": option.name, "weight": weight}
                yield BALLOT, {**row, "count": Decimal(counts.get(option.id, 0))}
