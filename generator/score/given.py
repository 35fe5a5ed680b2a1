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
from generator.rules.scheme import AppraisalComponent, Scheme
from generator.score.evaluate import Given
from generator.score.operations import Value
from generator.score.record_cells import cells_of

Rows = list[Mapping[str, Value]]


def given_rows(corpus: Corpus, scheme: Scheme, until: date) -> Given:
    """The rows of all tables, of the units that are assessed in the scheme's year."""
    rows: dict[str, Rows] = {UNIT: [], RECORD: [], BALLOT: [], PANEL: [], ASPECT: []}
    records = (
        *corpus.units.values(),
        *corpus.deductions_of(scheme.year),
        *corpus.appraisals_of(scheme.year).values(),
    )
    for record in records:
        for table, row in rows_of(record, scheme, until):
            rows[table].append(row)
    return rows


def rows_of(record: object, scheme: Scheme, until: date) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows that a record gives in the book of `scheme`, each with its table: none for what is later than `until`.

    `record` is a record of the scheme's year, or a unit, which gives a row where it is assessed in that year.
    """
    match record:
        case Unit():
            group = scheme.group_of(record)
            if group is not None and record.assessed_in(scheme.year):
                yield UNIT, {"unit": record.id, "group": group}
        case Deduction():
            if record.date <= until:
                yield RECORD, {"record": record.path, "item": record.item, **cells_of(record)._asdict()}
        case Appraisal():
            if record.held <= until:
                for part in scheme.appraisals:
                    yield from ballot_rows(part, record)


def ballot_rows(part: AppraisalComponent, appraisal: Appraisal) -> Iterator[tuple[str, Mapping[str, Value]]]:
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
                row = {**of_panel, "option": option.id, "name": option.name, "weight": weight}
                yield BALLOT, {**row, "count": Decimal(counts.get(option.id, 0))}
