"""What is recorded up to a day, as the given rows of a book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import chain, repeat

from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.imported import Imported
from generator.model.inapplicable import InapplicableItems
from generator.model.measured import Measured
from generator.model.quarter import span_begin, span_end, span_name, spans_of
from generator.model.unit import Unit
from generator.rules.corpus import Corpus
from generator.rules.given_tables import (
    APPLIES,
    ASPECT,
    BALLOT,
    EACH_QUARTER,
    EDGE,
    IMPORT,
    JOINT,
    MEASURE,
    MONTH,
    PANEL,
    QUARTER,
    RECORD,
    SPAN_TABLES,
    UNIT,
    UNIT_PART,
    WHOLE,
)
from generator.rules.part_record import COUNTED, EMPTY_RATES, Option, VotedPart, Weighted
from generator.rules.scheme import Scheme
from generator.rules.span_columns import scored_over
from generator.score.evaluate import GivenTable
from generator.score.operations import Value
from generator.score.record_cells import RECORD_COLUMNS, tell_row

# The given values of each table in the order in which they stand in a row here, those of its key first.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    UNIT: ("unit", "group"),
    RECORD: RECORD_COLUMNS,
    BALLOT: ("unit", "part", "aspect", "panel", "option", "name", "weight", "count"),
    PANEL: ("unit", "part", "aspect", "panel", "name", "weight", "when_empty", "denominator", "joint"),
    JOINT: ("unit", "part", "aspect", "joint", "name", "weight", "when_empty"),
    ASPECT: ("unit", "part", "aspect", "name", "weight", "held"),
    MEASURE: ("unit", "measure", "period", "value", "done", "of"),
    IMPORT: ("import", "unit", "score", "rank", "of"),
    APPLIES: ("item", "unit", "excluded"),
    EDGE: ("unit", "end", "outside"),
    UNIT_PART: ("unit", "of", "division", "there"),
    MONTH: ("unit", "month", "name", WHOLE),
    EACH_QUARTER: ("unit", "quarter", "name", WHOLE),
    QUARTER: ("unit", "quarter", "name", "total", "complete"),
}
_UNIT_AT = {MEASURE: 0, IMPORT: 1, APPLIES: 1}  # where the unit stands, which must be one that is scored
_MEASURE_KEY = 3
Cells = tuple[Value, ...]
Block = tuple[str, Sequence[Cells]]  # a table, and rows of it


def given_rows(corpus: Corpus, scheme: Scheme, until: date, first: date | None = None) -> dict[str, GivenTable]:
    """The rows of all tables, of the units that are assessed in the scheme's year.

    `scheme` is the one in force on the last day of the period (`Corpus.scheme_on`), `first` the first day of a
    quarter that is scored by itself. Of a value that is given twice, the first counts.
    """
    rows: dict[str, list[Cells]] = {table: [] for table in COLUMNS}
    applying = corpus.inapplicable.get(scheme.year)
    records = (
        *corpus.units.values(),
        *corpus.appraisals_in(scheme.year),
        *corpus.measures_of(scheme.year),
        *corpus.imports_of(scheme.year),
        *(() if applying is None else (applying,)),
    )
    for record in records:
        for table, cells in blocks_of(record, scheme, until, first):
            rows[table] += cells
    rows[RECORD] = [
        tell_row(record) for record in corpus.deductions_of(scheme.year) if _is_within(record.date, first, until)
    ]
    measured: dict[Cells, Cells] = {}
    for row in rows[MEASURE]:
        measured.setdefault(row[:_MEASURE_KEY], row)
    rows[MEASURE] = list(measured.values())
    scored = {"", *(row[0] for row in rows[UNIT])}
    for table, at in _UNIT_AT.items():
        rows[table] = [row for row in rows[table] if row[at] in scored]
    return {table: GivenTable.of(COLUMNS[table], found) for table, found in rows.items()}


def blocks_of(record: object, scheme: Scheme, until: date, first: date | None = None) -> Iterator[Block]:
    """The rows that a record gives in the book of `scheme`, table by table: none for what is later than `until`.

    `record` is a record of the scheme's year, or a unit, which gives rows where it is assessed in that year. Of a
    quarter by itself `first` is the first day: nothing found, held, measured or settled before it counts.
    """
    match record:
        case Unit():
            yield from _unit_blocks(record, scheme, until, first)
        case Deduction():
            if _is_within(record.date, first, until):
                yield RECORD, [tell_row(record)]
        case Appraisal():
            if _is_within(record.held, first, until):
                for part in scheme.voted_in(record.part):
                    yield from ballot_blocks(part, record)
                    if scheme.has_channels:
                        yield JOINT, list(_joint_rows(part, record))
        case Measured():
            yield MEASURE, list(_measure_rows(record, until, first))
        case Imported():
            yield IMPORT, list(_import_rows(record, until, first))
        case InapplicableItems():
            held = (entry for entry in record.entries if record.holds(entry, until))
            yield APPLIES, [(item, unit, True) for item, unit in dict.fromkeys((one.item, one.unit) for one in held)]


def _unit_blocks(unit: Unit, scheme: Scheme, until: date, first: date | None) -> Iterator[Block]:
    """The rows of a unit, where it is assessed: what it is made of, in which months, from when until when."""
    group = scheme.group_in(unit, until, first)
    if group is None:
        return
    yield UNIT, [(unit.id, group)]
    yield UNIT_PART, [(unit.id, of, part, True) for of, parts in unit.parts.items() for part in parts]
    for over in scored_over(scheme):
        spans = [span for span in scored_spans(unit, scheme, over) if _is_within(span_begin(span), first, until)]
        rows = [(unit.id, span, span_name(span), counts_wholly(unit, scheme, span)) for span in spans]
        yield SPAN_TABLES[over][0], rows
    if scheme.splits_years:
        found = edges_of(unit, scheme.year)
        yield EDGE, [(*row[:2], row[2].isoformat()) for row in found if _is_within(row[2], first, until)]


def scored_spans(unit: Unit, scheme: Scheme, over: str) -> list[str]:
    """The months, or quarters, of the year in which a unit is scored, where items are by themselves in each.

    One in which no day counts, as the scheme is not in force yet or the unit is not assessed, is none.
    """
    span = unit.assessed
    if span is None:
        return []
    first = max(span.first_day, scheme.counts_from or span.first_day)
    return [
        found
        for found in spans_of(scheme.year, over)
        if max(first, span_begin(found)) <= min(span.last_day, span_end(found))
    ]


def counts_wholly(unit: Unit, scheme: Scheme, span: str) -> bool:
    """Whether what is found on any day of a month, or quarter, counts of a unit."""
    assessed, counts = unit.assessed, scheme.counts_from
    if counts is not None and span_begin(span) < counts:
        return False
    if assessed is None or not scheme.splits_years:
        return True
    return assessed.first_day <= span_begin(span) and span_end(span) <= assessed.last_day


def edges_of(unit: Unit, year: int) -> list[tuple[str, str, date]]:
    """Where a unit begins (`from`) or ends (`to`) to be assessed within a year, with the day next to it, outside."""
    span = unit.assessed
    if span is None or not span.breaks(year):
        return []
    before, after = span.first_day - timedelta(1), span.last_day
    found = [(unit.id, "from", before)] if before.year == year else []
    if after < date(year, 12, 31):
        found.append((unit.id, "to", after + timedelta(1)))
    return found


def _is_within(day: date, first: date | None, until: date) -> bool:
    return day <= until and (first is None or day >= first)


def _measure_rows(given: Measured, until: date, first: date | None) -> Iterator[Cells]:
    """The rows of the values of periods that have ended by `until`, and that did not begin before `first`."""
    for value in given.values:
        if span_end(value.period) <= until and (first is None or span_begin(value.period) >= first):
            yield given.unit, value.measure, value.period, value.value, value.done, value.of


def _import_rows(found: Imported, until: date, first: date | None) -> Iterator[Cells]:
    """The rows of another assessment, where its period has ended; what is the same for all under no unit."""
    if not _is_within(found.ends, first, until):
        return
    for unit in found.units:
        rank = found.ranks.get(unit)
        place, of = (Decimal(rank.rank), Decimal(rank.of)) if rank else (None, None)
        yield found.id, unit, found.scores.get(unit), place, of
    if found.value is not None:
        yield found.id, "", found.value, None, None


def ballot_blocks(part: VotedPart, appraisal: Appraisal) -> Iterator[Block]:
    """The rows of a unit's appraisal, table by table: aspects, panels and their ballots."""
    unit, held = appraisal.unit, appraisal.held.isoformat()
    yield ASPECT, [(unit, part.id, aspect.id, aspect.name, aspect.weight, held) for aspect in part.aspects]
    of_panel, of_channel = (EMPTY_RATES.get(name) for name in (part.empty_panel, part.empty_channel))
    told: list[Cells] = []  # of each poll that has a tally: its id, and what its rows say in every aspect
    tallies: list[Mapping[str, Mapping[str, int]]] = []
    for poll in part.polls:
        tally = appraisal.panels.get(poll.id)
        if tally is not None:
            base = None if part.denominator == COUNTED else Decimal(getattr(tally.ballots, part.denominator))
            empty = of_channel if poll.is_channel else of_panel
            told.append((poll.id, poll.name, poll.weight, empty, base, poll.panel))
            tallies.append(tally.tallies)
    yield PANEL, [(unit, part.id, aspect.id, *cells) for aspect in part.aspects for cells in told]
    options = [found.id for found in part.options]
    tallied = (by_aspect.get(aspect.id, {}) for aspect in part.aspects for by_aspect in tallies)
    counts = map(_COUNTS.__getitem__, chain.from_iterable([map(found.get, options) for found in tallied]))
    columns = _ballot_columns(part.id, part.aspects, part.options, tuple(cells[0] for cells in told))
    yield BALLOT, list(zip(repeat(unit), *columns, counts, strict=False))


