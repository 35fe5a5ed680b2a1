"""A publication, or corrections, as they would be written, with their records: for those who show them themselves."""

from __future__ import annotations

from generator.acts.plan import Plan
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Correction, Publication
from generator.score.result import YearResult


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPlan(Plan):
    """A publication that can be carried out: its record, the results that it freezes, and these with ties decided."""

    record: Publication
    result: YearResult
    settled: YearResult


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPlan(Plan):
    """Corrections that can be carried out: their records, in the order in which they are made."""

    records: tuple[Correction, ...]
