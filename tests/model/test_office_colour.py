"""The office's colour: what is readable, and what its shades are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.office_colour import READABLE, colour_sheet, contrast, contrast_on_paper, parse_colour


def test_contrast_is_that_of_wcag() -> None:
    """Values of its definition: black on white 21, a colour on itself 1, #777777 on white just below 4.5."""
    assert contrast((0, 0, 0), (255, 255, 255)) == 21
    assert contrast((158, 42, 31), (158, 42, 31)) == 1
    assert Decimal("4.47") < contrast(parse_colour("#777777"), (255, 255, 255)) < Decimal("4.48")


def test_the_shipped_colour_is_readable_and_a_light_one_is_not() -> None:
    assert contrast_on_paper("#9e2a1f") > READABLE > contrast_on_paper("#f2a33c")


@pytest.mark.parametrize("colour", ["#1f5d8c", "#000000", "#0b6e4f", "#9e2a1f"])
def test_the_shades_are_readable_in_both_schemes(colour: str) -> None:
    light, dark = (line for line in colour_sheet(colour).splitlines() if "--zhu:" in line)
    own, deep, wash = (part.split(": ")[1] for part in light[light.index("{") + 1 :].rstrip(" }").split("; ") if part)
    assert own == colour
    assert contrast(parse_colour(deep), parse_colour(wash.rstrip(";"))) >= READABLE
    bright, brighter, shade = (
        part.split(": ")[1].rstrip(";") for part in dark[dark.index("{") + 1 :].rstrip(" }").split("; ") if part
    )
    assert contrast(parse_colour(bright), (0x15, 0x17, 0x1A)) >= 7
    assert contrast(parse_colour(brighter), parse_colour(shade)) >= READABLE
