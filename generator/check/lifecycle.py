"""What becomes of a deduction: rectification, appeal and revocation come in order; a decision says all it must."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from generator.model.deduction import Deduction
from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.unread import is_there, where_read
from generator.read.record_days import day_fields
from generator.rules.corpus import Corpus

# The code of a day by the part in which it stands; KH330 for any other.
_CODES = {"rectification": "KH310", "cured": "KH310", "appeal": "KH312", "revoked": "KH317"}
_SHORT = {("notified",): "告知日期", ("appeal", "filed"): "申诉日期"}
_ELSEWHERE = {("date",), ("appeal", "decided")}  # the finding itself; what `check_appeal` compares
# What follows the finding, by declaration, so that none escapes: where its day stands, code, name when too early.
_LATER = tuple(
    (steps, _CODES.get(steps[0], "KH330"), _SHORT.get(steps, label))
    for steps, label in day_fields(Deduction).items()
    if steps not in _ELSEWHERE
)

_LATER_IN = tuple((part, tuple(rows)) for part, rows in groupby(_LATER, lambda row: row[0][0]))


@where_read
def check_order(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH310, KH312, KH317, KH330: nothing that follows the finding is before it; KH325 where several are.

    One day that is wrong is one problem: where the day of the finding lies outside the year, KH308 says so, and where
    several days are before it, it is most likely the finding's own.
    """
    early = _find_early(record)
    if len(early) > 1:
        days = "、".join(f"{words} {day}" for _, _, words, day in early)
        message = f"发现问题的日期 {record.date} 晚于{days}"
        yield Problem(record.origin.place("date"), "KH325", message, "请先核对发现问题的日期，再核对其余各处。")
        return
    for steps, code, words, day in early:
        message = f"{words} {day} 早于发现问题的日期 {record.date}"
        yield Problem(record.origin.place(*steps), code, message, "请核对日期。")


def _find_early(record: Deduction) -> list[tuple[tuple[str, ...], str, str, date]]:
    """The days of `_LATER` that are before the finding, if that lies in its year."""
    if record.date.year != record.year:
        return []
    found = []
    for part, later in _LATER_IN:
        if getattr(record, part) is None:  # as most are
            continue
        for steps, code, words in later:
            day: object = record
            for step in steps:
                day = getattr(day, step) if is_there(day) else None
            if is_there(day) and isinstance(day, date) and day < record.date:
                found.append((steps, code, words, day))
    return found


@where_read
def check_rectification(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH310, KH311: done, then accepted."""
    plan = record.rectification
    if plan is None or plan.accepted is None:
        return
    if plan.done is None:
        place = record.origin.place("rectification", "accepted")
        yield Problem(place, "KH311", "写了验收销号的日期，没有写完成整改的日期", "请补上 done。")
    elif record.date <= plan.accepted < plan.done:  # else check_order has it
        words = f"验收销号的日期 {plan.accepted} 早于完成整改的日期 {plan.done}"
        yield Problem(record.origin.place("rectification", "accepted"), "KH310", words, "请核对日期。")


@where_read
def check_appeal(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH312: filed, then decided."""
    appeal = record.appeal
    if appeal is not None and appeal.decided is not None and appeal.decided < appeal.filed:
        yield Problem(
            record.origin.place("appeal", "decided"),
            "KH312",
            f"复核决定的日期 {appeal.decided} 早于申诉日期 {appeal.filed}",
            "请核对日期。",
        )


@where_read
def check_decision(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH313: a decision has its date, its reasons and who made it, who may be named before."""
    appeal = record.appeal
    if appeal is None:
        return
    parts = {"decided": appeal.decided, "decision": appeal.decision, "reasons": appeal.reasons}
    given = any(parts.values())  # who is to decide may be said before
    missing = [name for name, value in {**parts, "decided_by": appeal.decided_by}.items() if not value]
    if given and missing:
        yield Problem(
            record.origin.place("appeal"),
            "KH313",
            f"复核决定不完整，缺少 {'、'.join(missing)}",
            "决定日期、决定、理由和作出决定的单位（decided_by）应同时写明；还没有决定时都不写。",
        )


@where_read
def check_reduction(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH314 to KH316: a decision that reduces has lower points, and no other has any."""
    appeal, origin = record.appeal, record.origin
    if appeal is None:
        return
    if appeal.decision == "reduced" and appeal.points is None:
        yield Problem(
            origin.place("appeal", "decision"), "KH314", "决定减少扣分，没有写减少后的扣分", "请补上 points。"
        )
    elif (
        appeal.decision == "reduced" and appeal.points is not None and not Decimal(0) < appeal.points < record.points
    ):
        yield Problem(
            origin.place("appeal", "points"),
            "KH315",
            f"减少后的扣分 {format_points(appeal.points)} 应大于 0 且小于原扣分 {format_points(record.points)}",
            "不再扣分的，决定应写 revoked；不变的，写 upheld。",
        )
    elif appeal.decision != "reduced" and appeal.points is not None:
        yield Problem(
            origin.place("appeal", "points"), "KH316", "只有减少扣分的决定才写扣分", "请删除 points，或核对决定。"
        )
