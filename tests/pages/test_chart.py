from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.pages.chart import Segment, share, stack, turn


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (Decimal(1), Decimal(4), "25"),
        (Fraction(1, 3), Decimal(1), "33.33"),
        (Decimal("0.005"), Decimal(1), "0.5"),
        (Decimal(0), Decimal(7), "0"),
        (Decimal(3), Decimal(0), "0"),
    ],
)
def test_a_share_is_in_hundredths(part: Decimal, whole: Decimal, expected: str) -> None:
    assert share(part, whole) == expected


def test_parts_lie_side_by_side_and_empty_ones_are_left_out() -> None:
    parts = [(Decimal(1), "a"), (Decimal(0), "b"), (Decimal(3), "c")]
    assert stack(parts, Decimal(8)) == (Segment("0", "12.5", "a"), Segment("12.5", "37.5", "c"))


def test_a_step_down_shows_what_is_left_and_what_was_taken() -> None:
    # from 100 down to 98 on an axis from 90 to 100
    assert turn(Decimal(100), Decimal(98), Decimal(90), Decimal(100), "a") == (
        Segment("0", "80", "score"),
        Segment("80", "20", "a"),
    )
    assert turn(Decimal(98), Decimal(98), Decimal(90), Decimal(100), "a") == (Segment("0", "80", "score"),)
