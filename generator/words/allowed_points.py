"""The points that a standard allows, in words."""

from __future__ import annotations

from generator.rules.standard_record import StandardRecord


def points_beside(standard: StandardRecord | None) -> str:
    """The points that a standard allows, empty where its own words say them already."""
    if standard is None or not standard.range.max:
        return ""  # there is no number to say
    points = standard.range.words
    return "" if points in standard.text.replace(" ", "") else points
