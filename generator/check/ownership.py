"""Whose file is whose: an item's records belong to the office that assesses it, the rest to the office that leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.model.corpus import Corpus
from generator.model.deduction import Appeal, Deduction
from generator.model.problem import Place, Problem
from generator.read.layout import place_file

_WORDS = {
    "site": "网站设置",
    "committers": "提交人登记表",
    "signers": "签名公钥登记",
    "scheme": "考核办法",
    "unit": "单位登记",
    "appraisal": "评议计票",
    "publication": "发布记录",
    "correction": "更正记录",
    "holidays": "节假日安排",
    "chain": "发布的先后",
    "withdrawal": "撤回记录",
    "redaction": "遮盖记录",
}


def check_offices(base: Corpus, head: Corpus, paths: Iterable[str], office: str) -> Iterator[Problem]:
    """KH506 an office changes the records of its own items only; KH508 the rest is changed by the leading office.

    A unit may file an appeal and report its rectification in the records about itself. The state before the change
    says whose an item is, so that no proposal takes one over.
    """
    leader = find_leader(base) or find_leader(head)
    if office == leader:
        return
    before = {record.path: record for record in base.deductions}
    after = {record.path: record for record in head.deductions}
    for path in paths:
        kind, ids = place_file(path) or (None, ())
        if kind == "deduction":
            if not _is_answer(before.get(path), after.get(path), office):
                yield from _check_item(base, head, path, (int(ids[0]), ids[1]), office)
        elif kind is not None and leader is not None:
            name = _name(head, leader)
            words = f"{_WORDS[kind]}由{name}（{leader}）改动，提交的单位是{_name(head, office)}（{office}）"
            yield Problem(Place(path), "KH508", words, f"请由{name}提交。")


def find_leader(corpus: Corpus) -> str | None:
    """The office that leads (考核办): the unit whose name is that of the site's office; None where there is none."""
    if corpus.site is None:
        return None
    wanted = corpus.site.office
    return next((u.id for u in corpus.units.values() if wanted in (u.name, u.short_name, *u.aliases)), None)


def _check_item(base: Corpus, head: Corpus, path: str, item: tuple[int, str], office: str) -> Iterator[Problem]:
    assessor = _assessor(base, *item) or _assessor(head, *item)
    if assessor is not None and assessor != office:
        name = _name(head, assessor)
        words = f"这个单项由{name}（{assessor}）考核，提交的单位是{_name(head, office)}（{office}）"
        yield Problem(Place(path), "KH506", words, f"请由{name}提交，或请考核办代为提交。")


def _is_answer(before: Deduction | None, after: Deduction | None, office: str) -> bool:
    """Whether the unit concerned has only appealed, or said how far its rectification has come."""
    if before is None or after is None or not before.unit == after.unit == office:
        return False
    return (
        replace(before, appeal=None, rectification=None) == replace(after, appeal=None, rectification=None)
        and _decision(before.appeal) == _decision(after.appeal)
        and _terms(before) == _terms(after)
    )


def _decision(appeal: Appeal | None) -> tuple[object, ...]:
    """What of an appeal is the deciding office's."""
    return (
        (None, "", None, "") if appeal is None else (appeal.decided, appeal.decision, appeal.points, appeal.reasons)
    )


def _terms(record: Deduction) -> tuple[object, ...] | None:
    """What of a rectification is the assessing office's."""
    plan = record.rectification
    return None if plan is None else (plan.due, plan.accepted)


def _assessor(corpus: Corpus, year: int, item: str) -> str | None:
    scheme = corpus.schemes.get(year)
    found = scheme.items.get(item) if scheme is not None else None
    return None if found is None else found.assessor


def _name(corpus: Corpus, unit: str) -> str:
    found = corpus.units.get(unit)
    return found.short_name if found is not None else "未登记的单位"
