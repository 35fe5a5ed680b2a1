"""The irrevocable acts in a proposal, in words: what is published, corrected or withdrawn, not which files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.desk.desk_published import PublicationPreview, view_publication
from generator.desk.desk_sight import Sight
from generator.model.act import Act, act_at
from generator.model.lazy_dataclass import dataclass
from generator.model.place import find_place
from generator.model.problem import UserError
from generator.model.publication import Correction, Publication, Withdrawal
from generator.model.redaction import Redaction
from generator.public.periods import covered_span
from generator.read.masking import redactable_fields
from generator.release.period import score_period
from generator.release.titles import correction_title, quote_title, withdrawal_title
from generator.rules.corpus import Corpus
from generator.rules.record_classes import RECORDS
from generator.rules.scheme import Scheme
from generator.score.ties import choice_words
from generator.words.day_words import day_words

_LATER = "内容在合并以后公开。"


@dataclass(frozen=True, slots=True)
class CorrectionPreview:
    """A correction: its facts, each unit with its published figures before and after, the records it is about."""

    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, str], ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedAct:
    """An act: what it does in a title. What it says further is the leading office's to know before it is merged;
    `note` tells others so.
    """

    title: str
    publication: PublicationPreview | None = None
    correction: CorrectionPreview | None = None
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""


def view_acts(sight: Sight, paths: Iterable[str]) -> list[ProposedAct]:
    """The acts among the changed files; `sight` is upon the data with them.

    An act upon a publication that is not there is none of them: what is wrong with it the check says.
    """
    acts = (act for path in paths if (act := act_at(path)) is not None)
    return [made for act in acts if (made := _view_act(sight, act)) is not None]


def _view_act(sight: Sight, act: Act) -> ProposedAct | None:
    corpus = sight.corpus
    if act.verb == "publish" and act.id in corpus.publications:
        return _view_publication(sight, corpus.publications[act.id])
    if act.verb == "correct" and act.id in corpus.corrections:
        record = corpus.corrections[act.id]
        return _view_correction(sight, record) if record.publication in corpus.publications else None
    if act.verb == "withdraw" and act.id in corpus.withdrawals and act.id in corpus.publications:
        withdrawal = corpus.withdrawals[act.id]
        return ProposedAct(withdrawal_title(corpus.publications[act.id]), facts=tuple(_withdrawn(withdrawal)))
    if act.verb == "redact" and act.id in corpus.redactions:
        return ProposedAct("遮盖已合并的个人信息", facts=tuple(_redacted(corpus.redactions[act.id])))
    return None


def _view_publication(sight: Sight, record: Publication) -> ProposedAct:
    title = f"发布{quote_title(record.title)}"
    if not sight.viewer.leads:
        return ProposedAct(title, note=_LATER)
    try:
        result = score_period(sight.corpus, record)
    except UserError:  # the period has no results, or the scheme cannot be used: the check says it
        return ProposedAct(title)
    return ProposedAct(title, view_publication(sight, record, result))


def view_corrections(sight: Sight, records: Iterable[Correction]) -> list[ProposedAct]:
    """Corrections of publications that `sight` sees, in the order in which they are made."""
    return [_view_correction(sight, record) for record in records]


def _view_correction(sight: Sight, record: Correction) -> ProposedAct:
    publication = sight.corpus.publications[record.publication]
    title, scheme = correction_title(publication), sight.corpus.schemes.get(publication.year)
    if not sight.viewer.leads or scheme is None:
        return ProposedAct(title, note="" if sight.viewer.leads else _LATER)
    return ProposedAct(title, correction=_preview_correction(sight, record, publication, scheme))


def _preview_correction(
    sight: Sight, record: Correction, publication: Publication, scheme: Scheme
) -> CorrectionPreview:
    places = scheme.rounding.places
    return CorrectionPreview(
        facts=(*_corrected(sight.corpus, publication, record), *_decided(sight, record, scheme)),
        rows=tuple(
            (sight.unit_names.get(unit, unit), moved.old.words(places), moved.new.words(places))
            for unit, moved in record.results.items()
        ),
        records=record.records,
    )


def _corrected(corpus: Corpus, publication: Publication, record: Correction) -> Iterator[tuple[str, str]]:
    yield "更正的发布", f"{quote_title(publication.title)}（{day_words(publication.date)}发布）"
    yield "时段", covered_span(corpus, publication.year, publication.quarter).name
    yield "更正日期", day_words(record.date)
    yield "更正原因", record.reason
    if record.document:
        yield "发文字号", record.document
    if record.words:
        yield "更正的文字", f"{len(record.words)} 处"


def _decided(sight: Sight, record: Correction, scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What was decided about ties, by the names of outcomes and units."""
    names = {rule.id: rule.name for rule in scheme.outcomes}
    for choice in record.ties:
        yield f"并列处的“{names.get(choice.outcome, choice.outcome)}”", choice_words(sight.unit_names, choice)


def _withdrawn(record: Withdrawal) -> Iterator[tuple[str, str]]:
    yield "撤回日期", day_words(record.date)
    yield "撤回理由", record.reasons
    if record.document:
        yield "发文字号", record.document


def _redacted(record: Redaction) -> Iterator[tuple[str, str]]:
    """Where which texts are masked and why, which everybody reads once it is merged; never what they say."""
    place = None if record.is_message else find_place(record.file)
    kind = None if place is None else RECORDS.get(place.kind)
    labels = redactable_fields(place.kind, kind) if place is not None and kind is not None else {}
    yield "在哪里", f"提交 {record.message_of[:12]} 的说明" if record.is_message else record.file
    if not record.is_message:
        yield "遮盖的文字", "、".join(labels.get(field, field) for field in record.fields)
    yield "遮盖的原因", record.reason
    yield "决定遮盖的日期", day_words(record.decided)
