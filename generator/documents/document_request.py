"""What is to be issued: each document with its source, its facts, its date and its marks."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.documents.circular_facts import circular_facts, praise_facts, summons_facts, units_with
from generator.documents.correction_facts import correction_facts
from generator.documents.feedback_facts import feedback_facts
from generator.documents.letterhead import DEMO_WORD, chinese_date, corrected_words, demo_name, mark_number
from generator.documents.review_facts import review_facts
from generator.documents.withdrawal import withdrawal_facts
from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Publication
from generator.model.ranking_rule import OutcomeRule
from generator.model.unit import LETTERS
from generator.public.letterhead_then import as_issued, results_as_issued
from generator.public.periods import (
    Audience,
    Period,
    draft_word,
    is_demo,
    latest_period,
    shows_drafts,
    standing_publication,
)
from generator.public.published_figures import publish_figures
from generator.public.released import AnyReleased
from generator.release.arisen import bringing_correction
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult, YearResult
from generator.words.file_words import file_links
from generator.words.scheme_noun import scheme_noun
from generator.words.site_frame import Link

Facts = Mapping[str, Any]
DEMO = "演示数据，不反映任何单位的真实情况"
RESET = "按底本文字重新排印，不是原件"
# What each source makes, in the order in which they are listed.
KINDS = {
    "notice": "通知",
    "annual": "年度通报",
    "public-notice": "公示",
    "praise": "表扬通报",
    "quarterly": "季度通报",
    "correction": "更正公告",
    "withdrawal": "撤回公告",
    "audit": "审计比对报告",
    **LETTERS,
}


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """One document to be made: `name` is its path below documents/ without extension, `source` its text source.

    `about` says which unit or record it concerns, where there is one document for each; `unit` is the unit that it is
    written to. `day` is the date of the document and of its metadata, `notice` what stands at the head of each page,
    `watermark` what marks a draft. `record` is the publication or correction that issued it, empty for a draft.
    """

    name: str
    kind: str
    source: str
    facts: Facts
    day: date
    notice: str = ""
    watermark: str = ""
    about: str = ""
    unit: str = ""
    record: str = ""
    links: tuple[Link, ...] = ()

    @property
    def page(self) -> str:
        """The path of its page on the site, without extension: what is read there bears the mark in its head."""
        return self.name.removesuffix(DEMO_WORD)

    @property
    def reprinted(self) -> bool:
        """Whether it is the text of somebody else, set anew."""
        return self.source == "notice"


def marks(demo: bool, scheme: Scheme | None, note: str = "") -> str:
    """What stands at the head of each page of a document, and in its metadata; `scheme` is what it rests on."""
    sample = scheme is not None and scheme.is_sample
    said = f"考核单项、{scheme_noun(scheme)}标准和计算设置为示例" if scheme is not None else ""
    return "；".join([DEMO] * demo + [said] * sample + [note] * bool(note))


def order_documents(
    corpus: AnyReleased,
    results: Mapping[tuple[int, int | None], YearResult],
    periods: tuple[Period, ...],
    audience: Audience,
) -> Iterator[DocumentRequest]:
    """The documents that `audience` may see, in order of time.

    Each is shown because it was issued itself: a circular by its own publication, a review by its decision. What was
    not is shown as a draft to the office, and to everybody in a demonstration. Of letters to a single unit the public
    sees the kinds that the project says. No document has figures that give a small panel away.
    """
    yield from (*order_periods(corpus, results, periods, audience), *order_withdrawals(corpus))


def order_periods(
    corpus: AnyReleased,
    results: Mapping[tuple[int, int | None], YearResult],
    periods: tuple[Period, ...],
    audience: Audience,
) -> Iterator[DocumentRequest]:
    """Those of `periods`, which are all of each year that is among them."""
    for period in periods:
        result = publish_figures(corpus, results[period.year, period.quarter])
        desk = _Desk(corpus, period, result, shows_drafts(corpus, audience))
        letters = None if shows_drafts(corpus, audience) or corpus.site is None else corpus.site.public_letters
        orders = [*_order_period(desk), *(_order_reviews(desk) if _is_last(period, periods) else ())]
        yield from (order for order in orders if letters is None or _is_public(order, letters))


def order_withdrawals(corpus: AnyReleased) -> Iterator[DocumentRequest]:
    """What was withdrawn issues nothing any more but the announcement of that, whatever else is shown of its year."""
    for record in corpus.ordered_publications:
        withdrawal = corpus.withdrawals.get(record.id)
        if withdrawal is not None:
            issued = as_issued(corpus, Act("withdraw", record.id))
            facts, demo = withdrawal_facts(issued, withdrawal), is_demo(corpus)
            name = demo_name(f"{record.year}/{record.id}-withdrawal", demo)
            kind, note = KINDS["withdrawal"], marks(demo, corpus.schemes[record.year])
            yield DocumentRequest(name, kind, "withdrawal", facts, withdrawal.date, note, record=record.id)


def _is_last(period: Period, periods: tuple[Period, ...]) -> bool:
    """Whether the period stands for its year: it holds all records of the year that are shown."""
    return period == latest_period(periods, period.year)


def _is_public(order: DocumentRequest, letters: Container[str]) -> bool:
    return order.source not in LETTERS or order.source in letters


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the documents of one period are ordered; `drafts` says whether those that were not issued are, too."""

    corpus: AnyReleased
    period: Period
    result: YearResult
    drafts: bool

    def issued(self, kind: str) -> Publication | None:
        """The publication by which the documents of `kind` were issued."""
        return standing_publication(self.corpus, self.period.year, self.period.quarter, kind)

    def as_issued(self, issued: Publication | None) -> _Desk:
        """The desk with letterhead and names as a publication was issued with them; a draft has those of now."""
        if issued is None:
            return self
        corpus = as_issued(self.corpus, Act("publish", issued.id))
        return replace(self, corpus=corpus, result=results_as_issued(corpus, self.result))

    def order(self, name: str, source: str, facts: Facts, day: date | None, **more: Any) -> DocumentRequest:
        """One document; `day` is that on which it was issued, None where it was not: then it is a draft."""
        demo = is_demo(self.corpus)
        return DocumentRequest(
            demo_name(f"{self.period.year}/{name}", demo),
            KINDS[source],
            source,
            facts,
            day or self.result.until,
            marks(demo, self.result.scheme, more.pop("note", "")),
            "" if day is not None else draft_word(demo),
            **more,
        )

    def issue(
        self,
        name: str,
        source: str,
        facts: Facts,
        issued: Publication | None,
        rule: OutcomeRule | None = None,
        **more: str,
    ) -> DocumentRequest:
        """One document of a publication; a draft where there is none.

        What an outcome (`rule`) asks for that only a correction brought was issued by that: its date, its number.
        """
        if issued is not None and rule is not None:
            made = bringing_correction(self.corpus, issued, self.result, rule.id, more.get("unit", ""))
            if made is not None:
                number = mark_number(self.corpus, made.document)
                facts = {**facts, "date": chinese_date(made.date), "number": number}
                return self.order(name, source, facts, made.date, record=made.id, **more)
        note = more.pop("note", "") or corrected_words(self.period, issued)
        day, record = (issued.dated, issued.id) if issued is not None else (None, "")
        return self.order(name, source, facts, day, note=note, record=record, **more)


