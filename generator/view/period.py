"""Which periods an audience may see, and in what state each is: draft, public notice, final, corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.publication import Correction, Publication
from generator.release.audience import published_corpus, without_internal_fields
from generator.score.year import quarter_end

Audience = Literal["public", "internal"]
STATES = {
    "draft": "草稿，未发布",
    "derived": "按已发布的年度数据计算",
    "quarterly": "已发布",
    "public-notice": "公示",
    "final": "正式结果",
}
# Of two publications of the same period the later state stands.
_ORDER = {"quarterly": 0, "public-notice": 1, "final": 2}


@dataclass(frozen=True, slots=True)
class Period:
    """A year to date (`quarter` is None for the whole of it) with the publication that stands for it, if any."""

    year: int
    quarter: int | None
    publication: Publication | None
    corrections: tuple[Correction, ...] = ()
    derived: bool = False

    @property
    def state(self) -> str:
        """The key of the period's state in `STATES`."""
        if self.publication is None:
            return "derived" if self.derived else "draft"
        return self.publication.kind

    @property
    def draft(self) -> bool:
        """Whether the period is shown although it was not published."""
        return self.state == "draft"

    @property
    def name(self) -> str:
        """The period in words: 2015年度, 2015年至第二季度末."""
        if self.quarter is None:
            return f"{self.year}年度"
        return f"{self.year}年至第{'一二三四'[self.quarter - 1]}季度末"

    @property
    def state_name(self) -> str:
        """The state in words, with the mark of a correction."""
        return STATES[self.state] + ("（已更正）" if self.corrections else "")


def list_periods(corpus: Corpus, audience: Audience) -> tuple[Period, ...]:
    """The periods that `audience` may see, in order of time, each year's quarters before the year.

    Of a year whose scheme leaves something open nobody sees any. The public sees what was published, a demonstration
    and the office also what was not. A quarter of a published year is shown even if it was not published on its own.
    What ended before the scheme was in force is no period.
    """
    drafts = audience == "internal" or (corpus.site is not None and corpus.site.demo)
    return tuple(period for year in _settled_years(corpus) for period in _periods_of(corpus, year, drafts))


def _settled_years(corpus: Corpus) -> list[int]:
    """The years whose scheme leaves nothing open: of another there are no results."""
    return sorted(year for year, scheme in corpus.schemes.items() if not scheme.open)


def _periods_of(corpus: Corpus, year: int, drafts: bool) -> Iterator[Period]:
    whole = _standing_publication(corpus, year, None)
    scheme = corpus.schemes[year]
    for quarter in range(1, _last_quarter(corpus, year) + 1):
        if not scheme.has_results(quarter_end(year, quarter)):
            continue
        found = _standing_publication(corpus, year, quarter)
        if found is not None or drafts or whole is not None:
            derived = found is None and whole is not None
            yield Period(year, quarter, found, _corrections(corpus, found), derived)
    if scheme.has_results(quarter_end(year, None)) and (whole is not None or drafts):
        yield Period(year, None, whole, _corrections(corpus, whole))


def _standing_publication(corpus: Corpus, year: int, quarter: int | None) -> Publication | None:
    found = [record for record in corpus.standing_publications if (record.year, record.quarter) == (year, quarter)]
    return max(reversed(found), key=lambda record: _ORDER[record.kind], default=None)  # of equal ones the last


def _corrections(corpus: Corpus, publication: Publication | None) -> tuple[Correction, ...]:
    return () if publication is None else corpus.corrections_of(publication.id)


def _last_quarter(corpus: Corpus, year: int) -> int:
    """The last quarter that has a deduction, an appraisal or a publication."""
    quarters = [record.quarter for record in corpus.deductions_of(year)]
    quarters += [4 for _ in corpus.appraisals_of(year)]
    quarters += [p.quarter for p in corpus.standing_publications if p.year == year and p.quarter is not None]
    return max(quarters, default=0)


def latest_period(periods: tuple[Period, ...], year: int) -> Period | None:
    """The period that stands for `year`: the whole year where it is shown, else its last quarter."""
    of_year = [period for period in periods if period.year == year]
    return of_year[-1] if of_year else None


def visible_corpus(corpus: Corpus, audience: Audience) -> Corpus:
    """What of `corpus` the audience may see. All that is built for it is built from this, so nothing else can leak.

    The office sees everything; the public what was published, and in a demonstration what was not, but no internal
    field.
    """
    if audience == "internal":
        return corpus
    is_demo = corpus.site is not None and corpus.site.demo
    return without_internal_fields(corpus) if is_demo else published_corpus(corpus)


def latest_day(corpus: Corpus) -> date | None:
    """The last day on which anything in `corpus` happened; the date of what is built from it."""
    days = [record.date for record in corpus.deductions]
    days += [record.held for record in corpus.appraisals]
    days += [record.date for record in corpus.publications.values()]
    days += [record.date for record in corpus.corrections.values()]
    days += [record.date for record in corpus.withdrawals.values()]
    days += [day for record in corpus.deductions for day in _later_days(record)]
    return max(days, default=None)


def _later_days(record: Deduction) -> Iterator[date]:
    if record.notified is not None:
        yield record.notified
    for part in ("reply", "rectification", "appeal", "revoked"):
        found = getattr(record, part, None)
        for name in ("done", "accepted", "filed", "decided", "date"):
            day = getattr(found, name, None)
            if isinstance(day, date):
                yield day
