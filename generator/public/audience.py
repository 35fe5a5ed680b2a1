"""What the public may see: the periods that have been published, and of their records no internal field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.model.publication import Publication
from generator.public.leaving import cut_corpus
from generator.public.released import Public, Released, hand_out
from generator.public.small_panels import withhold_tallies
from generator.rules.corpus import Corpus
from generator.score.year import quarter_end


def publications_of(corpus: Corpus, year: int) -> tuple[Publication, ...]:
    """The standing publications of a year in the order of the acts: what was withdrawn opens nothing."""
    return tuple(record for record in corpus.standing_publications if record.year == year)


def period_end(publication: Publication) -> date:
    """The last day of the period of a publication."""
    return quarter_end(publication.year, publication.quarter)


def published_until(corpus: Corpus, year: int) -> date | None:
    """The last day of `year` up to which results have been published, None where none have been."""
    return max((period_end(record) for record in publications_of(corpus, year)), default=None)


def published_corpus(corpus: Corpus) -> Released[Public]:
    """What of `corpus` the public may see: of the published records, all but the counts of small panels."""
    return hand_out(withhold_tallies(published_records(corpus)), Public)


def published_records(corpus: Corpus) -> Corpus:
    """The published records with every count, to score them: for this room alone.

    Deductions found, and appraisals held, after the last published period of their year are left out, and always what
    may not leave at all. Schemes and units are public.
    """
    public = cut_corpus(corpus)
    years = {record.year for record in corpus.deductions} | {record.year for record in corpus.appraisals}
    until = {year: published_until(corpus, year) for year in years}
    return replace(
        public,
        deductions=tuple(record for record in public.deductions if _is_within(record.date, until[record.year])),
        appraisals=tuple(record for record in public.appraisals if _is_within(record.held, until[record.year])),
    )


def _is_within(day: date, until: date | None) -> bool:
    return until is not None and day <= until
