"""A share in another assessment that only some ranking groups have: nowhere is it said of the others."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.pages.ranking_page import view_ranking
from generator.public.periods import list_periods, score_periods
from generator.rules.corpus import Corpus
from generator.score.result import YearResult
from generator.score.result_json import unit_json
from generator.score.step import explain_contribution
from generator.score.year import score_year
from tests.documents.test_document_request import orders_of, texts, write
from tests.sample import read_sample
from tests.shown import unmarked
from tests.site.sample import demo_pages

TOWN, OFFICE, TARGET = "yizhen", "chengguanju", "区级机关部门工作目标考核"


@pytest.fixture(scope="module")
def result() -> YearResult:
    """The sample's year: its notice speaks of the departments of the district alone."""
    return score_year(read_sample(), 2015)


def everybody(corpus: Corpus) -> Corpus:
    """The same where the scheme names no groups."""
    return replace(corpus, schemes={2015: replace(corpus.schemes[2015], target_assessment_groups=())})


def test_only_the_groups_that_are_named_have_a_share(result: YearResult) -> None:
    for unit in result.units:
        share, weight = unit.score.contribution, result.scheme.target_assessment_weight
        named = unit.group == "organs"
        assert unit.total is not None
        assert weight is not None
        assert share == (unit.total * weight if named else None)
        assert unit_json(unit, 2)["target_contribution"] == (str(share) if named else None) or named
        assert (explain_contribution(result, unit) is not None) == named


def test_without_groups_everybody_has_one() -> None:
    found = score_year(everybody(read_sample()), 2015)
    assert all(unit.score.contribution is not None for unit in found.units)
    assert found.scheme.target_whose == ""


def test_a_ranking_has_the_column_where_there_is_a_share(result: YearResult) -> None:
    assert [group.weighed for group in view_ranking(result).groups] == [True, False]
    assert result.scheme.target_whose == "区级机关部门和直属单位"


def test_letters_and_circulars_say_it_of_nobody_else() -> None:
    orders = orders_of(read_sample())
    town, office = ("".join(texts(write(orders[f"2015/feedback/{unit}-demo"]))) for unit in (TOWN, OFFICE))
    assert TARGET not in town
    assert re.search(f"按40%权重折算，计入{TARGET}[0-9.]+分", office)
    circular = list(texts(write(orders["2015/circular-demo"])))
    assert any(line.startswith("区级机关部门和直属单位的考核得分按40%的权重计入") for line in circular)
    assert circular.count(f"计入{TARGET}") <= 1  # the head of one table, not of two


def test_pages_say_it_of_nobody_else() -> None:
    pages = demo_pages()
    town, office, ranking, method = (
        re.sub("<.*?>", "", unmarked((pages / f"2015/{name}.html").read_text("utf-8")))
        for name in (f"units/{TOWN}", f"units/{OFFICE}", "ranking", "method")
    )
    assert TARGET not in town
    assert f"计入{TARGET}" in office
    assert ranking.count(f"计入{TARGET}") == 2  # the line above the first table, and its head
    assert f"区级机关部门和直属单位的得分按 40% 的权重计入{TARGET}" in method


def test_results_of_every_period_follow() -> None:
    corpus = read_sample()
    results = score_periods(corpus, list_periods(corpus, "internal"), "internal")
    assert {u.score.contribution is None for found in results.values() for u in found.group("localities")} == {True}
