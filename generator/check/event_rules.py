"""Deductions beside each other: one event is entered once, one piece of evidence is called by one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.check.points import find_standard, stated_points
from generator.model.deduction import Deduction, Evidence
from generator.model.place import kind_at
from generator.model.problem import Problem, Severity
from generator.model.unread import Unread, known, where_read
from generator.read.quantity import find_measure
from generator.rules.corpus import Corpus
from generator.rules.standard_list import standard_kind

# The digest of no bytes at all: what a tool gives for a file that was not there.
EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
_UNSPOKEN = re.compile(r"[\W_]+")
Event = tuple[object, ...]
Events = dict[Event, Deduction]


def check_events(corpus: Corpus) -> Iterator[Problem]:
    """KH318 the same event entered twice; KH319 and KH320, reminders, what may be one event."""
    found = [(record, event) for record in corpus.deductions if (event := _event_of(record))]
    alike: dict[Event, list[Deduction]] = {}
    for record, event in found:
        alike.setdefault(event, []).append(record)
    events: Events = {}
    for record, event in found:
        yield from _find_repeated(corpus, events, record, event, alike[event])
        events.setdefault(event[:-1], record)
        events.setdefault((record.year, record.unit, record.date, event[-1]), record)


def _event_of(record: Deduction) -> Event:
    """What makes two records one event, the reason last; nothing where it was revoked or could not be read."""
    try:
        if record.revoked is not None:
            return ()
        words = _UNSPOKEN.sub("", known(record.reason))
        event = (record.year, record.item, record.unit, record.date, record.standard, words)
        hash(event)
    except Unread:
        return ()
    return event


def _takes_several(corpus: Corpus, record: Deduction) -> bool:
    """Whether one event may have several records by its standard, as where several people rate."""
    try:
        standard = find_standard(corpus, record)
        return standard is not None and standard_kind(standard).several
    except Unread:
        return False


def _find_repeated(
    corpus: Corpus, events: Events, record: Deduction, event: Event, alike: list[Deduction]
) -> Iterator[Problem]:
    if alike[0] is not record and _takes_several(corpus, record):
        hint = "不同的人评的，请在 reason 里写明各是谁评的；同一个人的，请只保留一条，已经合并的请撤销。"
        yield _repeated(record, alike[0], "KH318", "同样事由的评分已经录入", hint, "error")
        return
    if alike[0] is not record:
        hint = (
            f"{_propose_count(corpus, alike)}是同一件的，请只保留一条：还没有合并的可以删除，已经合并的请撤销；"
            "不是同一事项的，请在 reason 里写明区别。"
        )
        yield _repeated(record, alike[0], "KH318", "同一事项已经录入", hint, "error")
        return
    if _takes_several(corpus, record):
        return
    first = events.get(event[:-1])
    if first is not None:
        hint = "如是同一事项，请只保留一条；不是则不必处理。"
        yield _repeated(record, first, "KH319", "同一天、同一单位、同一标准已有一条记录", hint, "warning")
        return
    first = events.get((record.year, record.unit, record.date, event[-1]))
    if first is not None:
        done, once = ("扣分", "扣") if kind_at(first.path) == "deduction" else ("登记", "计")
        hint = f"如是同一事项，请与相关考核部门商定只{once}一次；不是则不必处理。"
        words = f"同一天、同一单位、同样的事由已按另一标准{done}"
        yield _repeated(record, first, "KH320", words, hint, "warning")


def _propose_count(corpus: Corpus, alike: list[Deduction]) -> str:
    """One record for all of several cases alike, where the standard deducts for each; else an empty text."""
    try:
        standard = find_standard(corpus, alike[0])
        measure = find_measure(standard.text) if standard else None
        number = sum(record.count for record in alike)
        points = stated_points(standard, number) if standard else ""
    except Unread:
        return ""
    if measure is None:
        return ""
    return f"确有同样的 {number} {measure.words[0]}的，请合成一条，写 count: {number}，points 写 {points}；"


def _repeated(record: Deduction, first: Deduction, code: str, words: str, hint: str, severity: Severity) -> Problem:
    return Problem(record.origin.place("reason"), code, f"{words}：{first.origin.file}", hint, severity)


def check_evidence(corpus: Corpus) -> Iterator[Problem]:
    """KH326, a reminder: no evidence; KH321 to KH323, reminders: what a digest shows of a mistake in naming it."""
    titles: dict[str, tuple[str, Deduction]] = {}
    for record in corpus.deductions:
        yield from _check_listed(record, titles)


def evidence_titles(corpus: Corpus, problems: Sequence[Problem]) -> Iterator[tuple[str, str]]:
    """Every digest of a piece of evidence and the name that it is called by: of all years, it should be one."""
    for record in corpus.deductions:
        yield from _titles_of(record)


@where_read
def _titles_of(record: Deduction) -> Iterator[tuple[str, str]]:
    for number in range(len(record.evidence)):
        yield from _title_of(record.evidence[number])


@where_read
def _title_of(evidence: Evidence) -> Iterator[tuple[str, str]]:
    if evidence.sha256:
        yield evidence.sha256, known(evidence.title)


@where_read
def _check_listed(record: Deduction, titles: dict[str, tuple[str, Deduction]]) -> Iterator[Problem]:
    if not record.evidence and record.revoked is None:
        hint = "请在 evidence 里写明材料的名称（title）和存放处（held_at），供被考核单位核对。"
        yield Problem(record.origin.place("evidence"), "KH326", "没有写佐证材料", hint, "warning")
    seen: set[Evidence] = set()
    for number in range(len(record.evidence)):
        yield from _check_one(record, number, titles, seen)


@where_read
def _check_one(
    record: Deduction, number: int, titles: dict[str, tuple[str, Deduction]], seen: set[Evidence]
) -> Iterator[Problem]:
    evidence = record.evidence[number]
    title, first = titles.setdefault(evidence.sha256, (known(evidence.title), record))
    if evidence in seen:
        place = record.origin.place("evidence", number)
        yield Problem(place, "KH323", "同一份材料列了两次", "请只保留一份。", "warning")
    elif evidence.sha256 == EMPTY_SHA256:
        words = "这是空文件的 SHA-256"
        place = record.origin.place("evidence", number)
        yield Problem(place, "KH322", words, "请确认材料的电子文件不是空的，再重新计算。", "warning")
    elif evidence.sha256 and title != evidence.title:
        words = f"这份材料在 {first.origin.file} 里名为“{title}”，内容（SHA-256）完全相同"
        hint = "如是同一份材料，请用同一个名称；不是则请核对 SHA-256。"
        place = record.origin.place("evidence", number)
        yield Problem(place, "KH321", words, hint, "warning")
    seen.add(evidence)
