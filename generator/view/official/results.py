"""Facts of circulars, the public notice, the praise and the summons: totals, ranks, outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.model.corpus import Corpus
from generator.model.number import format_points
from generator.model.publication import Publication
from generator.model.scheme import NoticePeriod, OutcomeRule
from generator.release.period import notice_ends
from generator.release.ties import settled_outcomes
from generator.release.titles import of_year, publication_title
from generator.score.result import UnitOutcome, UnitResult, YearResult
from generator.view.column import even_points
from generator.view.derivation import group_name
from generator.view.official.letterhead import chinese_date, common_facts, mark_number
from generator.view.period import Period

_WORST = 5
_SUBHEADING = re.compile("(（[一二三四五六七八九十]{1,3}）[^。]{1,40})(。.*|)", re.DOTALL)


def circular_facts(
    corpus: Corpus, period: Period, result: YearResult, publication: Publication | None, kind: str
) -> dict[str, Any]:
    """Facts of a quarterly or annual circular or of the public notice, as `publication` issued it; None: a draft."""
    totals = [found.total for found in result.units]
    places = result.scheme.rounding.places
    quarter = f"第{'一二三四'[period.quarter - 1]}季度" if period.quarter is not None else ""
    effects = [effect for found in result.units for effect in found.score.effects()]
    own = [e for e in effects if period.quarter is None or e.record.quarter == period.quarter]
    return {
        **common_facts(corpus, period, result, publication),
        "title": publication.title if publication else publication_title(result.scheme, kind, period.quarter),
        "quarter": quarter,
        "units": str(len(totals)),
        "best": format_points(max(totals), places) if totals else "",
        "worst": format_points(min(totals), places) if totals else "",
        "records": str(len(effects)),
        "own_records": str(len(own)),
        "own_points": format_points(sum((e.counted for e in own), start=Decimal(0))),
        "missing": result.missing,
        "components": [part.name for part in result.scheme.components],
        "categories": list(_category_rows(result)),
        "groups": list(_group_rows(result)),
        "tied": any(found.tied > 1 for found in result.units),
        "outcomes": list(_outcome_rows(result, period, publication)),
        "statement": list(map(_statement, publication.statement)) if publication else [],
        "notice_days": _notice_words(result.scheme.notice_period, publication),
    }


def _statement(text: str) -> tuple[str, str]:
    """A paragraph of the office's own: its run-in heading （一）… (7.3.3), if it has one, and the rest."""
    found = _SUBHEADING.fullmatch(text)
    if found is None:
        return "", text
    lead, rest = found[1], found[2]
    return (f"{lead}。", rest[1:]) if rest[1:] else (text, "")


def _notice_words(rule: NoticePeriod | None, publication: Publication | None) -> str:
    if rule is None:
        return ""
    days = f"{rule.days}个{'工作日' if rule.kind == 'working' else '自然日'}"
    return f"{days}，至{chinese_date(notice_ends(rule, publication.date))}止" if publication else days


def _category_rows(result: YearResult) -> Iterator[tuple[str, str, str]]:
    """Each category: name, number of records, points deducted from all units together."""
    rows = list(_categories(result))
    for (name, count, _), points in zip(rows, even_points(row[2] for row in rows), strict=True):
        yield name, count, points


def _categories(result: YearResult) -> Iterator[tuple[str, str, Decimal]]:
    for category in result.scheme.categories():
        items = {item.id for item in category.items}
        found = [item for unit in result.units for item in unit.score.items() if item.item.id in items]
        count = sum(len(item.effects) for item in found)
        yield category.name, str(count), sum((item.deducted for item in found), start=Decimal(0))


