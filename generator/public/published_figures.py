"""Results as they leave: without the figures from which the counts of a small panel could be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator.model.number import as_decimal, round_figure
from generator.public.small_panels import withheld_panels, withholds_panels
from generator.rules.corpus import Corpus
from generator.rules.given_tables import ASPECT, BALLOT, PANEL, UNIT
from generator.rules.scheme import Scheme
from generator.score.evaluate import FilledBook, FilledTable, Key
from generator.score.operations import Row
from generator.score.result import ComponentResult, UnitResult, UnitScore, YearResult

RATE_PLACES = 4  # of a satisfaction rate that is published: 0.9648
_SIGNS = {"loses": -1, "earns": 1, "adds": 1, "none": 0}
_TOLD = {"name", "weight", "held", "when_empty"}  # given columns that no ballot decides
Hidden = Mapping[tuple[str, str], frozenset[str]]  # by unit and part: the panels whose counts are withheld


def publish_figures(corpus: Corpus, result: YearResult) -> YearResult:
    """`result` as it leaves. Scores, ranks and what follows from them are the same.

    Of a part with a withheld panel the rates by aspect are not there, nor those of that panel; the unit's rate
    has `RATE_PLACES` decimals, and the deduction those of the scheme: a fraction's denominator tells how many voted.
    `corpus` holds the appraisals from which it was scored, or what of them leaves.
    """
    if not withholds_panels(result.scheme):
        return result
    held = corpus.appraisals_of(result.year)
    hidden = {
        (unit.unit.id, part.component.id): panels
        for unit in result.units
        for part in unit.score.components
        if (panels := withheld_panels(result.scheme, held.get(unit.unit.id)).get(part.component.id))
        and part.tables
        and not part.withheld
    }
    if not hidden:
        return result
    units = tuple(_publish_unit(result.scheme, unit, hidden) for unit in result.units)
    return replace(result, units=units, filled=_mask_book(result.filled, units, hidden))


def _publish_unit(scheme: Scheme, unit: UnitResult, hidden: Hidden) -> UnitResult:
    parts = tuple(
        _publish_component(scheme, part, panels)
        if (panels := hidden.get((unit.unit.id, part.component.id)))
        else part
        for part in unit.score.components
    )
    return unit if parts == unit.score.components else replace(unit, score=_add_up(scheme, unit.score, parts))


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
    rounded = round_figure(part.counted, scheme.rounding.places, scheme.rounding.mode)
    exact = Fraction(part.component.max) * (1 - rate)
    return replace(known, exact=exact, counted=rounded, cells=dict.fromkeys(part.cells, rate))


def _stays(table: str, row: Mapping[str, object], panels: frozenset[str]) -> bool:
    """Whether a row is there at all; of a withheld panel that it took part is known, but no row of its counts."""
    return table != BALLOT or row["panel"] not in panels


def _masked(table: str, row: Mapping[str, object], panels: frozenset[str]) -> list[str]:
    """The columns of a row that do not leave: those of aspects, and those of withheld panels."""
    if table == ASPECT or (table == PANEL and row["panel"] in panels):
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
    for name in (UNIT, ASPECT, PANEL, BALLOT):
        if name in tables:
            found = tables[name]
            rows = _mask_units(found, parts) if name == UNIT else _mask_rows(name, found, hidden)
            tables[name] = replace(found, rows=rows)
    return FilledBook(filled.book, tables)


def _mask_units(found: FilledTable, parts: Mapping[tuple[str, str], ComponentResult]) -> dict[Key, Row]:
    rows = {key: list(row) for key, row in found.rows.items()}
    for (unit, _), part in parts.items():
        row = rows[(unit,)]
        for name, value in part.cells.items():
            row[found.positions[name]] = value
        row[found.positions[part.laid.exact]] = part.exact
        row[found.positions[part.laid.counted]] = part.counted
    return rows


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


def _add_up(scheme: Scheme, score: UnitScore, parts: tuple[ComponentResult, ...]) -> UnitScore:
    """The score with these parts. Where rounding each has moved their sum, the last makes up for it."""

    def signed(part: ComponentResult) -> Fraction:
        return _SIGNS[part.laid.kind.effect] * Fraction(part.counted)

    whole = Fraction(scheme.full_marks) + sum(map(signed, parts), Fraction(0))
    if scheme.rounding.at == "total":
        whole = Fraction(round_figure(whole, scheme.rounding.places, scheme.rounding.mode))
    if whole == score.total:
        return replace(score, components=parts)
    at = max(at for at, part in enumerate(parts) if part != score.components[at])
    others = sum((signed(part) for part in (*parts[:at], *parts[at + 1 :])), Fraction(0))
    left = Fraction(score.total) - Fraction(scheme.full_marks) - others
    counted: Decimal = as_decimal(left * _SIGNS[parts[at].laid.kind.effect])
    return replace(score, components=(*parts[:at], replace(parts[at], counted=counted), *parts[at + 1 :]))
