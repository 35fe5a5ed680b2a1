"""What is recorded up to a day, as the given rows of a book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.measured import span_end
from generator.model.unit import Unit
from generator.rules.corpus import Corpus
from generator.rules.given_tables import APPLIES, ASPECT, BALLOT, IMPORT, MEASURE, PANEL, RECORD, UNIT, UNIT_PART
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme
from generator.score.evaluate import Given
from generator.score.operations import Value

Rows = list[Mapping[str, Value]]


def given_rows(corpus: Corpus, scheme: Scheme, until: date) -> Given:
    """The rows of all tables, of the units that are assessed in the scheme's year.

    `scheme` is the one in force on the last day of the period (`Corpus.scheme_on`).
    """
    tables = (UNIT, RECORD, BALLOT, PANEL, ASPECT, MEASURE, IMPORT, APPLIES, UNIT_PART)
    rows: dict[str, Rows] = {table: [] for table in tables}
    for unit in corpus.units.values():
        group = scheme.group_of(unit)
        if group is not None and unit.assessed_in(scheme.year):
            rows[UNIT].append(unit_row(unit, group))
            rows[UNIT_PART] += part_rows(unit)
    ranked = {row["unit"] for row in rows[UNIT]}
    rows[MEASURE] += (row for row in measure_rows(corpus, scheme.year, until) if row["unit"] in ranked)
    rows[IMPORT] += (row for row in import_rows(corpus, scheme.year, until) if row["unit"] in {"", *ranked})
    rows[APPLIES] += (row for row in applies_rows(corpus, scheme.year, until) if row["unit"] in ranked)
    for record in corpus.deductions_of(scheme.year):
        if record.date <= until:
            rows[RECORD].append(record_row(record))
    for appraisal in corpus.appraisals_of(scheme.year).values():
        if appraisal.held <= until:
            for part in scheme.appraisals:
                for table, row in ballot_rows(part, appraisal):
                    rows[table].append(row)
    return rows


def unit_row(unit: Unit, group: str) -> Mapping[str, Value]:
    """The row of a unit that is ranked in `group`."""
    return {"unit": unit.id, "group": group}


def record_row(record: Deduction) -> Mapping[str, Value]:
    """The row of a record of points."""
    appeal = record.appeal
    return {
        "record": record.path,
        "unit": record.unit,
        "item": record.item,
        "standard": record.standard,
        "date": record.date.isoformat(),
        "points": record.points,
        "revoked": record.revoked is not None,
        "decision": appeal.decision if appeal else "",
        "decided_points": appeal.points if appeal else None,
        "fact": record.fact or None,
        "count": Decimal(record.count),
        "cured": record.cured.isoformat() if record.cured else None,
        "charge_unit": record.charge.unit if record.charge else None,
        "charge_points": record.charge.points if record.charge else None,
        "level": record.level or None,
        "part": record.part or None,
    }


def part_rows(unit: Unit) -> Iterator[Mapping[str, Value]]:
    """The rows of what a unit is made of."""
    for of, parts in unit.parts.items():
        for part in parts:
            yield {"unit": unit.id, "of": of, "part": part, "there": True}


def measure_rows(corpus: Corpus, year: int, until: date) -> Iterator[Mapping[str, Value]]:
    """The rows of the values of periods that have ended by `until`; of one that is given twice, the first."""
    seen: set[tuple[str, str, str]] = set()
    for given in corpus.measures_of(year):
        for value in given.values:
            key = (given.unit, value.measure, value.period)
            if span_end(value.period) <= until and key not in seen:
                seen.add(key)
                figures = {"value": value.value, "done": value.done, "of": value.of}
                yield {"unit": given.unit, "measure": value.measure, "period": value.period, **figures}


def import_rows(corpus: Corpus, year: int, until: date) -> Iterator[Mapping[str, Value]]:
    """The rows of other assessments of periods that have ended by `until`; what is the same for all under no unit."""
    for found in corpus.imports_of(year):
        if found.ends > until:
            continue
        for unit in found.units:
            rank = found.ranks.get(unit)
            place = {"rank": Decimal(rank.rank) if rank else None, "of": Decimal(rank.of) if rank else None}
            yield {"import": found.id, "unit": unit, "score": found.scores.get(unit), **place}
        if found.value is not None:
            yield {"import": found.id, "unit": "", "score": found.value, "rank": None, "of": None}


def applies_rows(corpus: Corpus, year: int, until: date) -> Iterator[Mapping[str, Value]]:
    """The rows of items that do not apply, as decided by `until`; of one that is written twice, one."""
    found = corpus.inapplicable.get(year)
    held = () if found is None else (entry for entry in found.entries if found.holds(entry, until))
    for item, unit in dict.fromkeys((entry.item, entry.unit) for entry in held):
        yield {"item": item, "unit": unit, "excluded": True}


def ballot_rows(part: VotedPart, appraisal: Appraisal) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows of a unit's appraisal, each with the table that it belongs to."""
    empty = {"zero": Decimal(0), "full": Decimal(1)}.get(part.empty_panel)
    for aspect in part.aspects:
        key: dict[str, Value] = {"unit": appraisal.unit, "part": part.id, "aspect": aspect.id}
        yield ASPECT, {**key, "name": aspect.name, "weight": aspect.weight, "held": appraisal.held.isoformat()}
        for panel in part.panels:
            tally = appraisal.panels.get(panel.id)
            if tally is None:
                continue
            of_panel = {**key, "panel": panel.id}
            base = None if part.denominator == "counted" else Decimal(getattr(tally.ballots, part.denominator))
            row = {**of_panel, "name": panel.name, "weight": panel.weight}
            yield PANEL, {**row, "when_empty": empty, "denominator": base}
            counts = tally.tallies.get(aspect.id, {})
            for option in part.options:
                weight = None if option.excluded else option.weight
                row = {**of_panel, "option": option.id, "weight": weight}
                yield BALLOT, {**row, "count": Decimal(counts.get(option.id, 0))}
