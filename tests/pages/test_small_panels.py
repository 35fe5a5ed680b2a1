"""A panel of few ballots: nothing on the unit's page tells who said what, not even by subtraction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model.appraisal import WITHHELD
from generator.pages.appraisal_page import AppraisalView, view_appraisal_year, view_unit_appraisals
from generator.public.released import AnyReleased
from generator.rules.corpus import Corpus
from generator.score.result import YearResult
from generator.score.year import score_year
from tests.released import of_office
from tests.sample import read_sample
from tests.shown import shown_year


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The sample, with a limit that one unit's smallest panel misses."""
    found = read_sample()
    ballots = found.appraisals_of(2015)["fagaiju"].panels
    least = min(tally.ballots.valid for tally in ballots.values())
    return replace(found, schemes={2015: replace(found.schemes[2015], suppress_below=least + 1)})


def view(corpus: AnyReleased, result: YearResult) -> AppraisalView:
    unit = result.unit("fagaiju")
    assert unit is not None
    (found,) = view_unit_appraisals(corpus, result, unit)
    assert found.rate
    return found


def test_rates_and_counts_are_withheld_where_a_panel_is_small(corpus: Corpus) -> None:
    seen, result = shown_year(corpus)
    found = view(seen, result)
    assert (found.exact, found.aspects, found.withheld) == ("", (), f"{WITHHELD}。")
    hidden = [row for row in found.ballots if row.missing]
    assert hidden
    assert all((row.valid, row.issued, row.tallies, row.missing) == ("—", "—", (), WITHHELD) for row in hidden)
    (year,) = view_appraisal_year(result)
    rows = [row.aspects for row in year.rows if row.unit.name == seen.units["fagaiju"].short_name]
    assert rows == [("—",) * len(year.aspects)]
    assert year.withheld == f"{WITHHELD}。"


def test_the_office_sees_them(corpus: Corpus) -> None:
    found = view(of_office(corpus), score_year(corpus, 2015))
    assert found.exact
    assert found.aspects
    assert found.withheld == ""
    assert not any(row.missing for row in found.ballots)
