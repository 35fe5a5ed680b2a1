"""Whose file is whose: an item's records belong to the office that assesses it, the rest to the office that leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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
    """KH506 an office changes what is its own in a record; KH508 the rest is changed by the leading office.

    A record is written by the office that assesses its item (in an office's own item by the one that the scheme
    names); reply and appeal by the unit; the decision by the body that decides. The state before the change says
    whose an item is, so that no proposal takes one over.
    """
    leader = find_leader(base) or find_leader(head)
    if office == leader:
        return
    before = {record.path: record for record in base.deductions}
    after = {record.path: record for record in head.deductions}
    for path in paths:
        placed = place_file(path)
        kind = None if placed is None else placed[0]
        if kind == "deduction":
            yield from _check_record(base, head, path, before.get(path), after.get(path), office)
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


def _check_record(
    base: Corpus, head: Corpus, path: str, before: Deduction | None, after: Deduction | None, office: str
) -> Iterator[Problem]:
    """KH506 for each part of the record that was changed by another office than the one whose it is."""
    record = before or after
    if record is None:
        return  # what cannot be read has its problem
    found = _find_item(base, record) or _find_item(head, record)
    if found is None:
        return  # the folder has its problem
    scheme, item = found
    recorder = find_recorder(scheme, item, record.unit)
    deciders = _deciders(scheme, before) - {"", recorder, item.assessor, record.unit}
    owners = {
        "finding": {recorder},
        "rectification": {recorder, record.unit},
        "answer": {record.unit},
        "decision": deciders,
    }
    for part in _changed_parts(before, after):
        if office not in owners[part]:
            words, hint = _say_owner(head, part, record, recorder, item)
            if part == "decision":
                words, hint = _say_deciders(head, sorted(deciders))
            submitted = f"，提交的单位是{_name(head, office)}（{office}）"
            yield Problem(Place(path), "KH506", words + submitted, hint)


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
