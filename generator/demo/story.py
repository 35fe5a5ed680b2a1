"""How the sample district's records came about: who changed what on which day, and how it reached the main branch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from generator.demo.days_off import ENTERED, holidays_on
from generator.demo.district import LATE, SITE, District, schemes_on
from generator.demo.lives import Life
from generator.demo.register import ISSUED, YEAR
from generator.demo.workdays import recording_day
from generator.model.deduction import DECISIONS, Deduction
from generator.model.number import format_points
from generator.model.scheme import Item
from generator.view.yaml import emit_record

LEADER = "kaoheban"
_ACTS = ("recorded", "amended", "appealed", "decided", "rectified", "revoked")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One commit's worth: what an office changed, and why. `files`: path -> bytes."""

    office: str
    subject: str
    files: Mapping[str, bytes]
    body: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one office brings to the main branch on a day: its changes, proposed together under a title.

    `corrects` are the records by which it moves figures that were published.
    """

    day: date
    office: str
    title: str
    changes: tuple[Change, ...]
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One record's change on one day: which act, and how the record reads afterwards."""

    day: date
    office: str
    item: str
    act: str
    record: Deduction


def tell_story(district: District, until: date) -> list[Proposal]:
    """All proposals up to `until` in the order in which they were made."""
    told = [
        *_found(district),
        *_enter_days_off(),
        *_issue(district),
        *_record(district, until),
        *_appraise(district),
    ]
    return sorted((proposal for proposal in told if proposal.day <= until), key=lambda told: (told.day, told.office))


def _found(district: District) -> Iterator[Proposal]:
    """The register and the scheme, at the beginning of each year."""
    units = {f"data/units/{unit.id}.yml": emit_record(unit).encode() for unit in district.units}
    register = {
        "data/site.yml": emit_record(SITE).encode(),
        "data/committers.yml": emit_record(district.committers).encode(),
    }
    for scheme in district.schemes:
        day = date(scheme.year, 1, 5)
        drafted = schemes_on(district, day)[-1]
        changes = [
            Change(LEADER, f"录入{scheme.year}年度考核办法", _file(drafted, f"data/schemes/{scheme.year}.yml"))
        ]
        if scheme.year == YEAR:
            changes = [
                Change(LEADER, "登记网站和经办人员", register),
                Change(LEADER, f"登记被考核单位和考核实施部门 {len(units)} 个", units),
                *changes,
            ]
        yield Proposal(day, LEADER, f"{scheme.year}年度考核准备", tuple(changes))


def _enter_days_off() -> Iterator[Proposal]:
    """The days off of a year, entered when they have been announced."""
    for year, day in ENTERED.items():
        files = _file(holidays_on(day)[year], f"data/holidays/{year}.yml")
        yield Proposal(day, LEADER, f"{year}年节假日", (Change(LEADER, f"录入{year}年节假日安排", files),))


def _issue(district: District) -> Iterator[Proposal]:
    """The notice is issued and the draft of the first year's scheme gives way to it."""
    first = district.schemes[0]
    change = Change(
        LEADER,
        f"按{first.document}修订考核办法",
        _file(first, f"data/schemes/{first.year}.yml"),
        "行政审批服务由5分调整为4分，“12345”热线办理由3分调整为4分，总分不变。",
    )
    yield Proposal(recording_day(ISSUED), LEADER, "印发考核办法，两个单项的分值调整", (change,))


def _appraise(district: District) -> Iterator[Proposal]:
    for year, held in groupby(district.appraisals, key=lambda appraisal: appraisal.year):
        found = list(held)
        changes = tuple(
            Change(
                LEADER,
                f"录入千人评议计票：第 {at + 1} 至 {min(at + _SHOWN, len(found))} 个单位",
                {appraisal.path: emit_record(appraisal).encode() for appraisal in found[at : at + _SHOWN]},
            )
            for at in range(0, len(found), _SHOWN)
        )
        yield Proposal(recording_day(found[0].held), LEADER, f"{year}年度千人评议结果", changes)


