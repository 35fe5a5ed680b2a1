"""What a category comes to: its items added up, unless it has a limit of its own or counts nothing."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from generator.rules.item import Category
from generator.score.result import ItemResult, UnitResult, UnitScore


def category_points(score: UnitScore, category: Category, items: Iterable[ItemResult]) -> Fraction:
    """The points of a unit in a category; `items` are its results in the items of it."""
    for part in score.components:
        if category.id in part.of_categories:
            return part.of_categories[category.id]
    return sum((Fraction(item.counted) for item in items), Fraction(0))


def points_of_units(
    category: Category, found: Iterable[tuple[UnitResult, ItemResult]]
) -> list[tuple[UnitResult, Fraction]]:
    """The same of every unit that has a result in an item of the category."""
    units: dict[str, UnitResult] = {}
    items: dict[str, list[ItemResult]] = {}
    for unit, item in found:
        units[unit.unit.id] = unit
        items.setdefault(unit.unit.id, []).append(item)
    return [(unit, category_points(unit.score, category, items[name])) for name, unit in units.items()]
