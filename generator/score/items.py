"""What a record of points counts for by itself, whatever the scheme says."""

from __future__ import annotations

from decimal import Decimal

from generator.model.deduction import Deduction

ZERO = Decimal(0)


def effective_points(record: Deduction) -> Decimal:
    """The points a record counts for: none if revoked, the decided points if an appeal reduced it, else its own."""
    appeal = record.appeal
    decision = appeal.decision if appeal else ""
    if record.revoked is not None or decision == "revoked":
        return ZERO
    lower = appeal.points if appeal else None
    return lower if decision == "reduced" and lower is not None else record.points
