"""What the public may see of the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.model.committer import Committer, Committers
from generator.public.audience import (
    published_corpus,
    published_until,
)
from generator.public.leaving import cut_corpus
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.release.freeze import PublicationRequest, freeze_period
from generator.rules.corpus import Corpus

COMMIT = "1" * 40
Q1 = PublicationRequest("2015-q1", date(2015, 4, 10))
Q2 = PublicationRequest("2015-q2", date(2015, 7, 10))
Q4 = PublicationRequest("2015-q4", date(2015, 7, 10))
NOTICE = PublicationRequest("2015-notice", date(2016, 1, 8))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """A small district with an internal note in every record."""
    found, _ = read_corpus(WorkTree(Path(__file__).parents[1] / "release" / "tiny"))
    return replace(
        found,
        deductions=tuple(replace(record, internal_note="内部") for record in found.deductions),
        appraisals=tuple(replace(record, internal_note="内部") for record in found.appraisals),
        register=Committers((Committer(email="wang@example.com", office="kaoheban"),)),
    )


def publish(corpus: Corpus, *orders: PublicationRequest) -> Corpus:
    for order in orders:
        made = freeze_period(corpus, order, COMMIT, b"")
        corpus = replace(corpus, publications={**corpus.publications, made.id: made})
    return corpus


@pytest.mark.parametrize(
    ("orders", "until", "records", "appraisals"),
    [
        ((), None, 0, 0),
        ((Q1,), date(2015, 3, 31), 4, 0),
        ((Q1, Q2), date(2015, 6, 30), 7, 0),
        ((Q4,), date(2015, 12, 31), 9, 4),  # frozen with the appraisal that was held by then
        ((NOTICE,), date(2015, 12, 31), 9, 4),
    ],
)
def test_the_public_sees_records_of_published_periods_only(
    corpus: Corpus, orders: tuple[PublicationRequest, ...], until: date | None, records: int, appraisals: int
) -> None:
    published = publish(corpus, *orders)
    seen = published_corpus(published)
    assert published_until(published, 2015) == until
    assert (len(seen.deductions), len(seen.appraisals)) == (records, appraisals)
    assert seen.committers == Committers(())
    assert {record.internal_note for record in seen.deductions} <= {""}
    assert {record.internal_note for record in seen.appraisals} <= {""}


def test_internal_fields_are_gone_and_nothing_else(corpus: Corpus) -> None:
    seen = cut_corpus(corpus)
    assert len(seen.deductions) == 9
    again = tuple(replace(record, internal_note="内部") for record in seen.deductions)
    assert again == corpus.deductions
