"""The points of a standard against what its wording ends with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.rules.effect_words import named_points
from generator.rules.standards.stated_points import check_points
from tests.opendata.sample import SCHEME


def codes(points: str, text: str) -> list[str]:
    (item, *_) = SCHEME.items.values()
    return [flaw.code for flaw in check_points(Decimal(points), text, item)]


@pytest.mark.parametrize("text", ["逾期的，每件扣0.5分", "逾期办结，扣0.5分", "被通报的加0.5分"])
def test_the_points_that_the_wording_ends_with_are_those_counted(text: str) -> None:
    assert codes("0.5", text) == []
    assert codes("0.6", text) == ["KH416"]


@pytest.mark.parametrize(
    "text",
    [
        "每次扣0.5分，最多扣2分",
        "每次扣0.5分，累计最高扣2分",
        "每起扣0.5分，致人死亡的每人另扣2分",
        "每次扣0.5分，至多扣2分",
    ],
)
def test_a_cap_or_what_comes_on_top_is_not_what_each_time_counts(text: str) -> None:
    assert codes("0.5", text) == []


def test_a_part_that_is_called_by_what_it_does_is_not_called_so_twice() -> None:
    assert named_points("行政效能", "扣分") == "行政效能扣分"
    assert named_points("加分", "加分") == "加分"
