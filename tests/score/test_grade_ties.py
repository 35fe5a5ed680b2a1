"""A tie over the edge of a grade's places is marked, whatever the grade's share comes to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.rules.total_rule import GradeRule
from generator.score.year import score_year
from generator.words.result_words import grade_words
from tests.opendata.sample import SCHEME, make_corpus

REST = GradeRule("rest", "合格")
ONE = GradeRule("best", "优秀", top=1)
SHARE = GradeRule("best", "优秀", top_share=Decimal("0.5"), quota_rounds="down")


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
