"""Who is praised and who stands last, on the home page: the outcomes as released, each list of units once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages.outcomes_page import OutcomeList
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
    alike: dict[tuple[str, ...], list[OutcomeList]] = {}
    for found in lists:
        if found.rows:
            alike.setdefault(tuple(row.unit.url for row in found.rows), []).append(found)
    return tuple(
        HomeOutcome(
            name="、".join(one.outcome.name for one in same),
            rule="；".join(dict.fromkeys(one.outcome.rule for one in same)),
            made_up=any(one.outcome.made_up for one in same),
            units=tuple(row.unit for row in same[0].rows),
            open=any(one.edge_tie for one in same),
        )
        for same in alike.values()
    )
