"""What holds of scoring for every district, scheme and record."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.model.ranking_rule import OutcomeRule
from generator.rules.corpus import Corpus
from generator.score.items import effective_points
from generator.score.result import UnitResult
from generator.score.result_json import year_json
from generator.score.step import Step, explain_unit
from generator.score.year import quarter_end, score_year
from tests.score.districts import corpora
from tests.scored import rank_of, total_of

thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(corpora())
def test_no_item_loses_more_than_its_maximum_and_every_point_is_accounted_for(corpus: Corpus) -> None:
    for found in score_year(corpus, 2015).units:
        for item in found.score.items():
            assert Decimal(0) <= item.counted <= item.item.max
            assert item.raw == sum(effect.effective for effect in item.effects)
            assert item.counted == sum(effect.counted for effect in item.effects)
            assert item.absorbed == max(Decimal(0), item.raw - item.item.max)


@thorough
@given(corpora())
def test_score_and_deductions_make_full_marks(corpus: Corpus) -> None:
    result = score_year(corpus, 2015)
    rounding = result.scheme.rounding
    for found in result.units:
        lost = sum((Fraction(part.counted) for part in found.score.components), Fraction(0))
        whole = Fraction(total_of(found)) + lost
        slack = Fraction(0) if rounding.at == "component" else Fraction(1, 10**rounding.places)
        assert abs(whole - 100) <= slack


@thorough
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_files_is_irrelevant(corpus: Corpus, order: random.Random) -> None:
    records, units, appraised = list(corpus.deductions), list(corpus.units.items()), list(corpus.appraisals)
    for shuffled in (records, units, appraised):
        order.shuffle(shuffled)
    other = replace(corpus, deductions=tuple(records), units=dict(units), appraisals=tuple(appraised))
    assert year_json(score_year(corpus, 2015), None) == year_json(score_year(other, 2015), None)


@thorough
@given(corpora(), st.data())
def test_removing_a_record_never_lowers_a_score(corpus: Corpus, data: st.DataObject) -> None:
    if not corpus.deductions:
        return
    gone = data.draw(st.sampled_from(corpus.deductions))
    fewer = replace(corpus, deductions=tuple(record for record in corpus.deductions if record is not gone))
    before = {found.unit.id: total_of(found) for found in score_year(corpus, 2015).units}
    after = {found.unit.id: total_of(found) for found in score_year(fewer, 2015).units}
    assert all(after[unit] >= total for unit, total in before.items())


@thorough
@given(corpora())
def test_ranks_agree_with_totals(corpus: Corpus) -> None:
    result = score_year(corpus, 2015)
    for group in {found.group for found in result.units}:
        ranked = result.group(group)
        totals = [total_of(found) for found in ranked]
        assert totals == sorted(totals, reverse=True)
        for found in ranked:
            better = {other.unit.id: total_of(other) for other in ranked if total_of(other) > total_of(found)}
            shared = result.scheme.ranking.ties == "shared"
            assert found.rank == 1 + (len(better) if shared else len(set(better.values())))
            assert found.tied == totals.count(total_of(found))


def expect_outcomes(ranked: tuple[UnitResult, ...], rule: OutcomeRule) -> dict[str, bool]:
    """Who has an outcome, and who of them is flagged, by counting; nobody is excluded from it."""
    totals = [total_of(found) for found in ranked]
    if len(set(totals)) == 1:
        return {}
    expected = {}
    for found in ranked:
        inside = [total for total in totals if (total >= total_of(found) if rule.top else total <= total_of(found))]
        beyond = [total for total in inside if total != found.total]
        rank = rank_of(found) if rule.top else 1 + len(beyond if shares_ranks(ranked) else set(beyond))
        if rank <= rule.places:
            expected[found.unit.id] = len(inside) > rule.places
    return expected


def shares_ranks(ranked: tuple[UnitResult, ...]) -> bool:
    """Whether a rank counts all that are better, rather than their totals; the same where no two are tied."""
    return ranked[-1].rank == 1 + sum(total_of(other) > total_of(ranked[-1]) for other in ranked)


@thorough
@given(corpora(), st.sampled_from([None, 1, 2, 3, 4]))
def test_outcomes_are_those_of_the_shown_ranks_and_a_tie_over_the_edge_is_flagged(
    corpus: Corpus, quarter: int | None
) -> None:
    scheme = corpus.schemes[2015]
    assume(scheme.has_results(quarter_end(2015, quarter)))
    result = score_year(corpus, 2015, quarter)
    for group in {found.group for found in result.units}:
        ranked = result.group(group)
        [time] = {found.time for found in ranked}
        found: dict[str, dict[str, bool]] = {rule.id: {} for rule in scheme.outcomes}
        for unit in ranked:
            for outcome in unit.outcomes:
                found[outcome.rule.id][unit.unit.id] = outcome.edge_tie
        praised, talk = (
            expect_outcomes(ranked, rule) if rule.concerns(group, time) else {} for rule in scheme.outcomes
        )
        assert found["talk"] == talk
        if scheme.outcomes[1].excludes:
            certain = {unit for unit, flagged in talk.items() if not flagged}
            praised = {unit: flagged or unit in talk for unit, flagged in praised.items() if unit not in certain}
        assert found["praised"] == praised


@thorough
@given(corpora())
def test_a_quarter_is_the_year_to_date(corpus: Corpus) -> None:
    assume(corpus.schemes[2015].has_results(quarter_end(2015, 2)))
    until = score_year(corpus, 2015, 2)
    early = replace(
        corpus, deductions=tuple(record for record in corpus.deductions if record.quarter <= 2), appraisals=()
    )
    found, expected = (without_outcomes(year_json(year, None)) for year in (until, score_year(early, 2015)))
    assert found == expected
    assert all(unit.score.provisional for unit in until.units)
    assert not any(unit.outcomes for unit in score_year(early, 2015).units)


def without_outcomes(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The units of results, without what follows from their ranks: that of a quarter is not that of a year."""
    return [{name: unit[name] for name in unit if name not in ("outcomes", "edge_ties")} for unit in found["units"]]


@thorough
@given(corpora())
def test_what_was_found_before_the_first_day_counts_as_the_scheme_says(corpus: Corpus) -> None:
    scheme = corpus.schemes[2015]
    for found in score_year(corpus, 2015).units:
        for effect in found.score.effects():
            is_early = scheme.before == "not-counted" and effect.record.date < (scheme.in_force or date.min)
            assert bool(effect.early) == is_early
            assert effect.effective == (0 if is_early else effective_points(effect.record))


@thorough
@given(corpora())
def test_the_derivation_ends_in_the_score_and_its_parts_add_up(corpus: Corpus) -> None:
    result = score_year(corpus, 2015)
    for found in result.units:
        derived = explain_unit(result, found)
        assert derived.value == found.total
        for part in derived.inputs:
            if part.inputs and not part.inputs[0].ratio:
                assert_sums(part.inputs)


def assert_sums(items: tuple[Step, ...]) -> None:
    """The records of each item add up to what the item deducts."""
    for item in items:
        assert item.value == sum(Fraction(record.value or 0) for record in item.inputs)
