"""One year of an edition: what its pages are made from, and of other years nothing but results to compare with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.git.repository import HistoryUnavailable
from generator.load.edition import Edition, per_whole_edition
from generator.load.year_history import YearHistories
from generator.public.periods import shows_history, within_year
from generator.public.released_history import AnyReleasedHistory
from generator.public.shown_history import HIDDEN, shown_year


def year_edition(whole: Edition, year: int) -> Edition:
    """The edition of `year`, with the results of the year before."""
    made = Edition(
        whole.root,
        replace(whole.project, commit=None),
        whole.audience,
        whole.folders,
        whole.keeper,
        whole.pictures,
        whole.store,
        whole,
    )
    made.__dict__.update(
        corpus=within_year(whole.corpus, year, linked_files(whole)),
        periods=tuple(period for period in whole.periods if period.year == year),
        results={name: found for name, found in whole.results.items() if name[0] in (year - 1, year)},
        updated=told_until(whole, year),
        texts=whole.texts,
        notices=whole.notices,
        history=_history(whole, year),
    )
    return made


def told_until(edition: Edition, year: int) -> date | None:
    """The last day of the data, where pages of `year` say it: what was published says its own."""
    is_draft = any(period.draft for period in edition.periods if period.year == year)
    return edition.updated if is_draft else None


def linked_files(edition: Edition) -> set[str]:
    """The records that corrections name: pages of any year may lead to them."""
    made = edition.corpus.corrections.values()
    return {path for found in made for path in (*found.records, *(words.file for words in found.words))}


@per_whole_edition
def year_histories(edition: Edition) -> YearHistories:
    """The histories of the years of an edition; HistoryUnavailable if there is none."""
    return YearHistories(edition.commit_history)


def _history(whole: Edition, year: int) -> AnyReleasedHistory | str:
    if not shows_history(whole.corpus, whole.audience):
        return HIDDEN
    try:
        histories = year_histories(whole)
        return shown_year(histories.trails(year), histories.timeline, whole.corpus, whole.audience)
    except HistoryUnavailable as unavailable:
        return str(unavailable)
