"""What a standard needs and nobody gave: a reminder until something was published that needs it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.own_items import is_ranked
from generator.model.lazy_dataclass import dataclass
from generator.model.place import Place
from generator.model.problem import Location, Problem
from generator.model.quarter import span_begin, span_end, span_words
from generator.model.unit import Unit
from generator.model.unread import is_there, where_read
from generator.rules.corpus import Corpus
from generator.rules.figure_use import measures_of_conditions, measures_of_item
from generator.rules.item import Item
from generator.rules.measure_rule import MeasureRule
from generator.rules.scheme import Scheme

_SHOWN = 3
_Given = tuple[str, str, str]  # unit, measure, period


@dataclass(frozen=True, slots=True)
class MissingValues:
    """One measure's values of one period that nobody gave: of which units, and which items ask for them.

    `home` is the item below whose folder they are to be written: one file for each unit, whatever asks for the value.
    """

    home: str
    measure: MeasureRule
    period: str
    items: tuple[Item, ...]
    units: tuple[Unit, ...]


def check_needed(corpus: Corpus) -> Iterator[Problem]:
    """KH431 for each measure and period of which values are missing, with the units that lack them."""
    for scheme in corpus.schemes.values():
        yield from _check_scheme(corpus, scheme)


@where_read
def _check_scheme(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    if not asked_measures(scheme):
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
    for found in missing_values(corpus, scheme, max(begun, published)):
        yield _tell(scheme, found, span_end(found.period) <= published)


def missing_values(corpus: Corpus, scheme: Scheme, until: date) -> list[MissingValues]:
    """Every value of a period that has ended by `until` which a standard needs of a ranked unit and nobody gave."""
    records = corpus.measures_of(scheme.year)
    given = {(record.unit, value.measure, value.period) for record in records for value in record.values}
    homes = {(record.item, value.measure) for record in records for value in record.values}
    asking: dict[str, tuple[MeasureRule, list[Item]]] = {}
    for item, rule in asked_measures(scheme):
        asking.setdefault(rule.id, (rule, []))[1].append(item)
    return [
        found
        for rule, items in asking.values()
        for period in rule.periods_in(scheme.year)
        if span_end(period) <= until
        for found in _gather(rule, period, homes, _lacking(corpus, scheme, items, rule, period, given))
    ]


def _lacking(
    corpus: Corpus,
    scheme: Scheme,
    items: list[Item],
    rule: MeasureRule,
    period: str,
    given: set[tuple[str, str, str]],
) -> Iterator[tuple[Unit, list[Item]]]:
    """The units without the value, each with the items that ask for it."""
    free = spared_of(corpus, scheme)
    for unit in corpus.units.values():
        if is_ranked(scheme, unit) and (unit.id, rule.id, period) not in given and _is_asked(unit, period):
            need = [item for item in items if (item.id, unit.id) not in free and is_for(scheme, item, unit.id)]
            if need:
                yield unit, need


def spared_of(corpus: Corpus, scheme: Scheme) -> frozenset[tuple[str, str]]:
    """The items that do not apply to a unit, each beside it, by their ids."""
    found = corpus.inapplicable.get(scheme.year)
    return frozenset((entry.item, entry.unit) for entry in found.entries) if found is not None else frozenset()


def _gather(
    rule: MeasureRule, period: str, homes: set[tuple[str, str]], lacking: Iterator[tuple[Unit, list[Item]]]
) -> Iterator[MissingValues]:
    """Those whose values belong below one item together: where the measure is written already, else the first."""
    found: dict[str, list[tuple[Unit, list[Item]]]] = {}
    for unit, items in lacking:
        place = next((item.id for item in items if (item.id, rule.id) in homes), items[0].id)
        found.setdefault(place, []).append((unit, items))
    for home, rows in found.items():
        asking = {item.id: item for _, asked in rows for item in asked}
        yield MissingValues(home, rule, period, tuple(asking.values()), tuple(unit for unit, _ in rows))


def _is_asked(unit: Unit, period: str) -> bool:
    """Whether a unit is assessed on some day of a period."""
    span = unit.assessed
    return span is not None and span.first_day <= span_end(period) and span_begin(period) <= span.last_day


def asked_measures(scheme: Scheme) -> list[tuple[Item, MeasureRule]]:
    """The measures that standards and coefficients ask for, each beside the item that does.

    What conditions alone look at is asked for by the first item.
    """
    rules = {rule.id: rule for rule in scheme.measures}
    asked = [(item, name) for item in scheme.items.values() for name in measures_of_item(scheme, item)]
    others = dict.fromkeys(measures_of_conditions(scheme)).keys() - {name for _, name in asked}
    first = list(scheme.items.values())[:1]
    asked += [(item, name) for item in first for name in measures_of_conditions(scheme) if name in others]
    return [(item, rules[name]) for item, name in asked if name in rules]


def is_for(scheme: Scheme, item: Item, unit: str) -> bool:
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


def _tell(scheme: Scheme, found: MissingValues, is_published: bool) -> Problem:
    called = "、".join(unit.short_name for unit in found.units[:_SHOWN])
    more = f"等 {len(found.units)} 个单位" if len(found.units) > _SHOWN else ""
    items = "、".join(f"“{item.name}”" for item in found.items)
    words = f"{items}按指标“{found.measure.name}”计分，还没有{called}{more} {found.period} 的数值"
    path = Place("measure", scheme.year, found.home, found.units[0].id).path
    hint = f"请写进 {path} 等文件；单项对它不适用的，写进 {Place('applies', scheme.year).path}。"
    place = Location(path.rpartition("/")[0])
    return Problem(place, "KH431", words, hint, "error" if is_published else "warning")


def missing_words(year: int, found: MissingValues) -> str:
    """All that is missing of one measure and period, in one sentence: of whom, of when, where it is written."""
    path = Place("measure", year, found.home, "").path.rpartition("/")[0]
    units = "、".join(unit.short_name for unit in found.units)
    return (
        f"指标“{found.measure.name}”还缺{span_words(found.period)} {len(found.units)} 个单位的数值："
        f"{units}。请写进 {path}/ 里各单位的文件。"
    )
