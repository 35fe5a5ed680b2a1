"""A panel of few ballots: nothing on the unit's page tells who said what, not even by subtraction."""

from __future__ import annotations

from dataclasses import replace

from generator.pages.appraisal_page import view_unit_appraisals
from generator.score.year import score_year
from tests.released import of_office
from tests.sample import read_sample


def test_rates_and_counts_are_withheld_where_a_panel_is_small() -> None:
    corpus = read_sample()
    ballots = corpus.appraisals_of(2015)["fagaiju"].panels
    least = min(tally.ballots.valid for tally in ballots.values())
    for threshold, withheld in ((0, False), (least + 1, True)):
        scheme = replace(corpus.schemes[2015], suppress_below=threshold)
        seen = replace(corpus, schemes={2015: scheme})
        result = score_year(seen, 2015)
        unit = result.unit("fagaiju")
        assert unit is not None
        (view,) = view_unit_appraisals(of_office(seen), result, unit)
        assert bool(view.exact) is not withheld
        assert bool(view.aspects) is not withheld
        hidden = [row for row in view.ballots if row.suppressed]
        assert bool(hidden) is withheld
        assert all(row.valid == row.issued == "—" and row.tallies == () for row in hidden)
        assert view.rate
