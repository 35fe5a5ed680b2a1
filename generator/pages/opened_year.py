"""One year while its pages are made: its results, records and what every page says of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass
from generator.pages.items_page import Losses, index_losses
from generator.pages.record_page import RecordView, view_records
from generator.pages.year_page import PeriodView, at_page, view_period
from generator.public.periods import Period
from generator.score.result import YearResult, telling
from generator.words.page_frame import page_templates, render_body
from generator.words.result_words import points_noun


@dataclass(frozen=True, slots=True)
class Year:
    """One year while its pages are made."""

    edition: Edition
    period: Period
    result: YearResult
    losses: Losses
    records: dict[str, RecordView]
    view: PeriodView

    def about(self, url: str) -> PeriodView:
        """What the page at `url` says of the period."""
        return at_page(self.view, url)

    @property
    def noun(self) -> str:
        """What the points of the year are called."""
        return points_noun(self.result)

    def body(self, template: str, url: str, **values: Any) -> str:
        """The HTML of the page at `url`."""
        return render_body(page_templates(self.edition), template, url, period=self.about(url), **values)

    @property
    def dated(self) -> date | None:
        """The day of publication, or of the data."""
        return self.period.publication.date if self.period.publication else self.edition.updated


def open_year(edition: Edition, period: Period) -> Year:
    """The year of which `period` stands for the whole."""
    result = edition.results[period.year, period.quarter]
    shown = [edition.results[found.year, found.quarter] for found in edition.periods if found.year == period.year]
    records: dict[str, RecordView] = {}
    for told in telling(shown):
        records |= view_records(edition.corpus, told, period.day)
    return Year(edition, period, result, index_losses(result), records, view_period(result, period, edition.periods))


def open_quarter(edition: Edition, period: Period) -> Year:
    """The year to date at the end of a quarter; its page shows no records."""
    result = edition.results[period.year, period.quarter]
    return Year(edition, period, result, index_losses(result), {}, view_period(result, period, edition.periods))


def shows_of(period: Period) -> str:
    """Of which publication the figures of a period are, or that they are a draft."""
    made = period.publication
    return (
        f"{made.title}（{period.state_name}，{made.date} 发布）" if made else f"{period.name}（{period.state_name}）"
    )
