from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.appraisal import Appraisal
from generator.public.small_panels import hidden_panels
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.part_record import Panel, Weighted
from tests.opendata.sample import APPRAISALS, SCHEME, make_tally

COMPONENT = next(part for part in SCHEME.components if isinstance(part, AppraisalComponent))


def make_case(*panels: tuple[str, int]) -> tuple[AppraisalComponent, Appraisal]:
    """An appraisal by panels of the given weights and valid ballots, named p0, p1 …"""
    weighted = tuple(Panel(f"p{at}", f"主体{at}", Decimal(weight)) for at, (weight, _) in enumerate(panels))
    tallies = {f"p{at}": make_tally((valid, 0, 0, 0), (valid, 0, 0, 0)) for at, (_, valid) in enumerate(panels)}
    return replace(COMPONENT, panels=weighted), Appraisal("alpha", 2015, date(2015, 12, 18), tallies)


@pytest.mark.parametrize(
    ("panels", "hidden"),
    [
        ([("0.5", 50), ("0.5", 10)], set()),
        ([("0.5", 50), ("0.5", 9)], {"p0", "p1"}),
        ([("0.3", 50), ("0.3", 9), ("0.4", 20)], {"p1", "p2"}),  # the smallest other panel covers it
        ([("0.4", 50), ("0.4", 9), ("0.2", 20)], {"p0", "p1", "p2"}),  # alone it weighs too little
        ([("0.2", 5), ("0.2", 4), ("0.6", 90)], {"p0", "p1", "p2"}),  # together still fewer than ten
        ([("0.2", 5), ("0.2", 6), ("0.6", 90)], {"p0", "p1"}),
        ([("0.2", 0), ("0.2", 60), ("0.6", 90)], {"p0"}),  # nobody voted: nobody needs cover
        ([("0.2", 0), ("0.2", 6), ("0.3", 70), ("0.3", 90)], {"p0", "p1", "p2"}),  # nobody covers nobody
        ([("1", 3)], {"p0"}),
    ],
)
def test_a_small_panel_is_never_withheld_alone(panels: list[tuple[str, int]], hidden: set[str]) -> None:
    assert hidden_panels(*make_case(*panels), threshold=10) == hidden


@pytest.mark.parametrize(
    ("empty", "paper", "hidden"),
    [
        # Each weighs 0.25 of the whole: the paper ballots cover those online.
        ("rescale", 20, {"online", "paper"}),
        # Nobody voted on paper. Online is the whole panel then and weighs 0.5, as much as the other panel.
        ("rescale", 0, {"online", "paper", "other"}),
    ],
)
def test_a_channel_is_withheld_as_a_panel_is(empty: str, paper: int, hidden: set[str]) -> None:
    channels = tuple(Weighted(name, name, Decimal(1)) for name in ("online", "paper"))
    panels = (Panel("served", "服务对象", Decimal("0.5"), channels), Panel("other", "代表", Decimal("0.5")))
    tallies = {
        name: make_tally((valid, 0, 0, 0), (valid, 0, 0, 0))
        for name, valid in (("online", 9), ("paper", paper), ("other", 50))
    }
    part = replace(COMPONENT, panels=panels, empty_channel=empty)
    assert hidden_panels(part, Appraisal("alpha", 2015, date(2015, 12, 18), tallies), 10) == hidden


def test_without_a_threshold_everything_is_published() -> None:
    assert hidden_panels(*make_case(("0.5", 1), ("0.5", 0)), threshold=0) == set()


weights = st.sampled_from(["0.1", "0.15", "0.2", "0.3", "0.5", "1"])


@given(st.lists(st.tuples(weights, st.integers(0, 40)), min_size=1, max_size=6))
def test_what_is_withheld_covers_every_small_panel(panels: list[tuple[str, int]]) -> None:
    component, appraisal = make_case(*panels)
    hidden = hidden_panels(component, appraisal, 10)
    valid = {panel.id: appraisal.panels[panel.id].ballots.valid for panel in component.panels}
    weight = {panel.id: panel.weight for panel in component.panels}
    assert all(panel in hidden for panel, ballots in valid.items() if ballots < 10)
    if hidden != valid.keys():
        voting = [panel for panel in hidden if valid[panel]]
        assert not voting or sum(valid[panel] for panel in voting) >= 10
        for small in (panel for panel in voting if valid[panel] < 10):
            assert sum(weight[panel] for panel in voting if panel != small) >= weight[small]


def rate_of(panel: str) -> Fraction:
    """The mean rate of a panel over both aspects, of which the second counts double."""
    scale = {option.id: option.weight for option in COMPONENT.options if not option.excluded}
    rates = []
    for counts in APPRAISALS[0].panels[panel].tallies.values():
        voted = sum(number for option, number in counts.items() if option in scale)
        weighted = sum((Fraction(scale[option] or 0) * counts[option] for option in scale), Fraction(0))
        rates.append(weighted / voted)
    return (rates[0] + 2 * rates[1]) / 3


def solutions(hidden: frozenset[str], small: str) -> set[Fraction]:
    """The rates that the small panel may have, for a reader who has the unit's rate and all that is not hidden.

    The small panel has five members and two aspects, the second counting double: its rate is a multiple of 1/75.
    """
    weight = {panel.id: Fraction(panel.weight) for panel in COMPONENT.panels}
    left = sum((weight[panel] * rate_of(panel) for panel in hidden), Fraction(0))
    others = sum(weight[panel] for panel in hidden if panel != small)
    candidates = [Fraction(n, 75) for n in range(76)]
    return {rate for rate in candidates if 0 <= left - weight[small] * rate <= others}


def test_taking_the_others_from_the_rate_gives_no_small_panel_away() -> None:
    assert hidden_panels(COMPONENT, APPRAISALS[0], 10) == {"supervisors", "delegates"}
    assert len(solutions(frozenset({"supervisors"}), "supervisors")) == 1  # what withholding it alone would do
    assert len(solutions(frozenset({"supervisors", "delegates"}), "supervisors")) > 20
