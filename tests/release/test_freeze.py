"""Freezing a period, and the guard over what was frozen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rfc8785

from generator.model.corpus import Corpus
from generator.model.deduction import Revocation
from generator.model.publication import CorrectedResult, Publication
from generator.model.scheme import NoticePeriod
from generator.read.corpus import read_corpus
from generator.read.tree import WorkTree
from generator.release.canonical import canonical_results
from generator.release.freeze import Order, correct_publication, freeze_period, refusals
from generator.release.frozen import check_frozen, standing
from generator.release.period import is_working_day, notice_ends
from generator.score.year import score_year

TINY = Path(__file__).with_name("tiny")
COMMIT = "1" * 40
FIRST = Order("2015-q1", "quarterly", "2015-Q1", date(2015, 4, 10), "滨效能发〔2015〕1号")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """A small district that has not published anything."""
    found, problems = read_corpus(WorkTree(TINY))
    assert problems == []
    return found


@pytest.fixture(scope="module")
def published(corpus: Corpus) -> Corpus:
    """The same with the first quarter published."""
    return with_publication(corpus, freeze_period(corpus, FIRST, COMMIT, None))


def with_publication(corpus: Corpus, publication: Publication) -> Corpus:
    return replace(corpus, publications={**corpus.publications, publication.id: publication})


def written(corpus: Corpus, order: Order) -> Publication:
    """The record as someone may write it by hand: nothing refuses it."""
    return freeze_period(corpus, order, COMMIT, None)


def change_first(corpus: Corpus) -> Corpus:
    """The corpus with a record of the first quarter revoked that counted in full."""
    score = next(
        found for found in score_year(corpus, 2015, 1).units if any(e.counted for e in found.score.effects())
    )
    wanted = next(effect.record for effect in score.score.effects() if effect.counted)
    revoked = replace(wanted, revoked=Revocation(date(2015, 5, 5), "核查后不成立"))
    return replace(corpus, deductions=tuple(revoked if record is wanted else record for record in corpus.deductions))


def test_the_canonical_results_hold_every_figure_as_a_string_and_no_name(corpus: Corpus) -> None:
    found = json.loads(canonical_results(score_year(corpus, 2015, 1)))
    assert sorted(found) == ["quarter", "units", "until", "year"]
    assert "name" not in found["units"][0]
    assert all(Decimal(unit["total"]) <= 100 for unit in found["units"])


@pytest.mark.parametrize("quarter", [1, 2, 3, 4, None])
def test_the_canonical_form_is_that_of_the_standard(corpus: Corpus, quarter: int | None) -> None:
    found = canonical_results(score_year(corpus, 2015, quarter))
    assert rfc8785.dumps(json.loads(found)) == found


def test_a_frozen_period_is_clean_until_a_figure_moves(published: Corpus) -> None:
    assert check_frozen(published) == []
    problems = check_frozen(change_first(published))
    assert [problem.code for problem in problems] == ["KH651"]
    assert "kaohe correct 2015-q1" in problems[0].hint


def test_a_correction_makes_it_clean_again_and_the_old_figures_stay(published: Corpus) -> None:
    changed = change_first(published)
    first = changed.publications["2015-q1"]
    made = correct_publication(changed, first, "2015-q1-c1", date(2015, 5, 6), "核查后撤销一条记录", ("data/x.yml",))
    assert made is not None
    assert made.results == {
        "shuiwu": CorrectedResult(Decimal("99.80"), Decimal("100.00"), 1, 1),
    }
    corrected = replace(changed, corrections={made.id: made})
    assert check_frozen(corrected) == []
    assert standing(corrected, first).digest == made.results_sha256 != first.results_sha256
    assert correct_publication(corrected, first, "x", date(2015, 5, 7), "理由", ("data/x.yml",)) is None


def test_a_correction_that_does_not_fit_is_named(published: Corpus) -> None:
    changed = change_first(published)
    made = correct_publication(
        changed, changed.publications["2015-q1"], "c", date(2015, 4, 1), "理由", ("data/x.yml",)
    )
    assert made is not None
    unit, result = next(iter(made.results.items()))
    wrong = replace(made, results={**made.results, unit: replace(result, old_total=Decimal("1.00"))})
    codes = [problem.code for problem in check_frozen(replace(changed, corrections={"c": wrong}))]
    assert codes == ["KH653", "KH652"]


@pytest.mark.parametrize(
    ("order", "words"),
    (
        (replace(FIRST, period="2015"), "季度通报的时段写季度"),
        (replace(FIRST, period="2015-Q5"), "应写作 2015 或 2015-Q1"),
        (replace(FIRST, period="2014-Q1"), "没有 2014 年度的考核办法"),
        (Order("f", "final", "2015", date(2016, 1, 20)), "还没有公示"),
    ),
)
def test_an_order_that_cannot_be_carried_out_says_why(corpus: Corpus, order: Order, words: str) -> None:
    assert any(words in refusal for refusal in refusals(corpus, order))


def test_a_publication_names_its_predecessor_by_digest(published: Corpus) -> None:
    assert list(refusals(published, FIRST)) == [
        "编号 2015-q1 已用于“关于2015年第一季度考核情况的通报”，编号不能重复使用。"
    ]
    second = freeze_period(published, Order("2015-q2", "quarterly", "2015-Q2", date(2015, 7, 10)), COMMIT, b"bytes")
    assert second.previous == "2015-q1"
    assert second.previous_sha256 == "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9"


def test_a_final_result_waits_for_the_notice_period_and_for_appeals(corpus: Corpus) -> None:
    decided = tuple(r for r in corpus.deductions if r.appeal is None or r.appeal.decision)
    notice = Order("2015-notice", "public-notice", "2015", date(2016, 1, 8))
    noticed = with_publication(corpus, freeze_period(corpus, notice, COMMIT, None))
    period = corpus.schemes[2015].notice_period
    assert period is not None
    ends = notice_ends(period, notice.date)
    early, late = (Order("2015-final", "final", "2015", day) for day in (ends, date(2016, 2, 8)))
    assert f"公示期到 {ends} 为止，正式结果应在此后发布。" in list(refusals(noticed, early))
    assert list(refusals(replace(noticed, deductions=decided), late)) == []
    codes = {
        order: [problem.code for problem in check_frozen(with_publication(noticed, written(noticed, order)))]
        for order in (early, late)
    }
    assert codes == {early: ["KH654"], late: []}
    assert [p.code for p in check_frozen(with_publication(corpus, written(corpus, late)))] == ["KH654"]


def test_working_days_leave_out_weekends_and_holidays() -> None:
    period = NoticePeriod(5, "working", (date(2015, 10, 1), date(2015, 10, 2)), (date(2015, 10, 10),))
    assert notice_ends(period, date(2015, 9, 30)) == date(2015, 10, 9)
    assert is_working_day(period, date(2015, 10, 10))
    assert notice_ends(replace(period, kind="calendar"), date(2015, 9, 30)) == date(2015, 10, 5)
