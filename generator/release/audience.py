"""What the public may see: the periods that have been published, and of their records no internal field."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from generator.model.corpus import Corpus
from generator.model.publication import Publication
from generator.read.shape import slots_of
from generator.score.year import quarter_end

Record = TypeVar("Record")


def publications_of(corpus: Corpus, year: int) -> tuple[Publication, ...]:
    """The publications of a year in the order in which they came (date, then period, then id)."""
    found = [record for record in corpus.publications.values() if record.year == year]
    return tuple(sorted(found, key=lambda record: (record.date, period_end(record), record.id)))


def period_end(publication: Publication) -> date:
    """The last day of the period of a publication."""
    return quarter_end(publication.year, publication.quarter)


def published_until(corpus: Corpus, year: int) -> date | None:
    """The last day of `year` up to which results have been published, None where none have been."""
    return max((period_end(record) for record in publications_of(corpus, year)), default=None)


def published_quarter(corpus: Corpus, year: int) -> int | None:
    """The last quarter of `year` that the public may see; None once the whole year has been published.

    Raises KeyError where nothing of the year has been published.
    """
    made = publications_of(corpus, year)
    if not made:
        raise KeyError(year)
    return None if has_annual_results(corpus, year) else max(record.quarter or 0 for record in made)


def has_annual_results(corpus: Corpus, year: int) -> bool:
    """Whether the results of the whole year, the appraisal among them, have been published."""
    return any(record.quarter is None for record in publications_of(corpus, year))


def published_corpus(corpus: Corpus) -> Corpus:
    """What of `corpus` the public may see.

    Deductions found after the last published period of their year are left out, appraisals until their year's
    results are published, and internal notes and committers' addresses always. Schemes and units are public.
    """
    public = without_internal_fields(corpus)
    until = {record.year: published_until(corpus, record.year) for record in corpus.deductions}
    return replace(
        public,
        deductions=tuple(record for record in public.deductions if _is_within(record.date, until[record.year])),
        appraisals=tuple(record for record in public.appraisals if has_annual_results(corpus, record.year)),
    )


def without_internal_fields(corpus: Corpus) -> Corpus:
    """All records of `corpus` without their internal fields, and without the register of committers."""
    return replace(
        corpus,
        deductions=tuple(map(redact_record, corpus.deductions)),
        appraisals=tuple(map(redact_record, corpus.appraisals)),
        committers={},
    )


def redact_record(record: Record) -> Record:
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
