"""Facts of 复核决定: what was deducted, what the unit said, what was decided and why."""

from __future__ import annotations

from typing import Any

from generator.documents.letterhead import chinese_date, mark_number, office_facts
from generator.model.deduction import Appeal, Deduction
from generator.model.number import format_points
from generator.public.released import AnyReleased
from generator.release.titles import quote_title
from generator.rules.effect_words import EffectWords, reword
from generator.rules.item_effect import record_words
from generator.score.result import YearResult


def review_facts(corpus: AnyReleased, result: YearResult, record: Deduction) -> dict[str, Any]:
    """Facts of the decision on the appeal of `record`, which has been decided."""
    appeal = record.appeal
    if appeal is None:
        raise ValueError(record.path)
    item = result.scheme.items[record.item]
    words = record_words(result.scheme, record.item, record.standard)
    name = result.scheme.assessor_of(item, record.unit)
    assessor = corpus.units.get(name)
    return {
        **office_facts(corpus),
        "number": mark_number(corpus, appeal.document),
        "reviewer": _reviewer(corpus, appeal),
        "unit": corpus.units[record.unit].name,
        "item": item.name,
        "assessor": assessor.name if assessor is not None else name,
        "standard": next((found.text for found in item.standards if found.id == record.standard), ""),
        "found": chinese_date(record.date),
        "reason": record.reason.rstrip("。"),
        "points": format_points(record.points),
        "filed": chinese_date(appeal.filed),
        "grounds": appeal.grounds.rstrip("。"),
        "decision": _decide(record, appeal, words),
        "reasons": appeal.reasons.rstrip("。"),
        "date": chinese_date(appeal.decided),
        "record": record.path,
        "scheme": quote_title(result.scheme.title),
        "made_up": result.scheme.invents(item),
        "noun": words.noun,
        "verb": words.verb,
    }


def _reviewer(corpus: AnyReleased, appeal: Appeal) -> str:
    """Who decided: the unit or body that the record names, else the one that reviews in this project."""
    unit = corpus.units.get(appeal.decided_by)
    return unit.name if unit is not None else str(office_facts(corpus)["body"])


def _decide(record: Deduction, appeal: Appeal, words: EffectWords) -> str:
    """The decision in a sentence, with the points that count from then on."""
    noun, verb, points = words.noun, words.verb, format_points(record.points)
    if appeal.decision == "revoked":
        return reword("撤销该扣分，不再扣分。", noun)
    if appeal.decision == "reduced" and appeal.points is not None:
        return f"减少{noun}，由{verb}{points}分改为{verb}{format_points(appeal.points)}分。"
    return f"维持原{noun}，{verb}{points}分。"
