"""What becomes of a deduction: rectification, appeal and revocation come in order; a decision says all it must."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.number import format_points
from generator.model.problem import Problem


def check_rectification(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH310: found, then due and done, then accepted."""
    plan = record.rectification
    if plan is None:
        return
    for name, day in (("due", plan.due), ("done", plan.done), ("accepted", plan.accepted)):
        if day is not None and day < record.date:
            yield Problem(
                record.origin.place("rectification", name),
                "KH310",
                f"整改的日期 {day} 早于发现问题的日期 {record.date}",
                "请核对日期。",
            )
    if plan.accepted is not None and plan.done is None:
        yield Problem(
            record.origin.place("rectification", "accepted"),
            "KH311",
            "写了验收销号的日期，没有写完成整改的日期",
            "请补上 done。",
        )
    elif plan.accepted is not None and plan.done is not None and plan.accepted < plan.done:
        yield Problem(
            record.origin.place("rectification", "accepted"),
            "KH310",
            f"验收销号的日期 {plan.accepted} 早于完成整改的日期 {plan.done}",
            "请核对日期。",
        )


def check_appeal(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH312 to KH316: filed, then decided; a decision has its date, reasons and, if it reduces, lower points."""
    appeal = record.appeal
    if appeal is None:
        return
    origin = record.origin
    if appeal.filed < record.date:
        yield Problem(
            origin.place("appeal", "filed"),
            "KH312",
            f"申诉日期 {appeal.filed} 早于发现问题的日期 {record.date}",
            "请核对日期。",
        )
    if appeal.decided is not None and appeal.decided < appeal.filed:
        yield Problem(
            origin.place("appeal", "decided"),
            "KH312",
            f"复核决定的日期 {appeal.decided} 早于申诉日期 {appeal.filed}",
            "请核对日期。",
        )
    parts = {"decided": appeal.decided, "decision": appeal.decision, "reasons": appeal.reasons}
    missing = [name for name, value in parts.items() if not value]
    if 0 < len(missing) < len(parts):
        yield Problem(
            origin.place("appeal"),
            "KH313",
            f"复核决定不完整，缺少 {'、'.join(missing)}",
            "决定日期、决定和理由应同时写明；还没有决定时都不写。",
        )
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


def check_revocation(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH317: revoked after it was found."""
    if record.revoked is not None and record.revoked.date < record.date:
        yield Problem(
            record.origin.place("revoked", "date"),
            "KH317",
            f"撤销日期 {record.revoked.date} 早于发现问题的日期 {record.date}",
            "请核对日期。",
        )
