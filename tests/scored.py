"""Scores of districts in which every unit has one, and a rank."""

from __future__ import annotations

from decimal import Decimal

from generator.model.number import Figure
from generator.score.result import UnitResult


def total_of(unit: UnitResult) -> Decimal:
    """The score of a unit that has one."""
    assert unit.total is not None
    return unit.total


def rank_of(unit: UnitResult) -> Figure:
    """The rank of a unit that has one."""
    assert unit.rank is not None
    return unit.rank
