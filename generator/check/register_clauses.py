"""The clauses that registers and their entries name: each is one of a notice that is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.nearest import nearest_id
from generator.model.entry import Entry
from generator.model.problem import Location, Problem
from generator.model.register_rule import RegisterRule
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.notice import NoticeDocument

Clauses = Mapping[str, str]  # the beginning of each clause by its anchor


def check_register_clauses(corpus: Corpus, notices: Mapping[str, NoticeDocument]) -> Iterator[Problem]:
    """KH420 of declarations and entries, in rows too; none where the project holds no notice."""
    clauses = {
        clause.anchor: clause.published[:20]
        for notice in notices.values()
        for part in notice.parts
        for clause in part.clauses
    }
    if clauses:
        for register in corpus.registers.values():
            yield from _check_basis(register, clauses)
        for entry in corpus.entries:
            yield from _check_entry(entry, clauses)


def no_clause(place: Location, anchor: str, clauses: Clauses) -> Problem:
    """That no notice has a clause of this anchor, with the nearest one that there is."""
    near = nearest_id(anchor, clauses)
    hint = f"是否想写 {near}（{clauses[near]}…）？" if near else "锚点见通知原文各段开头。"
    return Problem(place, "KH420", f"通知原文里没有锚点为“{anchor}”的条款", hint)


@where_read
def _check_basis(register: RegisterRule, clauses: Clauses) -> Iterator[Problem]:
    if register.basis and register.basis not in clauses:
        yield no_clause(register.origin.place("basis"), register.basis, clauses)
    for at, indicator in enumerate(register.indicators):
        if indicator.basis and indicator.basis not in clauses:
            yield no_clause(register.origin.place("indicators", at, "basis"), indicator.basis, clauses)


@where_read
def _check_entry(entry: Entry, clauses: Clauses) -> Iterator[Problem]:
    for rule in entry.REGISTER.fields:
        if rule.type == "clause":
            for value in entry.values_of(rule.id):
                if value not in clauses:
                    yield no_clause(entry.origin.place(rule.id), value, clauses)
        for inner in (inner for inner in rule.rows if inner.type == "clause"):
            for at, row in enumerate(entry.value(rule.id) or ()):
                value = row.value(inner.id)
                for anchor in value if isinstance(value, tuple) else (value,):
                    if anchor and anchor not in clauses:
                        yield no_clause(entry.origin.place(rule.id, at, inner.id), anchor, clauses)
