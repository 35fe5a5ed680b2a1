"""Publications and corrections in finished words: state, figures as published and as they stand, what proves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.publication import PUBLICATION_KINDS, CorrectedResult, Correction, Publication
from generator.read.layout import place_file
from generator.release.frozen import corrections_of
from generator.release.period import notice_ends
from generator.release.tag import tag_name
from generator.release.titles import correction_title
from generator.view import address
from generator.view.comparison import ScoreView
from generator.view.figures import FigureGroup, published_groups, published_points, unit_of_year
from generator.view.period import Period
from generator.view.site import Link

STATES = {"quarterly": "正式", "public-notice": "公示", "final": "正式"}


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """One publication in a list. `states` are (key, words)."""

    id: str
    link: Link
    kind: str
    period: str
    date: str
    document: str
    states: tuple[tuple[str, str], ...]
    corrections: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PublicationView:
    """The page of a publication. `period_link` leads to the results as they stand; texts are empty where unknown."""

    line: PublicationLine
    period_link: Link
    notice_until: str
    final: Link | None
    previous: Link | None
    next: Link | None
    groups: tuple[FigureGroup, ...]
    corrections: tuple[CorrectionView, ...]
    proofs: tuple[tuple[str, str], ...]
    tag: str


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One unit whose published figures a correction replaced; `causes` are where, how many points, what a cap did.

    There are none where no history is at hand, or where only the scores of others moved the rank.
    """

    unit: Link
    old_rank: str
    old_total: str
    new_rank: str
    new_total: str
    causes: tuple[tuple[Link, str, str], ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """The notice of a correction."""

    id: str
    link: Link
    title: str
    date: str
    document: str
    reason: str
    publication: Link
    rows: tuple[MovedRow, ...]
    records: tuple[Link, ...]
    digest: str


# Scores as a comparison explains them, by correction and unit.
Explained = Mapping[str, Mapping[str, ScoreView]]


def publication_lines(corpus: Corpus) -> tuple[PublicationLine, ...]:
    """All publications, the latest first."""
    records = sorted(corpus.publications.values(), key=lambda record: (record.date, record.id), reverse=True)
    return tuple(_line(corpus, record) for record in records)


def draft_periods(periods: Sequence[Period]) -> tuple[Link, ...]:
    """The periods that are shown although they were not published."""
    return tuple(
        Link(period.name, _period_page(period.year, period.quarter), period.state_name)
        for period in periods
        if period.draft
    )


def view_publication(
    corpus: Corpus, record: Publication, record_sha256: str, explained: Explained
) -> PublicationView:
    """The page of one publication; `record_sha256` is that of its file."""
    made = corrections_of(corpus, record.id)
    following = next((other for other in corpus.publications.values() if other.previous == record.id), None)
    previous = corpus.publications.get(record.previous)
    final = _final_after(corpus, record)
    return PublicationView(
        line=_line(corpus, record),
        period_link=Link(_period_name(record), _period_page(record.year, record.quarter)),
        notice_until=_notice_until(corpus, record),
        final=_link(final) if final else None,
        previous=_link(previous) if previous else None,
        next=_link(following) if following else None,
        groups=tuple(published_groups(corpus, record)),
        corrections=tuple(view_correction(corpus, found, explained) for found in made),
        proofs=tuple(_proofs(record, record_sha256)),
        tag=tag_name(record.id),
    )


def view_correction(corpus: Corpus, correction: Correction, explained: Explained) -> CorrectionView:
    """The notice of one correction, with causes where the history explained them."""
    record = corpus.publications[correction.publication]
    scores = explained.get(correction.id, {})
    return CorrectionView(
        id=correction.id,
        link=_correction_link(correction),
        title=correction_title(record),
        date=correction.date.isoformat(),
        document=correction.document,
        reason=correction.reason,
        publication=_link(record),
        rows=tuple(
            _moved(corpus, record, unit, result, scores.get(unit)) for unit, result in correction.results.items()
        ),
        records=tuple(_data_file(corpus, path) for path in correction.records),
        digest=correction.results_sha256,
    )


def _line(corpus: Corpus, record: Publication) -> PublicationLine:
    made = corrections_of(corpus, record.id)
    states = [(record.kind, STATES[record.kind])]
    if made:
        states.append(("corrected", "已更正"))
    if _final_after(corpus, record):
        states.append(("superseded", "公示已结束"))
    return PublicationLine(
        record.id,
        _link(record),
        PUBLICATION_KINDS[record.kind],
        _period_name(record),
        record.date.isoformat(),
        record.document,
        tuple(states),
        tuple(_correction_link(found) for found in made),
    )


def _link(record: Publication) -> Link:
    return Link(record.title, address.publication_page(record.id), record.date.isoformat())


def _correction_link(correction: Correction) -> Link:
    return Link(f"{correction.date.isoformat()} 更正", address.correction_page(correction.id))


def _period_name(record: Publication) -> str:
    return (
        f"{record.year}年度" if record.quarter is None else f"{record.year}年第{'一二三四'[record.quarter - 1]}季度"
    )


def _period_page(year: int, quarter: int | None) -> str:
    return address.year_page(year) if quarter is None else address.quarter_page(year, quarter)


def _notice_until(corpus: Corpus, record: Publication) -> str:
    scheme = corpus.schemes.get(record.year)
    if record.kind != "public-notice" or scheme is None or scheme.notice_period is None:
        return ""
    return notice_ends(scheme.notice_period, record.date).isoformat()


def _final_after(corpus: Corpus, record: Publication) -> Publication | None:
    """The final results that a public notice led to."""
    if record.kind != "public-notice":
        return None
    found = [p for p in corpus.publications.values() if p.kind == "final" and p.period == record.period]
    return min(found, key=lambda final: (final.date, final.id), default=None)


def _moved(
    corpus: Corpus, record: Publication, unit: str, result: CorrectedResult, score: ScoreView | None
) -> MovedRow:
    causes = [
        (_cause_link(corpus, cause.path, cause.words), cause.delta, cause.absorbed)
        for cause in (score.causes if score else ())
    ]
    return MovedRow(
        unit=unit_of_year(corpus, record.year, unit),
        old_rank=str(result.old_rank),
        old_total=published_points(corpus, record, result.old_total),
        new_rank=str(result.new_rank),
        new_total=published_points(corpus, record, result.new_total),
        causes=tuple(causes),
    )


def _cause_link(corpus: Corpus, path: str, words: str) -> Link:
    """What moved a score: a deduction by its day and item, anything else in the words of the comparison."""
    record = _deduction(corpus, path)
    if record is None:
        return _data_file(corpus, path, words)
    item = corpus.schemes[record.year].items.get(record.item)
    return Link(f"{record.date} {item.name if item else record.item}", address.record_page(record), path)


def _data_file(corpus: Corpus, path: str, words: str = "") -> Link:
    """A data file by the page that shows it; without an address where none does."""
    placed = place_file(path)
    url = ""
    if placed is not None:
        kind, ids = placed
        record = _deduction(corpus, path)
        if record is not None:
            url = address.record_page(record)
        elif kind == "appraisal" and ids[1] in corpus.units:
            url = address.unit_page(int(ids[0]), ids[1])
        elif kind == "unit" and ids[0] in corpus.units:
            url = address.unit_home(ids[0])
        elif kind == "scheme":
            year = int(ids[0])
            url = address.method_page(year) if year in corpus.schemes else address.METHOD
    return Link(words or path, url, path)


def _deduction(corpus: Corpus, path: str) -> Deduction | None:
    return next((record for record in corpus.deductions if record.path == path), None)


def _proofs(record: Publication, record_sha256: str) -> Iterator[tuple[str, str]]:
    yield "冻结的提交", record.commit
    yield "结果的 SHA-256", record.results_sha256
    yield "发布记录的 SHA-256", record_sha256
    if record.previous_sha256:
        yield "上一次发布的记录的 SHA-256", record.previous_sha256
