"""The period of a publication, and how long a public notice runs."""

from __future__ import annotations

from datetime import date, timedelta

from generator.model.corpus import Corpus
from generator.model.publication import PERIOD, Publication
from generator.model.scheme import NoticePeriod
from generator.score.result import YearResult
from generator.score.year import score_year


def parse_period(text: str) -> tuple[int, int | None] | None:
    """Year and quarter (None for the whole year) of `2015-Q1` or `2015`; None where it is neither."""
    if not PERIOD.match(text):
        return None
    return int(text[:4]), int(text[6]) if len(text) > 4 else None


def score_period(corpus: Corpus, publication: Publication) -> YearResult:
    """The results of the publication's period, computed from `corpus`."""
    return score_year(corpus, publication.year, publication.quarter)


def notice_ends(period: NoticePeriod, published: date) -> date:
    """The last day on which objections are taken: the n-th day, or working day, after the day of publication."""
    day = published
    left = period.days
    while left:
        day += timedelta(1)
        if period.kind == "calendar" or is_working_day(period, day):
            left -= 1
    return day


def is_working_day(period: NoticePeriod, day: date) -> bool:
    """Whether `day` is worked: a weekday that is no holiday, or a weekend day moved to work."""
    return day in period.workdays or (day.weekday() < 5 and day not in period.holidays)
