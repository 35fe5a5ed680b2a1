"""What the public may see: the periods that have been published, and of their records no internal field."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from generator.model.corpus import Corpus
from generator.model.publication import Publication
from generator.read.shape import slots_of
from generator.score.year import quarter_end

Kept = TypeVar("Kept")


def publications_of(corpus: Corpus, year: int) -> tuple[Publication, ...]:
    """The standing publications of a year in the order of the acts: what was withdrawn opens nothing."""
    return tuple(record for record in corpus.standing_publications if record.year == year)


def period_end(publication: Publication) -> date:
    """The last day of the period of a publication."""
    return quarter_end(publication.year, publication.quarter)


def published_until(corpus: Corpus, year: int) -> date | None:
    """The last day of `year` up to which results have been published, None where none have been."""
    return max((period_end(record) for record in publications_of(corpus, year)), default=None)


def published_corpus(corpus: Corpus) -> Corpus:
    """What of `corpus` the public may see.

    Deductions found, and appraisals held, after the last published period of their year are left out, and internal
    notes and committers' addresses always. Schemes and units are public.
    """
    public = without_internal_fields(corpus)
    years = {record.year for record in corpus.deductions} | {record.year for record in corpus.appraisals}
    until = {year: published_until(corpus, year) for year in years}
    return replace(
        public,
        deductions=tuple(record for record in public.deductions if _is_within(record.date, until[record.year])),
        appraisals=tuple(record for record in public.appraisals if _is_within(record.held, until[record.year])),
    )


def without_internal_fields(corpus: Corpus) -> Corpus:
    """All records of `corpus` without their internal fields and the registers that stay inside the house."""
    return replace(
        corpus,
        deductions=tuple(map(redact_record, corpus.deductions)),
        appraisals=tuple(map(redact_record, corpus.appraisals)),
        register=None,
        exemptions=None,
    )


def redact_record(record: Kept) -> Kept:
    """`record` with every field that is declared internal at its default."""
    found: Any = record
    defaults = {
        name: value for name, value in _internal_fields(type(record)).items() if getattr(found, name) != value
    }
    return replace(found, **defaults) if defaults else record


def _internal_fields(record: type) -> dict[str, Any]:
    """The names of the internal fields of a record class, with their defaults."""
    names = {slot.attribute for slot in slots_of(record) if any(marker.internal for marker in slot.markers)}
    return {field.name: field.default for field in fields(record) if field.name in names}


def _is_within(day: date, until: date | None) -> bool:
    return until is not None and day <= until
