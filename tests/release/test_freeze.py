"""Freezing a period, and the guard over what was frozen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rfc8785

from generator.model.deduction import Appeal, Deduction, Revocation
from generator.model.problem import UserError
from generator.model.publication import CorrectedResult, FrozenResult, Publication, TieChoice, parse_publication_id
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree, WorkTree
from generator.release.freeze import (
    CorrectionOrder,
    PublicationRequest,
    correct_publication,
    freeze_period,
    refusals,
)
from generator.release.period import notice_ends
from generator.release.published import check_published
from generator.release.result_digest import canonical_results
from generator.release.standing import check_frozen, standing
from generator.rules.corpus import Corpus
from generator.rules.item import Confirmation
from generator.score.year import score_year

TINY = Path(__file__).with_name("tiny")
COMMIT = "1" * 40
FIRST = PublicationRequest("2015-q1", date(2015, 4, 10), "滨效能发〔2015〕1号")


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


def decided(corpus: Corpus) -> tuple[Deduction, ...]:
    """The deductions on which no appeal is pending."""
    return tuple(record for record in corpus.deductions if record.appeal is None or record.appeal.decision)


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
    assert sorted(found) == ["form", "quarter", "units", "until", "year"]
    assert found["form"] == 2
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
    order = CorrectionOrder("2015-q1-c1", date(2015, 5, 6), "核查后撤销一条记录", records=("data/x.yml",))
    made = correct_publication(changed, first, order)
    assert made is not None
    assert made.results == {
        "shuiwu": CorrectedResult(
            FrozenResult(Decimal("99.80"), Decimal(1)), FrozenResult(Decimal("100.00"), Decimal(1))
        ),
    }
    corrected = replace(changed, corrections={made.id: made})
    assert check_frozen(corrected) == []
    assert standing(corrected, first).digest == made.results_sha256 != first.results_sha256
    again = replace(order, id="2015-q1-c2", date=date(2015, 5, 7))
    assert correct_publication(corrected, first, again) is None


def test_a_correction_that_does_not_fit_is_named(published: Corpus) -> None:
    changed = change_first(published)
    order = CorrectionOrder("2015-q1-c1", date(2015, 4, 1), "理由", records=("data/x.yml",))
    made = correct_publication(changed, changed.publications["2015-q1"], order)
    assert made is not None
    unit, result = next(iter(made.results.items()))
    other = replace(result, old=replace(result.old, total=Decimal("1.00")))
    wrong = replace(made, results={**made.results, unit: other})
    found = replace(changed, corrections={made.id: wrong})
    assert [problem.code for problem in check_published(found, MemoryTree({}), None)] == [
        "KH613",
        "KH613",
        "KH653",
        "KH652",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [("2014-q1", "没有 2014 年度的考核办法"), ("2015-final", "申诉没有作出复核决定")],
)
def test_a_period_that_is_not_ready_says_why(corpus: Corpus, name: str, words: str) -> None:
    appealed = replace(corpus.deductions[0], appeal=Appeal(date(2015, 4, 1), "已当场处理"))
    waiting = replace(corpus, deductions=(appealed, *corpus.deductions[1:]))
    parsed = parse_publication_id(name)
    assert parsed is not None
    assert any(words in refusal for refusal in refusals(waiting, parsed))


def test_a_publication_names_its_predecessor_by_digest(published: Corpus) -> None:
    second = freeze_period(published, PublicationRequest("2015-q2", date(2015, 7, 10)), COMMIT, b"bytes")
    assert second.previous == "2015-q1"
    assert second.previous_sha256 == "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9"


def test_a_final_result_waits_for_the_days_of_its_notice(corpus: Corpus) -> None:
    notice = PublicationRequest("2015-notice", date(2016, 1, 8))
    noticed = with_publication(corpus, freeze_period(corpus, notice, COMMIT, None))
    period = corpus.schemes[2015].notice_period
    assert period is not None
    ends = notice_ends(period, notice.date, corpus.holidays)
    assert isinstance(ends, date)
    for day, codes in ((ends, ["KH654"]), (date(2016, 2, 8), [])):
        final = freeze_period(noticed, PublicationRequest("2015-final", day), COMMIT, b"")
        assert codes_of(with_publication(noticed, final)) == codes
    alone = freeze_period(corpus, PublicationRequest("2015-final", date(2016, 2, 8)), COMMIT, None)
    assert codes_of(with_publication(corpus, alone)) == ["KH654"]


def codes_of(corpus: Corpus) -> list[str]:
    """The codes of all problems with what was published, but that chain.yml is not written here."""
    found = check_published(corpus, MemoryTree({}), None)
    return [problem.code for problem in found if problem.code != "KH613"]


def test_what_ends_before_the_scheme_is_in_force_is_not_published(corpus: Corpus) -> None:
    scheme = replace(corpus.schemes[2015], in_force=date(2015, 4, 21), before="not-counted")
    late = replace(corpus, schemes={2015: scheme})
    assert list(refusals(late, FIRST.name)) == ["考核办法自 2015-04-21 起施行，这个时段在此之前就结束了，没有结果。"]
    second = PublicationRequest("2015-q2", date(2015, 7, 10))
    assert list(refusals(late, second.name)) == []
    published = with_publication(late, freeze_period(late, second, COMMIT, None))
    assert check_frozen(published) == []
    counted = with_publication(published, freeze_period(corpus, FIRST, COMMIT, None))
    assert check_frozen(counted) == []  # the checks of the data name it
    with pytest.raises(UserError, match="考核办法自 2015-04-21 起施行"):
        score_year(late, 2015, 1)


def test_a_scheme_taken_over_from_a_sample_is_published_once_it_is_confirmed(corpus: Corpus) -> None:
    sample = replace(corpus, schemes={2015: replace(corpus.schemes[2015], sample=True)})
    assert list(refusals(sample, FIRST.name)) == [
        "2015 年度考核办法沿用示例，单项、分值和计算设置还没有确认。请逐项核对，在考核办法里写 confirmed，再发布。"
    ]
    confirmed = replace(sample.schemes[2015], confirmed=Confirmation(date(2015, 4, 1), "小考发〔2015〕1号"))
    assert list(refusals(replace(sample, schemes={2015: confirmed}), FIRST.name)) == []
    assert sample.site is not None
    assert list(refusals(replace(sample, site=replace(sample.site, demo=True)), FIRST.name)) == []


def test_what_praises_and_summons_the_same_unit_is_not_published(corpus: Corpus) -> None:
    praised, summons = (replace(rule, at=("quarter",)) for rule in corpus.schemes[2015].outcomes)
    both = replace(corpus.schemes[2015], outcomes=(replace(praised, top=3), replace(summons, bottom=3)))
    [words] = refusals(replace(corpus, schemes={2015: both}), FIRST.name)
    assert "既列入“通报表扬”又列入“约谈主要负责人”，考核办法没有写以哪一项为准（excludes）。" in words
    said = replace(both, outcomes=(both.outcomes[0], replace(both.outcomes[1], excludes=("praised",))))
    assert list(refusals(replace(corpus, schemes={2015: said}), FIRST.name)) == []


def test_ranks_that_units_share_are_not_published_where_the_scheme_lets_none_be_shared(corpus: Corpus) -> None:
    scheme = corpus.schemes[2015]
    strict = replace(scheme, ranking=replace(scheme.ranking, forbid_ties=True))
    apart = replace(corpus, schemes={2015: strict})
    assert list(refusals(apart, FIRST.name)) == []
    [words] = refusals(replace(apart, deductions=()), FIRST.name)
    assert "区水务局" in words or "区财政局" in words
    assert words.endswith(
        "名次相同，考核办法不许并列。请用 ranking 的 breaks 写明依次比较哪些得分；仍然相同的不能发布。"
    )


def test_a_tie_contradicts_itself_only_as_it_was_decided(corpus: Corpus) -> None:
    """Who is tied at both ends has neither outcome until somebody says so, and not both by what is said."""
    praised, summons = (replace(rule, at=("quarter",)) for rule in corpus.schemes[2015].outcomes)
    scheme = replace(corpus.schemes[2015], outcomes=(praised, replace(summons, bottom=3)))
    revoked = Revocation(date(2015, 4, 1), "记错单位")
    records = tuple(
        replace(r, revoked=revoked) if r.unit in ("caizheng", "shuiwu") and r.quarter == 1 else r
        for r in corpus.deductions
    )
    tied = replace(corpus, schemes={2015: scheme}, deductions=records)
    first = TieChoice("praised", ("caizheng",), "会议研究")
    same, other = (TieChoice("summons", (unit,), "会议研究") for unit in ("caizheng", "shuiwu"))
    assert list(refusals(tied, FIRST.name)) == []
    assert list(refusals(tied, FIRST.name, (first, other))) == []
    [words] = refusals(tied, FIRST.name, (first, same))
    assert "既列入“通报表扬”又列入“约谈主要负责人”，考核办法没有写以哪一项为准（excludes）。" in words
    said = replace(scheme, outcomes=(praised, replace(summons, bottom=3, excludes=("praised",))))
    excluding = replace(tied, schemes={2015: said})
    assert list(refusals(excluding, FIRST.name, (first, other))) == []
    [words] = refusals(excluding, FIRST.name, (first, same))
    assert "列入“约谈主要负责人”，按考核办法不再列入“通报表扬”，并列的确定却两项都写了它。" in words


def test_a_year_without_a_record_in_its_last_quarter_is_frozen_with_its_outcomes(corpus: Corpus) -> None:
    early = replace(corpus, deductions=tuple(r for r in decided(corpus) if r.quarter < 4))
    held = tuple(replace(appraisal, held=date(2015, 9, 18)) for appraisal in corpus.appraisals)
    early = replace(early, appraisals=held)
    assert not any(unit.outcomes for unit in score_year(early, 2015).units)
    made = freeze_period(early, PublicationRequest("2015-notice", date(2016, 1, 8)), COMMIT, None)
    published = with_publication(early, made)
    assert check_frozen(published) == []
    assert any(unit.outcomes for unit in score_year(published, 2015).units)