@lru_cache(maxsize=1 << 6)
def _ballot_columns(
    part: str, aspects: tuple[Weighted, ...], options: tuple[Option, ...], panels: tuple[Value, ...]
) -> list[Sequence[Value]]:
    """What stands between the unit and the count in the rows of ballots, by column: the same for all units."""
    rows = (
        (part, aspect.id, panel, option.id, option.name, None if option.excluded else option.weight)
        for aspect in aspects
        for panel in panels
        for option in options
    )
    return list(zip(*rows, strict=True))


def _joint_rows(part: VotedPart, appraisal: Appraisal) -> Iterator[Cells]:
    """The rows of the panels of which something was counted, over their channels."""
    empty = EMPTY_RATES.get(part.empty_panel)
    there = {poll.panel for poll in part.polls if poll.id in appraisal.panels}
    for aspect in part.aspects:
        for panel in part.panels:
            if panel.id in there:
                yield appraisal.unit, part.id, aspect.id, panel.id, panel.name, panel.weight, empty


class _Counts(dict[int | None, Decimal]):
    """What was counted as a figure; none where nothing was. The same few come again and again."""

    def __missing__(self, count: int | None) -> Decimal:
        found = Decimal(count or 0)
        if len(self) < _REMEMBERED:
            self[count] = found
        return found


_REMEMBERED = 1 << 12
_COUNTS = _Counts()
