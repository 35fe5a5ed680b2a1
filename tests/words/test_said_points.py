"""What points did to a score, as it is said and printed on pages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.model.number import printed_points
from generator.rules.effect_words import EFFECTS
from generator.rules.kind import Effect


@pytest.mark.parametrize(
    ("effect", "points", "words"),
    [
        ("adds", "2", "加 2"),
        ("adds", "-2", "扣 2"),
        ("earns", "−0.50", "扣 0.50"),
        ("loses", "3", "扣 3"),
        ("loses", "-3", "加 3"),
        ("none", "-1", "计 −1"),
    ],
)
def test_what_came_out_below_nothing_is_said_as_its_opposite(effect: Effect, points: str, words: str) -> None:
    assert EFFECTS[effect].did(points) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("-5.75"), "−5.75"), (Fraction(-1, 3), "−0.333333"), (Decimal(0), "0"), (Decimal(2), "2")],
)
def test_pages_print_the_minus_sign(value: Decimal | Fraction, text: str) -> None:
    assert printed_points(value) == text
