"""What a unit can reach without additions: in a year, and where quarters are scored by themselves, in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.rules.kind import MARKED
from generator.rules.kind_list import kind_of
from generator.rules.part_record import ComponentRecord, worth_in_total
from generator.rules.scheme import Scheme


def marked_parts(scheme: Scheme) -> Iterator[ComponentRecord]:
    """The parts that make up full marks: those that lose, earn or penalise; what is added is none of them."""
    return (part for part in scheme.components if kind_of(part).effect in MARKED)


def marks_of_quarter(scheme: Scheme) -> Decimal:
    """What the parts come to that count in each quarter."""
    return sum((worth_in_total(part) for part in marked_parts(scheme) if not part.at), Decimal(0))


def marks_of_year(scheme: Scheme) -> Decimal:
    """What all parts come to: of a year of quarters, these as they count in it, and what counts once."""
    if scheme.year_of is None:
        return sum(map(worth_in_total, marked_parts(scheme)), Decimal(0))
    once = (worth_in_total(part) for part in marked_parts(scheme) if part.at)
    return marks_of_quarter(scheme) * scheme.year_of.times + sum(once, Decimal(0))


def full_marks_in(scheme: Scheme, quarter: int | None) -> Decimal:
    """The full marks of the year, or of a quarter that is scored by itself."""
    is_alone = quarter is not None and scheme.year_of is not None
    return marks_of_quarter(scheme) if is_alone else scheme.full_marks
