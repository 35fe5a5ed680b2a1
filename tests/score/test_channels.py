"""A panel that votes by several channels, each with its weight."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.score.votes import votes_of
from generator.score.year import score_year
from tests.rules.random_schemes import Plain, make_corpus

ONE = Decimal(1)


def rates(empty_panel: str, empty_channel: str, **good: int) -> tuple[Fraction | None, dict[str, Fraction | None]]:
    """The unit's rate and those of its panels, of ten ballots each; a negative number stands for ten without opinion.

    A third of the weight is with the peers, two thirds are with the people: half online, a quarter each on paper and
    by telephone.
    """

    def votes(number: int) -> Plain:
        counts = {"good": number, "fair": 0, "bad": 10 - number, "unsure": 0}
        if number < 0:
            counts = {"good": 0, "fair": 0, "bad": 0, "unsure": 10}
        return {"issued": 10, "returned": 10, "valid": 10, "counts": {"law": counts}}

    part: Plain = {
        "id": "votes", "kind": "appraisal", "weight": None, "max": Decimal(10), "aspects": {"law": ONE},
        "options": {"good": ONE, "fair": Decimal("0.5"), "bad": Decimal(0), "unsure": None},
        "panels": {"people": Decimal(2), "peers": ONE}, "denominator": "counted",
        "channels": {"people": {"online": Decimal(2), "paper": ONE, "phone": ONE}},
        "empty_panel": empty_panel, "empty_channel": empty_channel,
    }  # fmt: skip
    district: Plain = {
        "units": [{"unit": "a", "group": "a"}], "parts": [part], "records": [], "measures": {}, "scores": {},
        "excluded": set(), "full": Decimal(10), "rounding": {}, "gates": {}, "cap": None, "floor": None,
        "ties": "shared", "vetoes": [],
        "votes": {("a", "votes"): {name: votes(number) for name, number in good.items()}},
    }  # fmt: skip
    found = score_year(make_corpus(district), 2015).unit("a")
    assert found is not None
    told = votes_of(found.score.components[0])
    assert told is not None
    return told.rate, dict(told.aspects[0].joint)


def test_a_panel_is_the_mean_of_its_channels_by_their_weights() -> None:
    rate, panels = rates("rescale", "rescale", online=10, paper=6, phone=2, peers=4)
    assert panels == {"people": Fraction(7, 10), "peers": Fraction(4, 10)}  # (2×1 + 0.6 + 0.2) ÷ 4
    assert rate == Fraction(6, 10)  # (2×0.7 + 0.4) ÷ 3


@pytest.mark.parametrize(
    ("empty_channel", "people"),
    [
        ("rescale", Fraction(26, 30)),  # (2×1 + 0.6) ÷ 3
        ("zero", Fraction(26, 40)),
        ("full", Fraction(36, 40)),
    ],
)
def test_a_channel_without_a_vote_that_counts(empty_channel: str, people: Fraction) -> None:
    rate, panels = rates("rescale", empty_channel, online=10, paper=6, phone=-1, peers=4)
    assert panels["people"] == people
    assert rate == (2 * people + Fraction(4, 10)) / 3


@pytest.mark.parametrize(
    ("empty_panel", "expected"), [("rescale", Fraction(4, 10)), ("zero", Fraction(4, 30)), ("full", Fraction(24, 30))]
)
def test_a_panel_without_any_vote_is_as_other_panels_are(empty_panel: str, expected: Fraction) -> None:
    assert rates(empty_panel, "rescale", online=-1, paper=-1, phone=-1, peers=4)[0] == expected


def test_people_decide_on_what_a_scheme_leaves_to_them() -> None:
    assert rates("rescale", "error", online=10, paper=6, phone=-1, peers=4)[0] is None
    assert rates("rescale", "error", online=10, paper=6, phone=2, peers=-1)[0] == Fraction(7, 10)
    assert rates("error", "rescale", online=10, paper=6, phone=2, peers=-1)[0] is None
    assert rates("error", "rescale", online=10, paper=6, phone=-1, peers=4)[0] is not None
