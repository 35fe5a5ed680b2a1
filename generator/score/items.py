"""What a record of points counts for by itself, whatever the scheme says."""

from __future__ import annotations

from decimal import Decimal

from generator.model.deduction import Deduction

ZERO = Decimal(0)


def effective_points(record: Deduction) -> Decimal:
    """The points a record counts for: none if revoked, the decided points if an appeal reduced it, else its own."""
    if record.is_revoked:
        return ZERO
    appeal = record.appeal
    lower = appeal.points if appeal and appeal.decision == "reduced" else None
    return lower if lower is not None else record.points
