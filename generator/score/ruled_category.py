"""What a category comes to that has rules of its own."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from generator.rules.kind import Effect


class CategoryPoints(NamedTuple):
    """Its points, what they do, and which rule made them something else than the sum of its items.

    `voided`: it counts nothing, as items in it failed; `limit`: it has a maximum; empty: none did.
    """

    points: Fraction
    effect: Effect
    by: Literal["", "limit", "voided"]
