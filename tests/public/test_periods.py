"""Which periods are shown to whom, and what of the data goes with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.model.measured import Measured, MeasuredValue
from generator.public.periods import (
    Audience,
    latest_day,
    latest_period,
    list_periods,
    visible_corpus,
)
from generator.rules.corpus import Corpus
from tests.site.sample import as_published, read_district


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_district()


def shown(corpus: Corpus, audience: Audience = "public") -> list[tuple[str, str]]:
    return [(period.name, period.state) for period in list_periods(corpus, audience)]


QUARTERS = ["2015年至第一季度末", "2015年至第二季度末", "2015年至第三季度末", "2015年至第四季度末"]


def test_the_public_sees_nothing_before_something_is_published(corpus: Corpus) -> None:
    found = as_published(corpus)
    assert shown(found) == []
    visible = visible_corpus(found, "public")
    assert (visible.deductions, visible.appraisals) == ((), ())


def test_the_public_sees_the_quarters_that_were_published_and_their_records(corpus: Corpus) -> None:
    found = as_published(corpus, "2015-Q1", "2015-Q2")
    assert shown(found) == [(QUARTERS[0], "quarterly"), (QUARTERS[1], "quarterly")]
    visible = visible_corpus(found, "public")
    assert max(record.date for record in visible.deductions) == date(2015, 5, 22)
    assert visible.appraisals == ()


def test_with_the_year_no_quarter_is_seen_that_was_not_published_itself(corpus: Corpus) -> None:
    found = as_published(corpus, "2015-Q1", "2015")
    assert shown(found) == [(QUARTERS[0], "quarterly"), ("2015年度", "final")]
    assert len(visible_corpus(found, "public").deductions) == len(corpus.deductions)


def test_a_quarter_that_has_measured_values_alone_is_a_period(corpus: Corpus) -> None:
    value = MeasuredValue("cases", "2015-Q2", value=Decimal(3))
    bare = replace(as_published(corpus), deductions=(), appraisals=())
    found = replace(bare, measures=(Measured("caizheng", 2015, "item", (value,)),))
    assert shown(bare, "internal") == [("2015年度", "draft")]
    assert shown(found, "internal") == [*((name, "draft") for name in QUARTERS[:2]), ("2015年度", "draft")]


def test_the_office_sees_drafts(corpus: Corpus) -> None:
    found = as_published(corpus, "2015-Q1")
    assert shown(found, "internal") == [
        (QUARTERS[0], "quarterly"),
        *((name, "draft") for name in QUARTERS[1:]),
        ("2015年度", "draft"),
    ]


def test_a_demonstration_shows_drafts_and_says_so(corpus: Corpus) -> None:
    periods = list_periods(corpus, "public")
    assert {period.state_name for period in periods} == {"演示草稿，未发布"}
    assert all(period.draft for period in periods)


def test_internal_notes_are_for_the_office_alone(corpus: Corpus) -> None:
    def notes(found: Corpus) -> set[str]:
        return {d.internal_note for d in found.deductions} | {a.internal_note for a in found.appraisals}

    assert notes(visible_corpus(corpus, "internal")) == {"", "内部-热线", "内部-评议"}
    assert notes(visible_corpus(corpus, "public")) == {""}
    assert notes(visible_corpus(as_published(corpus, "2015"), "public")) == {""}


def test_a_correction_is_named_with_the_state(corpus: Corpus) -> None:
    from generator.model.publication import Correction

    correction = Correction("2015-q1-c1", date(2015, 5, 1), "登记有误", ("data/x.yml",), "0" * 64)
    found = replace(as_published(corpus, "2015-Q1"), corrections={correction.id: correction})
    (period,) = list_periods(found, "public")
    assert period.state_name == "已发布（已更正）"
    assert period.corrections == (correction,)


def test_the_year_stands_before_its_quarters_and_the_last_quarter_before_others(corpus: Corpus) -> None:
    quarterly = latest_period(list_periods(as_published(corpus, "2015-Q1", "2015-Q2"), "public"), 2015)
    assert quarterly is not None
    assert quarterly.quarter == 2
    whole = latest_period(list_periods(corpus, "public"), 2015)
    assert whole is not None
    assert whole.quarter is None
    assert latest_period((), 2015) is None


def test_the_day_of_the_data_is_the_last_on_which_anything_happened(corpus: Corpus) -> None:
    assert latest_day(corpus) == date(2015, 12, 18)
    assert latest_day(as_published(corpus, "2015")) == date(2015, 12, 31)
    assert latest_day(Corpus()) is None


def test_who_reviews_a_proposal_sees_drafts_but_nothing_internal(corpus: Corpus) -> None:
    found = as_published(corpus)
    assert shown(found, "proposal") == shown(found, "internal") != []
    visible, office = visible_corpus(found, "proposal"), visible_corpus(found, "internal")
    assert len(visible.deductions) == len(office.deductions)
    assert any(record.internal_note for record in office.deductions)
    assert not any(record.internal_note for record in visible.deductions)
