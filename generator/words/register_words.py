"""Registers in words: what entries are called, what they say, how far they have come, what they are linked with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, format_rate
from generator.model.quarter import span_words
from generator.model.register_field import RowFieldRule
from generator.model.register_rule import GAP, STATE, TARGET, VALUE, RegisterRule
from generator.public.released import AnyReleased
from generator.release.titles import quote_title
from generator.rules.notice import NoticeDocument
from generator.score.items import effective_points
from generator.score.register_indicators import reached_by
from generator.score.register_states import item_names, overdue, state_name, state_of, title_of
from generator.words import address
from generator.words.clause_words import latest_clause
from generator.words.said_beside import rectification_register
from generator.words.site_frame import Link

UNTAKEN = "不扣分的记录"  # what was found, where a register would say that it took points
_FIGURES = re.compile("([0-9]+)")
COMPUTED = {STATE: "状态", VALUE: "完成", TARGET: "目标", GAP: "差距"}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry in a list: its title, page (empty for none), cells (each with the way to the clause that it names),
    state and what is overdue.
    """

    title: str
    url: str
    cells: tuple[Link, ...]
    state: str
    tone: str
    late: str


def value_words(rule: RowFieldRule, value: Any, referred: Callable[[str, str], str]) -> str:
    """One value of a field in words; `referred` says what a reference leads to: of what kind it is, and its id."""
    if isinstance(value, bool):
        return "是" if value else ""
    if value is None:
        return ""
    if rule.type == "choice":
        return rule.choices.get(value, str(value))
    if rule.type == "ref":
        return referred(rule.to, str(value))
    if rule.type == "period":
        return span_words(value)
    return format_points(value) if rule.type == "number" else str(value)


