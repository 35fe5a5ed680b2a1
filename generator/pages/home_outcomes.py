"""Who is praised and who stands last, on the home page: the outcomes as released, each list of units once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.model.lazy_dataclass import dataclass
from generator.model.ranking_rule import OutcomeRule
from generator.pages.outcomes_page import OutcomeList, alike_outcomes
from generator.words.outcome_words import asked_words
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class HomeOutcome:
    """Units that meet the same outcomes: what these are called, the places that they are for, and whom they meet.

    `open` where a person must still decide on a tie at the edge.
    """

    name: str
    rule: str
    made_up: bool
    units: tuple[Link, ...]
    open: bool


def view_home_outcomes(lists: Sequence[OutcomeList]) -> tuple[HomeOutcome, ...]:
    """The outcomes that meet somebody, in the order of the scheme; those that meet the same units are one line."""
    return tuple(
        HomeOutcome(
            name=alike.name,
            rule="；".join(dict.fromkeys(one.outcome.rule for one in alike.lists)),
            made_up=any(one.outcome.made_up for one in alike.lists),
            units=tuple(row.unit for row in alike.rows),
            open=any(one.edge_tie for one in alike.lists),
        )
        for alike in alike_outcomes([found for found in lists if found.rows])
    )


def home_question(lists: Sequence[OutcomeList], rules: Iterable[OutcomeRule]) -> str:
    """What the list answers: it follows the outcomes that the scheme has and that meet somebody."""
    met = {found.outcome.name for found in lists if found.rows}
    return asked_words(rule for rule in rules if rule.name in met)