def _order_period(desk: _Desk) -> Iterator[DocumentRequest]:
    period = desk.period
    if period.quarter is not None:
        yield from _order_circular(desk, "quarterly", f"q{period.quarter}-circular")
        yield from _order_outcomes(desk, "quarterly")
    else:
        yield from _order_public_notice(desk)
        yield from _order_circular(desk, "final", "circular")
        yield from _order_outcomes(desk, "final")
        yield from _order_feedback(desk)
    for number, correction in enumerate(period.corrections, start=1):
        act, links = Act("correct", correction.id), file_links(desk.corpus, correction.records)
        facts = correction_facts(as_issued(desk.corpus, act), desk.result, correction, number)
        yield desk.order(correction.id, "correction", facts, correction.date, record=correction.id, links=links)


def _order_circular(desk: _Desk, kind: str, name: str) -> Iterator[DocumentRequest]:
    issued = desk.issued(kind)
    desk = desk.as_issued(issued)
    if issued is not None or desk.drafts:
        facts = circular_facts(desk.corpus, desk.period, desk.result, issued, kind)
        yield desk.issue(name, "quarterly" if kind == "quarterly" else "annual", facts, issued)


def _order_public_notice(desk: _Desk) -> Iterator[DocumentRequest]:
    """公示, dated and numbered as it was published, also after the final results have followed it.

    A draft of it there is only as long as the final results are not out, where the scheme wants a notice.
    """
    issued = desk.issued("public-notice")
    awaited = desk.result.scheme.notice_period is not None and desk.issued("final") is None
    if issued is None and not (desk.drafts and awaited):
        return
    desk = desk.as_issued(issued)
    facts = circular_facts(desk.corpus, desk.period, desk.result, issued, "public-notice")
    moved = issued is not None and any(_moved(issued, unit) for unit in desk.result.units)
    note = "数字是正式结果，公示时的数字见网站的发布页" if moved and not desk.period.corrections else ""
    yield desk.issue("public-notice", "public-notice", facts, issued, note=note)