class ShownRegisters:
    """The registers of an edition as of a day, with what entries are called; the office sees `whole` registers."""

    def __init__(
        self,
        corpus: AnyReleased,
        on: date,
        whole: bool = False,
        notices: Mapping[str, NoticeDocument] = MappingProxyType({}),
    ) -> None:
        self.whole = whole
        self.notices = notices
        self.corpus = corpus
        self.on = on
        self.names = {unit.id: unit.short_name for unit in corpus.units.values()}
        self.items = item_names(corpus.schemes)
        self.by_id = {(entry.REGISTER.id, entry.id): entry for entry in corpus.entries}
        self.deductions = {record.id: record for record in corpus.deductions}
        self._led: dict[tuple[str, str], list[Deduction]] = {}
        for record in corpus.deductions:
            for found in record.found_in:
                self._led.setdefault((found.register, found.record), []).append(record)
            if record.rectification is not None and record.rectification.item:
                key = (self.rectification, record.rectification.item)
                self._led.setdefault(key, []).append(record)

    @property
    def rectification(self) -> str:
        """The register in which findings are put right; empty for none."""
        return rectification_register(self.corpus)

    def entries(self, register: RegisterRule) -> tuple[Entry, ...]:
        """The entries of a register as they are listed."""
        found = list(self.corpus.entries_by_register.get(register.id, ()))
        keys = register.pages.sort or (register.date,)
        return tuple(sorted(found, key=lambda entry: (*(_sort_key(entry.value(name)) for name in keys), entry.id)))

    def title(self, entry: Entry) -> str:
        """What an entry is called."""
        return title_of(entry, self.names, self.items)

    def url(self, entry: Entry) -> str:
        """Where its page is; empty where it has none."""
        return address.entry_page(entry) if entry.REGISTER.pages.record_page else ""

    def shows(self, register: RegisterRule) -> bool:
        """Whether single entries are shown."""
        return register.shows_records or (self.whole and not register.is_confidential)

    def columns(self, register: RegisterRule, entries: Sequence[Entry]) -> tuple[str, ...]:
        """The columns of a list of `entries` without those that the title repeats and those that hold nothing.

        The state stands last and is none of them.
        """
        said = {STATE, *(name for name in register.by_id if f"{{{name}}}" in register.title_from)}
        asked = (name for name in register.pages.columns if name not in said)
        return tuple(name for name in asked if any(self.cell(entry, name) for entry in entries))

    def look(self, register: RegisterRule, column: str) -> str:
        """How a column is set: numbers to the right, days unbroken."""
        rule = register.by_id.get(column)
        if rule is None or rule.type in ("number", "whole"):
            return "kh-number"
        return "kh-day" if rule.type in ("day", "period") else "kh-lines"

    def line(self, entry: Entry, columns: Iterable[str]) -> EntryLine:
        """An entry in a list."""
        state = state_of(entry, self.on)
        cells = tuple(Link(self.cell(entry, name), self._clause_url(entry, name)) for name in columns)
        tone = state.tone if state is not None else ""
        return EntryLine(
            self.title(entry), self.url(entry), cells, state_name(entry, self.on), tone, self.late(entry)
        )

    def late(self, entry: Entry) -> str:
        """What is overdue, in words; empty for nothing."""
        found = overdue(entry, self.corpus.holidays, self.on)
        return "；".join(f"{due.label} {day} 已过" for due, day in found)

    def cell(self, entry: Entry, name: str) -> str:
        """A declared or computed value in words."""
        if name == STATE:
            return state_name(entry, self.on)
        if name in (VALUE, TARGET, GAP):
            return self.indicator(entry, name)
        return "、".join(self.words(entry.REGISTER.by_id[name], value) for value in entry.values_of(name))

    def _clause_url(self, entry: Entry, name: str) -> str:
        """Where the clause of a field stands, the first of several; empty for any other field."""
        rule = entry.REGISTER.by_id.get(name)
        anchors = entry.values_of(name) if rule is not None and rule.type == "clause" else ()
        return next((link.url for link in map(self.clause, anchors) if link is not None), "")

    def clause(self, anchor: str) -> Link | None:
        """The clause of a notice that is at hand; None without it."""
        return latest_clause(self.corpus.schemes, self.notices, anchor)

    def indicator(self, entry: Entry, name: str) -> str:
        """What an entry reached of its target, in words; empty without one."""
        reached = reached_by(entry, self.corpus.entries_by_register, self.corpus.holidays)
        if reached is None:
            return ""
        if name == TARGET:
            return f"{format_points(reached.indicator.target)}%"
        if reached.rate is None:
            return "没有事项" if name == VALUE and reached.of == 0 else ""
        found = reached.rate if name == VALUE else reached.gap
        return "" if found is None else format_rate(found / 100)

    def words(self, rule: RowFieldRule, value: Any) -> str:
        """One value of a field in words."""
        if rule.type == "clause":
            link = self.clause(str(value))
            return str(value) if link is None else link.name
        if rule.type == "text" and value in self.corpus.publications:
            return quote_title(self.corpus.publications[value].title)
        return value_words(rule, value, self._referred)

    def _referred(self, to: str, name: str) -> str:
        """What a reference leads to, in words; what is not shown keeps its id."""
        if to in ("unit", "item"):
            return (self.names if to == "unit" else self.items).get(name, name)
        if to == "deduction":
            record = self.deductions.get(name)
            return name if record is None else self._deduction(record).name
        if to.startswith("register:"):
            entry = self.by_id.get((to.partition(":")[2], name))
            return name if entry is None else self.title(entry)
        return self._scheme_words(to, name)

    def _scheme_words(self, to: str, name: str) -> str:
        """What the latest scheme that has it says of a standard or a measure."""
        for _, scheme in sorted(self.corpus.schemes.items(), reverse=True):
            if to == "measure" and name in (found := {rule.id: rule.name for rule in scheme.measures}):
                return found[name]
            standards = (rule for item in scheme.items.values() for rule in item.standards if to == "standard")
            if words := next((rule.text for rule in standards if rule.id == name), ""):
                return words
        return name

    def head(self, register: RegisterRule, column: str) -> str:
        """The head of a column."""
        return COMPUTED.get(column) or register.by_id[column].label

    def links(self, entry: Entry) -> Iterator[tuple[str, Link]]:
        """What an entry leads to, and what leads to it."""
        register = entry.REGISTER
        for link in register.links:
            for name in entry.values_of(link.field) if link.field else ():
                found = self._link(link.to, str(name))
                if found is not None:
                    yield link.says or register.by_id[link.field].label, found
        for record in self._led.get((register.id, entry.id), ()):
            says = next((link.says for link in register.links if link.from_there and link.says), "扣分记录")
            yield (says if self._takes(record) else UNTAKEN), self._deduction(record)
        for says, other in self._back.get((register.id, entry.id), ()):
            yield says, Link(self.title(other), self.url(other))

    @cached_property
    def _back(self) -> Mapping[tuple[str, str], list[tuple[str, Entry]]]:
        """The entries that name an entry of another register, by that, with what they are to it."""
        found: dict[tuple[str, str], list[tuple[str, Entry]]] = {}
        for entry in self.corpus.entries:
            for link in entry.REGISTER.links:
                if link.field and link.to.startswith("register:"):
                    for name in entry.values_of(link.field):
                        key = (link.to.partition(":")[2], str(name))
                        found.setdefault(key, []).append((link.back or entry.REGISTER.title, entry))
        return found

    def _link(self, to: str, name: str) -> Link | None:
        if to == "deduction":
            record = self.deductions.get(name)
            return None if record is None else self._deduction(record)
        entry = self.by_id.get((to.partition(":")[2], name))
        return None if entry is None else Link(self.title(entry), self.url(entry))

    def _takes(self, record: Deduction) -> bool:
        """Whether points stand in it still, and its day is one on which they count; what a maximum leaves of them is
        not asked.
        """
        scheme = self.corpus.schemes.get(record.year)
        first = scheme.counts_from if scheme is not None else None
        return bool(effective_points(record)) and (first is None or record.date >= first)

    def _deduction(self, record: Deduction) -> Link:
        unit = self.names.get(record.unit, record.unit)
        return Link(f"{record.date} {unit}：{record.reason[:30]}", address.record_page(record))

    def led_by(self, record: Deduction) -> Iterator[tuple[str, Link]]:
        """The entries of which a deduction tells, with what they are to it."""
        keys = [(found.register, found.record, "from") for found in record.found_in]
        if record.rectification is not None and record.rectification.item:
            keys.append((self.rectification, record.rectification.item, "rectification"))
        for register, name, where in keys:
            entry = self.by_id.get((register, name))
            if entry is not None:
                back = (link.back for link in entry.REGISTER.links if link.from_there == where and link.back)
                title = self.title(entry) + (f"（{state}）" if (state := state_name(entry, self.on)) else "")
                yield next(back, entry.REGISTER.title), Link(title, self.url(entry))


def _sort_key(value: Any) -> tuple[str, Any]:
    """Values of one field in order; what is missing first."""
    if value is None or value == "":
        return "", ""
    if isinstance(value, str):  # 第2号 before 第10号
        parts = _FIGURES.split(value)
        return "str", tuple(int(part) if at % 2 else part for at, part in enumerate(parts))
    return type(value).__name__, value
