"""What each unit lost or won in each category, and in each part without categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.rules.effect_words import EFFECTS
from generator.rules.item import Category
from generator.rules.total_columns import worth_of
from generator.score.category_points import category_points
from generator.score.result import UnitResult, YearResult
from generator.words import address


@dataclass(frozen=True, slots=True)
class PartColumn:
    """A category, or a part that has none: `worth` is what can be moved there, None where nothing limits it.

    `sign` is -1 where its points are taken from the score; `url` is its page, empty where it has none.
    """

    id: str
    name: str
    worth: Fraction | None
    sign: int
    url: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The columns, and by the id of each unit its points in them; None where nothing of it is the unit's."""

    columns: tuple[PartColumn, ...]
    points: Mapping[str, tuple[Fraction | None, ...]]


def points_by_part(result: YearResult) -> Parts:
    """The points of all units in the order of the scheme: first its categories, then what has none."""
    signs = {laid.item.id: EFFECTS[part.kind.effect].sign for part in result.laid.parts for laid in part.items}
    categories = [category for category in result.scheme.categories() if category.items]
    others = [(at, part) for at, part in enumerate(result.laid.parts) if not part.items]
    columns = (
        *(
            PartColumn(
                f"category-{category.id}",
                category.name,
                _worth(category),
                signs.get(category.items[0].id, 0),
                address.category_page(result.year, category.id),
            )
            for category in categories
        ),
        *(
            PartColumn(
                f"part-{part.part.id}",
                part.part.name,
                Fraction(worth) if (worth := worth_of(part)) is not None and worth.is_finite() else None,
                EFFECTS[part.kind.effect].sign,
                "",
            )
            for _, part in others
        ),
    )
    places = [at for at, _ in others]
    return Parts(columns, {unit.unit.id: tuple(_points(unit, categories, places)) for unit in result.units})


def _points(unit: UnitResult, categories: list[Category], places: list[int]) -> Iterator[Fraction | None]:
    found = {item.item.id: item for item in unit.score.items()}
    for category in categories:
        own = [found[item.id] for item in category.items if item.id in found]
        own = [item for item in own if item.applies or item.effects or item.counted]
        yield category_points(unit.score, category, own) if own else None
    for at in places:
        part = unit.score.components[at] if at < len(unit.score.components) else None
        yield Fraction(part.counted) if part is not None and part.complete else None


def _worth(category: Category) -> Fraction | None:
    if category.max is not None:
        return Fraction(category.max)
    if any(item.max.is_infinite() for item in category.items):
        return None
    return sum((Fraction(item.max) for item in category.items), Fraction(0))