def _group_rows(result: YearResult) -> Iterator[dict[str, Any]]:
    places = result.scheme.rounding.places
    for group in dict.fromkeys(found.group for found in result.units):
        units = result.group(group)
        contributions = even_points(found.score.contribution for found in units)
        rows = [
            {
                "rank": str(found.rank),
                "name": found.unit.name,
                "total": format_points(found.total, places),
                "deducted": [
                    format_points(part.deducted, places) if part.complete else "—" for part in found.score.components
                ],
                "contribution": contribution,
            }
            for found, contribution in zip(units, contributions, strict=True)
        ]
        yield {"name": group_name(group), "rows": rows}


def _outcome_rows(result: YearResult, period: Period, publication: Publication | None) -> Iterator[dict[str, Any]]:
    """Each outcome: its name, who has it, whether a tie still waits for a person, whether its number was made up."""
    for rule in result.scheme.outcomes:
        found = _units_with(result, period, publication, (rule,))
        yield {
            "name": rule.name,
            "units": "、".join(unit.unit.short_name for unit, _ in found),
            "count": str(len(found)),
            "flagged": any(edge_tie for _, edge_tie in found),
            "made_up": result.scheme.invents() and not rule.places_basis,
        }


def _units_with(
    result: YearResult, period: Period, publication: Publication | None, rules: tuple[OutcomeRule, ...]
) -> list[tuple[UnitResult, bool]]:
    """The units that have one of these outcomes, best first, and whether a tie brought them in."""
    found = []
    for unit in result.units:
        own = [o for o in settled_outcomes(unit, publication, period.corrections) if o.rule in rules]
        if own:
            found.append((unit, any(outcome.edge_tie for outcome in own)))
    return found


def praise_facts(
    corpus: Corpus, period: Period, result: YearResult, publication: Publication | None
) -> dict[str, Any]:
    """Facts of the circular of praise: the units of all outcomes for which the scheme wants one."""
    rules = tuple(rule for rule in result.scheme.outcomes if rule.document == "praise")
    praised = _units_with(result, period, publication, rules)
    number = publication.number_of("praise") if publication is not None else ""
    return {
        **common_facts(corpus, period, result, publication),
        "number": mark_number(corpus, number),
        "title": f"关于表扬{of_year(result.year, result.scheme.subject)}优胜单位的通报",
        "outcome": "、".join(rule.name for rule in rules),
        "names": [unit.unit.name for unit, _ in praised],
        "count": str(len(praised)),
        "flagged": any(edge_tie for _, edge_tie in praised),
        "made_up": result.scheme.invents() and not all(rule.places_basis for rule in rules),
    }


def summons_of(unit: UnitResult, period: Period, publication: Publication | None) -> list[UnitOutcome]:
    """The outcomes of `unit` for which the scheme wants a summons to a talk."""
    settled = settled_outcomes(unit, publication, period.corrections)
    return [outcome for outcome in settled if outcome.rule.document == "summons"]


def summons_facts(
    corpus: Corpus, period: Period, result: YearResult, publication: Publication | None, unit: UnitResult
) -> dict[str, Any]:
    """Facts of the summons to a talk: score, rank, and where most points were lost."""
    items = sorted(unit.score.items(), key=lambda item: (-item.deducted, item.item.id))
    lost = [item for item in items if item.deducted][:_WORST]
    points = even_points(item.deducted for item in lost)
    outcomes = summons_of(unit, period, publication)
    number = publication.number_of("summons", unit.unit.id) if publication is not None else ""
    return {
        **common_facts(corpus, period, result, publication),
        "number": mark_number(corpus, number),
        "title": "约谈通知书",
        "unit": unit.unit.name,
        "total": format_points(unit.total, result.scheme.rounding.places),
        "rank": str(unit.rank),
        "units": str(len(result.group(unit.group))),
        "outcome": "、".join(outcome.rule.name for outcome in outcomes),
        "flagged": any(outcome.edge_tie for outcome in outcomes),
        "lost": [
            (item.item.name, format_points(item.item.max), str(len(item.effects)), deducted)
            for item, deducted in zip(lost, points, strict=True)
        ],
        "made_up": any(result.scheme.invents(item.item) for item in lost),
    }
