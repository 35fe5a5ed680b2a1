"""What a standard needs and nobody gave: a reminder until something was published that needs it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from generator.check.own_items import is_ranked
from generator.model.measured import span_begin, span_end
from generator.model.place import Place
from generator.model.problem import Location, Problem
from generator.model.unit import Unit
from generator.model.unread import is_there, where_read
from generator.rules.corpus import Corpus
from generator.rules.figure_use import figures_named
from generator.rules.item import Item
from generator.rules.measure_rule import MeasureRule
from generator.rules.scheme import Scheme

_SHOWN = 3
Missing = tuple[str, str, str, str]  # item, measure, period, unit


def check_needed(corpus: Corpus) -> Iterator[Problem]:
    """KH431 for each item, measure and period of which values are missing, with the units that lack them."""
    for scheme in corpus.schemes.values():
        yield from _check_scheme(corpus, scheme)


@where_read
def _check_scheme(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    asked = _asked(scheme)
    if not asked:
        return
    from generator.score.year import quarter_end  # brings the whole calculation

    begun = _last_day(corpus, scheme.year)
    published = max(
        (
            quarter_end(record.year, record.quarter)
            for record in corpus.publications.values()
            if record.id not in corpus.withdrawals and record.year == scheme.year
        ),
        default=date.min,
    )
    found = missing_values(corpus, scheme, max(begun, published))
    for (item, measure, period), rows in groupby(found, key=lambda row: row[:3]):
        yield _tell(corpus, scheme, (item, measure, period), [row[3] for row in rows], span_end(period) <= published)


def missing_values(corpus: Corpus, scheme: Scheme, until: date) -> list[Missing]:
    """Every value of a period that has ended by `until` which a standard needs of a ranked unit and nobody gave."""
    given = {
        (record.unit, value.measure, value.period)
        for record in corpus.measures_of(scheme.year)
        for value in record.values
    }
    spared = corpus.inapplicable.get(scheme.year)
    free = {(entry.item, entry.unit) for entry in spared.entries} if spared is not None else set()
    return [
        (item.id, rule.id, period, unit.id)
        for item, rule in _asked(scheme)
        for period in _periods(scheme.year, rule)
        if span_end(period) <= until
        for unit in corpus.units.values()
        if is_ranked(scheme, unit) and (item.id, unit.id) not in free and _is_for(scheme, item, unit.id)
        if (unit.id, rule.id, period) not in given and _is_asked(unit, period)
    ]


def _is_asked(unit: Unit, period: str) -> bool:
    """Whether a unit is assessed on some day of a period."""
    span = unit.assessed
    return span is not None and span.first_day <= span_end(period) and span_begin(period) <= span.last_day


def _asked(scheme: Scheme) -> list[tuple[Item, MeasureRule]]:
    rules = {rule.id: rule for rule in scheme.measures}
    return [
        (item, rules[name])
        for item in scheme.items.values()
        for name in dict.fromkeys(name for found in item.standards for name in figures_named(found, "measure"))
        if name in rules
    ]


def _periods(year: int, rule: MeasureRule) -> tuple[str, ...]:
    return tuple(f"{year}-Q{quarter}" for quarter in range(1, 5)) if rule.due == "quarter" else (str(year),)


def _is_for(scheme: Scheme, item: Item, unit: str) -> bool:
    """Whether an item is for a unit: one in a set of its own is for one alone."""
    for part in scheme.components:
        for placed in getattr(part, "list_items", list)():
            if placed.item.id == item.id and placed.unit not in (None, unit):
                return False
    return True


def _last_day(corpus: Corpus, year: int) -> date:
    """The last day of `year` of which anything was recorded or measured: what is later is not missed yet."""
    days = [record.date for record in corpus.deductions_of(year) if is_there(record.date)]
    for record in corpus.measures_of(year):
        days += [span_end(value.period) for value in record.values]
    return max(days, default=date.min)


def _tell(corpus: Corpus, scheme: Scheme, key: tuple[str, str, str], units: list[str], is_published: bool) -> Problem:
    item, measure, period = key
    name = next(rule.name for rule in scheme.measures if rule.id == measure)
    called = "、".join(corpus.units[unit].short_name for unit in units[:_SHOWN])
    more = f"等 {len(units)} 个单位" if len(units) > _SHOWN else ""
    words = f"“{scheme.items[item].name}”按指标“{name}”计分，还没有{called}{more} {period} 的数值"
    path = Place("measure", scheme.year, item, units[0]).path
    hint = f"请写进 {path} 等文件；单项对它不适用的，写进 {Place('applies', scheme.year).path}。"
    place = Location(path.rpartition("/")[0])
    return Problem(place, "KH431", words, hint, "error" if is_published else "warning")
