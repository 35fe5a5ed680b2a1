"""The period of a publication, and how long a public notice runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.calendar.working import MissingYear, end_of_period
from generator.model.act import Act
from generator.model.deadline import NoticePeriod
from generator.model.holidays import Holidays
from generator.model.place import find_place
from generator.model.publication import Publication, PublicationName
from generator.rules.corpus import Corpus
from generator.score.kept_scores import KeptScores
from generator.score.result import YearResult
from generator.score.year import score_year


def score_period(corpus: Corpus, publication: Publication, kept: KeptScores | None = None) -> YearResult:
    """The results of the publication's period, computed from `corpus`; `kept` has what was scored before."""
    return score_year(corpus, publication.year, publication.quarter, ended=True, kept=kept)


def period_begin(name: PublicationName) -> date:
    """The first day of the quarter or year of a publication."""
    return date(name.year, 3 * (name.quarter or 1) - 2, 1)


def notice_begins(notice: Publication, recorded: date | None) -> date:
    """The day from which a public notice runs: its date, or the later day on which it reached the main branch."""
    return notice.date if recorded is None else max(notice.date, recorded)


def notice_terms(corpus: Corpus, notice: Publication) -> tuple[NoticePeriod | None, Mapping[int, Holidays]]:
    """How long a public notice runs, and the days off it is counted by: as they stood when it was issued.

    A year whose days off were not known then is counted by those that are known now.
    """
    scheme = corpus.schemes.get(notice.year)
    issued = corpus.issued.get(Act("publish", notice.id).line)
    if issued is None or issued.scheme is None:
        return (None if scheme is None else scheme.notice_period), corpus.holidays
    return issued.scheme.notice_period, {**corpus.holidays, **issued.holidays}


def notice_end(corpus: Corpus, notice: Publication, recorded: date | None) -> date | MissingYear | None:
    """The last day of a public notice that reached the main branch on the day `recorded`, or of its date alone.

    None where there is none: the publication is no notice, or no period was set when it was issued.
    """
    if notice.kind != "public-notice":
        return None
    period, holidays = notice_terms(corpus, notice)
    return None if period is None else notice_ends(period, notice_begins(notice, recorded), holidays)


def notice_ends(period: NoticePeriod, published: date, holidays: Mapping[int, Holidays]) -> date | MissingYear:
    """The last day on which objections are taken: the n-th day, or working day, after the day of publication.

    MissingYear where that day cannot be known, because the holidays of a year are not.
    """
    return end_of_period(published, period.days, period.kind, holidays)


def bears_on(path: str, year: int) -> bool:
    """Whether results of `year` stand on the file at `path`: its records and amendments, its scheme, the units."""
    place = find_place(path)
    if place is None:
        return False
    return place.kind == "unit" or (place.year == year and place.kind != "holidays")
