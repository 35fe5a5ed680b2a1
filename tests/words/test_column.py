"""Figures in one column have equally many decimals; ratios are told so that a person can read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.pages.steps import view_step
from generator.score.op_words import format_fraction
from generator.score.step import Step
from generator.words.column import even_points
from tests.sample import read_sample


@pytest.mark.parametrize(
    ("values", "places", "shown"),
    [
        ([Decimal("39.728"), Decimal("39.56"), Decimal(0)], 0, ["39.728", "39.560", "0.000"]),
        ([Decimal("39.56"), Decimal(4)], 3, ["39.560", "4.000"]),
        ([Decimal(4), Decimal(5)], 0, ["4", "5"]),
        ([], 2, []),
    ],
)
def test_the_longest_figure_says_how_many_decimals_all_have(
    values: list[Decimal], places: int, shown: list[str]
) -> None:
    assert even_points(values, places) == shown


def test_a_fraction_that_nobody_can_read_is_told_by_its_decimals() -> None:
    assert format_fraction(Fraction(1234, 1500)) == "617/750（约 82.27%）"
    long = Fraction(24214078382419685553727847, 25480773118870478108700000)
    assert format_fraction(long) == "0.950288（约 95.03%）"


def test_a_sum_and_what_is_added_have_the_same_decimals_but_records_stand_as_recorded() -> None:
    record = Step("记录", "", Decimal("0.2"), record="data/deductions/2015/a/b.yml")
    total = Step("得分", "", Decimal("98.3"), (Step("评估扣分", "", Decimal("0.2"), (record,)),))
    found = view_step(read_sample().schemes[2015], total, {}, places=2)
    assert (found.value, found.inputs[0].value, found.inputs[0].inputs[0].value) == ("98.30", "0.20", "0.2")
