"""What holds of scoring for every district, scheme and record."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.corpus import Corpus
from generator.score.json import year_json
from generator.score.step import Step, explain_unit
from generator.score.year import score_year
from tests.score.districts import corpora

thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(corpora())
def test_no_item_loses_more_than_its_maximum_and_every_point_is_accounted_for(corpus: Corpus) -> None:
    for found in score_year(corpus, 2015).units:
        for item in found.score.items():
            assert Decimal(0) <= item.deducted <= item.item.max
            assert item.raw == sum(effect.effective for effect in item.effects)
            assert item.deducted == sum(effect.counted for effect in item.effects)
            assert item.absorbed == max(Decimal(0), item.raw - item.item.max)


@thorough
@given(corpora())
def test_score_and_deductions_make_full_marks(corpus: Corpus) -> None:
    result = score_year(corpus, 2015)
    rounding = result.scheme.rounding
    for found in result.units:
        whole = Fraction(found.total) + sum((Fraction(part.deducted) for part in found.score.components), Fraction(0))
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
    before = {found.unit.id: found.total for found in score_year(corpus, 2015).units}
    after = {found.unit.id: found.total for found in score_year(fewer, 2015).units}
    assert all(after[unit] >= total for unit, total in before.items())


@thorough
@given(corpora())
def test_ranks_agree_with_totals(corpus: Corpus) -> None:
    result = score_year(corpus, 2015)
    for group in {found.group for found in result.units}:
        ranked = result.group(group)
        totals = [found.total for found in ranked]
        assert totals == sorted(totals, reverse=True)
        for found in ranked:
            better = {other.unit.id: other.total for other in ranked if other.total > found.total}
            shared = result.scheme.ranking.ties == "shared"
            assert found.rank == 1 + (len(better) if shared else len(set(better.values())))
            assert found.tied == totals.count(found.total)


@thorough
@given(corpora())
def test_outcomes_never_split_a_tie_and_flag_one_that_reaches_over_the_edge(corpus: Corpus) -> None:
    result = score_year(corpus, 2015)
    for group in {found.group for found in result.units}:
        ranked = result.group(group)
        for rule in result.scheme.outcomes:
            chosen = [found for found in ranked if rule.id in {outcome.rule.id for outcome in found.outcomes}]
            wanted = min(rule.top or rule.bottom or 0, len(ranked))
            assert len(chosen) >= wanted
            assert {found.total for found in chosen}.isdisjoint({f.total for f in ranked if f not in chosen})
            flagged = [found for found in chosen if any(o.edge_tie and o.rule == rule for o in found.outcomes)]
            assert bool(flagged) == (len(chosen) > wanted)
            assert len({found.total for found in flagged}) <= 1


@thorough
@given(corpora())
def test_a_quarter_is_the_year_to_date(corpus: Corpus) -> None:
    until = score_year(corpus, 2015, 2)
    early = replace(
        corpus, deductions=tuple(record for record in corpus.deductions if record.quarter <= 2), appraisals=()
    )
    assert year_json(until, None)["units"] == year_json(score_year(early, 2015), None)["units"]
    assert all(found.score.provisional for found in until.units)


@thorough
@given(corpora())
def test_the_derivation_ends_in_the_score_and_its_parts_add_up(corpus: Corpus) -> None:
    result = score_year(corpus, 2015)
    for found in result.units:
        derived = explain_unit(found, result.scheme)
        assert derived.value == found.total
        for part in derived.inputs:
            if part.inputs and not part.inputs[0].ratio:
                assert_sums(part.inputs)


def assert_sums(items: tuple[Step, ...]) -> None:
    """The records of each item add up to what the item deducts."""
    for item in items:
        assert item.value == sum(Fraction(record.value or 0) for record in item.inputs)
