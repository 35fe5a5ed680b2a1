"""Since when a scheme is in force, and what that means for what came before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.problem import Location, Problem
from generator.model.publication import Publication
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.flaw import ask_choice
from generator.rules.scheme import BEFORE, Scheme


def check_in_force(corpus: Corpus) -> Iterator[Problem]:
    """The problems of the first days of all schemes, and of what was published for periods before them."""
    for scheme in corpus.schemes.values():
        yield from _check_scheme(scheme)
    for record in corpus.publications.values():
        yield from _check_publication(corpus, record)


@where_read
def _check_publication(corpus: Corpus, record: Publication) -> Iterator[Problem]:
    """KH450: a period that was published did not end before the scheme was in force."""
    scheme = corpus.schemes.get(record.year)
    until = date(record.year, 12, 31) if record.quarter is None else _quarter_end(record.year, record.quarter)
    if scheme is not None and not scheme.has_results(until) and record.id not in corpus.withdrawals:
        words = f"时段 {record.period} 在考核办法施行（{scheme.in_force}）之前就结束了，没有结果可以发布"
        hint = "请核对时段，或考核办法的 in_force。"
        yield Problem(Location(record.origin.file), "KH450", words, hint)


def _quarter_end(year: int, quarter: int) -> date:
    return date(year, 3 * quarter, 31 if quarter in (1, 4) else 30)


@where_read
def _check_scheme(scheme: Scheme) -> Iterator[Problem]:
    """KH427: a first day comes with what becomes of what was found before, and lies not after the year."""
    if scheme.in_force is not None and not scheme.before:
        words = "写了施行日期，没有写施行之前发现的问题是否计分"
        yield Problem(scheme.origin.place("in_force"), "KH427", words, ask_choice("before", BEFORE))
    elif scheme.before and scheme.in_force is None:
        words = "写了施行之前发现的问题是否计分，没有写施行日期"
        yield Problem(scheme.origin.place("before"), "KH427", words, "请写 in_force，如 2015-04-21。")
    elif scheme.in_force is not None and scheme.in_force.year > scheme.year:
        words = f"施行日期 {scheme.in_force} 在 {scheme.year} 年度之后，这一年没有结果"
        yield Problem(scheme.origin.place("in_force"), "KH427", words, "请核对施行日期和年度。")
