"""Whether a field of a register was opened in words: what was written while it was closed stays closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from generator.git.recorded import former_versions
from generator.model.place import Place
from generator.model.problem import Problem
from generator.model.register_field import FieldRule
from generator.model.register_rule import RegisterRule
from generator.read.record import read_record
from generator.release.main_line import MainLine
from generator.rules.corpus import Corpus


def check_openings(corpus: Corpus, line: MainLine) -> Iterator[Problem]:
    """KH729: a field that any earlier declaration on the line kept closed is opened from a day after that on."""
    asked = [r for r in corpus.registers.values() if r.shows_records and corpus.entries_by_register.get(r.id)]
    former = former_versions(line.repository, line.tip, [register.path for register in asked])
    for register in asked:
        closed: dict[str, date] = {}
        for day, earlier in _versions(register, former[register.path]):
            for name, last in _closed_until(earlier, day):
                closed[name] = max(last, closed.get(name, last))
        yield from _check_register(register, closed)


def _closed_until(register: RegisterRule, until: date) -> Iterator[tuple[str, date]]:
    """Each field that a declaration, in force to the day `until`, kept closed, with the day until which it did."""
    ends = [*(first for first, _ in register.editions[1:]), until]
    for end, rule in zip(ends, register.each, strict=True):
        for found in rule.fields:
            if not (rule.shows_records and found.share == "public"):
                yield found.id, min(end, until)


def _check_register(register: RegisterRule, closed: dict[str, date]) -> Iterator[Problem]:
    opened = {**dict(_opened_later(register)), **{opening.field: opening.from_ for opening in register.opened}}
    for at, rule in enumerate(register.fields):
        last = closed.get(rule.id) if rule.share == "public" else None
        if last is not None and (rule.id not in opened or opened[rule.id] < last):
            yield _tell(register, at, rule, last)


def _opened_later(register: RegisterRule) -> Iterator[tuple[str, date]]:
    """The fields that an amendment opens, each with its day: what was entered for the days before stays closed."""
    for (_, before), (first, after) in pairwise(register.editions):
        for rule in after.fields:
            was = before.by_id.get(rule.id)
            is_closed = was is not None and not (before.shows_records and was.share == "public")
            if is_closed and after.shows_records and rule.share == "public":
                yield rule.id, first


def _tell(register: RegisterRule, at: int, rule: FieldRule, last: date) -> Problem:
    words = f"字段“{rule.label}”（{rule.id}）到 {last} 还不公开，现在公开，没有写从哪一天起"
    hint = f"请在 opened 里写：{{field: {rule.id}, from: 不早于 {last} 的日期, reason: 理由}}；以前的记录不公开它。"
    return Problem(register.origin.place("fields", at), "KH729", words, hint)


def _versions(register: RegisterRule, former: Iterable[tuple[date, bytes]]) -> Iterator[tuple[date, RegisterRule]]:
    """Each earlier declaration of a register on the line, with the last day on which it was in force."""
    for until, data in former:
        record = read_record(register.path, Place("register", id=register.id), data).record
        if isinstance(record, RegisterRule):
            yield until, record
