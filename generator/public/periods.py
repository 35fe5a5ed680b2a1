"""Which periods an audience may see, and in what state each is: draft, public notice, final, corrected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal, get_args, overload

from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Correction, Publication
from generator.model.quarter import CoveredSpan, span_end
from generator.public.audience import published_records
from generator.public.leaving import cut_corpus
from generator.public.published_figures import publish_figures
from generator.public.register_tallies import shown_tallies
from generator.public.released import AnyReleased, Internal, Public, Released, alter, hand_out
from generator.public.small_panels import withhold_tallies
from generator.read.record_days import days_of
from generator.rules.corpus import Corpus
from generator.score.kept_years import KeptYears
from generator.score.result import YearResult
from generator.score.ties import settle_ties, standing_ties
from generator.score.year import quarter_end, score_year

# `proposal`: who reviews a proposal before its merge; drafts, but nothing that may not leave at all.
Audience = Literal["public", "internal", "proposal"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
STATES = {
    "draft": "草稿，未发布",
    "quarterly": "已发布",
    "public-notice": "公示",
    "final": "正式结果",
}
DRAFT, DEMO_DRAFT = "草稿", "演示草稿"
# Of two publications of the same period the later state stands.
_ORDER = {"quarterly": 0, "public-notice": 1, "final": 2}


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a quarter (None for the whole year) with the publication that stands for it, if any.

    A quarter is the year to date at its end, or, where it is scored by itself, that quarter `alone`.
    """

    year: int
    quarter: int | None
    publication: Publication | None
    corrections: tuple[Correction, ...] = ()
    demo: bool = False
    alone: bool = False

    @property
    def state(self) -> str:
        """The key of the period's state in `STATES`."""
        return "draft" if self.publication is None else self.publication.kind

    @property
    def draft(self) -> bool:
        """Whether the period is shown although it was not published."""
        return self.state == "draft"

    @property
    def day(self) -> date:
        """The day as of which it is told: that of its publication or last correction, else the period's last."""
        if self.publication is None:
            return quarter_end(self.year, self.quarter)
        return max((self.publication.date, *(made.date for made in self.corrections)))

    @property
    def name(self) -> str:
        """The period in words: 2015年度, 2015年至第二季度末, of a quarter alone 2015年第二季度."""
        return CoveredSpan(self.year, self.quarter, self.alone).name

    @property
    def state_name(self) -> str:
        """The state in words, with the mark of a correction; a draft of a demonstration says that it is one."""
        words = STATES[self.state].replace(DRAFT, draft_word(self.demo))
        return words + ("（已更正）" if self.corrections else "")


def draft_word(demo: bool) -> str:
    """What an unpublished page or document calls itself."""
    return DEMO_DRAFT if demo else DRAFT


def is_demo(corpus: Corpus) -> bool:
    """Whether the project is a demonstration."""
    return corpus.site is not None and corpus.site.demo


def shows_drafts(corpus: Corpus, audience: Audience) -> bool:
    """Whether `audience` sees what was not published: all but the public do, and everybody in a demonstration."""
    return audience != "public" or is_demo(corpus)


def shows_history(corpus: Corpus, audience: Audience) -> bool:
    """Whether `audience` sees the history of the data: it tells also of what was not published."""
    return shows_drafts(corpus, audience)


def list_periods(corpus: Corpus, audience: Audience) -> tuple[Period, ...]:
    """The periods that `audience` may see, in order of time, each year's quarters before the year.

    Of a year whose scheme leaves something open nobody sees any. The public sees what was published, each period by
    itself: a quarter that was not is not shown because its year was. A demonstration and the office also see what was
    not. What ended before the scheme was in force is no period.
    """
    drafts = shows_drafts(corpus, audience)
    return tuple(period for year in _settled_years(corpus) for period in _periods_of(corpus, year, drafts))


def _settled_years(corpus: Corpus) -> list[int]:
    """The years whose scheme leaves nothing open: of another there are no results."""
    return sorted(year for year, scheme in corpus.schemes.items() if not scheme.open)


def _periods_of(corpus: Corpus, year: int, drafts: bool) -> Iterator[Period]:
    demo, scheme = is_demo(corpus), corpus.schemes[year]
    for quarter in (*range(1, _last_quarter(corpus, year) + 1), None):
        if not scheme.has_results(quarter_end(year, quarter)):
            continue
        found = standing_publication(corpus, year, quarter)
        if found is not None or drafts:
            alone = covered_span(corpus, year, quarter).alone
            yield Period(year, quarter, found, _corrections(corpus, found), demo, alone)


def covered_span(corpus: Corpus, year: int, quarter: int | None) -> CoveredSpan:
    """What the results of a period cover by the scheme in force at its end."""
    scheme = corpus.scheme_on(year, quarter_end(year, quarter))
    return CoveredSpan(year, quarter) if scheme is None else scheme.covers(quarter)


def standing_publication(
    corpus: Corpus, year: int, quarter: int | None, kind: str | None = None
) -> Publication | None:
    """The publication that stands for a period, or for a period as `kind`; None where there is none."""
    found = [
        record
        for record in corpus.standing_publications
        if (record.year, record.quarter) == (year, quarter) and kind in (None, record.kind)
    ]
    return max(reversed(found), key=lambda record: _ORDER[record.kind], default=None)  # of equal ones the last


