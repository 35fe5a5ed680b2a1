"""What is shown before a publication is written: dates, units, first and last, ties, and what cannot be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.acts.tie_question import tell_choice
from generator.calendar.working import MissingYear
from generator.model.publication import PUBLICATION_KINDS, Publication
from generator.public.audience import period_end
from generator.release.period import notice_end
from generator.rules.corpus import Corpus
from generator.score.result import UnitResult, YearResult
from generator.score.ties import settle_ties
from generator.words.result_words import points_text, rank_text, standing_words

_SHOWN = 12


def tell_publication(corpus: Corpus, record: Publication, result: YearResult, about: str) -> Iterator[str]:
    """The lines that show what will be published."""
    yield f"将发布 {record.id}：{record.title}"
    yield f"  种类和时段：{PUBLICATION_KINDS[record.kind]}，{record.period}（到 {period_end(record)}）"
    issued = f"，成文日期 {record.issued}" if record.issued else ""
    yield f"  发布日期：{record.date}{issued}" + (f"　文号：{record.document}" if record.document else "")
    yield f"  冻结的提交：{record.commit}{about}"
    yield f"  结果（{len(record.results)} 个单位）的 SHA-256：{record.results_sha256}"
    yield from _tell_ranks(result)
    yield from _tell_outcomes(record, result)
    yield f"  上一次发布：{record.previous or '没有，这是第一次'}"
    ends = _notice_end(corpus, record)
    if ends is not None:
        yield f"  公示期：{record.date} 进主分支的，到 {ends} 为止（从进主分支那天算起），期满以后才能发布正式结果"
    yield "  进主分支以后不能删改：数字有误用 kaohe correct 更正，整个有误用 kaohe withdraw 撤回，都会留痕"


def _tell_ranks(result: YearResult) -> Iterator[str]:
    """The first and the last of each group."""
    places = result.scheme.rounding.places
    groups = list(dict.fromkeys(unit.group for unit in result.units))
    for group in groups:
        units = result.ranked(group)
        name = result.scheme.group_name(group) if len(groups) > 1 else "名次"
        if units:
            first = [unit for unit in units if unit.rank == units[0].rank]
            last = [unit for unit in units if unit.rank == units[-1].rank]
            ends = f"最前 {_name_units(first, places)}，最后 {_name_units(last, places)}"
            yield f"  {name}：{len(units)} 个单位，{ends}"
        for unit in result.group(group):
            if words := standing_words(unit):
                yield f"  {unit.unit.short_name}：{words}"


def _name_units(units: list[UnitResult], places: int) -> str:
    head = units[0]
    names = "、".join(unit.unit.short_name for unit in units[:3]) + (f"等 {len(units)} 个" if len(units) > 3 else "")
    return f"{names}（第 {rank_text(head.rank)} 名，{points_text(head.total, places)} 分）"


def _tell_outcomes(record: Publication, result: YearResult) -> Iterator[str]:
    settled = settle_ties(result, record.ties)
    for rule in result.scheme.outcomes:
        met = [unit.unit.short_name for unit in settled.units if any(o.rule.id == rule.id for o in unit.outcomes)]
        shown = "、".join(met[:_SHOWN]) + (f"等 {len(met)} 个单位" if len(met) > _SHOWN else "")
        yield f"  {rule.name}：{shown or '没有'}"
    for choice in record.ties:
        yield f"  {tell_choice(result, choice)}"


def _notice_end(corpus: Corpus, record: Publication) -> date | None:
    ends = notice_end(corpus, record, None)
    return None if isinstance(ends, MissingYear) else ends
