"""What becomes of a finding: recorded, told to the unit, amended, appealed against, rectified, revoked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from generator.demo.findings import DemoFinding
from generator.demo.material import read_material
from generator.demo.register import ENTERED, REVIEWER, make_scheme, office_names, recorder_of
from generator.demo.seeded import SeededDraws
from generator.demo.wording_sample import Matter, trim_points
from generator.demo.workdays import recording_day, workday_from, workdays_after
from generator.model.deduction import Appeal, Deduction, Rectification, Reply, Revocation
from generator.model.field import Part, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.read.record_days import days_of
from generator.rules.standard_record import StandardRecord

_LONG = (25, 70)  # days after its term: who needs so many says why before
_APART = {("date",), ("appeal", "decided")}
_EACH = re.compile(r"每(?:少一)?(人次|[件项次起处卷个人])")


@dataclass(frozen=True, slots=True)
class Case:
    """An appeal against findings of the kinds `fits` (item/standard): its grounds, and the reasons of decisions.

    `fewer` is a decision that leaves some of several occurrences, `milder` one that takes the least the standard
    allows, and is asked for only of a finding that takes more; where neither nor `revoked` is there, the finding is
    upheld. `says` are words of which the reason has one: what it pleads answers no other reason.
    """

    fits: Annotated[tuple[str, ...], Rows(doc="适用的单项和标准", minimum=1), Text(doc="单项/标准")]
    grounds: Annotated[str, Text(doc="申诉理由")]
    upheld: Annotated[str, Text(doc="维持的理由")]
    revoked: Annotated[str, Text(doc="撤销扣分的理由")] = ""
    fewer: Annotated[str, Text(doc="按较少的次数计扣的理由")] = ""
    milder: Annotated[str, Text(doc="按标准的下限计扣的理由")] = ""
    says: Annotated[tuple[str, ...], Rows(doc="事由里的字样，有其一才适用"), Text(doc="字样")] = ()

    def answers(self, finding: Deduction) -> bool:
        """Whether somebody could plead this against `finding`."""
        if f"{finding.item}/{finding.standard}" not in self.fits:
            return False
        if self.says and not any(words in finding.reason for words in self.says):
            return False
        return not self.milder or finding.points > standard_of(finding).range.min * finding.count


@dataclass(frozen=True, slots=True)
class Delay:
    """Why something took much longer than asked: in `items` alone, or in any where none are named."""

    says: Annotated[str, Text(doc="原因")]
    items: Annotated[tuple[str, ...], Rows(doc="说得通的单项"), Text(doc="单项")] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wordings of what follows a finding."""

    replies: Annotated[tuple[str, ...], Rows(doc="答复"), Text(doc="答复")]
    cases: Annotated[tuple[Case, ...], Rows(doc="申诉"), Part(doc="一件申诉")]
    revocations: Annotated[tuple[str, ...], Rows(doc="撤销记录"), Text(doc="撤销记录")]
    notes: Annotated[tuple[str, ...], Rows(doc="内部备注"), Text(doc="内部备注")]
    delays: Annotated[tuple[Delay, ...], Rows(doc="整改晚了的原因", minimum=1), Part(doc="一种原因")]


