"""The units of each ranking group, as the pages of units need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.score.result import UnitResult, YearResult


@dataclass(frozen=True, slots=True)
class Group:
    """The units that are ranked together, best first, and where each stands.

    `floor` is the whole point below the lowest score: there the axis of their step charts begins.
    """

    units: tuple[UnitResult, ...]
    places: Mapping[str, int]
    floor: Fraction


def index_groups(result: YearResult) -> dict[str, Group]:
    """The ranking groups of `result` by name."""
    units: dict[str, list[UnitResult]] = {}
    for unit in result.units:
        units.setdefault(unit.group, []).append(unit)
    return {name: _group(tuple(found)) for name, found in units.items()}


def _group(units: tuple[UnitResult, ...]) -> Group:
    lowest = min(Fraction(unit.total) for unit in units)
    places = {unit.unit.id: place for place, unit in enumerate(units)}
    return Group(units, places, Fraction(lowest.numerator // lowest.denominator))
