"""What a unit is made of, where records are of its parts: counties of a city; whom a common name stands for."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.unit import Unit


def unit_parts(units: Mapping[str, Unit], unit: Unit) -> tuple[str, ...]:
    """The parts in the order of writing: of one that is a unit itself its short name, else its id."""
    return tuple(
        f"{units[part].short_name if part in units else part}（{of}）"
        for of, parts in unit.parts.items()
        for part in parts
    )


def find_members(units: Mapping[str, Unit], unit: Unit) -> tuple[Unit, ...]:
    """The assessed units that a common name (各镇, 各街道) stands for, those of its kind; of another name none.

    Such a name is registered because tasks are given to all of them at once. It is never assessed itself.
    """
    if unit.assessed is not None or not unit.short_name.startswith("各"):
        return ()
    return tuple(found for found in units.values() if found.kind == unit.kind and found.assessed is not None)
