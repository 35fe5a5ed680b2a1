"""The period of a publication, and how long a public notice runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.calendar.working import MissingYear, end_of_period
from generator.model.corpus import Corpus
from generator.model.deadline import NoticePeriod
from generator.model.holidays import Holidays
from generator.model.publication import PERIOD, Publication
from generator.score.result import YearResult
from generator.score.year import score_year


def parse_period(text: str) -> tuple[int, int | None] | None:
    """Year and quarter (None for the whole year) of `2015-Q1` or `2015`; None where it is neither."""
    if not PERIOD.match(text):
        return None
    return int(text[:4]), int(text[6]) if len(text) > 4 else None


def score_period(corpus: Corpus, publication: Publication) -> YearResult:
    """The results of the publication's period, computed from `corpus`."""
    return score_year(corpus, publication.year, publication.quarter, ended=True)


def notice_ends(period: NoticePeriod, published: date, holidays: Mapping[int, Holidays]) -> date | MissingYear:
    """The last day on which objections are taken: the n-th day, or working day, after the day of publication.

    MissingYear where that day cannot be known, because the holidays of a year are not.
    """
    return end_of_period(published, period.days, period.kind, holidays)