def _record(district: District, until: date) -> Iterator[Proposal]:
    """What the offices recorded, one proposal for each office and day, one change for each item and act."""
    items: dict[str, Item] = {key: item for scheme in district.schemes for key, item in scheme.items.items()}
    names = {unit.id: unit.short_name for unit in district.units}
    turns = [turn for life in district.lives for turn in _turns(life, items[life.final.item].assessor, until)]
    turns.sort(key=lambda turn: (turn.day, turn.office, turn.item, _ACTS.index(turn.act), turn.record.id))
    for (day, office), together in groupby(turns, key=lambda turn: (turn.day, turn.office)):
        made = list(together)
        changes = tuple(
            _describe(office, items[item], act, [turn.record for turn in group], names)
            for (item, act), group in groupby(made, key=lambda turn: (turn.item, turn.act))
        )
        title = changes[0].subject if len(changes) == 1 else f"{names[office]}{day.month}月{day.day}日记录"
        corrects = tuple(turn.record.path for turn in made if _is_late(turn.record)) if office == LEADER else ()
        yield Proposal(day, office, title, changes, corrects)


def _turns(life: Life, office: str, until: date) -> Iterator[Turn]:
    before: Deduction | None = None
    for day in life.turns():
        record = life.state_on(day)
        if record is None or record == before or day > until:
            continue
        act = _name_act(before, record)
        by_lead = _is_late(record) or act in ("appealed", "decided")  # for the unit, and for the body that decides
        yield Turn(day, LEADER if by_lead else office, record.item, act, record)
        before = record


def _is_late(record: Deduction) -> bool:
    """Whether it was revoked after its quarter had been published."""
    return record.revoked is not None and record.revoked.date == LATE


def _name_act(before: Deduction | None, after: Deduction) -> str:
    """What was done; where several things came together, the weightiest."""
    if before is None:
        return "recorded"
    if after.revoked != before.revoked:
        return "revoked"
    if after.appeal != before.appeal:
        return "decided" if after.appeal and after.appeal.decided else "appealed"
    return "rectified" if after.rectification != before.rectification else "amended"


def _describe(office: str, item: Item, act: str, records: list[Deduction], names: Mapping[str, str]) -> Change:
    """The commit of one act on records of one item, its message as a clerk would write it."""
    files = {record.path: emit_record(record).encode() for record in records}
    lines = [_line(act, record, names[record.unit]) for record in records]
    if len(records) == 1:
        subject, _, body = lines[0].partition("。")
        return Change(office, f"{_WORDS[act]}：{item.name}，{subject}", files, body)
    rest = [f"另有 {len(lines) - _SHOWN} 条。"] if len(lines) > _SHOWN else []
    return Change(office, f"{_WORDS[act]}：{item.name} {len(records)} 条", files, "\n".join([*lines[:_SHOWN], *rest]))


_WORDS = {
    "recorded": "记录扣分",
    "amended": "补正记录",
    "appealed": "登记申诉",
    "decided": "复核决定",
    "rectified": "登记整改",
    "revoked": "撤销记录",
}


def _line(act: str, record: Deduction, name: str) -> str:
    """One record in one line; what follows the first full stop is detail."""
    points = format_points(record.points)
    match act:
        case "recorded":
            return f"{name} {points} 分。{record.reason}"
        case "amended":
            return f"{name} {points} 分。核实后补充完善。"
        case "appealed" if record.appeal is not None:
            return f"{name}。{record.appeal.grounds}"
        case "decided" if record.appeal is not None:
            return f"{name}，{DECISIONS[record.appeal.decision]}。{record.appeal.reasons}"
        case "revoked" if record.revoked is not None:
            return f"{name}。{record.revoked.reasons}"
    closed = record.rectification is not None and record.rectification.accepted is not None
    return f"{name}，{'已销号' if closed else '已整改'}。"


def _file(record: Any, path: str) -> dict[str, bytes]:
    return {path: emit_record(record).encode()}
