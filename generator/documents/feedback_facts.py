"""Facts of 结果反馈单: one unit's derivation, every point it lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.documents.letterhead import chinese_date, common_facts, mark_number
from generator.documents.numerals import close_up
from generator.model.deduction import METHODS, Deduction
from generator.model.number import format_points, format_rate
from generator.model.publication import Publication
from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.rules.full_marks import full_marks_in
from generator.score.result import ComponentResult, ItemResult, RecordEffect, UnitResult, YearResult
from generator.score.votes import votes_of
from generator.words.column import contribution_words, even_points
from generator.words.derivation import outcome_names
from generator.words.outcome_words import no_outcome, tie_grounds
from generator.words.record_counts import other_words
from generator.words.rectification import late_words
from generator.words.result_words import grade_words, lost_of, points_noun, points_text, rank_text, verb_of
from generator.words.withheld_words import percent_words, withheld_words


def feedback_facts(
    corpus: AnyReleased, period: Period, result: YearResult, publication: Publication | None, unit: UnitResult
) -> dict[str, Any]:
    """Facts of one unit's feedback: score, components, items with their records, appraisal, rank, outcomes."""
    number = publication.number_of("feedback", unit.unit.id) if publication is not None else ""
    lost = [item for item in unit.score.items() if item.effects]
    points = even_points(value for item in lost for e in item.effects for value in (e.effective, e.counted))
    shown = list(zip(points[::2], points[1::2], strict=True))
    return {
        **common_facts(corpus, period, result, publication),
        "number": mark_number(corpus, number),
        "unit": unit.unit.name,
        **_standing_facts(result, unit),
        "group": result.scheme.group_name(unit.group),
        "contribution": contribution_words(result.scheme, unit.score.contribution),
        "outcomes": "、".join(outcome_names(unit)) or no_outcome(result.scheme, unit),
        "grounds": tie_grounds(unit),
        "missing": "、".join(unit.score.missing),
        "components": list(_component_rows(result, unit)),
        "items": [_item(item, [shown.pop(0) for _ in item.effects], period.day) for item in lost],
        "computed": [
            (item.item.name, format_points(item.item.max), format_points(item.counted))
            for item in unit.score.items()
            if not item.effects and item.counted
        ],
        "both": any(part.words.sign < 0 for part in unit.score.components),
        "record_count": str(sum(len(item.effects) for item in lost)),
        "others": close_up(other_words([e for item in lost for e in item.effects], points_noun(result))),
        "made_up": any(result.scheme.invents(item.item) for item in lost),
        "appraisals": [found for part in unit.score.components if (found := _appraisal(result, part)) is not None],
    }


def _standing_facts(result: YearResult, unit: UnitResult) -> dict[str, Any]:
    """Score, rank and grade, empty where there is none, and why; what the points of all parts are called."""
    places, noun = result.scheme.rounding.places, points_noun(result)
    full = full_marks_in(result.scheme, result.quarter)
    return {
        "total": "" if unit.total is None else format_points(unit.total, places),
        "noun": noun,
        "lost": points_text(lost_of(unit, full) if noun == "扣分" else None, places),
        "rank": "" if unit.rank is None else rank_text(unit.rank),
        "tied": unit.tied > 1,
        "units": str(len(result.ranked(unit.group))),
        "grade": grade_words(unit),
        "reason": unit.reason.rstrip("。"),
    }


def _component_rows(result: YearResult, unit: UnitResult) -> Iterator[tuple[str, str, str, str]]:
    """Each part: name, full marks, what it counts (with its sign, where parts do different things), its score."""
    places, alike = result.scheme.rounding.places, verb_of(points_noun(result))
    for part in unit.score.components:
        counted = ("" if alike else part.words.mark) + format_points(part.counted, places)
        yield part.component.name, format_points(part.component.max), counted, format_points(part.score, places)


def _item(item: ItemResult, points: list[tuple[str, str]], day: date) -> dict[str, Any]:
    return {
        "name": item.item.name,
        "max": format_points(item.item.max),
        "raw": format_points(item.raw),
        "counted": format_points(item.counted),
        "noun": item.words.noun,
        "verb": item.words.verb,
        "absorbed": format_points(item.absorbed) if item.absorbed else "",
        "records": [(*_record(item, effect, day), *own) for effect, own in zip(item.effects, points, strict=True)],
    }


def _record(item: ItemResult, effect: RecordEffect, day: date) -> tuple[str, str, str, str]:
    record = effect.record
    rule = next((standard.text for standard in item.item.standards if standard.id == record.standard), "")
    return (
        record.date.isoformat(),
        record.reason.rstrip("。") + _standing(effect) + _late(record, day),
        rule,
        METHODS[record.method],
    )


def _standing(effect: RecordEffect) -> str:
    """What an appeal or a revocation made of a record, in brackets; empty where it stands as it was recorded."""
    record = effect.record
    if effect.early:
        return f"（{effect.early}）"
    if record.revoked is not None:
        return "（已撤销）"
    if record.appeal is None:
        return ""
    if record.appeal.decided is None:
        return "（申诉复核中）"
    words = {
        "upheld": "复核维持",
        "reduced": f"原扣{format_points(record.points)}分，复核后减少",
        "revoked": "复核后撤销",
    }
    return f"（{words[record.appeal.decision]}）"


def _late(record: Deduction, day: date) -> str:
    """That it was put right late, or is overdue on `day`, in brackets; empty where neither is so."""
    words = late_words(record.rectification, day) if record.rectification is not None else ""
    return f"（整改{words}）" if words else ""


def _appraisal(result: YearResult, part: ComponentResult) -> dict[str, Any] | None:
    """The rates by aspect, or why they are not told."""
    detail = votes_of(part)
    if detail is None:
        return None
    return {
        "name": part.component.name,
        "held": chinese_date(detail.held) if detail.held is not None else "",
        "rate": percent_words(detail, detail.rate) if detail.rate is not None else "",
        "max": format_points(part.component.max),
        "counted": format_points(part.counted, result.scheme.rounding.places),
        "aspects": [(row.aspect.name, format_rate(row.rate)) for row in detail.aspects if row.rate is not None],
        "withheld": withheld_words(detail.withheld),
    }
