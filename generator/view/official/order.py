"""What is to be issued: each document with its source, its facts, its date and its marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.model.corpus import Corpus
from generator.model.notice import NoticeDocument
from generator.model.publication import Publication
from generator.model.ranking_rule import OutcomeRule
from generator.model.scheme import Scheme
from generator.score.result import UnitResult, YearResult
from generator.view.comparison import ComparisonView
from generator.view.official.audit import audit_facts
from generator.view.official.correction import correction_facts
from generator.view.official.notice import notice_facts
from generator.view.official.results import chinese_date, circular_facts, praise_facts, summons_facts
from generator.view.official.review import review_facts
from generator.view.official.unit import feedback_facts
from generator.view.period import Period

Facts = Mapping[str, Any]
DEMO = "演示数据，不反映任何单位的真实情况"
SAMPLE = "考核单项、扣分标准和计算设置为示例"


@dataclass(frozen=True, slots=True)
class DocumentOrder:
    """One document to be made: `name` is its path below documents/ without extension, `source` its text source.

    `about` says which unit or record it concerns, where there is one document for each. `day` is the date of the
    document and of its metadata, `notice` what stands at the head of each page, `watermark`
    what marks a draft.
    """

    name: str
    kind: str
    title: str
    source: str
    facts: Facts
    day: date
    notice: str = ""
    watermark: str = ""
    about: str = ""

    @property
    def full_title(self) -> str:
        """The title with what tells it from others of its kind."""
        return f"{self.title}（{self.about}）" if self.about else self.title


def order_documents(
    corpus: Corpus, results: Mapping[tuple[int, int | None], YearResult], periods: tuple[Period, ...]
) -> Iterator[DocumentOrder]:
    """All documents of the periods that are shown, in order of time; drafts of what is not published yet."""
    for period in periods:
        result = results[period.year, period.quarter]
        yield from _order_period(corpus, period, result)
        for number, correction in enumerate(period.corrections, start=1):
            yield _order(
                corpus,
                result,
                f"{period.year}/{correction.id}",
                "更正公告",
                "correction",
                correction_facts(corpus, result, correction, number),
                correction.date,
            )


def _order_period(corpus: Corpus, period: Period, result: YearResult) -> Iterator[DocumentOrder]:
    published = period.publication
    day = published.date if published is not None else result.until
    mark = "" if published is not None or period.derived else "草稿"
    note = _corrected(period)
    facts = circular_facts(corpus, period, result)
    if period.quarter is not None:
        name = f"{period.year}/q{period.quarter}-circular"
        yield _order(corpus, result, name, "季度通报", "quarterly", facts, day, mark, corrected=note)
        yield from _order_outcomes(corpus, period, result, day, mark)
        return
    yield _order_public_notice(corpus, period, result, mark)
    mark = mark or ("征求意见稿" if published is not None and published.kind == "public-notice" else "")
    yield _order(corpus, result, f"{period.year}/circular", "年度通报", "annual", facts, day, mark, corrected=note)
    yield from _order_outcomes(corpus, period, result, day, mark)
    for unit in result.units:
        yield from _order_unit(corpus, period, result, unit, day, mark)
    for record in corpus.deductions_of(period.year):
        if record.appeal is not None and record.appeal.decided is not None:
            name = f"{period.year}/review/{record.id}-{record.item}"
            facts_of_review = review_facts(corpus, result, record)
            about = f"{corpus.units[record.unit].short_name}，{result.scheme.items[record.item].name}，{record.date}"
            yield _order(
                corpus, result, name, "复核决定", "review", facts_of_review, record.appeal.decided, mark, about
            )


def _order_public_notice(corpus: Corpus, period: Period, result: YearResult, mark: str) -> DocumentOrder:
    """公示, dated and numbered as it was published, also after the final results have followed it."""
    found = [p for p in corpus.standing_publications if p.kind == "public-notice" and p.year == period.year]
    noticed = found[-1] if found else period.publication
    facts = circular_facts(corpus, replace(period, publication=noticed), result)
    facts["title"] = f"{period.year}年度作风效能建设考核结果公示"
    note = _corrected(period)
    if not note and noticed is not None and any(_moved(noticed, unit) for unit in result.units):
        note = "数字是正式结果，公示时的数字见网站的发布页"
    day = noticed.date if noticed is not None else result.until
    name = f"{period.year}/public-notice"
    return _order(corpus, result, name, "公示", "public-notice", facts, day, mark, corrected=note)


def _moved(publication: Publication, unit: UnitResult) -> bool:
    frozen = publication.results.get(unit.unit.id)
    return frozen is None or (frozen.total, frozen.rank) != (unit.total, unit.rank)


def _order_unit(
    corpus: Corpus, period: Period, result: YearResult, unit: UnitResult, day: date, mark: str
) -> Iterator[DocumentOrder]:
    facts = feedback_facts(corpus, period, result, unit)
    about, note = unit.unit.name, _corrected(period)
    yield _order(
        corpus,
        result,
        f"{period.year}/feedback/{unit.unit.id}",
        "结果反馈单",
        "feedback",
        facts,
        day,
        mark,
        about,
        note,
    )


def _order_outcomes(
    corpus: Corpus, period: Period, result: YearResult, day: date, mark: str
) -> Iterator[DocumentOrder]:
    """The documents that outcomes of this period ask for: a circular of praise for all, a summons for each."""
    note = _corrected(period)
    for rule in result.scheme.outcomes:
        met = [(unit, own) for unit in result.units for own in unit.outcomes if own.rule.id == rule.id]
        name = f"{period.year}/{_folder(result.scheme, rule, period)}"
        if rule.document == "praise" and met:
            praise = praise_facts(corpus, period, result, rule)
            yield _order(corpus, result, name, "通报表扬", "praise", praise, day, mark, corrected=note)
        if rule.document == "summons":
            for unit, own in met:
                talk = summons_facts(corpus, period, result, unit, own)
                yield _order(
                    corpus, result, f"{name}/{unit.unit.id}", "约谈通知书", "summons", talk, day, mark, corrected=note
                )


def _folder(scheme: Scheme, rule: OutcomeRule, period: Period) -> str:
    """The folder or file of the documents that an outcome asks for in a period, each with one of its own."""
    first = next(found for found in scheme.outcomes if found.document == rule.document)
    name = rule.document if first is rule else f"{rule.document}-{rule.id}"
    return name if period.quarter is None else f"{name}-q{period.quarter}"


def _corrected(period: Period) -> str:
    """What a reader must know of a document whose figures are no longer those that were issued."""
    if not period.corrections:
        return ""
    return f"数字已按{chinese_date(period.corrections[-1].date)}的更正更新，原发布的数字见网站的发布页"


def order_notice(corpus: Corpus, document: NoticeDocument, folder: str, day: date) -> DocumentOrder:
    """The notice itself as a document, from the text that its page shows; real, so no mark of a demonstration."""
    return DocumentOrder(
        f"notice/{folder}", "通知", document.title, "notice", notice_facts(document), day, about="公文版式"
    )


def order_audit(
    corpus: Corpus, view: ComparisonView, name: str, day: date, about: str, sample: bool = False
) -> DocumentOrder:
    """The report on a comparison of two versions; `sample` where a scheme of either is one."""
    office = corpus.site.office if corpus.site is not None else ""
    demo = corpus.site is not None and corpus.site.demo
    notice = "；".join([DEMO] * demo + [SAMPLE] * sample)
    facts = audit_facts(view, office, day if day.year > 1970 else None)
    return DocumentOrder(name, "审计比对报告", str(facts["title"]), "audit", facts, day, notice, about=about)


def _order(
    corpus: Corpus,
    result: YearResult,
    name: str,
    kind: str,
    source: str,
    facts: Facts,
    day: date,
    mark: str = "",
    about: str = "",
    corrected: str = "",
) -> DocumentOrder:
    demo = corpus.site is not None and corpus.site.demo
    notes = [DEMO] * demo + [SAMPLE] * result.scheme.is_sample + [corrected] * bool(corrected)
    return DocumentOrder(name, kind, str(facts["title"]), source, facts, day, "；".join(notes), mark, about)
