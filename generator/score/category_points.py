"""What a category comes to: its items added up, unless it has a limit of its own or counts nothing."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from generator.rules.item import Category
from generator.score.result import ComponentResult, ItemResult, UnitResult, UnitScore
from generator.score.ruled_category import CategoryPoints


def ruled_category(score: UnitScore, category: Category) -> CategoryPoints | None:
    """What a category with rules of its own comes to; None for any other, and where the unit has nothing of it."""
    for part in score.components:
        if category.id in part.of_categories:
            return part.of_categories[category.id]
    return score.categories_of_quarters.get(category.id)


def is_voided(part: ComponentResult, category: Category) -> bool:
    """Whether a category of the part counts nothing, as items in it failed."""
    found = part.of_categories.get(category.id)
    return found is not None and found.by == "voided"


def category_points(score: UnitScore, category: Category, items: Iterable[ItemResult]) -> Fraction:
    """The points of a unit in a category; `items` are its results in the items of it."""
    found = ruled_category(score, category)
    if found is not None:
        return found.points
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
