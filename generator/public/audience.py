"""What the public may see: the periods that have been published, and of their records no internal field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.model.inapplicable import InapplicableItems
from generator.model.measured import Measured
from generator.model.publication import Publication
from generator.model.quarter import span_end
from generator.public.leaving import cut_corpus
from generator.public.public_entry import entries_within
from generator.public.register_tallies import shown_tallies
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

    What was found, held, measured or decided after the last published period of its year is left out, and always what
    may not leave at all. Schemes, their amendments and units are public.
    """
    public = cut_corpus(corpus)
    years = {record.year for record in corpus.deductions} | {record.year for record in corpus.appraisals}
    years |= {record.year for record in corpus.measures} | {record.year for record in corpus.imports}
    until = {year: published_until(corpus, year) for year in years | set(corpus.inapplicable)}
    ends = {year: published_until(corpus, year) for year in {entry.day.year for entry in public.entries}}
    return replace(
        public,
        deductions=tuple(record for record in public.deductions if _is_within(record.date, until[record.year])),
        appraisals=tuple(record for record in public.appraisals if _is_within(record.held, until[record.year])),
        measures=tuple(known for record in public.measures if (known := _known(record, until[record.year]))),
        imports=tuple(record for record in public.imports if _is_within(record.ends, until[record.year])),
        entries=entries_within(public.entries, ends),
        tallies=shown_tallies(corpus, lambda day: _is_within(day, published_until(corpus, day.year))),
        inapplicable={
            year: given
            for year, record in public.inapplicable.items()
            if (given := _decided(record, until[year])) is not None
        },
    )


def _known(record: Measured, until: date | None) -> Measured | None:
    """The values of periods that have been published; None where there is none."""
    values = tuple(row for row in record.values if _is_within(span_end(row.period), until))
    return replace(record, values=values) if values else None


def _decided(record: InapplicableItems, until: date | None) -> InapplicableItems | None:
    """What bears on a published period; None where nothing does."""
    entries = tuple(entry for entry in record.entries if until is not None and record.holds(entry, until))
    return replace(record, entries=entries) if entries else None


def _is_within(day: date, until: date | None) -> bool:
    return until is not None and day <= until
