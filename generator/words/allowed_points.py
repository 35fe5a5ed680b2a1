"""The points that a standard allows, in words."""

from __future__ import annotations

from generator.model.number import format_points
from generator.rules.standard_record import Range, StandardRecord


def range_text(points: Range) -> str:
    """The points that a standard allows: 0.5分, 1至2分."""
    if points.min == points.max:
        return f"{format_points(points.min)}分"
    return f"{format_points(points.min)}至{format_points(points.max)}分"


def points_beside(standard: StandardRecord | None) -> str:
    """The points that a standard allows, empty where its own words say them already."""
    if standard is None or not standard.range.max:
        return ""  # there is no number to say
    points = range_text(standard.range)
    return "" if points in standard.text.replace(" ", "") else points
