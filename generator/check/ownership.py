"""Whose file is whose: an item's records belong to the office that assesses it, the rest to the office that leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.check.own_items import find_recorder
from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.problem import Place, Problem
from generator.model.scheme import Item, Scheme
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

    A record is written by the office that assesses its item (in an office's own item by the one that the scheme
    names); reply and appeal by the unit, which may report its rectification; the decision by the body that decides
    (KH515 where the assessing office wrote either). The state before the change says whose an item is and who leads,
    so that no proposal takes either over. Of what an office did to a file in several commits, the first is named.
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
    kind, _ = place_file(touch.path) or (None, ())
    if kind == "deduction":
        yield from _check_record(base, head, touch)
    elif kind is not None and leader:
        name = _name(head, leader)
        words = f"{_WORDS[kind]}由{name}（{leader}）改动，{_submitted(head, touch)}"
        yield Problem(Place(touch.path), "KH508", words, f"请由{name}提交。")


def _check_record(base: Corpus, head: Corpus, touch: Touch) -> Iterator[Problem]:
    """KH506, KH515 for each part of the record that was changed by another office than the one whose it is."""
    record = touch.before or touch.after
    if record is None:
        return  # what cannot be read has its problem
    found = _find_item(base, record) or _find_item(head, record)
    if found is None:
        return  # the folder has its problem
    scheme, item = found
    recorder = find_recorder(scheme, item, record.unit)
    deciders = _deciders(scheme, touch.before) - {"", recorder, item.assessor, record.unit}
    owners = {
        "finding": {recorder},
        "rectification": {recorder, record.unit},
        "answer": {record.unit},
        "decision": deciders,
    }
    for part in _changed_parts(touch.before, touch.after):
        if touch.office not in owners[part]:
            words, hint = _say_owner(head, part, record, recorder, item)
            if part == "decision":
                words, hint = _say_deciders(head, sorted(deciders))
            code = "KH515" if part in ("answer", "decision") and touch.office == recorder else "KH506"
            yield Problem(Place(touch.path), code, f"{words}，{_submitted(head, touch)}", hint)


def _submitted(head: Corpus, touch: Touch) -> str:
    which = f"提交 {touch.commit[:12]} 的作者" if touch.commit else "提交的单位"
    return f"{which}是{_name(head, touch.office)}（{touch.office}）"


def _leader(corpus: Corpus) -> str:
    return corpus.site.lead if corpus.site is not None else ""


def _deciders(scheme: Scheme, before: Deduction | None) -> set[str]:
    """Who may decide on an appeal: whom the scheme names, and whom the record named before the change."""
    named = before.appeal.decided_by if before is not None and before.appeal is not None else ""
    return {named, scheme.appeals.to if scheme.appeals is not None else ""}


def _find_item(corpus: Corpus, record: Deduction) -> tuple[Scheme, Item] | None:
    scheme = corpus.schemes.get(record.year)
    item = scheme.items.get(record.item) if scheme is not None else None
    return None if scheme is None or item is None else (scheme, item)


def _changed_parts(before: Deduction | None, after: Deduction | None) -> list[str]:
    """Which parts of a record differ, each an office's own: finding, rectification, answer, decision."""
    if after is None:
        return ["finding"]
    old, new = (_split(record) for record in (before, after))
    # Other bytes that say the same, a comment for instance, are the finding's.
    return [part for part in new if old[part] != new[part]] or ["finding"]


def _split(record: Deduction | None) -> dict[str, object]:
    """What of a record is whose; all parts are empty where there is none."""
    if record is None:
        return {"finding": None, "rectification": None, "answer": None, "decision": None}
    appeal, plan = record.appeal, record.rectification
    terms = None if plan is None else (plan.due, plan.accepted)
    done = (plan.done, plan.note) if plan is not None and (plan.done or plan.note) else None
    answer = (record.reply, appeal and (appeal.filed, appeal.grounds))
    given: tuple[object, ...] = ()
    if appeal is not None:
        given = (appeal.decided, appeal.decision, appeal.points, appeal.reasons, appeal.decided_by)
    return {
        "finding": (replace(record, reply=None, appeal=None, rectification=None), terms),
        "rectification": done,
        "answer": answer if any(answer) else None,
        "decision": given if any(given) else None,
    }


def _say_owner(corpus: Corpus, part: str, record: Deduction, recorder: str, item: Item) -> tuple[str, str]:
    """Whose a part of a record is, in words, and what to do."""
    if part == "answer":
        name = _name(corpus, record.unit)
        words = f"答复和申诉由被扣分的{name}（{record.unit}）自己写"
    elif recorder != item.assessor:
        name = _name(corpus, recorder)
        words = f"考核部门自己的单项，由{name}（{recorder}）考核和登记"
    else:
        name = _name(corpus, recorder)
        words = f"这个单项由{name}（{recorder}）考核"
    return words, f"请由{name}提交，或请考核办代为提交。"


def _say_deciders(corpus: Corpus, deciders: Sequence[str]) -> tuple[str, str]:
    """Who writes a decision, in words, and what to do."""
    names = "、".join(f"{_name(corpus, found)}（{found}）" for found in deciders)
    words = f"复核决定由{names or '考核办'}写，不由扣分的部门或被扣分的单位写"
    return words, f"请由{names}提交，或请考核办代为提交。" if names else "请由考核办提交。"


def _name(corpus: Corpus, unit: str) -> str:
    found = corpus.units.get(unit)
    return found.short_name if found is not None else "未登记的单位"