@dataclass(frozen=True, slots=True)
class Life:
    """A finding with everything that ever follows.

    Until the day `amended` it read as `draft`; until the day `masked` it read as `plain`, and `harmless` is how it
    might have read with nothing to redact. The decision on its appeal is entered on `registered`, where that is not
    the usual day. On `linked` it is entered in which entry of a register it is put right. Where it is long not put
    right, `excuse` says why from the day `excused` on.
    """

    final: Deduction
    draft: Deduction | None = None
    amended: date | None = None
    plain: Deduction | None = None
    masked: date | None = None
    harmless: Deduction | None = None
    registered: date | None = None
    linked: date | None = None
    excused: date | None = None
    excuse: str = ""

    @property
    def recorder(self) -> str:
        """Who records it."""
        return recorder_of(self.final.unit, make_scheme(self.final.year).items[self.final.item])

    @property
    def recorded(self) -> date:
        """The day it is brought to the main branch."""
        return first_recording(self.final.date)

    def known(self) -> Iterator[date]:
        """The days on which something became known that changes the record, its recording and the decision apart."""
        yield from (day for day in (self.amended, self.linked, self.excused) if day is not None)
        yield from (day for steps, day in days_of(self.final) if steps not in _APART)

    def turns(self) -> list[date]:
        """The days on which the record changes, the first of them that of its recording, in order; masking apart."""
        days = {self.recorded, *map(recording_day, self.known())}
        decision = self.decided_on
        return sorted(days | ({decision} if decision else set()))

    @property
    def decided_on(self) -> date | None:
        """When the decision on its appeal is entered; None where there is none."""
        appeal = self.final.appeal
        if appeal is None or appeal.decided is None:
            return None
        return self.registered or recording_day(appeal.decided)

    def state_on(self, day: date) -> Deduction | None:
        """The record as it stands in the evening of `day`; None before it was recorded."""
        if day < self.recorded:
            return None

        def is_known(fact: date | None) -> bool:
            return fact is not None and recording_day(fact) <= day

        base, final, decision = self.final, self.final, self.decided_on
        if self.draft is not None and not is_known(self.amended):
            base = self.draft
        elif self.plain is not None and self.masked is not None and day < self.masked:
            base = self.plain
        appeal, rectification = final.appeal, final.rectification
        if appeal is not None and (decision is None or day < decision):
            appeal = Appeal(appeal.filed, appeal.grounds) if is_known(appeal.filed) else None
        if rectification is not None and not is_known(self.linked):
            rectification = replace(rectification, item="")
        if rectification is not None and not is_known(rectification.done):
            said = self.excuse if is_known(self.excused) else ""
            rectification = Rectification(rectification.due, note=said, item=rectification.item)
        elif rectification is not None and not is_known(rectification.accepted):
            rectification = replace(rectification, accepted=None)
        return replace(
            base,
            notified=final.notified if is_known(final.notified) else None,
            reply=final.reply if final.reply and is_known(final.reply.date) else None,
            appeal=appeal,
            rectification=rectification,
            revoked=final.revoked if final.revoked and is_known(final.revoked.date) else None,
        )


def first_recording(day: date) -> date:
    """When something found on `day` is recorded: not before the project has begun."""
    return max(recording_day(day), recording_day(ENTERED))


def live(lots: SeededDraws, finding: DemoFinding) -> Life:
    """What becomes of `finding`. Everything that moves points is known within 30 days."""
    drawn = lots.under(finding.record.id)
    final = replace(finding.record, notified=told_on(drawn, finding.record))
    matter = finding.matter
    if drawn.happens("note", 12):
        final = replace(final, internal_note=drawn.pick("words", read_material("phrases", Phrases).notes))
    if drawn.happens("revoked", 1):
        return Life(replace(final, revoked=_revoke(drawn, final)))
    if drawn.happens("amended", 6):
        amended = workday_from(final.date + timedelta(days=8))
        final = replace(final, notified=workdays_after(recording_day(amended), 1))
        if not matter.reason.settled:
            final = replace(final, rectification=_rectify(drawn, final, matter))
        return _explain(drawn, Life(final, _draft(drawn, final), amended))
    if drawn.happens("appeal", 28) and (appeal := _appeal(drawn, final)) is not None:
        final = replace(final, appeal=appeal)
    elif drawn.happens("reply", 10):
        final = replace(final, reply=_reply(drawn, final))
    void = final.appeal is not None and final.appeal.decision == "revoked"
    if drawn.happens("rectification", 70) and not void and not matter.reason.settled:
        final = replace(final, rectification=_rectify(drawn, final, matter))
    return _explain(drawn, Life(final))


def told_on(lots: SeededDraws, finding: Deduction) -> date:
    """The day on which the unit has its letter: soon after the record stands."""
    return workdays_after(first_recording(finding.date), lots.between("told", 1, 2))


def _after(day: date, days: int) -> date:
    return workday_from(day + timedelta(days=days))


def _told(finding: Deduction) -> date:
    return finding.notified or finding.date


def _reply(lots: SeededDraws, finding: Deduction) -> Reply:
    text = lots.pick("reply/text", read_material("phrases", Phrases).replies)
    return Reply(workdays_after(_told(finding), lots.between("reply/day", 2, 4)), text)