def _moved(publication: Publication, unit: UnitResult) -> bool:
    frozen = publication.results.get(unit.unit.id)
    now = (unit.total, unit.rank, unit.reason, unit.grade)
    return frozen is None or (frozen.total, frozen.rank, frozen.reason, frozen.grade) != now


def _order_outcomes(desk: _Desk, kind: str) -> Iterator[DocumentRequest]:
    """The documents that outcomes of this period ask for: a circular of praise for all, a summons for each."""
    issued = desk.issued(kind)
    if issued is None and not desk.drafts:
        return
    desk = desk.as_issued(issued)
    for rule in desk.result.scheme.outcomes:
        met = units_with(desk.result, rule)
        name = _folder(desk.result.scheme, rule, desk.period)
        if rule.document == "praise" and met:
            facts = praise_facts(desk.corpus, desk.period, desk.result, issued, rule)
            yield desk.issue(name, "praise", facts, issued, rule)
        if rule.document == "summons":
            for unit, tied in met:
                facts = summons_facts(desk.corpus, desk.period, desk.result, issued, rule, unit, tied)
                about, own = unit.unit.name, unit.unit.id
                yield desk.issue(f"{name}/{own}", "summons", facts, issued, rule, about=about, unit=own)


def _folder(scheme: Scheme, rule: OutcomeRule, period: Period) -> str:
    """The folder or file of the documents that an outcome asks for in a period, each with one of its own."""
    first = next(found for found in scheme.outcomes if found.document == rule.document)
    name = rule.document if first is rule else f"{rule.document}-{rule.id}"
    return name if period.quarter is None else f"{name}-q{period.quarter}"


def _order_feedback(desk: _Desk) -> Iterator[DocumentRequest]:
    """What is written to each unit on its results of the year."""
    issued = desk.issued("final")
    if issued is None and not desk.drafts:
        return
    desk = desk.as_issued(issued)
    for unit in desk.result.units:
        facts, own = feedback_facts(desk.corpus, desk.period, desk.result, issued, unit), unit.unit
        yield desk.issue(f"feedback/{own.id}", "feedback", facts, issued, about=own.name, unit=own.id)


def _order_reviews(desk: _Desk) -> Iterator[DocumentRequest]:
    for record in desk.corpus.deductions_of(desk.period.year):
        if record.appeal is not None and record.appeal.decided is not None:
            facts = review_facts(desk.corpus, desk.result, record)
            item = desk.result.scheme.items[record.item]
            about = f"{desk.corpus.units[record.unit].short_name}，{item.name}，{record.date}"
            name = f"review/{record.id}-{record.item}"
            yield desk.order(name, "review", facts, record.appeal.decided, about=about, unit=record.unit)
