"""Units that are assessed for a part of a year: what the scheme says of them, and what lies outside."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.appraisal import Appraisal
from generator.model.measured import Measured
from generator.model.problem import Problem
from generator.model.quarter import span_begin, span_end
from generator.model.unit import Unit
from generator.model.unread import is_there, where_read
from generator.rules.corpus import Corpus
from generator.rules.flaw import ask_choice
from generator.rules.scheme import Scheme
from generator.rules.total_rule import PART_YEARS


def check_part_years(corpus: Corpus) -> Iterator[Problem]:
    """KH459 where a scheme leaves unsaid what becomes of such a unit; KH302, KH333: nothing is measured, no votes are
    held while it is not assessed.
    """
    for scheme in corpus.schemes.values():
        yield from _check_said(scheme, corpus)
    yield from _check_measures(corpus)
    yield from _check_appraisals(corpus)


@where_read
def _check_said(scheme: Scheme, corpus: Corpus) -> Iterator[Problem]:
    if scheme.part_year:
        return
    units = [unit for unit in corpus.units.values() if is_there(unit.assessed) and _is_partial(unit, scheme)]
    if units:
        words = f"{units[0].short_name}只有一段时间参加 {scheme.year} 年度考核，没有写明这样的单位怎样办"
        yield Problem(scheme.origin.place(), "KH459", words, ask_choice("part_year", PART_YEARS))


def _is_partial(unit: Unit, scheme: Scheme) -> bool:
    return unit.assessed is not None and unit.assessed.breaks(scheme.year) and scheme.group_of(unit) is not None


def _check_measures(corpus: Corpus) -> Iterator[Problem]:
    for record in corpus.measures:
        for at in range(len(record.values) if isinstance(record.values, tuple) else 0):
            yield from _check_value(corpus, record, at)


@where_read
def _check_value(corpus: Corpus, record: Measured, at: int) -> Iterator[Problem]:
    unit, period = corpus.units.get(record.unit), record.values[at].period
    span = unit.assessed if unit is not None else None
    if unit is None or span is None or not span.covers(record.year) or span_end(period).year != record.year:
        return
    if span_end(period) < span.first_day or span_begin(period) > span.last_day:
        words = f"{unit.short_name}在 {period} 没有参加考核"
        place = record.origin.place("values", at, "period")
        yield Problem(place, "KH302", words, "请核对时段，或单位文件的 assessed。")


def _check_appraisals(corpus: Corpus) -> Iterator[Problem]:
    for record in corpus.appraisals:
        yield from _check_held(corpus, record)


@where_read
def _check_held(corpus: Corpus, record: Appraisal) -> Iterator[Problem]:
    unit = corpus.units.get(record.unit)
    span = unit.assessed if unit is not None else None
    if unit is None or span is None or not span.covers(record.year):
        return
    if record.held.year == record.year and not span.holds(record.held):
        words = f"{unit.short_name}在 {record.held} 没有参加考核"
        hint = "请核对评议日期，或单位文件的 assessed。"
        yield Problem(record.origin.place("held"), "KH333", words, hint)
