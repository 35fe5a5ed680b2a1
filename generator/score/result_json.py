"""Results in the stable JSON form: ids as in the data, every figure a decimal string."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.model.number import Figure, as_decimal, format_points
from generator.model.publication import FORM
from generator.score.operations import Value
from generator.score.result import ComponentResult, ItemResult, UnitResult, YearResult

Bare = dict[int, tuple[ItemResult, dict[str, Any]]]


def year_json(result: YearResult, commit: str | None) -> dict[str, Any]:
    """The results of a year as `kaohe score YEAR --json` prints them."""
    return {
        "form": FORM,
        "year": result.year,
        "quarter": result.quarter,
        "until": result.until.isoformat(),
        "commit": commit,
        "units": _units(result),
    }


def _units(result: YearResult) -> list[dict[str, Any]]:
    """The units' results; what items are that no record counts in is told once for all units."""
    bare: Bare = {}
    return [unit_json(unit, result.scheme.rounding.places, bare) for unit in result.units]


def unit_json(result: UnitResult, places: int, bare: Bare | None = None) -> dict[str, Any]:
    """One unit's result; `bare` are the items without records that were told before, by their identity."""
    known = {} if bare is None else bare
    return {
        "unit": result.unit.id,
        "name": result.unit.name,
        "group": result.group,
        "rank": _figure(result.rank),
        "total": _figure(result.total, places),
        "grade": result.grade or None,
        "reason": result.reason or None,
        "provisional": result.score.provisional,
        "target_contribution": _figure(result.score.contribution, places),
        "outcomes": sorted(outcome.rule.id for outcome in result.outcomes),
        "edge_ties": sorted(found.rule.id for found in result.outcomes if found.edge_tie or found.clash),
        **_quarters(result, places),
        "components": [_component(part, places, known) for part in result.score.components],
    }


def _quarters(result: UnitResult, places: int) -> dict[str, Any]:
    """What each quarter came to, where the year is of its quarters; else nothing."""
    found = {
        score.quarter: {"total": _figure(score.total, places), "complete": score.complete}
        for score in result.score.quarters
    }
    return {"quarters": found} if found else {}


def _component(part: ComponentResult, places: int, bare: Bare) -> dict[str, Any]:
    record = part.component
    return {
        "id": record.id,
        "kind": part.laid.kind.name,
        "effect": part.laid.kind.effect,
        "max": _limit(record.max),
        "counted": format_points(part.counted, places),
        "complete": part.complete,
        "columns": {name.removeprefix(f"{record.id}:"): _cell(value) for name, value in part.cells.items()},
        "items": [_bare_item(item, bare) if not item.effects else _item(item) for item in part.items],
    }


def _bare_item(item: ItemResult, bare: Bare) -> dict[str, Any]:
    """An item without records; the very same stands in many units."""
    if id(item) not in bare:
        bare[id(item)] = item, _item(item)  # with the item, so that no other has its identity
    return bare[id(item)][1]


def _item(item: ItemResult) -> dict[str, Any]:
    known = item.applies and not item.awaited
    return {
        "id": item.item.id,
        "max": _limit(item.item.max),
        "raw": format_points(item.raw) if known else None,
        "counted": format_points(item.counted) if known else None,
        "records": [
            {
                "id": effect.record.id,
                "points": format_points(effect.record.points),
                "effective": format_points(effect.effective),
                "absorbed": format_points(effect.absorbed),
            }
            for effect in item.effects
        ],
    }


def _figure(value: Figure | None, places: int = 0) -> str | None:
    return None if value is None else format_points(value, places)


def _limit(value: Decimal | None) -> str | None:
    """A maximum; None where there is no limit."""
    return None if value is None or value.is_infinite() else format_points(value)


def _cell(value: Value) -> str | bool | None:
    """A cell of the book: an exact number, as a fraction n/d where its digits do not end."""
    if not isinstance(value, Decimal | Fraction):
        return value
    exact, decimal = Fraction(value), as_decimal(value)
    return format_points(decimal) if Fraction(decimal) == exact else f"{exact.numerator}/{exact.denominator}"
