"""The period of a publication, and how long a public notice runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.calendar.working import MissingYear, end_of_period
from generator.model.corpus import Corpus
from generator.model.deadline import NoticePeriod
from generator.model.holidays import Holidays
from generator.model.publication import Publication, PublicationName
from generator.score.result import YearResult
from generator.score.year import score_year


def score_period(corpus: Corpus, publication: Publication) -> YearResult:
    """The results of the publication's period, computed from `corpus`."""
    return score_year(corpus, publication.year, publication.quarter, ended=True)


def period_begin(name: PublicationName) -> date:
    """The first day of the quarter or year of a publication."""
    return date(name.year, 3 * (name.quarter or 1) - 2, 1)


def notice_begins(notice: Publication, recorded: date | None) -> date:
    """The day from which a public notice runs: its date, or the later day on which it reached the main branch."""
    return notice.date if recorded is None else max(notice.date, recorded)


def notice_ends(period: NoticePeriod, published: date, holidays: Mapping[int, Holidays]) -> date | MissingYear:
    """The last day on which objections are taken: the n-th day, or working day, after the day of publication.

    MissingYear where that day cannot be known, because the holidays of a year are not.
    """
    return end_of_period(published, period.days, period.kind, holidays)
