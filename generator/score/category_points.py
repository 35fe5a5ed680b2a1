"""What a category comes to: its items added up, unless it has a limit of its own or counts nothing."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from generator.rules.item import Category
from generator.score.result import ItemResult, UnitResult, UnitScore
from generator.score.ruled_category import CategoryPoints


def ruled_category(score: UnitScore, category: Category) -> CategoryPoints | None:
    """What a category with rules of its own comes to; None for any other, and where the unit has nothing of it."""
    for part in score.components:
        if category.id in part.of_categories:
            return part.of_categories[category.id]
    return score.categories_of_quarters.get(category.id)


def category_points(score: UnitScore, category: Category | None, items: Iterable[ItemResult]) -> Fraction:
    """The points of a unit in a category; `items` are its results in the items of it. None: items are added up."""
    found = None if category is None else ruled_category(score, category)
    if found is not None:
        return found.points
    return sum((Fraction(item.counted) for item in items), Fraction(0))


def points_of_units(
    found: Iterable[tuple[UnitResult, ItemResult]], category: Category | None = None
) -> list[tuple[UnitResult, Fraction]]:
    """The points of every unit that has a result among these: of an item, or of those of a category together."""
    units: dict[str, UnitResult] = {}
    items: dict[str, list[ItemResult]] = {}
    for unit, item in found:
        units[unit.unit.id] = unit
        items.setdefault(unit.unit.id, []).append(item)
    return [(unit, category_points(unit.score, category, items[name])) for name, unit in units.items()]
