"""Whose file is whose: an item's records belong to the office that assesses it, the rest to the office that leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.model.corpus import Corpus
from generator.model.deduction import Appeal, Deduction, Reply
from generator.model.problem import Place, Problem
from generator.read.layout import place_file

_WORDS = {
    "site": "网站设置",
    "committers": "提交人登记表",
    "signers": "签名公钥登记",
    "scheme": "考核办法",
    "holidays": "节假日安排",
    "unit": "单位登记",
    "appraisal": "评议计票",
    "publication": "发布记录",
    "chain": "发布次序",
    "withdrawal": "撤回记录",
    "correction": "更正记录",
    "redaction": "遮盖记录",
    "exceptions": "核对过的文字",
}


@dataclass(frozen=True, slots=True)
class Touch:
    """That an office changed a file, in `commit` (empty where nobody asks), and the deduction there before and after.

    None for a deduction that is not there, or cannot be read.
    """

    office: str
    path: str
    before: Deduction | None = None
    after: Deduction | None = None
    commit: str = ""


def check_offices(base: Corpus, head: Corpus, touches: Iterable[Touch]) -> Iterator[Problem]:
    """KH506 an office changes the records of its own items only; KH508 the rest is changed by the leading office.

    KH515: a unit may reply, file an appeal and report its rectification in the records about itself; the office that
    assesses may not do it for the unit, nor decide, which whoever is to decide may. The state before the change says
    whose an item is and who leads, so that no proposal takes either over. Of what an office did to a file in several
    commits, the first is named.
    """
    leader = _leader(base) or _leader(head)
    seen: set[tuple[str, str, str]] = set()
    for touch in touches:
        if touch.office != leader:
            for problem in _check_touch(base, head, touch, leader):
                key = (touch.office, touch.path, problem.code)
                if key not in seen:
                    seen.add(key)
                    yield problem


def touches_of(base: Corpus, head: Corpus, paths: Iterable[str], office: str) -> Iterator[Touch]:
    """A whole change as made by one office."""
    before = {record.path: record for record in base.deductions}
    after = {record.path: record for record in head.deductions}
    for path in paths:
        yield Touch(office, path, before.get(path), after.get(path))


def _check_touch(base: Corpus, head: Corpus, touch: Touch, leader: str) -> Iterator[Problem]:
    kind, ids = place_file(touch.path) or (None, ())
    if kind == "deduction":
        item = (int(ids[0]), ids[1])
        assessor = _assessor(base, *item) or _assessor(head, *item)
        if _is_answer(touch) or (touch.office != assessor and _is_decision(touch)):
            return
        if assessor is not None and assessor != touch.office:
            words = f"这个单项由{_name(head, assessor)}（{assessor}）考核，{_submitted(head, touch)}"
            proxy = f"，或请{_name(head, leader)}代为提交" if leader not in ("", assessor) else ""
            hint = f"请由{_name(head, assessor)}提交{proxy}。"
            yield Problem(Place(touch.path), "KH506", words, hint)
        elif _others(touch.before) != _others(touch.after):
            words = f"答复、申诉和复核决定不由考核这个单项的单位填写，{_submitted(head, touch)}"
            name = _name(head, leader)
            hint = f"答复和申诉由被考核单位填写，复核决定由作出决定的单位填写；都可以请{name}代为登记。"
            yield Problem(Place(touch.path), "KH515", words, hint)
    elif kind is not None and leader:
        name = _name(head, leader)
        words = f"{_WORDS[kind]}由{name}（{leader}）改动，{_submitted(head, touch)}"
        yield Problem(Place(touch.path), "KH508", words, f"请由{name}提交。")


def _submitted(head: Corpus, touch: Touch) -> str:
    which = f"提交 {touch.commit[:12]} 的作者" if touch.commit else "提交的单位"
    return f"{which}是{_name(head, touch.office)}（{touch.office}）"


def _leader(corpus: Corpus) -> str:
    return corpus.site.lead if corpus.site is not None else ""


def _is_answer(touch: Touch) -> bool:
    """Whether the unit concerned has only replied, appealed, or said how far its rectification has come."""
    before, after = touch.before, touch.after
    if before is None or after is None or not before.unit == after.unit == touch.office:
        return False
    return (
        replace(before, reply=None, appeal=None, rectification=None)
        == replace(after, reply=None, appeal=None, rectification=None)
        and _decision(before.appeal) == _decision(after.appeal)
        and _terms(before) == _terms(after)
    )


def _is_decision(touch: Touch) -> bool:
    """Whether the unit that the record already named as the one that decides has only decided an appeal of another.

    Who names itself the one that decides, decides nothing.
    """
    before, after = touch.before, touch.after
    if before is None or after is None or before.appeal is None or after.appeal is None:
        return False
    return (
        before.appeal.decided_by == after.appeal.decided_by == touch.office != after.unit
        and replace(before, appeal=None) == replace(after, appeal=None)
        and (before.appeal.filed, before.appeal.grounds) == (after.appeal.filed, after.appeal.grounds)
    )


def _others(record: Deduction | None) -> tuple[Reply | None, Appeal | None]:
    """What of a record is not the assessing office's."""
    return (None, None) if record is None else (record.reply, record.appeal)


def _decision(appeal: Appeal | None) -> tuple[object, ...]:
    """What of an appeal is the deciding office's."""
    if appeal is None:
        return None, "", None, "", ""
    return appeal.decided, appeal.decision, appeal.points, appeal.reasons, appeal.decided_by


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
