"""The first sentences of a unit's page with the way to what they name: one press leads to the records of an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.lazy_dataclass import dataclass
from generator.pages.at_a_glance import find_moving, moving_names, score_sentence
from generator.pages.unit_appraisal import AppraisalView
from generator.pages.unit_items import CategoryGroup
from generator.score.result import UnitResult, YearResult
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class UnitLead:
    """What a unit scored (`score`), and what moved that most: each by a link within the page, with its points.

    A link is empty where the page has nothing more on what is named.
    """

    score: str
    most: str
    named: tuple[tuple[Link, str], ...]


def view_lead(
    result: YearResult, unit: UnitResult, categories: Sequence[CategoryGroup], appraisals: Sequence[AppraisalView]
) -> UnitLead:
    """The first sentences of the page of `unit`, on which `categories` and `appraisals` stand."""
    told, names = find_moving(result, unit), moving_names(unit)
    voted = {appraisal.name: f"#appraisal{at if at > 1 else ''}" for at, appraisal in enumerate(appraisals, 1)}
    places = {group.id: f"#{group.anchor}" for category in categories for group in category.items}
    return UnitLead(
        score_sentence(result, unit),
        "" if told is None else told.lead,
        tuple(
            (Link(names[name], places.get(name) or voted.get(names[name], "")), points)
            for name, points in (told.named if told is not None else ())
        ),
    )


def item_places(categories: Sequence[CategoryGroup]) -> Mapping[str, str]:
    """Where on the page the records of an item stand, by the address of the item's own page."""
    return {group.item.url: f"#{group.anchor}" for category in categories for group in category.items}
