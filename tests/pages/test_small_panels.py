"""A panel of few ballots: nothing on the unit's page tells who said what, not even by subtraction."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from generator.model.appraisal import WITHHELD
from generator.model.number import format_rate
from generator.pages.appraisal_page import view_appraisal_year
from generator.pages.score_way import index_groups
from generator.pages.unit_appraisal import AppraisalView, view_unit_appraisals
from generator.pages.vote_sentences import ends_sentence, place_sentence
from generator.public.released import AnyReleased
from generator.rules.corpus import Corpus
from generator.score.result import UnitResult, YearResult
from generator.score.vote_order import place_votes
from generator.score.votes import votes_of
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
    (found,) = view_unit_appraisals(corpus, result, unit, index_groups(result)[unit.group].votes)
    assert found.rate
    return found


def test_rates_and_counts_are_withheld_where_a_panel_is_small(corpus: Corpus) -> None:
    seen, result = shown_year(corpus)
    found = view(seen, result)
    assert (found.exact, found.aspects, found.withheld) == ("", (), f"{WITHHELD}。")
    hidden = [row for row in found.ballots if row.missing]
    assert hidden
    assert found.whole is None
    assert "方面" not in found.said
    assert all((row.valid, row.issued, row.tallies, row.missing) == ("—", "—", (), WITHHELD) for row in hidden)
    (year,) = view_appraisal_year(seen, result)
    rows = [
        row.aspects
        for group in year.groups
        for row in group.rows
        if row.unit.name == seen.units["fagaiju"].short_name
    ]
    assert rows == [("—",) * len(year.aspects)]
    assert year.withheld == f"{WITHHELD}。"


def test_the_office_sees_them(corpus: Corpus) -> None:
    found = view(of_office(corpus), score_year(corpus, 2015))
    assert found.exact
    assert found.aspects
    assert found.withheld == ""
    assert not any(row.missing for row in found.ballots)


def test_a_sum_of_ballots_counts_no_panel_that_is_withheld(corpus: Corpus) -> None:
    seen, result = shown_year(corpus)
    (public,), (whole,) = view_appraisal_year(seen, result), view_appraisal_year(of_office(corpus), result)
    assert public.ballots.startswith(f"对 {len(result.units)} 个单位的评议票（不含为保护投票人不公布的票数）共发出 ")
    least = _valid(whole.ballots) - _valid(public.ballots)
    hidden = [row for row in view(seen, result).ballots if row.missing]
    known = {row.panel: int(row.valid) for row in view(of_office(corpus), result).ballots}
    assert least >= sum(known[row.panel] for row in hidden) > 0


def _valid(sentence: str) -> int:
    found = re.search("有效 ([0-9]+) 张", sentence)
    assert found is not None
    return int(found.group(1))


def test_a_place_follows_the_rate_as_printed_and_is_none_for_the_unranked(corpus: Corpus) -> None:
    _, result = shown_year(corpus)
    (part,) = result.scheme.appraisals
    units = list(result.group("organs"))
    places = place_votes(units, part.id)
    best, second, *_ = places
    assert places[best].place == 1
    assert {found.of for found in places.values()} == {len(units)}
    assert not place_votes([replace(unit, rank=None) for unit in units], part.id)
    left = [replace(unit, rank=None) if unit.unit.id == best else unit for unit in units]
    assert place_votes(left, part.id)[second].place == 1


def test_of_a_tie_up_to_three_units_are_named_and_more_are_counted(corpus: Corpus) -> None:
    _, result = shown_year(corpus)
    (part,) = result.scheme.appraisals
    units = [unit for unit in result.units if unit.rank is not None]
    rates = {unit.unit.id: rate for unit in units if (rate := rate_of(unit, part.id)) is not None}
    best, least = (
        next(u for u in units if u.unit.id == pick(rates, key=lambda id: rates[id])) for pick in (max, min)
    )
    for tied, told in ((1, "甲1"), (3, "甲1、甲2、甲3"), (4, " 4 个单位")):
        group = [*(renamed(best, f"甲{at + 1}") for at in range(tied)), renamed(least, "乙")]
        places = place_votes(group, part.id)
        said = ends_sentence(group, part.id, places, "")
        assert said.startswith(f"{tied + 1} 个单位中，满意率最高的是{told}（{format_rate(rates[best.unit.id])}），")
        assert f"最低的是乙（{format_rate(rates[least.unit.id])}），中位数 " in said
        last = place_sentence(places["乙"], "乡镇")
        assert last == f"在乡镇 {tied + 1} 个单位中由高到低排第 {tied + 1} 位"
        shared = "" if tied == 1 else f"，与其他 {tied - 1} 个单位相同"
        assert place_sentence(places["甲1"], "") == f"在 {tied + 1} 个单位中由高到低排第 1 位{shared}"
    assert ends_sentence(
        [best, renamed(best, "甲")], part.id, place_votes([best, renamed(best, "甲")], part.id), ""
    ) == (f"2 个单位的满意率都是 {format_rate(rates[best.unit.id])}。")


def rate_of(unit: UnitResult, part: str) -> Fraction | None:
    votes = next((votes_of(found) for found in unit.score.components if found.component.id == part), None)
    return None if votes is None else votes.rate


def renamed(unit: UnitResult, name: str) -> UnitResult:
    return replace(unit, score=replace(unit.score, unit=replace(unit.unit, id=name, short_name=name)))
