"""Links of entries, on whichever side they stand: there, of the same unit, not before, and not too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.check.link_source import check_source
from generator.check.nearest import suggest_id
from generator.check.register_rules import RECTIFICATION
from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.measured import span_begin
from generator.model.place import folder_of, register_file, unit_file
from generator.model.problem import Location, Problem
from generator.model.register_rule import RegisterLink, RegisterRule
from generator.model.unread import UNREAD, where_read
from generator.rules.corpus import Corpus
from generator.score.register_states import item_names, title_of

FROM = "from"  # the field of a deduction that names what it came from
_SHOWN = 20  # characters of a reason
_WORDS = {"unit": "单位", "item": "单项", "standard": "标准", "deduction": "扣分记录", "measure": "指标"}


class _LinkedTo(NamedTuple):
    """What a link leads to: its units and its day, as far as it has any."""

    units: tuple[str, ...]
    day: date | None
    path: str
    is_void: bool


class Known:
    """What there is to refer to, by kind."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._ids: dict[tuple[str, int], frozenset[str]] = {}

    def names(self, to: str, year: int) -> Mapping[str, str]:
        """Id and name of each `to` (unit, item, register:leads …) that there is in a year."""
        if to.startswith("register:"):
            items = item_names(self.corpus.schemes)
            return {name: title_of(entry, self.units, items) for name, entry in self._of(to).items()}
        if to == "unit":
            return self.units
        if to == "deduction":
            return {name: record.reason[:_SHOWN] for name, record in self.deductions.items()}
        if (scheme := self.corpus.schemes.get(year)) is None:
            return {}
        if to == "measure":
            return {rule.id: rule.name for rule in scheme.measures}
        if to == "item":
            return {item.id: item.name for item in scheme.items.values()}
        return {found.id: found.text for item in scheme.items.values() for found in item.standards}

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Short names of units by id."""
        return {unit.id: unit.short_name for unit in self.corpus.units.values()}

    @cached_property
    def entries(self) -> Mapping[str, Mapping[str, Entry]]:
        """The entries of each register by id."""
        return {name: {entry.id: entry for entry in found} for name, found in self.corpus.entries_by_register.items()}

    @cached_property
    def deductions(self) -> Mapping[str, Deduction]:
        """The records of points by id."""
        return {record.id: record for record in self.corpus.deductions}

    def _of(self, to: str) -> Mapping[str, Entry]:
        return self.entries.get(to.partition(":")[2], {})

    def has(self, to: str, name: str, year: int) -> bool:
        """Whether there is a `to` of this id."""
        if to.startswith("register:"):
            return name in self._of(to)
        key = (to, year if to in ("item", "standard", "measure") else 0)
        if key not in self._ids:
            self._ids[key] = frozenset(self.names(to, year))
        return name in self._ids[key]

    def target(self, to: str, name: str) -> _LinkedTo | None:
        """What a link to `name` leads to, for those that have a unit or a day."""
        if to == "deduction":
            record = self.deductions.get(name)
            return (
                None
                if record is None
                else _LinkedTo((record.unit,), record.date, record.path, record.revoked is not None)
            )
        entry = self._of(to).get(name)
        return None if entry is None else _LinkedTo(entry.units, entry.day, entry.path, entry.revoked is not None)


def check_references(corpus: Corpus, sound: Mapping[str, RegisterRule]) -> Iterator[Problem]:
    """KH702: what an entry refers to is there."""
    known = Known(corpus)
    for entry in corpus.entries:
        if entry.REGISTER.id in sound:
            yield from _check_entry(known, entry)


@where_read
def _check_entry(known: Known, entry: Entry) -> Iterator[Problem]:
    for rule in entry.REGISTER.fields:
        if rule.type == "ref":
            values = entry.values_of(rule.id)
            for at, value in enumerate(values):
                steps = (rule.id, at) if rule.many else (rule.id,)
                yield from _check_name(known, entry, rule.to, value, entry.origin.place(*steps))
        elif rule.type == "rows":
            for at, row in enumerate(entry.value(rule.id)):
                for inner in (inner for inner in rule.rows if inner.type == "ref" and not inner.many):
                    place = entry.origin.place(rule.id, at, inner.id)
                    yield from _check_name(known, entry, inner.to, row.value(inner.id), place)


@where_read
def _check_name(known: Known, entry: Entry, to: str, value: str, place: Location) -> Iterator[Problem]:
    corpus, year = known.corpus, entry.day.year
    if not value or known.has(to, value, year):
        return
    if not _is_open(corpus, to, value):
        of = to.partition(":")[2]
        called = (
            f"登记簿“{corpus.registers[of].title}”的记录" if of in corpus.registers else _WORDS.get(to, "登记簿记录")
        )
        yield Problem(place, "KH702", f"没有编号为“{value}”的{called}", suggest_id(value, known.names(to, year)))


def _is_open(corpus: Corpus, to: str, value: str) -> bool:
    """Whether nothing here tells that there is no `to` of this id: it was not read, or lies in another repository."""
    if to == "unit":
        return unit_file(value) in corpus.unread
    if to == "deduction":  # of a lead that became one: the records of points are in the main repository alone
        return corpus.site is not None and corpus.site.confidential and not corpus.deductions
    return to.startswith("register:") and _is_elsewhere(corpus, to.partition(":")[2])


def _is_elsewhere(corpus: Corpus, register: str) -> bool:
    """Whether the entries of a register lie in another repository, or some of them could not be read."""
    declared = corpus.registers.get(register)
    if declared is not None and declared.is_confidential and not corpus.entries_by_register.get(register):
        return True
    return any(path.startswith(f"{folder_of('entry')}/{register}/") for path in corpus.unread)


def check_links(corpus: Corpus, sound: Mapping[str, RegisterRule]) -> Iterator[Problem]:
    """KH710 to KH714 of all links, whichever side they are stored on."""
    known = Known(corpus)
    for register in sound.values():
        for link in register.links:
            if link.field and link.to in ("deduction", *(f"register:{name}" for name in corpus.registers)):
                yield from _check_own(known, register, link)
    used: Counter[tuple[str, str, str]] = Counter()
    for record in corpus.deductions:
        yield from _check_found_in(known, sound, record, used)
        yield from _check_listed(known, sound, record, used)


def _check_own(known: Known, register: RegisterRule, link: RegisterLink) -> Iterator[Problem]:
    """Links that stand on the entries of a register."""
    used: Counter[str] = Counter()
    for entry in known.corpus.entries_by_register.get(register.id, ()):
        yield from _check_linked(known, entry, link, used)


@where_read
def _check_linked(known: Known, entry: Entry, link: RegisterLink, used: Counter[str]) -> Iterator[Problem]:
    for name in entry.values_of(link.field):
        target = known.target(link.to, name)
        if target is None:
            continue
        place = entry.origin.place(link.field)
        mine = {unit for field in link.same for unit in entry.values_of(field)}
        if link.same and mine.isdisjoint(target.units):
            yield _other_unit(known, place, target.units, tuple(sorted(mine)))
        if link.to == "deduction":
            yield from check_source(known.deductions[name], entry, link, place)
        if link.not_before and target.day is not None and target.day < entry.day:
            yield Problem(
                place, "KH712", f"{target.path} 的日期 {target.day} 早于这一条的 {entry.day}", "请核对日期和编号。"
            )
        if entry.revoked is None:
            used[name] += 1
            if link.at_most and used[name] > link.at_most:
                words = f"{target.path} 已经有 {link.at_most} 条这样的引用"
                yield Problem(place, "KH713", words, "请核对编号；同一件事只登记一条。")
            if target.is_void:
                yield _reopened(place, target.path)


def _other_unit(known: Known, place: Location, theirs: tuple[str, ...], mine: tuple[str, ...]) -> Problem:
    names = ["、".join(known.units.get(unit, unit) for unit in units) or "没有单位" for units in (theirs, mine)]
    return Problem(place, "KH711", f"对方的单位是{names[0]}，这里是{names[1]}", "请核对编号和单位。")


def _reopened(place: Location, path: str) -> Problem:
    words = f"{path} 已撤销，由它办结的这一条要重新处理"
    return Problem(place, "KH714", words, "请另写办理结果；确已处理的，也写明撤销（revoked）。", "warning")


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
        if not _is_elsewhere(known.corpus, register.id):
            names = known.names(f"register:{register.id}", record.year)
            words = f"登记簿“{register.title}”没有编号为“{name}”的记录"
            yield Problem(place, "KH710", words, suggest_id(name, names, "它目前没有记录。"))
        return
    fields = (register.unit,) if link is None and register.unit else link.same if link is not None else ()
    units = tuple(unit for field in fields for unit in entry.values_of(field))
    if fields and record.unit not in units and known.units.keys() >= set(units):
        yield _other_unit(known, place, units, (record.unit,))
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
