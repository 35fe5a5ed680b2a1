"""Freezing a period: the record of a publication, and of a correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from generator.model.corpus import Corpus
from generator.model.publication import PUBLICATION_KINDS, Correction, FrozenResult, Publication
from generator.release.canonical import results_digest
from generator.release.frozen import figures_of, moved_figures, standing
from generator.release.period import notice_ends, parse_period, score_period
from generator.release.titles import publication_title
from generator.score.year import score_year, undecided_words


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published."""

    id: str
    kind: str
    period: str
    date: date
    document: str = ""
    title: str = ""


def last_publication(corpus: Corpus) -> Publication | None:
    """The publication that none names as its predecessor; None where there is none yet."""
    followed = {record.previous for record in corpus.publications.values()}
    ends = [record for record in corpus.publications.values() if record.id not in followed]
    return max(ends, key=lambda record: (record.date, record.id), default=None)


def refusals(corpus: Corpus, order: Order) -> Iterator[str]:
    """Why `order` cannot be carried out, one sentence each."""
    if order.id in corpus.publications:
        yield f"编号 {order.id} 已用于“{corpus.publications[order.id].title}”，编号不能重复使用。"
    period = parse_period(order.period)
    if period is None:
        yield f"时段“{order.period}”应写作 2015 或 2015-Q1。"
        return
    year, quarter = period
    if (order.kind == "quarterly") != (quarter is not None):
        yield "季度通报的时段写季度（如 2015-Q1），公示和正式结果的时段写年度（如 2015）。"
    if year not in corpus.schemes:
        yield f"没有 {year} 年度的考核办法。"
        return
    if corpus.schemes[year].open:
        yield undecided_words(corpus.schemes[year])
        return
    if order.kind != "quarterly" and (missing := score_year(corpus, year).missing):
        yield f"还有单位的{missing}结果没有录入，年度结果不能发布。"
    previous = last_publication(corpus)
    if previous is not None and order.date < previous.date:
        yield f"发布日期 {order.date} 早于上一次发布的日期 {previous.date}。"
    if order.kind == "final":
        yield from _refuse_final(corpus, order, year)


def _refuse_final(corpus: Corpus, order: Order, year: int) -> Iterator[str]:
    notices = [p for p in corpus.publications.values() if p.kind == "public-notice" and p.year == year]
    period = corpus.schemes[year].notice_period
    if period is None:
        return
    if not notices:
        yield f"{year} 年度结果还没有公示，应先公示再发布正式结果。"
        return
    notice = max(notices, key=lambda record: (record.date, record.id))
    ends = notice_ends(period, notice.date)
    if order.date <= ends:
        yield f"公示期到 {ends} 为止，正式结果应在此后发布。"
    pending = [r.path for r in corpus.deductions_of(year) if r.appeal is not None and not r.appeal.decision]
    if pending:
        yield f"还有 {len(pending)} 件申诉没有作出复核决定，例如 {pending[0]}。"


def freeze_period(corpus: Corpus, order: Order, commit: str, previous_bytes: bytes | None) -> Publication:
    """The record that freezes `order` at `commit`; `previous_bytes` are those of the last publication's file."""
    year, quarter = parse_period(order.period) or (0, None)
    result = score_year(corpus, year, quarter)
    previous = last_publication(corpus)
    return Publication(
        id=order.id,
        kind=order.kind,
        period=order.period,
        title=order.title or publication_title(result.scheme, order.kind, quarter),
        date=order.date,
        commit=commit,
        results_sha256=results_digest(result),
        results={unit: FrozenResult(total, rank) for unit, (total, rank) in sorted(figures_of(result).items())},
        document=order.document,
        previous=previous.id if previous else "",
        previous_sha256=sha256(previous_bytes).hexdigest() if previous and previous_bytes is not None else "",
    )


def correct_publication(
    corpus: Corpus, publication: Publication, correction: str, day: date, reason: str, records: tuple[str, ...]
) -> Correction | None:
    """The record that corrects `publication` to what the data yield now; None where nothing has moved.

    `correction` is the new record's id, `records` the data files that were changed.
    """
    stands = standing(corpus, publication)
    result = score_period(corpus, publication)
    digest = results_digest(result)
    if digest == stands.digest:
        return None
    moved = moved_figures(stands.figures, figures_of(result))
    return Correction(correction, publication.id, day, reason, records, digest, moved)


def kind_name(publication: Publication) -> str:
    """The kind of a publication in words."""
    return PUBLICATION_KINDS[publication.kind]
