"""Results in the stable JSON form: ids as in the data, every figure a decimal string."""

from __future__ import annotations

from typing import Any

from generator.model.number import as_decimal, format_points
from generator.score.result import ComponentResult, ItemResult, UnitResult, YearResult


def year_json(result: YearResult, commit: str | None) -> dict[str, Any]:
    """The results of a year as `kaohe score YEAR --json` prints them."""
    return {
        "year": result.year,
        "quarter": result.quarter,
        "until": result.until.isoformat(),
        "commit": commit,
        "units": [unit_json(unit, result.scheme.rounding.places) for unit in result.units],
    }


def unit_json(result: UnitResult, places: int) -> dict[str, Any]:
    """One unit's result."""
    contribution = result.score.contribution
    return {
        "unit": result.unit.id,
        "name": result.unit.name,
        "group": result.group,
        "rank": result.rank,
        "total": format_points(result.total, places),
        "provisional": result.score.provisional,
        "target_contribution": None if contribution is None else format_points(contribution, places),
        "outcomes": sorted(outcome.rule.id for outcome in result.outcomes),
        "edge_ties": sorted(outcome.rule.id for outcome in result.outcomes if outcome.edge_tie),
        "components": [_component(part, places) for part in result.score.components],
    }


def _component(part: ComponentResult, places: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": part.component.id,
        "max": format_points(part.component.max),
        "deducted": format_points(part.deducted, places),
        "score": format_points(part.score, places),
    }
    if part.laid.items:
        found["items"] = [_item(item) for item in part.items]
    if part.laid.ratios:
        rate = part.ratio()
        found["rate"] = None if rate is None else format_points(as_decimal(rate))
        found["rate_exact"] = None if rate is None else f"{rate.numerator}/{rate.denominator}"
    return found


def _item(item: ItemResult) -> dict[str, Any]:
    return {
        "id": item.item.id,
        "max": format_points(item.item.max),
        "raw": format_points(item.raw),
        "deducted": format_points(item.deducted),
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
