"""Freezing a period: the record of a publication, and of a correction."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from hashlib import sha256

from generator.check.few_figures import few_sentences
from generator.check.needed_measures import missing_values, missing_words
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import (
    FORM,
    CorrectedWords,
    Correction,
    Publication,
    PublicationName,
    TieChoice,
    name_of,
)
from generator.release.amendment_moves import is_moved
from generator.release.period import score_period
from generator.release.publishable import refuse_scheme
from generator.release.result_digest import results_digest
from generator.release.standing import figures_of, moved_figures, standing
from generator.release.titles import publication_title
from generator.rules.book_json import calculation_digest
from generator.rules.corpus import Corpus
from generator.score.result import YearResult
from generator.score.year import quarter_end, score_year, undecided_words


@dataclass(frozen=True, slots=True)
class PublicationRequest:
    """What is to be published: the id, which says kind and period, and what a person decides."""

    id: str
    date: datetime.date
    document: str = ""
    title: str = ""
    issued: datetime.date | None = None
    statement: tuple[str, ...] = ()
    ties: tuple[TieChoice, ...] = ()

    @property
    def name(self) -> PublicationName:
        """What the id says; ValueError where it is no id of a publication."""
        return name_of(self.id)


def last_publication(corpus: Corpus) -> Publication | None:
    """The last publication in the order of the acts, withdrawn or not; None where there is none yet."""
    return corpus.ordered_publications[-1] if corpus.ordered_publications else None


def refusals(corpus: Corpus, name: PublicationName, ties: Sequence[TieChoice] = ()) -> Iterator[str]:
    """Why the results of a period are not ready to be published with these ties decided, one sentence each."""
    if name.year not in corpus.schemes:
        yield f"没有 {name.year} 年度的考核办法。"
        return
    if corpus.schemes[name.year].open:
        yield undecided_words(corpus.schemes[name.year])
        return
    refused = list(refuse_scheme(corpus, name.year, name.quarter, ties))
    yield from refused
    if not corpus.schemes[name.year].has_results(quarter_end(name.year, name.quarter)):
        return
    result = score_year(corpus, name.year, name.quarter, ended=True)
    if not result.units:
        yield f"{name.year} 年度没有被考核的单位。"
    yield from (missing_words(name.year, one) for one in missing_values(corpus, result.scheme, result.until))
    if name.quarter is None and (missing := result.missing):
        yield from few_sentences(corpus, result)
        yield f"还有单位的{missing}结果没有录入或者算不出来，年度结果不能发布。"
    if name.kind == "final" and corpus.schemes[name.year].notice_period is not None:
        pending = [r.path for r in corpus.deductions_of(name.year) if r.appeal is not None and not r.appeal.decision]
        if pending:
            yield f"还有 {len(pending)} 件申诉没有作出复核决定，例如 {pending[0]}。"


def freeze_period(
    corpus: Corpus, order: PublicationRequest, commit: str, previous_bytes: bytes | None
) -> Publication:
    """The record that freezes `order` at `commit`; `previous_bytes` are those of the last publication's file."""
    result = score_year(corpus, order.name.year, order.name.quarter, ended=True)
    previous = last_publication(corpus)
    return Publication(
        id=order.id,
        title=order.title or publication_title(result.scheme, order.name.kind, order.name.quarter),
        date=order.date,
        commit=commit,
        results_sha256=results_digest(result),
        results=dict(sorted(figures_of(result).items())),
        form=FORM,
        calculation_sha256=calculation_digest(result.laid.book),
        document=order.document,
        issued=order.issued,
        statement=order.statement,
        ties=order.ties,
        previous=previous.id if previous else "",
        previous_sha256=sha256(previous_bytes).hexdigest() if previous and previous_bytes is not None else "",
    )


@dataclass(frozen=True, slots=True)
class CorrectionOrder:
    """What is to be corrected: the new record's id, and what a person decides."""

    id: str
    date: datetime.date
    reason: str
    document: str = ""
    records: tuple[str, ...] = ()
    words: tuple[CorrectedWords, ...] = ()
    ties: tuple[TieChoice, ...] = ()


def correct_publication(
    corpus: Corpus, publication: Publication, order: CorrectionOrder, result: YearResult | None = None
) -> Correction | None:
    """The record that corrects `publication` to what the data yield now.

    None where no figure has moved and no words are to be corrected. `result` is that of the period, if it is known.
    """
    stands = standing(corpus, publication)
    result = result or score_period(corpus, publication)
    digest, moved = results_digest(result), is_moved(corpus, publication, result, stands.digest)
    if not moved and not order.words:
        return None
    return Correction(
        id=order.id,
        date=order.date,
        reason=order.reason,
        records=order.records,
        results_sha256=digest,
        results=moved_figures(stands.figures, figures_of(result)) if moved else {},
        calculation_sha256=calculation_digest(result.laid.book),
        words=order.words,
        ties=order.ties,
        document=order.document,
    )
