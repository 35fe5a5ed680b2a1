"""A missing value is an error once a publication stands that needed it: not one that was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.check.needed_measures import check_needed
from generator.model.act import Chain
from generator.model.publication import FORM, Publication, Withdrawal
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus
from tests.check.cases import lay_out, list_cases


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Of one unit the value of the second quarter is missing."""
    (case,) = [case for case in list_cases("invalid") if case.name == "measure-missing"]
    return read_corpus(WorkTree(lay_out(case, tmp_path)))[0]


def severity(corpus: Corpus, *published: str, withdrawn: tuple[str, ...] = (), lines: tuple[str, ...] = ()) -> str:
    """How weighty it is, where these were published and these taken back; `lines` are those of chain.yml."""
    day = date(2015, 7, 10)
    made = {name: Publication(name, "通报", day, "0" * 40, "0" * 64, {}, FORM) for name in published}
    taken = {name: Withdrawal(name, day, "有误") for name in withdrawn}
    chain = Chain(lines) if lines else None
    (problem,) = check_needed(replace(corpus, publications=made, withdrawals=taken, chain=chain))
    assert problem.code == "KH431"
    return problem.severity


def test_it_is_an_error_once_a_standing_publication_needed_it(corpus: Corpus) -> None:
    assert severity(corpus) == "warning"
    assert severity(corpus, "2015-q1") == "warning"
    assert severity(corpus, "2014-final") == "warning"
    assert severity(corpus, "2015-q2") == "error"
    assert severity(corpus, "2015-q1", "2015-q2", lines=("publish 2015-q2",)) == "error"
    assert severity(corpus, "2015-q2", lines=("publish 2015-q1",)) == "error", "without a line of its own, too"


def test_what_was_withdrawn_needs_nothing(corpus: Corpus) -> None:
    assert severity(corpus, "2015-q2", withdrawn=("2015-q2",)) == "warning"
    assert severity(corpus, "2015-q2", "2015-q2-2", withdrawn=("2015-q2",)) == "error"
    assert severity(corpus, "2015-q1", "2015-q2", withdrawn=("2015-q2",)) == "warning"
