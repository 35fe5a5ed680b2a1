"""What becomes of a finding: recorded, amended, appealed against, rectified, revoked; how it stands on any day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from generator.demo.lots import Lots
from generator.demo.material import read_material
from generator.demo.register import make_scheme
from generator.demo.workdays import recording_day, workday_from
from generator.model.deduction import Appeal, Deduction, Rectification, Revocation
from generator.model.field import Identifier, Part, Rows, Text
from generator.model.number import format_points

_CENT = Decimal("0.01")
REVIEWER = "kaohezu"  # who decides on appeals


@dataclass(frozen=True, slots=True)
class Case:
    """An appeal: its grounds, and the reasons of each decision on them; `items` where it fits only these."""

    grounds: Annotated[str, Text(doc="申诉理由")]
    upheld: Annotated[str, Text(doc="维持的理由")]
    reduced: Annotated[str, Text(doc="减少扣分的理由")]
    revoked: Annotated[str, Text(doc="撤销扣分的理由")]
    items: Annotated[tuple[str, ...], Rows(doc="适用的单项"), Identifier(doc="单项")] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wordings of what follows a finding."""

    rectified: Annotated[tuple[str, ...], Rows(doc="整改情况"), Text(doc="整改情况")]
    cases: Annotated[tuple[Case, ...], Rows(doc="申诉"), Part(doc="一件申诉")]
    revocations: Annotated[tuple[str, ...], Rows(doc="撤销记录"), Text(doc="撤销记录")]
    notes: Annotated[tuple[str, ...], Rows(doc="内部备注"), Text(doc="内部备注")]


@dataclass(frozen=True, slots=True)
class Life:
    """A finding with everything that ever follows; until the day `amended` it read as `draft`."""

    final: Deduction
    draft: Deduction
    amended: date | None = None

    @property
    def recorded(self) -> date:
        """The day it is brought to the main branch."""
        return recording_day(self.final.date)

    def turns(self) -> list[date]:
        """The days on which the record changes, the first of them that of its recording, in order."""
        appeal, rectification, revoked = self.final.appeal, self.final.rectification, self.final.revoked
        known = [self.amended]
        if appeal:
            known += [appeal.filed, appeal.decided]
        if rectification:
            known += [rectification.done, rectification.accepted]
        if revoked:
            known.append(revoked.date)
        return sorted({self.recorded, *(recording_day(day) for day in known if day)})

    def state_on(self, day: date) -> Deduction | None:
        """The record as it stands in the evening of `day`; None before it was recorded."""
        if day < self.recorded:
            return None

        def is_known(fact: date | None) -> bool:
            return fact is not None and recording_day(fact) <= day

        base = self.final if self.amended is None or is_known(self.amended) else self.draft
        appeal, rectification, revoked = self.final.appeal, self.final.rectification, self.final.revoked
        if appeal is not None and not is_known(appeal.decided):
            appeal = Appeal(appeal.filed, appeal.grounds) if is_known(appeal.filed) else None
        if rectification is not None and not is_known(rectification.done):
            rectification = Rectification(rectification.due)
        elif rectification is not None and not is_known(rectification.accepted):
            rectification = replace(rectification, accepted=None)
        if revoked is not None and not is_known(revoked.date):
            revoked = None
        return replace(base, appeal=appeal, rectification=rectification, revoked=revoked)


def live(lots: Lots, finding: Deduction) -> Life:
    """What becomes of `finding`. Everything that moves points is known within 30 days."""
    drawn = lots.under(finding.id)
    final = finding
    if drawn.happens("note", 12):
        final = replace(final, internal_note=drawn.pick("words", read_material("phrases", Phrases).notes))
    if drawn.happens("revoked", 2):
        return Life(final := replace(final, revoked=_revoke(drawn, final)), final)
    if drawn.happens("appeal", 11):
        final = replace(final, appeal=_appeal(drawn, final))
    if drawn.happens("rectification", 70) and not (final.appeal and final.appeal.decision == "revoked"):
        final = replace(final, rectification=_rectify(drawn, final))
    if drawn.happens("amended", 7):
        return Life(final, _draft(drawn, final), workday_from(final.date + timedelta(days=8)))
    return Life(final, final)


def revoke_late(life: Life, day: date) -> Life:
    """The same finding, revoked on `day`: later than usual, when its quarter has been published."""
    reasons = read_material("phrases", Phrases).revocations[0]
    final = replace(life.final, appeal=None, revoked=Revocation(day, reasons))
    return Life(final, final)


def _after(day: date, days: int) -> date:
    return workday_from(day + timedelta(days=days))


def _revoke(lots: Lots, finding: Deduction) -> Revocation:
    reasons = read_material("phrases", Phrases).revocations
    return Revocation(_after(finding.date, lots.between("days", 8, 18)), lots.pick("reasons", reasons))


def _appeal(lots: Lots, finding: Deduction) -> Appeal:
    phrases = read_material("phrases", Phrases)
    filed = _after(finding.date, lots.between("filed", 6, 10))
    decided = _after(filed, lots.between("decided", 5, 10))
    case = lots.pick("case", [case for case in phrases.cases if not case.items or finding.item in case.items])
    lower = _lower_points(lots, finding.points)
    fate = lots.below("decision", 20)
    if fate < 8 and lower < finding.points:
        return Appeal(filed, case.grounds, decided, "reduced", lower, case.reduced, REVIEWER)
    if fate < 12:
        return Appeal(filed, case.grounds, decided, "revoked", None, case.revoked, REVIEWER)
    return Appeal(filed, case.grounds, decided, "upheld", None, case.upheld, REVIEWER)


def _lower_points(lots: Lots, points: Decimal) -> Decimal:
    """Fewer points, in steps of 0.05."""
    steps = int(points / _CENT) // 5
    lower = max(steps * lots.between("quarters", 1, 3) // 4, 1)
    return Decimal(format_points(lower * 5 * _CENT))


def _rectify(lots: Lots, finding: Deduction) -> Rectification:
    due = _after(finding.date, lots.between("due", 15, 30))
    fate = lots.below("fate", 20)
    if fate < 2:
        return Rectification(due)
    late = lots.between("late", 3, 20) if fate < 4 else -lots.between("early", 0, 8)
    done = _after(due, late)
    note = lots.pick("rectified", read_material("phrases", Phrases).rectified) if fate % 2 else ""
    if fate < 6:
        return Rectification(due, done, None, note)
    return Rectification(due, done, _after(done, lots.between("accepted", 2, 7)), note)


def _draft(lots: Lots, final: Deduction) -> Deduction:
    """How it read before it was amended: at the least its standard allows, without evidence, or in other words."""
    item = make_scheme(final.year).items[final.item]
    least = next(standard.range.min for standard in item.standards if standard.id == final.standard)
    if least < final.points:
        return replace(final, points=least)
    if lots.happens("without", 50):
        return replace(final, evidence=())
    return replace(final, reason=final.reason + "（待核实）")
