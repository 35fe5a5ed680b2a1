"""What a unit's page says first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.number import format_points
from generator.pages.at_a_glance import glance_words
from generator.score.result import YearResult
from generator.score.year import score_year
from generator.words.middle import median
from tests.opendata.sample import make_corpus


@pytest.fixture(scope="module")
def result() -> YearResult:
    return score_year(make_corpus(), 2015)


def test_it_says_the_score_the_middle_and_what_cost_most(result: YearResult) -> None:
    for unit in result.units:
        said = glance_words(result, unit)
        assert unit.total is not None
        assert said.startswith(f"得 {format_points(unit.total, result.scheme.rounding.places)} 分")
        lost = sorted((item.counted for item in unit.score.items() if item.counted), reverse=True)
        named = said.partition("扣分最多的是")[2]
        assert bool(named) == any(part.counted for part in unit.score.components)
        assert named.count("（") <= 3
        if lost and len(lost) <= 2:
            assert all(item.item.name in named for item in unit.score.items() if item.counted)


def test_a_unit_alone_stands_against_nobody(result: YearResult) -> None:
    unit = result.units[0]
    alone = replace(result, units=(unit,))
    assert "中位数" not in glance_words(alone, unit)


@given(st.lists(st.decimals(0, 100, places=2), min_size=1))
def test_half_are_not_below_the_middle(figures: list[Decimal]) -> None:
    middle = median(sorted(figures))
    assert 2 * sum(figure >= middle for figure in figures) >= len(figures)
    assert 2 * sum(figure <= middle for figure in figures) >= len(figures)
