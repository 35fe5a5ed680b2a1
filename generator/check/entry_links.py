"""Links of entries, on whichever side they stand: there, of the same unit, not before, and not too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.check.link_source import check_source
from generator.check.nearest import suggest_id
from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.place import folder_of, unit_file
from generator.model.problem import Location, Problem
from generator.model.register_rule import RegisterLink, RegisterRule
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.score.register_states import item_names, title_of

DEDUCTION = "deduction"  # what entries name that lies in the folders of years
Wanted = Callable[[str], bool]  # of what a link may lead to: unit, item, register:leads …
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


def check_references(corpus: Corpus, sound: Mapping[str, RegisterRule], wanted: Wanted) -> Iterator[Problem]:
    """KH702: what of the `wanted` an entry refers to is there."""
    known = Known(corpus)
    for entry in corpus.entries:
        if entry.REGISTER.id in sound:
            yield from _check_entry(known, entry, wanted)


@where_read
def _check_entry(known: Known, entry: Entry, wanted: Wanted) -> Iterator[Problem]:
    for rule in entry.REGISTER.fields:
        if rule.type == "ref":
            values = entry.values_of(rule.id)
            for at, value in enumerate(values):
                steps = (rule.id, at) if rule.many else (rule.id,)
                if wanted(rule.to):
                    yield from _check_name(known, entry, rule.to, value, entry.origin.place(*steps))
        elif rule.type == "rows":
            for at, row in enumerate(entry.value(rule.id)):
                for inner in (inner for inner in rule.rows if inner.type == "ref" and not inner.many):
                    place = entry.origin.place(rule.id, at, inner.id)
                    if wanted(inner.to):
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
    return to.startswith("register:") and is_elsewhere(corpus, to.partition(":")[2])


def is_elsewhere(corpus: Corpus, register: str) -> bool:
    """Whether the entries of a register lie in another repository, or some of them could not be read."""
    declared = corpus.registers.get(register)
    if declared is not None and declared.is_confidential and not corpus.entries_by_register.get(register):
        return True
    return any(path.startswith(f"{folder_of('entry')}/{register}/") for path in corpus.unread)


def check_links(corpus: Corpus, sound: Mapping[str, RegisterRule], wanted: Wanted) -> Iterator[Problem]:
    """KH711 to KH714 of the links that stand on entries and lead to what is `wanted`."""
    known = Known(corpus)
    for register in sound.values():
        for link in register.links:
            targets = (DEDUCTION, *(f"register:{name}" for name in corpus.registers))
            if link.field and link.to in targets and wanted(link.to):
                yield from _check_own(known, register, link)


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
            yield other_unit(known, place, target.units, tuple(sorted(mine)))
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


def other_unit(known: Known, place: Location, theirs: tuple[str, ...], mine: tuple[str, ...]) -> Problem:
    """KH711: what is linked is about different units."""
    names = ["、".join(known.units.get(unit, unit) for unit in units) or "没有单位" for units in (theirs, mine)]
    return Problem(place, "KH711", f"对方的单位是{names[0]}，这里是{names[1]}", "请核对编号和单位。")


def _reopened(place: Location, path: str) -> Problem:
    words = f"{path} 已撤销，由它办结的这一条要重新处理"
    return Problem(place, "KH714", words, "请另写办理结果；确已处理的，也写明撤销（revoked）。", "warning")