def _corrections(corpus: Corpus, publication: Publication | None) -> tuple[Correction, ...]:
    return () if publication is None else corpus.corrections_of(publication.id)


def _last_quarter(corpus: Corpus, year: int) -> int:
    """The last quarter that has a record of points, an appraisal, a measured value or a publication."""
    quarters = [record.quarter for record in corpus.deductions_of(year)]
    quarters += [4 for _ in corpus.appraisals_in(year)]
    ends = [span_end(row.period) for found in corpus.measures_of(year) for row in found.values]
    quarters += [4 if end.year > year else (end.month + 2) // 3 for end in ends if end.year >= year]
    quarters += [p.quarter for p in corpus.standing_publications if p.year == year and p.quarter is not None]
    return max(quarters, default=0)


class PeriodResults(Mapping[tuple[int, int | None], YearResult]):
    """The results of periods, by year and quarter: each scored when it is first asked for, and kept by `kept`."""

    def __init__(self, periods: Iterable[Period], score: Callable[[Period], YearResult], kept: KeptYears) -> None:
        self._periods = {(period.year, period.quarter): period for period in periods}
        self._score, self._kept = score, kept

    def __getitem__(self, name: tuple[int, int | None]) -> YearResult:
        return self._score(self._periods[name])

    def __iter__(self) -> Iterator[tuple[int, int | None]]:
        return iter(self._periods)

    def __len__(self) -> int:
        return len(self._periods)

    def let_go(self, years: Iterable[int]) -> None:
        """Gives back the results of these years: they are most of what a year takes in memory. Whoever asks for them
        all the same has them scored again.
        """
        for year in years:
            self._kept.forget(year)


def score_periods(
    corpus: Corpus, periods: Iterable[Period], audience: Audience, kept: KeptYears | None = None
) -> PeriodResults:
    """The results of `periods` as `audience` may see them, by year and quarter; `corpus` is whole.

    `kept` has those of the state before, of the years that stay the same.

    They are scored from every count of what the audience may see; then what would give a small panel away is taken
    out of them. Of what is handed out, nobody could score them.
    """
    seen = _seen_records(corpus, audience)
    known = kept or KeptYears()

    def score(period: Period) -> YearResult:
        def make(alone: Corpus) -> YearResult:
            found = _score_period(alone, period)
            return found if audience == "internal" else publish_figures(alone, found)

        return known.derive(audience, seen, period.year, period.quarter, make)

    return PeriodResults(periods, score, known)


def _score_period(corpus: Corpus, period: Period) -> YearResult:
    """The results of a period; a tie that was decided in its publication falls to those who were chosen."""
    result = score_year(corpus, period.year, period.quarter)
    published = period.publication
    return result if published is None else settle_ties(result, standing_ties(corpus, published))


def latest_period(periods: tuple[Period, ...], year: int) -> Period | None:
    """The period that stands for `year`: the whole year where it is shown, else its last quarter."""
    of_year = [period for period in periods if period.year == year]
    return of_year[-1] if of_year else None


@overload
def visible_corpus(corpus: Corpus, audience: Literal["public", "proposal"]) -> Released[Public]: ...
@overload
def visible_corpus(corpus: Corpus, audience: Literal["internal"]) -> Released[Internal]: ...
@overload
def visible_corpus(corpus: Corpus, audience: Audience) -> AnyReleased: ...
def visible_corpus(corpus: Corpus, audience: Audience) -> AnyReleased:
    """What of `corpus` the audience may see. All that is built for it is built from this, so nothing else can leak.

    The office sees everything; the public what was published, and in a demonstration what was not, but no internal
    field and no count of a small panel. Who reviews a proposal sees as the public what is not published yet as well.
    """
    seen = _seen_records(corpus, audience)
    return hand_out(seen, Internal) if audience == "internal" else hand_out(withhold_tallies(seen), Public)


def within_year(corpus: AnyReleased, year: int, also: Collection[str] = ()) -> AnyReleased:
    """Of what an audience may see the records of `year`, those at the paths `also`, and all that is of no year."""
    return alter(
        corpus,
        deductions=tuple(record for record in corpus.deductions if record.year == year or record.path in also),
        appraisals=corpus.appraisals_in(year),
        measures=corpus.measures_of(year),
        imports=corpus.imports_of(year),
        inapplicable={name: found for name, found in corpus.inapplicable.items() if name == year},
    )


def _seen_records(corpus: Corpus, audience: Audience) -> Corpus:
    """The records that the audience may see, with every count."""
    if audience == "internal":
        return corpus
    if not shows_drafts(corpus, audience):
        return published_records(corpus)
    return replace(cut_corpus(corpus), tallies=shown_tallies(corpus, lambda day: True))


def latest_day(corpus: Corpus) -> date | None:
    """The last day on which anything in `corpus` happened; the date of what is built from it."""
    records = (
        *corpus.deductions,
        *corpus.appraisals,
        *corpus.measures,
        *corpus.imports,
        *corpus.inapplicable.values(),
        *corpus.publications.values(),
        *corpus.corrections.values(),
        *corpus.withdrawals.values(),
        *corpus.entries,
    )
    return max((day for record in records for _, day in days_of(record)), default=None)
