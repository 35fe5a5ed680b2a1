"""A tie over the edge of a grade's places is marked, whatever the grade's share comes to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.check.score_rules import check_scored
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.total_rule import GradeRule
from generator.score.year import score_year
from generator.words.result_words import grade_words
from tests.opendata.sample import SCHEME, make_corpus
from tests.rules.kind_samples import SAMPLES

REST = GradeRule("rest", "合格")
ONE = GradeRule("best", "优秀", top=1)
SHARE = GradeRule("best", "优秀", top_share=Decimal("0.5"), quota_rounds="down")
LAST = GradeRule("poor", "较差", bottom=1)
LAST_SHARE = GradeRule("poor", "较差", bottom_share=Decimal("0.5"), quota_rounds="down")


def graded(rule: GradeRule, ties: str = "shared") -> dict[str, str]:
    """The grades in words where nothing was found, so that all are equal."""
    ranking = replace(SCHEME.ranking, ties=ties)
    corpus = make_corpus(replace(SCHEME, grades=(rule, REST), ranking=ranking))
    result = score_year(replace(corpus, deductions=(), appraisals=()), 2015)
    assert all(unit.tied == len(result.group(unit.group)) for unit in result.units)
    return {unit.unit.id: grade_words(unit) for unit in result.units if unit.tied > 1}


@pytest.mark.parametrize("rule", [ONE, SHARE], ids=["places", "share"])
def test_more_units_than_places_are_marked(rule: GradeRule) -> None:
    assert set(graded(rule).values()) == {"优秀（并列超出名额）"}


def test_where_the_places_suffice_nothing_is_marked() -> None:
    assert set(graded(replace(ONE, top=9)).values()) == {"优秀"}
    assert set(graded(replace(ONE, top=None, at_least=Decimal(90))).values()) == {"优秀"}


def test_mean_places_that_leave_all_of_them_without_are_marked() -> None:
    assert set(graded(ONE, "mean").values()) == {"合格（并列超出名额）"}


@pytest.mark.parametrize("ties", ["shared", "mean", "dense"])
@pytest.mark.parametrize("rule", [LAST, LAST_SHARE], ids=["places", "share"])
def test_more_units_than_last_places_are_marked(rule: GradeRule, ties: str) -> None:
    assert set(graded(rule, ties).values()) == {"较差（并列超出名额）"}


def test_where_the_last_places_suffice_nothing_is_marked() -> None:
    assert set(graded(replace(LAST, bottom=9)).values()) == {"较差"}


@pytest.mark.parametrize(("without", "marked"), [("0510-a", {"a", "b"}), ("0610-b", set())])
def test_the_tie_that_is_marked_is_the_one_at_the_edge(without: str, marked: set[str]) -> None:
    """One last place of three units: two that share it are marked, and not who is before them."""
    files = {path: text for path, text in SAMPLES["last-share"].items() if without not in path}
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    result = score_year(corpus, 2019)
    assert {unit.unit.id for unit in result.units if unit.grade_tied} == marked
    assert {unit.unit.id for unit in result.units if unit.grade == "较差"} == marked | {"a"}
    told = [problem for problem in check_scored(corpus) if problem.code == "KH465"]
    assert len(told) == bool(marked)
