"""The records of the sample district that were written by hand, so that each kind of case is there to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from generator.demo.findings import HELD_OF_OWN, DemoLedger, make_evidence
from generator.demo.material import read_material
from generator.demo.record_lives import Life, told_on
from generator.demo.register import IN_FORCE, REVIEWER, make_scheme
from generator.demo.seeded import SeededDraws
from generator.demo.wording_sample import events_by_item
from generator.model.deduction import (
    METHODS,
    SOURCES,
    Appeal,
    Deduction,
    Rectification,
    Reply,
    Revocation,
)
from generator.model.field import Choice, Day, Identifier, Number, Part, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.redaction import REDACTED

# When the title of a piece of evidence that tells where somebody lives was masked: no day on which clerks record.
MASKED = date(2015, 9, 9)


@dataclass(frozen=True, slots=True)
class Story:
    """One record, as `cases.yml` tells it.

    `registered` is when the decision on its appeal was entered, where that was late; `hidden` is the title of a piece
    of evidence that was masked on the day MASKED; `excuse` is why it is not put right, said on the day `excused`.
    """

    item: Annotated[str, Identifier(doc="单项")]
    unit: Annotated[str, Identifier(doc="单位")]
    day: Annotated[date, Day(doc="日期")]
    standard: Annotated[str, Identifier(doc="标准")]
    points: Annotated[Decimal, Number(doc="扣分")]
    method: Annotated[str, Choice(doc="考核方式", names=METHODS)]
    source: Annotated[str, Choice(doc="来源", names=SOURCES)]
    reason: Annotated[str, Text(doc="事由")]
    evidence: Annotated[tuple[str, ...], Rows(doc="材料", minimum=1), Text(doc="材料")]
    count: Annotated[int, Whole(doc="次数", minimum=1)] = 1
    reply: Annotated[Reply | None, Part(doc="答复")] = None
    rectification: Annotated[Rectification | None, Part(doc="整改")] = None
    appeal: Annotated[Appeal | None, Part(doc="申诉")] = None
    revoked: Annotated[Revocation | None, Part(doc="撤销")] = None
    registered: Annotated[date | None, Day(doc="决定登记的日期")] = None
    hidden: Annotated[str, Text(doc="遮盖前的材料名称")] = ""
    excused: Annotated[date | None, Day(doc="写明没有整改的原因的日期")] = None
    excuse: Annotated[str, Text(doc="没有整改的原因")] = ""


@dataclass(frozen=True, slots=True)
class Stories:
    """All of them."""

    cases: Annotated[tuple[Story, ...], Rows(doc="记录"), Part(doc="一件记录")]


def tell_cases(lots: SeededDraws, units: frozenset[str], limit: int, ledger: DemoLedger) -> Iterator[Life]:
    """The lives of at most `limit` records written by hand, of those about `units`; they are entered in `ledger`."""
    stories = [story for story in read_material("cases", Stories).cases if story.unit in units]
    for story in stories[:limit]:
        record = _write(lots, story, ledger)
        yield _live(story, record)


def _write(lots: SeededDraws, story: Story, ledger: DemoLedger) -> Deduction:
    scheme = make_scheme(story.day.year)
    own = scheme.items[story.item].assessor == story.unit
    held_at = HELD_OF_OWN if own else events_by_item()[story.item].held_at
    drawn = lots.under(f"case/{story.unit}/{story.day}/{story.item}")
    record = Deduction(
        id=f"{story.day:%Y-%m%d}-{story.unit}-{ledger.numbers.get((story.unit, story.day), 0) + 1}",
        year=story.day.year,
        item=story.item,
        unit=story.unit,
        date=story.day,
        standard=story.standard,
        count=story.count,
        points=story.points,
        method=story.method,
        source=story.source,
        reason=story.reason,
        evidence=tuple(make_evidence(drawn, title, held_at) for title in story.evidence),
        reply=story.reply,
        rectification=story.rectification,
        appeal=replace(story.appeal, decided_by=REVIEWER) if story.appeal else None,
        revoked=story.revoked,
        sample=True,
    )
    ledger.take(record)
    return record if record.date < IN_FORCE else replace(record, notified=told_on(drawn, record))


def _live(story: Story, record: Deduction) -> Life:
    if not story.hidden:
        return Life(record, registered=story.registered, excused=story.excused, excuse=story.excuse)
    [harmless] = record.evidence
    return Life(
        replace(record, evidence=(replace(harmless, title=REDACTED),)),
        plain=replace(record, evidence=(replace(harmless, title=story.hidden),)),
        masked=MASKED,
        harmless=record,
    )
