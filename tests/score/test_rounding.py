"""Rounding and printing of figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.model.number import as_decimal, format_points, format_rate, parse_decimal, round_figure


@pytest.mark.parametrize(
    ("value", "mode", "expected"),
    (
        (Fraction(1, 200), "half-up", "0.01"),
        (Fraction(1, 200), "half-even", "0.00"),
        (Fraction(3, 200), "half-even", "0.02"),
        (Fraction(1, 200), "down", "0.00"),
        (Fraction(199, 10000), "down", "0.01"),
        (Fraction(-1, 200), "half-up", "-0.01"),
        (Fraction(2, 3), "half-up", "0.67"),
        (Decimal("2.675"), "half-up", "2.68"),
    ),
)
def test_rounding_is_from_the_exact_value(value: Fraction | Decimal, mode: str, expected: str) -> None:
    assert str(round_figure(value, 2, mode)) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    (
        (Decimal("96.30"), 2, "96.30"),
        (Decimal("0.50"), 0, "0.5"),
        (Decimal("3.00"), 0, "3"),
        (Decimal("1E+1"), 0, "10"),
        (Fraction(1, 3), 0, "0.333333"),
        (Fraction(1, 8), 2, "0.125"),
        (Decimal("-0.5"), 2, "-0.50"),
        (Decimal("-0.00"), 2, "0.00"),
    ),
)
def test_points_are_printed_in_plain_digits(value: Decimal | Fraction, places: int, expected: str) -> None:
    assert format_points(value, places) == expected


def test_a_ratio_is_printed_as_a_percentage() -> None:
    assert format_rate(Fraction(100, 109)) == "91.74%"
    assert as_decimal(Fraction(100, 109)) == Decimal("0.917431")


@pytest.mark.parametrize(
    "text", ("1e3", "１.５", "+1", "01", "1_000", ".5", "5.", "nan", "", " 1", "1 ", "1,5", "٣", "1\n")
)
def test_what_is_not_an_ascii_decimal_is_no_number(text: str) -> None:
    assert parse_decimal(text) is None
