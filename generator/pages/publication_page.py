"""Publications and corrections in finished words: state, figures as published and as they stand, what proves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import PUBLICATION_KINDS, Publication, name_of
from generator.model.quarter import one_period
from generator.pages.correction_notice import (
    CorrectionView,
    Explained,
    TieView,
    correction_link,
    publication_link,
    view_correction,
    view_ties,
)
from generator.pages.publication_figures import FigureGroup, published_groups
from generator.proof.publication_tag import tag_name
from generator.public.letterhead_then import as_issued
from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.release.period import notice_end
from generator.score.ties import standing_ties
from generator.words import address
from generator.words.opinion_words import opinion_places
from generator.words.parted_years import part_years, years_words
from generator.words.site_frame import Link

STATES = {"quarterly": "正式", "public-notice": "公示", "final": "正式"}
MOST_PUBLICATIONS = 12  # that are seen at once; those of earlier years are folded year by year


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """One publication in a list. `states` are (key, words); `withdrawn` says by what it was taken back."""

    id: str
    link: Link
    kind: str
    period: str
    date: str
    document: str
    states: tuple[tuple[str, str], ...]
    corrections: tuple[Link, ...]
    withdrawn: WithdrawalView | None = None


@dataclass(frozen=True, slots=True)
class PublicationYears:
    """The publications of one or several years, the latest first, under the name of these years."""

    name: str
    lines: tuple[PublicationLine, ...]


@dataclass(frozen=True, slots=True)
class WithdrawalView:
    """That a publication was withdrawn, why, and which one stands in its place, if any."""

    date: str
    document: str
    reasons: str
    instead: Link | None


@dataclass(frozen=True, slots=True)
class PublicationView:
    """The page of a publication. `period_link` leads to the results as they stand; texts are empty where unknown.

    `office` and `opinions` are those of the letterhead with which it was published, as its document prints them;
    where that named no place, the one that the office has named since.
    """

    line: PublicationLine
    period_link: Link
    notice_until: str
    office: str
    opinions: tuple[tuple[str, str], ...]
    final: Link | None
    previous: Link | None
    next: Link | None
    groups: tuple[FigureGroup, ...]
    corrections: tuple[CorrectionView, ...]
    proofs: tuple[tuple[str, str], ...]
    tag: str
    ties: tuple[TieView, ...] = ()
    withdrawal: WithdrawalView | None = None


def publication_lines(corpus: AnyReleased) -> tuple[PublicationLine, ...]:
    """All publications, the latest first."""
    return tuple(_line(corpus, record) for record in reversed(corpus.ordered_publications))


def publication_years(corpus: AnyReleased, most: int = MOST_PUBLICATIONS) -> tuple[PublicationYears, ...]:
    """All publications: those of the latest years together, at the most `most`, those of each earlier year apart.

    None where nothing was published.
    """
    lines = publication_lines(corpus)
    numbers = Counter(name_of(line.id).year for line in lines)
    return tuple(
        PublicationYears(f"{years_words(years)}年度", tuple(line for line in lines if name_of(line.id).year in years))
        for years in (part_years(numbers, most) if numbers else ())
    )


def draft_periods(periods: Sequence[Period]) -> tuple[Link, ...]:
    """The periods that are shown although they were not published."""
    return tuple(
        Link(period.name, _period_page(period.year, period.quarter), period.state_name)
        for period in periods
        if period.draft
    )


def view_publication(
    corpus: AnyReleased, record: Publication, record_sha256: str, explained: Explained
) -> PublicationView:
    """The page of one publication; `record_sha256` is that of its file."""
    made = corpus.corrections_of(record.id)
    following = next((other for other in corpus.publications.values() if other.previous == record.id), None)
    previous = corpus.publications.get(record.previous)
    final = _final_after(corpus, record)
    letterhead = as_issued(corpus, Act("publish", record.id)).site
    return PublicationView(
        line=_line(corpus, record),
        period_link=Link(one_period(record.year, record.quarter), _period_page(record.year, record.quarter)),
        notice_until=_notice_until(corpus, record),
        office=letterhead.office if letterhead else "",
        opinions=opinion_places(letterhead) or opinion_places(corpus.site),
        final=publication_link(final) if final else None,
        previous=publication_link(previous) if previous else None,
        next=publication_link(following) if following else None,
        groups=tuple(published_groups(corpus, record)),
        corrections=tuple(view_correction(corpus, found, explained) for found in made),
        proofs=tuple(_proofs(record, record_sha256)),
        tag=tag_name(record.id),
        ties=view_ties(corpus, record.year, standing_ties(corpus, record)),
        withdrawal=_withdrawal(corpus, record),
    )


def _line(corpus: AnyReleased, record: Publication) -> PublicationLine:
    made = corpus.corrections_of(record.id)
    withdrawn = record.id in corpus.withdrawals
    states = [("withdrawn", "已撤回") if withdrawn else (record.kind, STATES[record.kind])]
    if made:
        states.append(("corrected", "已更正"))
    if _final_after(corpus, record):
        states.append(("superseded", "公示已结束"))
    return PublicationLine(
        record.id,
        publication_link(record),
        PUBLICATION_KINDS[record.kind],
        one_period(record.year, record.quarter),
        record.date.isoformat(),
        record.document,
        tuple(states),
        tuple(correction_link(found) for found in made),
        _withdrawal(corpus, record),
    )


def _period_page(year: int, quarter: int | None) -> str:
    return address.year_page(year) if quarter is None else address.quarter_page(year, quarter)


def _notice_until(corpus: AnyReleased, record: Publication) -> str:
    ends = None if record.id in corpus.withdrawals else notice_end(corpus, record, corpus.recorded.get(record.id))
    return ends.isoformat() if isinstance(ends, date) else ""


def _final_after(corpus: AnyReleased, record: Publication) -> Publication | None:
    """The final results that a public notice led to."""
    if record.kind != "public-notice" or record.id in corpus.withdrawals:
        return None
    found = (p for p in corpus.standing_publications if p.kind == "final" and p.period == record.period)
    return next(found, None)


def _withdrawal(corpus: AnyReleased, record: Publication) -> WithdrawalView | None:
    found = corpus.withdrawals.get(record.id)
    if found is None:
        return None
    same = [p for p in corpus.standing_publications if (p.year, p.quarter) == (record.year, record.quarter)]
    return WithdrawalView(
        found.date.isoformat(), found.document, found.reasons, publication_link(same[-1]) if same else None
    )


def _proofs(record: Publication, record_sha256: str) -> Iterator[tuple[str, str]]:
    yield "冻结的提交", record.commit
    yield "结果的 SHA-256", record.results_sha256
    if record.calculation_sha256:
        yield "算式的 SHA-256", record.calculation_sha256
    yield "发布记录的 SHA-256", record_sha256
    if record.previous_sha256:
        yield "上一次发布的记录的 SHA-256", record.previous_sha256
