"""What is recorded up to a day, as the given rows of a book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.unit import Unit
from generator.rules.corpus import Corpus
from generator.rules.given_tables import ASPECT, BALLOT, PANEL, RECORD, UNIT
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme
from generator.score.evaluate import Given
from generator.score.operations import Value

Rows = list[Mapping[str, Value]]


def given_rows(corpus: Corpus, scheme: Scheme, until: date) -> Given:
    """The rows of all tables, of the units that are assessed in the scheme's year."""
    rows: dict[str, Rows] = {UNIT: [], RECORD: [], BALLOT: [], PANEL: [], ASPECT: []}
    for unit in corpus.units.values():
        group = scheme.group_of(unit)
        if group is not None and unit.assessed_in(scheme.year):
            rows[UNIT].append(unit_row(unit, group))
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
    }


def ballot_rows(part: VotedPart, appraisal: Appraisal) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows of a unit's appraisal, each with the table that it belongs to."""
    empty = Decimal(0) if part.empty_panel == "zero" else None
    for aspect in part.aspects:
        key: dict[str, Value] = {"unit": appraisal.unit, "part": part.id, "aspect": aspect.id}
        yield ASPECT, {**key, "name": aspect.name, "weight": aspect.weight, "held": appraisal.held.isoformat()}
        for panel in part.panels:
            tally = appraisal.panels.get(panel.id)
            if tally is None:
                continue
            of_panel = {**key, "panel": panel.id}
            yield PANEL, {**of_panel, "name": panel.name, "weight": panel.weight, "when_empty": empty}
            counts = tally.tallies.get(aspect.id, {})
            for option in part.options:
                weight = None if option.excluded else option.weight
                row = {**of_panel, "option": option.id, "weight": weight}
                yield BALLOT, {**row, "count": Decimal(counts.get(option.id, 0))}
