"""Links that stand on deductions: the entries from which they came, and those in which they are put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator.check.entry_links import Known, is_elsewhere, other_unit
from generator.check.entry_rules import sound_registers
from generator.check.link_source import check_source
from generator.check.nearest import suggest_id
from generator.check.register_rules import RECTIFICATION
from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.place import register_file
from generator.model.problem import Location, Problem
from generator.model.quarter import span_begin
from generator.model.register_rule import RegisterLink, RegisterRule
from generator.model.unread import UNREAD, where_read
from generator.rules.corpus import Corpus

FROM = "from"  # the field of a deduction that names what it came from


def check_record_links(corpus: Corpus) -> Iterator[Problem]:
    """KH710 to KH713 of all links that stand on deductions; KH311."""
    sound = sound_registers(corpus)
    if not sound:
        return
    known = Known(corpus)
    used: Counter[tuple[str, str, str]] = Counter()
    for record in corpus.deductions:
        yield from _check_found_in(known, sound, record, used)
        yield from _check_listed(known, sound, record, used)


def linked_records(corpus: Corpus) -> list[list[Any]]:
    """All that is asked of the deductions which have links, or say that they are put right: in plain values."""
    return [
        [repr(found) for found in (record.path, record.unit, record.date, record.source, record.revoked is not None)]
        + [repr(record.found_in), repr(record.rectification)]
        for record in corpus.deductions
        if record.found_in is UNREAD or record.found_in or _is_asked(record.rectification)
    ]


def _is_asked(plan: Any) -> bool:
    """Whether anything is asked of how a finding is put right: it is neither listed nor without a day, most times."""
    if plan is None or plan is UNREAD:
        return plan is not None
    return plan.item is UNREAD or bool(plan.item) or plan.due is None


def linked_entries(corpus: Corpus, problems: Sequence[Problem]) -> Iterator[tuple[str, str]]:
    """Every entry that a deduction names, with the year of the deduction: an entry may have few of them in all."""
    for record in corpus.deductions:
        named = [f"{found.register}/{found.record}" for found in _found_in(record)]
        for name in (*named, *_listed(record)):
            yield name, str(record.year)


@where_read
def _found_in(record: Deduction) -> Iterator[Any]:
    yield from record.found_in


@where_read
def _listed(record: Deduction) -> Iterator[str]:
    if record.rectification is not None and record.rectification.item:
        yield f"/{record.rectification.item}"


@where_read
def _check_found_in(
    known: Known, sound: Mapping[str, RegisterRule], record: Deduction, used: Counter[tuple[str, str, str]]
) -> Iterator[Problem]:
    """KH710 to KH713 of the entries from which a deduction came."""
    for at, found in enumerate(record.found_in):
        place = record.origin.place("from", at, "record")
        register = known.corpus.registers.get(found.register)
        if register is None:
            titles = {name: one.title for name, one in known.corpus.registers.items()}
            where = record.origin.place("from", at, "register")
            if register_file(found.register) not in known.corpus.unread:
                hint = suggest_id(found.register, titles, "目前没有登记簿。")
                yield Problem(where, "KH710", f"没有编号为“{found.register}”的登记簿", hint)
        elif register.is_confidential:
            words = f"“{register.title}”是保密登记簿，它的记录不能写在扣分记录里"
            yield Problem(place, "KH710", words, "请删去；由保密仓库里的那一条写明转为哪条扣分记录。")
        elif register.id in sound:
            link = next((link for link in register.links if link.from_there == FROM), None)
            yield from _check_entry_of(known, register, found.record, record, place, link, used)


@where_read
def _check_listed(
    known: Known, sound: Mapping[str, RegisterRule], record: Deduction, used: Counter[tuple[str, str, str]]
) -> Iterator[Problem]:
    """KH710 to KH713 of the entry in which a finding is put right; KH311 where nothing says by when."""
    plan = record.rectification
    if plan is None:
        return
    if not plan.item:
        if plan.due is None:
            place = record.origin.place("rectification")
            yield Problem(place, "KH311", "没有写整改期限", "请补上 due；列入整改登记簿的，写 item。")
        return
    found = [
        (register, link)
        for register in known.corpus.registers.values()
        for link in register.links
        if link.from_there == RECTIFICATION
    ]
    place = record.origin.place("rectification", "item")
    if not found:
        words = "没有登记整改的登记簿"
        yield Problem(
            place, "KH710", words, "请改写 due；或由考核办在一个登记簿的 links 里写 from_there: rectification。"
        )
    elif found[0][0].id in sound:
        yield from _check_entry_of(known, found[0][0], plan.item, record, place, found[0][1], used)


@where_read
def _check_entry_of(
    known: Known,
    register: RegisterRule,
    name: str,
    record: Deduction,
    place: Location,
    link: RegisterLink | None,
    used: Counter[tuple[str, str, str]],
) -> Iterator[Problem]:
    """One entry that a deduction names."""
    entry = known.entries.get(register.id, {}).get(name)
    if entry is None:
        if not is_elsewhere(known.corpus, register.id):
            names = known.names(f"register:{register.id}", record.year)
            words = f"登记簿“{register.title}”没有编号为“{name}”的记录"
            yield Problem(place, "KH710", words, suggest_id(name, names, "它目前没有记录。"))
        return
    fields = (register.unit,) if link is None and register.unit else link.same if link is not None else ()
    units = tuple(unit for field in fields for unit in entry.values_of(field))
    if fields and record.unit not in units and known.units.keys() >= set(units):
        yield other_unit(known, place, units, (record.unit,))
    if link is not None:
        yield from check_source(record, entry, link, record.origin.place("source"))
    begin = min(entry.day, _begin_of(entry))
    if (link is None or link.not_before) and record.date < begin:
        words = f"扣分的日期 {record.date} 早于登记簿记录 {entry.path} 的 {begin}"
        yield Problem(place, "KH712", words, "请核对日期和编号。")
    if record.revoked is None and link is not None:
        key = (register.id, name, link.from_there)
        used[key] += 1
        if link.at_most and used[key] > link.at_most:
            words = f"{entry.path} 已经有 {link.at_most} 条扣分记录"
            yield Problem(place, "KH713", words, "请核对编号；同一件事只扣一次的，撤销一条。")


def _begin_of(entry: Entry) -> date:
    """The first day of which an entry tells: a rate is reported after the period in which it was missed."""
    named = next((entry.value(rule.id) for rule in entry.REGISTER.fields if rule.type == "period"), "")
    return span_begin(named) if named and named is not UNREAD else entry.day
