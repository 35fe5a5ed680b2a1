"""Facts of 结果反馈单: one unit's derivation, every point it lost."""

from __future__ import annotations

from typing import Any

from generator.model.corpus import Corpus
from generator.model.deduction import METHODS
from generator.model.number import format_points, format_rate
from generator.model.scheme import AppraisalComponent
from generator.score.result import AppraisalDetail, ComponentResult, ItemResult, RecordEffect, UnitResult, YearResult
from generator.view.derivation import group_name, outcome_names
from generator.view.official.results import chinese_date, common_facts
from generator.view.opendata.suppression import hidden_panels
from generator.view.period import Period


def feedback_facts(corpus: Corpus, period: Period, result: YearResult, unit: UnitResult) -> dict[str, Any]:
    """Facts of one unit's feedback: score, components, items with their records, appraisal, rank, outcomes."""
    places = result.scheme.rounding.places
    return {
        **common_facts(corpus, period, result),
        "title": f"{result.year}年度作风效能建设考核结果反馈单",
        "unit": unit.unit.name,
        "total": format_points(unit.total, places),
        "lost": format_points(result.scheme.full_marks - unit.total, places),
        "rank": str(unit.rank),
        "tied": unit.tied > 1,
        "units": str(len(result.group(unit.group))),
        "group": group_name(unit.group),
        "contribution": format_points(unit.score.contribution, places),
        "outcomes": "、".join(outcome_names(unit)) or "无",
        "provisional": unit.score.provisional,
        "components": [
            (
                part.component.name,
                format_points(part.component.max),
                format_points(part.deducted, places),
                format_points(part.score, places),
            )
            for part in unit.score.components
        ],
        "items": [_item(item) for item in unit.score.items() if item.effects],
        "appraisals": [
            found for part in unit.score.components if (found := _appraisal(corpus, result, unit, part)) is not None
        ],
    }


def _item(item: ItemResult) -> dict[str, Any]:
    return {
        "name": item.item.name,
        "max": format_points(item.item.max),
        "raw": format_points(item.raw),
        "deducted": format_points(item.deducted),
        "absorbed": format_points(item.absorbed) if item.absorbed else "",
        "records": [_record(item, effect) for effect in item.effects],
    }


def _record(item: ItemResult, effect: RecordEffect) -> tuple[str, str, str, str, str, str]:
    record = effect.record
    rule = next((standard.text for standard in item.item.standards if standard.id == record.standard), "")
    return (
        record.date.isoformat(),
        record.reason,
        rule,
        METHODS[record.method],
        format_points(effect.effective),
        format_points(effect.counted),
    )


def _appraisal(corpus: Corpus, result: YearResult, unit: UnitResult, part: ComponentResult) -> dict[str, Any] | None:
    """The rates by aspect; left out where small panels are withheld, as in the open data."""
    detail = part.detail
    if not isinstance(detail, AppraisalDetail) or not isinstance(part.component, AppraisalComponent):
        return None
    ballot = corpus.appraisals_of(result.year).get(unit.unit.id)
    hidden = ballot is not None and bool(hidden_panels(part.component, ballot, result.scheme.suppress_below))
    return {
        "name": part.component.name,
        "held": chinese_date(detail.held) if detail.held is not None else "",
        "rate": format_rate(detail.rate, 4) if detail.rate is not None else "",
        "max": format_points(part.component.max),
        "deducted": format_points(part.deducted, result.scheme.rounding.places),
        "aspects": []
        if hidden
        else [(aspect.aspect.name, format_rate(aspect.rate)) for aspect in detail.aspects if aspect.rate is not None],
    }
