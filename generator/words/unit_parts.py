"""What a unit is made of, where records are of its parts: counties of a city."""

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