def _revoke(lots: SeededDraws, finding: Deduction) -> Revocation:
    reasons = read_material("phrases", Phrases).revocations
    return Revocation(_after(finding.date, lots.between("days", 10, 18)), lots.pick("reasons", reasons))


def _appeal(lots: SeededDraws, finding: Deduction) -> Appeal | None:
    """An appeal and its decision; None where no grounds fit the finding."""
    case = next((case for case in read_material("phrases", Phrases).cases if case.answers(finding)), None)
    if case is None or not finding.points:
        return None
    filed = workdays_after(_told(finding), lots.between("filed", 2, 4))
    decided = workdays_after(filed, lots.between("decided", 4, 8))
    appeal = Appeal(filed, case.grounds, decided, "upheld", None, "", REVIEWER)
    standard = standard_of(finding)
    least = standard.range.min * finding.count
    each = (found[1] if (found := _EACH.search(standard.text)) else "件").replace("人次", "人")
    fate = lots.below("decision", 10)
    if fate < 4 and case.fewer and finding.count > 1:
        less = lots.between("less", 1, finding.count - 1)
        rest = finding.count - less
        points = finding.points * rest / finding.count
        reasons = case.fewer.format(less=less, rest=rest, each=each)
        return replace(appeal, decision="reduced", points=trim_points(points), reasons=reasons)
    if fate < 6 and case.milder and least < finding.points:
        return replace(appeal, decision="reduced", points=trim_points(least), reasons=case.milder)
    if 4 <= fate < 8 and case.revoked:
        return replace(appeal, decision="revoked", reasons=case.revoked)
    return replace(appeal, reasons=case.upheld.format(count=finding.count, each=each))


def standard_of(finding: Deduction) -> StandardRecord:
    """The standard by which it costs points."""
    item = make_scheme(finding.year).items[finding.item]
    return next(standard for standard in item.standards if standard.id == finding.standard)


def _rectify(lots: SeededDraws, finding: Deduction, matter: Matter) -> Rectification:
    """How it was put right: mostly in time, some late, the reason given where it was long, all at last."""
    due = _after(_told(finding), lots.between("due", 15, 30))
    fate = lots.below("fate", 20)
    late = lots.between("late", 3, 20) if 2 <= fate < 4 else -lots.between("early", 0, 8)
    late = lots.between("very-late", *_LONG) if fate < 2 else late
    done = _after(due, late)
    if late < 0:
        done = min(done, due)
    note = lots.pick("rectified", matter.rectified) if fate % 2 or late > 0 else ""
    if note and late > 0:
        why = f"；{_why_late(lots, finding)}" if fate < 2 else ""
        note = f"{note}{why}，比要求晚了{(done - due).days}天"
    waits = lots.between("waits", 25, 50) if 4 <= fate < 6 else lots.between("accepted", 2, 7)
    return Rectification(due, done, _after(done, waits), note)


def _why_late(lots: SeededDraws, finding: Deduction) -> str:
    delays = read_material("phrases", Phrases).delays
    return lots.pick("why", [delay.says for delay in delays if not delay.items or finding.item in delay.items])


def _explain(lots: SeededDraws, life: Life) -> Life:
    """The same, with what is said some days after its term to put it right, where that is long past."""
    plan = life.final.rectification
    if plan is None or plan.due is None or plan.done is None or (plan.done - plan.due).days < _LONG[0]:
        return life
    office = office_names()[life.recorder]
    until = plan.done + timedelta(days=5)
    excuse = (
        f"{_why_late(lots, life.final)}，没有按期完成，已向{office}书面说明，请求延到{until.month}月{until.day}日以前"
    )
    return replace(life, excused=workdays_after(plan.due, lots.between("excused", 1, 3)), excuse=excuse)


def _draft(lots: SeededDraws, final: Deduction) -> Deduction:
    """How it read before it was amended: one occurrence where there were several, without evidence, or less sure."""
    if final.count > 1:
        once = final.reason.replace(str(final.count), "1", 1)
        return replace(final, count=1, points=trim_points(final.points / final.count), reason=once)
    if lots.happens("without", 50):
        return replace(final, evidence=())
    return replace(final, reason=final.reason + "（待核实）")
