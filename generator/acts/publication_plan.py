"""A publication as it would be written, with the results that it freezes: for those who show it in their own way."""

from __future__ import annotations

from dataclasses import dataclass

from generator.acts.plan import Plan
from generator.model.publication import Publication
from generator.score.result import YearResult


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPlan(Plan):
    """A publication that can be carried out: its record, the results that it freezes, and these with ties decided."""

    record: Publication
    result: YearResult
    settled: YearResult
