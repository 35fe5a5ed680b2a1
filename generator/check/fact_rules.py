"""Rules for records about one thing: what counts once is entered once, one fact told of once or said how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.points import find_item, find_standard
from generator.model.deduction import Deduction
from generator.model.problem import Problem
from generator.model.quarter import span_of
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.item import HIGHEST_OF_ALL, Item
from generator.rules.scheme import Scheme
from generator.rules.span_rule import ONE_SPAN
from generator.rules.standard_list import standard_kind


def check_facts(corpus: Corpus) -> Iterator[Problem]:
    """All of them, year by year."""
    for scheme in corpus.schemes.values():
        records = [record for found in corpus.deductions_of(scheme.year) for record in _counting(found)]
        yield from _check_once(corpus, records)
        yield from _check_one_fact(corpus, scheme, records)


@where_read
def _counting(record: Deduction) -> Iterator[Deduction]:
    """The record, if it counts and says what of: its unit, standard and fact could be read."""
    if not record.is_revoked and f"{record.unit}{record.standard}{record.fact}":
        yield record


@where_read
def _check_once(corpus: Corpus, records: Iterable[Deduction]) -> Iterator[Problem]:
    """KH438: a standard that counts once, and those that exclude each other, have one record of a unit in a year.

    One for each of its parts, where the item is recorded by them, and for each month, where each begins anew; as many
    as there are, where the item counts the highest of all.
    """
    first: dict[tuple[str, str, str], Deduction] = {}
    for record in records:
        standard = find_standard(corpus, record)
        fact = "" if standard is None else standard_kind(standard).once(standard)
        if not fact:
            continue
        item = find_item(corpus, record)
        if item is not None and item.once == HIGHEST_OF_ALL:
            continue
        part = f"{record.part} {_span_of(item, record)}"
        known = first.setdefault((record.unit, record.item, f"{fact} {part}"), record)
        if known is record:
            continue
        name = item.name if item else record.item
        span = ONE_SPAN[item.spans.over] if item is not None and item.spans is not None else ""
        words = f"“{name}”的这一项{span}只计一次，已有记录：{known.path}"
        hint = "请只保留一条，几个档次互斥的保留其中一档：多登的还没有合并就删去，已经合并的写 revoked（撤销）。"
        yield Problem(record.origin.place("standard"), "KH438", words, hint)


def _span_of(item: Item | None, record: Deduction) -> str:
    """The month or quarter in which the record counts, where each begins anew; empty for the year."""
    if item is None or item.spans is None:
        return ""
    return span_of(record.date, item.spans.over)


@where_read
def _check_one_fact(corpus: Corpus, scheme: Scheme, records: Iterable[Deduction]) -> Iterator[Problem]:
    """KH445: where a fact has several records of a unit in a part, the scheme says how they count."""
    said = {
        placed.item.id: (part.id, bool(getattr(part, "once", "") or placed.item.once))
        for part in scheme.components
        for placed in part.list_items()
    }
    first: dict[tuple[str, str, str], Deduction] = {}
    for record in records:
        part, is_said = said.get(record.item, ("", True))
        if not record.fact or is_said:
            continue
        known = first.setdefault((record.unit, part, record.fact), record)
        if known is not record:
            words = f"同一事实“{record.fact}”已有记录：{known.path}，考核办法没有写几条怎样计"
            hint = "请在考核办法的这个部分或单项里写 once: highest（只计最高的一条），或者不写 fact、各计各的。"
            yield Problem(record.origin.place("fact"), "KH445", words, hint)
