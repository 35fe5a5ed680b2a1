"""Facts of circulars, the public notice, the praise and the summons: totals, ranks, outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from generator.calendar.working import MissingYear
from generator.model.corpus import Corpus
from generator.model.deadline import DAY_KINDS, NoticePeriod
from generator.model.number import format_points
from generator.model.ranking_rule import OutcomeRule
from generator.release.period import notice_begins, notice_ends
from generator.score.result import UnitOutcome, UnitResult, YearResult
from generator.view.column import even_points
from generator.view.period import Period

_QUARTERS = "一二三四"
_SERIAL = re.compile("〕.*", re.DOTALL)
_WORST = 5
ADDRESSEES = "区级机关各部门，区各直属单位"


def chinese_date(day: date | None) -> str:
    """A date as GB/T 9704 7.3.5.4 wants it: no zero before month or day; × where it is not yet known."""
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else "××××年×月×日"


def common_facts(corpus: Corpus, period: Period, result: YearResult) -> dict[str, Any]:
    """What all documents of a period print: the office, the number, the date, the scheme."""
    site = corpus.site
    office = site.office if site is not None else ""
    published = period.publication
    return {
        "office": office,
        "district": site.district if site is not None else "",
        "addressees": ADDRESSEES,
        "number": published.document if published is not None else "",
        "date": chinese_date(published.date if published is not None else None),
        "year": str(result.year),
        "period": period.name,
        "until": chinese_date(result.until),
        "span": f"{result.year}年度" if period.quarter is None else f"{result.year}年{_quarter(period)}",
        "scheme": result.scheme.title,
        "scheme_number": result.scheme.document,
        "full_marks": format_points(result.scheme.full_marks),
        "weight": f"{format_points(result.scheme.target_assessment_weight * 100)}%",
        "contact": site.contact if site is not None else "",
    }


def circular_facts(corpus: Corpus, period: Period, result: YearResult) -> dict[str, Any]:
    """Facts of a quarterly or annual circular and of the public notice."""
    totals = [found.total for found in result.units]
    places = result.scheme.rounding.places
    quarter = _quarter(period)
    effects = [effect for found in result.units for effect in found.score.effects()]
    own = [e for e in effects if period.quarter is None or e.record.quarter == period.quarter]
    return {
        **common_facts(corpus, period, result),
        "title": f"关于{result.year}年{quarter or '度'}作风效能建设考核{'情况' if quarter else '结果'}的通报",
        "quarter": quarter,
        "units": str(len(totals)),
        "best": format_points(max(totals), places) if totals else "",
        "worst": format_points(min(totals), places) if totals else "",
        "records": str(len(effects)),
        "own_records": str(len(own)),
        "own_points": format_points(sum((e.counted for e in own), start=Decimal(0))),
        "absorbed": _some_points(sum((e.absorbed for e in effects), start=Decimal(0))),
        "provisional": any(found.score.provisional for found in result.units),
        "components": [part.name for part in result.scheme.components],
        "categories": list(_category_rows(result)),
        "groups": list(_group_rows(result)),
        "tied": any(found.tied > 1 for found in result.units),
        "outcomes": list(_outcome_rows(result)),
        "notice_days": _notice_words(corpus, result.scheme.notice_period, period),
    }


def _quarter(period: Period) -> str:
    """第一季度; empty for a whole year."""
    return f"第{_QUARTERS[period.quarter - 1]}季度" if period.quarter is not None else ""


def _notice_words(corpus: Corpus, rule: NoticePeriod | None, period: Period) -> str:
    if rule is None:
        return ""
    days = f"{rule.days}个{DAY_KINDS[rule.kind]}"
    published = period.publication
    if published is None or published.kind != "public-notice":
        return days
    begun = notice_begins(published, corpus.recorded.get(published.id))
    ends = notice_ends(rule, begun, corpus.holidays)
    return days if isinstance(ends, MissingYear) else f"{days}，至{chinese_date(ends)}止"


def _some_points(points: Decimal) -> str:
    return format_points(points) if points else ""


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
        yield {"name": result.scheme.group_name(group), "rows": rows}


def _outcome_rows(result: YearResult) -> Iterator[dict[str, Any]]:
    """The outcomes that exist in this period, each with whom it meets."""
    for rule in result.scheme.outcomes:
        if not any(rule.concerns(unit.group, unit.time) for unit in result.units):
            continue
        found = [unit for unit in result.units if any(outcome.rule == rule for outcome in unit.outcomes)]
        flagged = any(outcome.edge_tie for unit in found for outcome in unit.outcomes if outcome.rule == rule)
        names = "、".join(unit.unit.short_name for unit in found)
        yield {"name": rule.name, "units": names, "count": str(len(found)), "flagged": flagged}


def praise_facts(corpus: Corpus, period: Period, result: YearResult, rule: OutcomeRule) -> dict[str, Any]:
    """Facts of the circular of praise that `rule` asks for (实施意见 point 13). Its number is yet to be given: that
    of the annual circular is taken.
    """
    praised = [unit for unit in result.units if any(found.rule.id == rule.id for found in unit.outcomes)]
    common = common_facts(corpus, period, result)
    return {
        **common,
        "number": _SERIAL.sub("〕×号", common["number"]),
        "title": f"关于表扬{common['span']}机关作风和效能建设优胜单位的通报",
        "names": [unit.unit.name for unit in praised],
        "count": str(len(praised)),
    }


def summons_facts(
    corpus: Corpus, period: Period, result: YearResult, unit: UnitResult, outcome: UnitOutcome
) -> dict[str, Any]:
    """Facts of the summons to a talk (实施意见 point 13): score, rank, and where most points were lost."""
    items = sorted(unit.score.items(), key=lambda item: (-item.deducted, item.item.id))
    lost = [item for item in items if item.deducted][:_WORST]
    points = even_points(item.deducted for item in lost)
    places = result.scheme.rounding.places
    return {
        **common_facts(corpus, period, result),
        "title": "约谈通知书",
        "unit": unit.unit.name,
        "total": format_points(unit.total, places),
        "rank": str(unit.rank),
        "units": str(len(result.group(unit.group))),
        "flagged": outcome.edge_tie,
        "lost": [
            (item.item.name, format_points(item.item.max), str(len(item.effects)), deducted)
            for item, deducted in zip(lost, points, strict=True)
        ],
    }
