"""Figures that stand below one another or in one sum: all with as many decimals as the longest needs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.model.number import Figure, format_points
from generator.rules.scheme import Scheme


def even_points(values: Iterable[Figure], places: int = 0) -> list[str]:
    """The points of a column of a table, all with as many decimals as the longest of them needs, or `places`."""
    found = list(values)
    longest = max((len(format_points(value).partition(".")[2]) for value in found), default=0)
    return [format_points(value, max(longest, places)) for value in found]


def contribution_places(scheme: Scheme) -> int:
    """How many decimals a contribution to the target assessment can have: those of the score and of the weight."""
    weight = scheme.target_assessment_weight or Decimal(0)
    return scheme.rounding.places + len(format_points(weight).partition(".")[2])


def contribution_words(scheme: Scheme, contribution: Decimal | None) -> str:
    """A contribution to another assessment in points; empty where the score counts in none."""
    return "" if contribution is None else format_points(contribution, contribution_places(scheme))
