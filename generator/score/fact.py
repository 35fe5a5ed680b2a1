"""What a deduction decides about points, in the few words that running totals need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.deduction import Deduction
from generator.read.canonical import Plain
from generator.score.items import decided_points, effective_points


@dataclass(frozen=True, slots=True)
class PointsFact:
    """What of a deduction decides about points: whom, from which day on, how many after appeal or revocation."""

    unit: str
    date: date
    effective: Decimal


def fact_of(record: Deduction) -> PointsFact:
    """The fact that a record states."""
    return PointsFact(record.unit, record.date, effective_points(record))


def fact_of_plain(plain: Mapping[str, Plain]) -> PointsFact:
    """The fact that a deduction states, from its plain form."""
    appeal = plain.get("appeal")
    given = appeal if isinstance(appeal, dict) else {}
    lower = Decimal(str(given["points"])) if "points" in given else None
    effective = decided_points(
        Decimal(str(plain["points"])), "revoked" in plain, str(given.get("decision", "")), lower
    )
    return PointsFact(str(plain["unit"]), date.fromisoformat(str(plain["date"])), effective)
