"""What a category comes to that has rules of its own."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple


class CategoryPoints(NamedTuple):
    """Its points, and which rule made them something else than the sum of its items.

    `voided`: it counts nothing, as items in it failed; `limit`: it has a maximum; empty: none did.
    """

    points: Fraction
    by: Literal["", "limit", "voided"]
