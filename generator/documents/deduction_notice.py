"""Facts of 扣分告知书: what was deducted from one unit, by which rule and evidence, and what it may do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from generator.documents.letterhead import chinese_date, office_facts
from generator.model.deduction import METHODS, SOURCES, Deduction
from generator.model.number import format_points
from generator.model.quarter import quarter_name
from generator.model.unit import Unit
from generator.public.released import AnyReleased, Internal, Released
from generator.release.titles import quote_title
from generator.rules.effect_words import EFFECTS
from generator.rules.item import Item
from generator.rules.item_effect import record_words
from generator.rules.scheme import Scheme
from generator.score.result import RecordEffect
from generator.score.year import quarter_end, score_year
from generator.words.answer import term_words, where_to_appeal
from generator.words.chinese_number import chinese_number


def deduction_notice_facts(
    corpus: Released[Internal],
    scheme: Scheme,
    unit: Unit,
    records: Sequence[Deduction],
    quarter: int | None,
    day: date,
) -> dict[str, Any]:
    """Facts of the notice to `unit` of `records` of the scheme's year, all of them its own, issued on `day`.

    `quarter` where it is told of a quarter's records together.
    """
    effects = _effects(corpus, scheme, unit)
    return {
        **office_facts(corpus),
        "unit": unit.name,
        "scheme": quote_title(scheme.title),
        "scheme_number": scheme.document,
        "span": _span(scheme.year, records, quarter),
        "count": str(len(records)),
        "noun": _noun(scheme, records),
        "sums": "、".join(_sums(scheme, records)),
        "rows": list(_rows(scheme, records, effects)),
        "details": [
            {"number": chinese_number(number), **_detail(corpus, scheme, record)}
            for number, record in enumerate(records, start=1)
        ],
        "where": where_to_appeal(corpus, scheme),
        "within": term_words(scheme.appeals, "file_within"),
        "decided_within": term_words(scheme.appeals, "decide_within"),
        "date": chinese_date(day),
    }


def _noun(scheme: Scheme, records: Sequence[Deduction]) -> str:
    """What the points of these records are called together."""
    nouns = {record_words(scheme, record.item, record.standard).noun for record in records}
    return nouns.pop() if len(nouns) == 1 else EFFECTS["none"].noun


def _sums(scheme: Scheme, records: Sequence[Deduction]) -> Iterator[str]:
    """What these records come to as they were recorded, what they take and what they give apart: 扣分共3分."""
    found: dict[str, Decimal] = {}
    for record in records:
        noun = record_words(scheme, record.item, record.standard).noun
        found[noun] = found.get(noun, Decimal(0)) + record.points
    for words in EFFECTS.values():
        if words.noun in found:
            yield f"{words.noun}共{format_points(found[words.noun])}分"


def _span(year: int, records: Sequence[Deduction], quarter: int | None) -> str:
    if quarter is not None:
        return f"{year}年{quarter_name(quarter)}"
    days = sorted({record.date for record in records})
    return chinese_date(days[0]) if len(days) == 1 else f"{chinese_date(days[0])}至{chinese_date(days[-1])}"


def _effects(corpus: Released[Internal], scheme: Scheme, unit: Unit) -> dict[str, RecordEffect]:
    """What each record of the unit does in the year to date, by path; empty where the year has no results."""
    if not scheme.has_results(quarter_end(scheme.year, None)):
        return {}
    found = score_year(corpus, scheme.year).unit(unit.id)
    return {} if found is None else {effect.record.path: effect for effect in found.score.effects()}


def _rows(
    scheme: Scheme, records: Sequence[Deduction], effects: dict[str, RecordEffect]
) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Number, day, item, standard, points recorded, and the points that count so far or why none do."""
    for number, record in enumerate(records, start=1):
        item = scheme.items[record.item]
        effect = effects.get(record.path)
        counted = "—" if effect is None else effect.early or format_points(effect.counted, 2)
        points = format_points(record.points, 2)
        yield str(number), record.date.isoformat(), item.name, _standard(scheme, item, record), points, counted


def _standard(scheme: Scheme, item: Item, record: Deduction) -> str:
    words = next((found.text for found in item.standards if found.id == record.standard), record.standard)
    return f"{words}（示例）" if scheme.invents(item) else words


def _detail(corpus: AnyReleased, scheme: Scheme, record: Deduction) -> dict[str, Any]:
    item = scheme.items[record.item]
    name = scheme.assessor_of(item, record.unit)
    assessor = corpus.units.get(name)
    due = record.rectification.due if record.rectification is not None else None
    return {
        "head": f"{chinese_date(record.date)}，{item.name}",
        "assessor": assessor.name if assessor is not None else name,
        "method": METHODS[record.method],
        "source": SOURCES[record.source],
        "reason": record.reason.rstrip("。"),
        "evidence": [f"{part.title}（存放于{part.held_at}）" for part in record.evidence],
        "due": chinese_date(due) if due is not None else "",
        "told": chinese_date(record.notified) if record.notified is not None else "",
        "path": record.path,
    }
