"""Whether what is entered under a standard adds points or takes them."""

from __future__ import annotations

from generator.rules.item import Item
from generator.rules.kind_list import kind_of
from generator.rules.scheme import Scheme


def adds_points(scheme: Scheme, item: Item, standard: str) -> bool:
    """Whether a record under `standard` of `item` adds: as the standard says itself, else as its part does.

    In a part that is earned it does, unless the item starts with full marks, or lower is better.
    """
    found = next((known for known in item.standards if known.id == standard), None)
    said = getattr(found, "effect", "")
    if said:
        return bool(said == "adds")
    effect = _part_effect(scheme, item)
    is_earned = effect == "earns" and scheme.total.direction != "lower" and item.starts != "full"
    return effect == "adds" or is_earned


def _part_effect(scheme: Scheme, item: Item) -> str:
    for part in scheme.components:
        if any(placed.item.id == item.id for placed in part.list_items()):
            return kind_of(part).effect
    return "none"
