"""What each panel thought of a unit is a figure on its page and beside the others; none of a small panel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from generator.model.appraisal import Appraisal, PanelTally
from generator.model.number import format_points, format_rate
from generator.pages.appraisal_page import view_appraisal_year
from generator.pages.score_way import index_groups
from generator.pages.unit_appraisal import view_unit_appraisals
from generator.rules.corpus import Corpus
from generator.rules.part_record import VotedPart
from generator.score.step import Step, explain_unit
from generator.score.year import score_year
from tests.released import of_office
from tests.sample import read_sample
from tests.shown import shown_year


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_sample()


def rate_of_tally(part: VotedPart, tally: PanelTally) -> Fraction:
    """The mean over aspects of what one panel's own votes say, made of its counts alone."""
    rates, weights = [], []
    for aspect in part.aspects:
        counted = [(option, tally.tallies[aspect.id][option.id]) for option in part.options if not option.excluded]
        whole = sum(number for _, number in counted)
        rated = sum((Fraction(option.weight or 0) * number for option, number in counted), Fraction(0))
        rates.append(Fraction(aspect.weight) * rated / whole)
        weights.append(Fraction(aspect.weight))
    return sum(rates, Fraction(0)) / sum(weights, Fraction(0))


def told_of(corpus: Corpus, appraisal: Appraisal) -> dict[str, str]:
    (part,) = corpus.schemes[2015].appraisals
    return {
        panel.name: format_rate(rate_of_tally(part, tally))
        for panel in part.panels
        if isinstance(tally := appraisal.panels[panel.id], PanelTally)
    }


def test_the_rate_of_a_panel_is_that_of_its_own_votes(corpus: Corpus) -> None:
    result, seen = score_year(corpus, 2015), of_office(corpus)
    groups, compared = index_groups(result), 0
    for unit in result.units:
        (view,) = view_unit_appraisals(seen, result, unit, groups[unit.group].votes)
        appraisal = corpus.appraisals_of(2015).get(unit.unit.id)
        if appraisal is None:
            continue
        wanted = told_of(corpus, appraisal)
        assert {row.name: row.rate for row in view.each} == wanted
        for name, rate in wanted.items():
            assert f"{name} {rate}" in view.brief
            compared += 1
    assert compared > 10


def test_units_stand_beside_each_other_by_each_panel(corpus: Corpus) -> None:
    (year,) = view_appraisal_year(of_office(corpus), score_year(corpus, 2015))
    names = {unit.short_name: unit.id for unit in corpus.units.values()}
    rows = [row for group in year.groups for row in group.rows]
    assert rows
    for row in rows:
        wanted = told_of(corpus, corpus.appraisals_of(2015)[names[row.unit.name]])
        assert dict(zip(year.polls, row.panels, strict=True)) == wanted


def test_of_a_small_panel_no_rate_is_told(corpus: Corpus) -> None:
    ballots = corpus.appraisals_of(2015)["fagaiju"].panels
    least = min(tally.ballots.valid for tally in ballots.values() if isinstance(tally, PanelTally))
    scheme = replace(corpus.schemes[2015], suppress_below=least + 1)
    seen, result = shown_year(replace(corpus, schemes={2015: scheme}))
    unit = result.unit("fagaiju")
    assert unit is not None
    (view,) = view_unit_appraisals(seen, result, unit, index_groups(result)[unit.group].votes)
    hidden = {row.panel for row in view.ballots if row.missing}
    assert hidden
    assert {row.name for row in view.each if row.rate == "—"} == hidden
    assert not [name for name in hidden if re.search(re.escape(name), view.brief)]
    (year,) = view_appraisal_year(seen, result)
    (row,) = [row for group in year.groups for row in group.rows if row.unit.name == unit.unit.short_name]
    assert {name for name, rate in zip(year.polls, row.panels, strict=True) if rate == "—"} == hidden


def test_panels_are_told_by_their_shares_and_no_formula_needs_a_sign_of_sums(corpus: Corpus) -> None:
    (year,) = view_appraisal_year(of_office(corpus), score_year(corpus, 2015))
    shares = [Fraction(share.removesuffix("%")) for _, share in year.panels]
    assert sum(shares) == 100
    result, seen = score_year(corpus, 2015), of_office(corpus)
    unit = result.units[0]
    (view,) = view_unit_appraisals(seen, result, unit, index_groups(result)[unit.group].votes)
    assert [row.weight for row in view.ballots] == [share for _, share in year.panels]
    formulas = [step.formula for step in _steps(explain_unit(result, unit))]
    assert any("折算后的票数 ÷ 计入票数：" in formula for formula in formulas)
    assert not any("Σ" in formula for formula in formulas)


def _steps(step: Step) -> Iterator[Step]:
    yield step
    for part in step.inputs:
        yield from _steps(part)


def test_the_page_says_how_far_an_appraisal_moves_scores(corpus: Corpus) -> None:
    """A unit that is praised may come last here: all stand within so many points."""
    result = score_year(corpus, 2015)
    (view,) = view_appraisal_year(of_office(corpus), result)
    for group in view.groups:
        points = [Decimal(row.deducted) for row in group.rows]
        assert f"最多相差 {format_points(max(points) - min(points))} 分" in group.ends
