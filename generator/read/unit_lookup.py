"""Which unit a person means: by its id, name, short name or alias."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.problem import UserError, escape_text
from generator.model.unit import Unit
from generator.read.alike import find_alike, list_candidates


def find_unit(units: Iterable[Unit], wanted: str, missing: str = "没有名为“{}”的单位。") -> str:
    """The id of the unit called `wanted`: an id before a name, that before a short name, that before an alias.

    Raises UserError with the words `missing` and the nearest units if there is none.
    """
    names: dict[str, Unit] = {}
    for unit in units:
        for rank, called in enumerate((unit.aliases, (unit.short_name,), (unit.name,), (unit.id,))):
            for name in called:
                if name not in names or rank > _rank(names[name], name):
                    names[name] = unit
    if wanted in names:
        return names[wanted].id
    labels = {unit.id: unit.name for unit in names.values()}
    by_id = {unit.id: (unit.id, unit.name, unit.short_name, *unit.aliases) for unit in names.values()}
    near = find_alike(wanted, by_id).ids
    listed = list_candidates(near, labels)
    hint = f"是否想写 {listed}？" if len(near) == 1 else f"可能是 {listed}。" if near else ""
    raise UserError(missing.format(escape_text(wanted, 80)) + hint)


def _rank(unit: Unit, name: str) -> int:
    """How near a name is to the unit: 3 for its id, 0 for an alias."""
    return 3 if name == unit.id else 2 if name == unit.name else 1 if name == unit.short_name else 0
