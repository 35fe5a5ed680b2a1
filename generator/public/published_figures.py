"""Results as they leave: without the figures from which the counts of a small panel could be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator.model.number import Figure, as_decimal, round_figure
from generator.public.small_panels import withheld_panels, withholds_panels
from generator.rules.corpus import Corpus
from generator.rules.expression import Op
from generator.rules.given_tables import ASPECT, BALLOT, JOINT, PANEL, QUARTER, UNIT
from generator.rules.scheme import Scheme
from generator.rules.total_columns import QUARTERS, worth_of
from generator.score.evaluate import FilledBook, FilledTable, Key
from generator.score.operations import Reading, Row, Value, compile_op, number
from generator.score.result import ComponentResult, UnitResult, UnitScore, YearResult

RATE_PLACES = 4  # of a satisfaction rate that is published: 0.9648
_TOLD = {"name", "weight", "held", "when_empty", "joint"}  # given columns that no ballot decides
Hidden = Mapping[tuple[str, str], frozenset[str]]  # by unit and part: the panels whose counts are withheld


def publish_figures(corpus: Corpus, result: YearResult) -> YearResult:
    """`result` as it leaves. Scores, ranks and what follows from them are the same.

    Of a part with a withheld panel the rates by aspect are not there, nor those of that panel; the unit's rate
    has `RATE_PLACES` decimals, and the deduction those of the scheme: a fraction's denominator tells how many voted.
    `corpus` holds the appraisals from which it was scored, or what of them leaves.
    """
    if not withholds_panels(result.scheme):
        return result
    hidden = {
        (unit.unit.id, part.component.id): panels
        for unit in result.units
        for part in unit.score.components
        for held in [corpus.appraisal_of(result.year, unit.unit.id, part.component.id)]
        if (panels := withheld_panels(result.scheme, held).get(part.component.id))
        and part.tables
        and not part.withheld
    }
    if not hidden:
        return result
    units = tuple(_publish_unit(result.scheme, result.filled, unit, hidden) for unit in result.units)
    return replace(result, units=units, filled=_mask_book(result.filled, units, hidden))


def _publish_unit(scheme: Scheme, filled: FilledBook, unit: UnitResult, hidden: Hidden) -> UnitResult:
    parts = tuple(
        _publish_component(scheme, part, panels)
        if (panels := hidden.get((unit.unit.id, part.component.id)))
        else part
        for part in unit.score.components
    )
    return unit if parts == unit.score.components else replace(unit, score=_add_up(scheme, filled, unit.score, parts))


def _publish_component(scheme: Scheme, part: ComponentResult, panels: frozenset[str]) -> ComponentResult:
    tables = {
        name: tuple({**row, **dict.fromkeys(_masked(name, row, panels))} for row in rows if _stays(name, row, panels))
        for name, rows in part.tables.items()
    }
    known = replace(part, tables=tables, withheld=True)
    rate = part.ratio()
    if rate is None:
        return replace(known, cells=dict.fromkeys(part.cells))
    rate = Fraction(round_figure(rate, RATE_PLACES, "half-up"))
    exact = Fraction(worth_of(part.laid)) * (1 - rate if part.words.sign < 0 else rate)
    counted = _publish_counted(scheme, part.counted)
    cells = {name: rate if name in part.laid.ratios else exact for name in part.cells}
    return replace(known, exact=exact, counted=counted, cells=cells)


def _publish_counted(scheme: Scheme, figure: Figure) -> Decimal:
    """What a part counts: as it is where the scheme rounds the parts, else rounded as figures are printed."""
    if any(rule.at == "component" for rule in scheme.roundings):
        return as_decimal(figure)
    return round_figure(figure, scheme.rounding.keeps, scheme.rounding.mode)


def _stays(table: str, row: Mapping[str, object], panels: frozenset[str]) -> bool:
    """Whether a row is there at all; of a withheld panel that it took part is known, but no row of its counts."""
    return table != BALLOT or row["panel"] not in panels


def _masked(table: str, row: Mapping[str, object], panels: frozenset[str]) -> list[str]:
    """The columns of a row that do not leave: those of aspects and joint channels, and those of withheld panels."""
    if table in {ASPECT, JOINT} or (table == PANEL and row["panel"] in panels):
        return [name for name in row if name not in {"unit", "part", "aspect", "panel"} | _TOLD]
    return []


def _mask_book(filled: FilledBook, units: tuple[UnitResult, ...], hidden: Hidden) -> FilledBook:
    """The book without what does not leave."""
    parts = {
        (unit.unit.id, part.component.id): part
        for unit in units
        for part in unit.score.components
        if (unit.unit.id, part.component.id) in hidden
    }
    tables = dict(filled.tables)
    for name in (UNIT, ASPECT, JOINT, PANEL, BALLOT):
        if name in tables:
            found = tables[name]
            rows = _mask_units(found, parts) if name == UNIT else _mask_rows(name, found, hidden)
            tables[name] = replace(found, rows=rows)
    if QUARTER in tables:
        tables[QUARTER] = replace(tables[QUARTER], rows=_mask_quarters(tables[QUARTER]))
    return FilledBook(filled.book, tables)


def _mask_units(found: FilledTable, parts: Mapping[tuple[str, str], ComponentResult]) -> dict[Key, Row]:
    """The rows of the units: the figures of each part as published, all others without their denominators."""
    rows = {key: list(row) for key, row in found.rows.items()}
    for unit in {unit for unit, _ in parts}:
        rows[(unit,)] = [as_decimal(value) if isinstance(value, Fraction) else value for value in rows[(unit,)]]
    for (unit, name), part in parts.items():
        row = rows[(unit,)]
        published = {**part.cells, part.laid.exact: part.exact, **_counted_cells(found, unit, part)}
        for column in found.table.columns:
            if column.id in published:
                row[found.positions[column.id]] = published[column.id]
            elif column.part == name and column.expr is not None:
                row[found.positions[column.id]] = compile_op(column.expr, found.positions, _unread, _unread)(row)
    return rows


def _counted_cells(found: FilledTable, unit: str, part: ComponentResult) -> dict[str, Value]:
    """What the part counts; and what it would count if its gate, which is not held, were none."""
    before = f"{part.component.id}:counted"
    whole, gated = (found.cell((unit,), name) for name in (before, part.laid.counted))
    held = {part.laid.counted, before} if whole == gated else {part.laid.counted}
    return dict.fromkeys(held, part.counted)


def _mask_quarters(found: FilledTable) -> dict[Key, Row]:
    """The totals of quarters without their denominators."""
    return {
        key: [as_decimal(value) if isinstance(value, Fraction) else value for value in row]
        for key, row in found.rows.items()
    }


def _unread(_: Op) -> Reading:
    """What follows from rows below is not told."""
    return lambda row: None


def _mask_rows(name: str, found: FilledTable, hidden: Hidden) -> dict[Key, Row]:
    rows: dict[Key, Row] = {}
    for key, row in found.rows.items():
        cells = found.cells(row)
        panels = hidden.get((str(cells["unit"]), str(cells["part"])), frozenset())
        if panels:
            if not _stays(name, cells, panels):
                continue
            cells |= dict.fromkeys(_masked(name, cells, panels))
        rows[key] = list(cells.values())
    return rows


def _add_up(scheme: Scheme, filled: FilledBook, score: UnitScore, parts: tuple[ComponentResult, ...]) -> UnitScore:
    """The score with these parts. Where rounding each has moved their sum, the last makes up for it."""
    if score.total is None:
        return replace(score, components=parts)
    start = _start(filled, score)
    whole, shown = (start + sum((part.moves for part in given), Fraction(0)) for given in (score.components, parts))
    if _round_total(scheme, whole) == _round_total(scheme, shown):
        return replace(score, components=parts)
    at = max(at for at, part in enumerate(parts) if part != score.components[at] and score.components[at].counted)
    left = _round_total(scheme, whole) - (shown - parts[at].moves)
    counted = as_decimal(left * parts[at].words.sign)
    return replace(score, components=(*parts[:at], replace(parts[at], counted=counted), *parts[at + 1 :]))


def _start(filled: FilledBook, score: UnitScore) -> Fraction:
    """What the parts of a unit are added to and taken from: the marks that can be lost, and the year's quarters."""
    names = [part.laid.absent for part in score.components if part.laid.absent]
    cells = {name: filled.cell(UNIT, (score.unit.id,), name) for name in names}
    start = -sum((Fraction(number(value)) for value in cells.values()), Fraction(0))
    losing = (part.laid for part in score.components if part.words.sign < 0)
    start += sum((Fraction(worth_of(laid)) for laid in losing), Fraction(0))
    if QUARTERS in filled.tables[UNIT].positions:
        start += Fraction(number(filled.cell(UNIT, (score.unit.id,), QUARTERS) or Decimal(0)))
    return start


def _round_total(scheme: Scheme, figure: Fraction) -> Fraction:
    """The sum of the parts as the scheme rounds it; as it is where it does not."""
    rule = next((rule for rule in scheme.roundings if rule.at == "total"), None)
    if rule is None:
        return figure
    if rule.of == "lost":
        full = Fraction(scheme.full_marks)
        return full - Fraction(round_figure(full - figure, rule.places, rule.mode))
    return Fraction(round_figure(figure, rule.places, rule.mode))
