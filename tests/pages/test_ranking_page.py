"""The ranking: who is shown among the first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.pages.ranking_page import view_ranking
from generator.score.year import score_year
from tests.site.sample import read_district


@pytest.mark.parametrize(("number", "tied", "shown", "further"), [
    (10, 3, 10, 0),  # nobody is left out
    (20, 0, 10, 0),
    (20, 1, 11, 0),
    (20, 5, 15, 0),
    (20, 6, 10, 6),  # so many are counted
])  # fmt: skip
def test_who_ties_with_the_tenth_is_not_left_out(number: int, tied: int, shown: int, further: int) -> None:
    group = view_ranking(score_year(read_district(), 2015)).groups[0]
    places = [*range(1, 11), *[10] * tied, *range(11 + tied, 40)][:number]
    group = replace(group, rows=tuple(replace(group.rows[0], rank=str(place)) for place in places))
    assert [row.rank for row in group.leading] == [str(place) for place in places[:shown]]
    assert group.further == further
