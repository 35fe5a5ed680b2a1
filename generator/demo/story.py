"""How the sample district's records came about: who changed what on which day, and how it reached the main branch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from generator.demo.days_off import entered_on, holidays_on
from generator.demo.district import District, begins, site_of
from generator.demo.entry_lives import EntryLife, declared, entry_on
from generator.demo.record_lives import Life
from generator.demo.register import LEADER, PROOFREAD, REVIEWER, YEAR, scheme_as_entered
from generator.demo.sample_tallies import KEEPER
from generator.demo.workdays import recording_day
from generator.model.deduction import DECISIONS, Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.place import COMMITTERS_FILE, SITE_FILE, holidays_file, scheme_file, unit_file
from generator.model.quarter import span_words
from generator.model.unit import Unit
from generator.read.yaml_writer import emit_record
from generator.rules.item import Item

LATE = date(YEAR, 10, 12)  # when a finding of a quarter already published is revoked
_SHOWN = 20
_ACTS = ("recorded", "amended", "notified", "replied", "appealed", "decided", "rectified", "revoked")
_WORDS = {
    "recorded": "记录扣分",
    "amended": "补正记录",
    "notified": "登记送达",
    "replied": "提交答复",
    "appealed": "提出申诉",
    "decided": "复核决定",
    "rectified": "登记整改",
    "revoked": "撤销记录",
}


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One commit's worth: what an office changed, and why. `files`: path -> bytes."""

    office: str
    subject: str
    files: Mapping[str, bytes]
    body: str = ""


@dataclass(frozen=True, slots=True)
class DemoProposal:
    """What one office brings to the main branch on a day: its changes, proposed together under a title.

    `corrects` are the records by which it moves figures that were published.
    """

    day: date
    office: str
    title: str
    changes: tuple[ProposedChange, ...]
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One record's change on one day: which act, and how the record reads afterwards."""

    day: date
    office: str
    item: str
    act: str
    record: Deduction


def tell_story(district: District, until: date) -> list[DemoProposal]:
    """All proposals up to `until` in the order in which they were made."""
    told = [
        *_found(district),
        *_enter_days_off(district),
        *_proofread(district),
        *_record(district, until),
        *_appraise(district),
        *register_proposals(district.entries, district.units),
        *_tally(district),
    ]
    return sorted((proposal for proposal in told if proposal.day <= until), key=lambda told: (told.day, told.office))


def _found(district: District) -> Iterator[DemoProposal]:
    """The register and the scheme, at the beginning of each year."""
    units = {unit_file(unit.id): emit_record(unit).encode() for unit in district.units}
    register = {
        SITE_FILE: emit_record(site_of(district.units)).encode(),
        COMMITTERS_FILE: emit_record(district.committers).encode(),
    }
    for scheme in district.schemes:
        first = scheme.year == YEAR
        entered = scheme_as_entered() if first else scheme
        changes = [ProposedChange(LEADER, f"录入{scheme.year}年度考核办法", _file(entered, scheme_file(scheme.year)))]
        if first:
            changes = [
                ProposedChange(LEADER, "登记网站和经办人员", register),
                ProposedChange(LEADER, f"登记被考核单位和考核实施部门 {len(units)} 个", units),
                *changes,
            ]
            rules = {rule.path: emit_record(rule).encode() for rule in declared().values()}
            changes.append(ProposedChange(LEADER, f"建立登记簿 {len(rules)} 个", rules))
        yield DemoProposal(begins(scheme), LEADER, f"{scheme.year}年度考核准备", tuple(changes))


def _enter_days_off(district: District) -> Iterator[DemoProposal]:
    """The days off of each year, entered when they have been announced."""
    for year in range(YEAR, district.schemes[-1].year + 2):
        for number, day in enumerate(entered_on(year)):
            files = _file(holidays_on(day)[year], holidays_file(year))
            subject = f"{'补充' if number else '录入'}{year}年节假日安排"
            body = "国务院公布9月3日至5日调休放假，9月6日上班。" if number else ""
            yield DemoProposal(day, LEADER, f"{year}年节假日", (ProposedChange(LEADER, subject, files, body),))


def _proofread(district: District) -> Iterator[DemoProposal]:
    """The first year's scheme is held against the print: two maxima are put right before anything is published."""
    first = district.schemes[0]
    change = ProposedChange(
        LEADER,
        "校对考核办法，改正录错的两个分值",
        _file(first, scheme_file(first.year)),
        "录入时把行政审批服务错写成5分、“12345”热线办理错写成3分；按印发的考核细则，都是4分，总分不变。此前没有公布过得分。",
    )
    yield DemoProposal(PROOFREAD, LEADER, "校对考核办法", (change,))


def _appraise(district: District) -> Iterator[DemoProposal]:
    for year, held in groupby(district.appraisals, key=lambda appraisal: appraisal.year):
        found = list(held)
        changes = tuple(
            ProposedChange(
                LEADER,
                f"录入千人评议计票：第 {at + 1} 至 {min(at + _SHOWN, len(found))} 个单位",
                {appraisal.path: emit_record(appraisal).encode() for appraisal in found[at : at + _SHOWN]},
            )
            for at in range(0, len(found), _SHOWN)
        )
        yield DemoProposal(recording_day(found[0].held), LEADER, f"{year}年度千人评议结果", changes)


def _record(district: District, until: date) -> Iterator[DemoProposal]:
    """What the offices recorded, one proposal for each office and day, one change for each item and act."""
    items: dict[str, Item] = {key: item for scheme in district.schemes for key, item in scheme.items.items()}
    names = {unit.id: unit.short_name for unit in district.units}
    turns = [turn for life in district.lives for turn in _turns(life, until)]
    turns.sort(key=lambda turn: (turn.day, turn.office, _ACTS.index(turn.act), turn.item, turn.record.path))
    for (day, office), together in groupby(turns, key=lambda turn: (turn.day, turn.office)):
        made = list(together)
        changes = tuple(
            _describe(office, items[item].name if item else "", act, [turn.record for turn in group], names)
            for (act, item), group in groupby(made, key=lambda turn: (turn.act, turn.item))
        )
        title = changes[0].subject if len(changes) == 1 else f"{names[office]}{day.month}月{day.day}日记录"
        corrects = tuple(turn.record.path for turn in made if turn.act == "revoked" and _is_late(turn.record))
        yield DemoProposal(day, office, title, changes, corrects)


def _tally(district: District) -> Iterator[DemoProposal]:
    """The counts of the confidential register, quarter by quarter, by its keeper."""
    for day, tally in district.tallies:
        subject = f"{declared()[tally.register].title}：登记{span_words(tally.id.upper())}的统计数"
        change = ProposedChange(KEEPER, subject, {tally.path: emit_record(tally).encode()})
        yield DemoProposal(day, KEEPER, subject, (change,))


def register_proposals(entries: Sequence[EntryLife], units: Sequence[Unit]) -> Iterator[DemoProposal]:
    """What the offices wrote into the registers: a proposal for each office and day, a change for each register."""
    names = {unit.id: unit.short_name for unit in units}
    turns = [(turn.day, turn.office, life.register, turn.says, life) for life in entries for turn in life.turns]
    turns.sort(key=lambda turn: (*turn[:4], turn[4].path))
    for (day, office), together in groupby(turns, key=lambda turn: turn[:2]):
        changes = []
        for (register, says), found in groupby(together, key=lambda turn: turn[2:4]):
            written = [(life.path, entry_on(life, day)) for *_, life in found]
            files = {path: emit_record(entry).encode() for path, entry in written if entry is not None}
            subject = f"{declared()[register].title}：{says} {len(files)} 条"
            changes.append(ProposedChange(office, subject, files))
        yield DemoProposal(day, office, f"{names[office]}{day.month}月{day.day}日登记", tuple(changes))


def _turns(life: Life, until: date) -> Iterator[Turn]:
    """The changes of one record; on a day on which several offices change it, one after the other by name."""
    for day in life.turns():
        after = life.state_on(day)
        if day > until or after is None:
            return
        for office, act, record in _steps(life, life.state_on(day - timedelta(1)), after):
            yield Turn(day, office, "" if act == "notified" else record.item, act, record)


def _steps(life: Life, before: Deduction | None, after: Deduction) -> Iterator[tuple[str, str, Deduction]]:
    """What leads from `before` to `after`, one field at a time: who does it, what, and how the record reads then."""
    if before is None:
        yield life.recorder, "recorded", after
        return
    parts = {
        "notified": "notified",
        "reply": "replied",
        "appeal": "",
        "rectification": "rectified",
        "revoked": "revoked",
    }
    kept = {part: getattr(before, part) for part in parts}
    steps = [(life.recorder, "amended", vars_of(replace(after, **kept)))] if replace(after, **kept) != before else []
    for part, act in parts.items():
        value = getattr(after, part)
        if value != kept[part]:
            name = act or ("decided" if value.decided else "appealed")
            steps.append((_author(life, name, after), name, {part: value}))
    record = before
    for office, act, fields in sorted(steps, key=lambda step: (step[0], _ACTS.index(step[1]))):
        record = replace(record, **fields)
        yield office, act, record


def vars_of(record: Deduction) -> dict[str, Any]:
    """The fields in which an amendment may differ."""
    return {"points": record.points, "count": record.count, "reason": record.reason, "evidence": record.evidence}


def _author(life: Life, act: str, record: Deduction) -> str:
    """Who does what: the unit speaks for itself, the reviewers decide, the rest is the recording office's."""
    if act in ("replied", "appealed"):
        return record.unit
    if act == "decided":
        return REVIEWER
    return LEADER if act == "revoked" and _is_late(record) else life.recorder


def _is_late(record: Deduction) -> bool:
    """Whether the record was revoked when its figures had been published."""
    return record.revoked is not None and record.revoked.date == LATE


def _describe(office: str, item: str, act: str, records: list[Deduction], names: Mapping[str, str]) -> ProposedChange:
    """The commit of one act on records, of one item mostly, its message as a clerk would write it."""
    files = {record.path: emit_record(record).encode() for record in records}
    lines = [_line(act, record, names[record.unit]) for record in records]
    about = f"{item}，" if item else ""
    if len(records) == 1:
        subject, _, body = lines[0].partition("。")
        return ProposedChange(office, f"{_WORDS[act]}：{about}{subject}", files, body)
    rest = [f"另有 {len(lines) - _SHOWN} 条。"] if len(lines) > _SHOWN else []
    return ProposedChange(
        office,
        f"{_WORDS[act]}：{item}{' ' if item else ''}{len(records)} 条",
        files,
        "\n".join([*lines[:_SHOWN], *rest]),
    )


def _line(act: str, record: Deduction, name: str) -> str:
    """One record in one line; what follows the first full stop is detail."""
    points = format_points(record.points)
    match act:
        case "recorded":
            return f"{name} {points} 分。{record.reason}"
        case "amended":
            return f"{name} {points} 分。核实后补充完善。"
        case "notified" if record.notified is not None:
            return f"{name}，{record.notified.month}月{record.notified.day}日送达。"
        case "replied" if record.reply is not None:
            return f"{name}。{record.reply.text}"
        case "appealed" if record.appeal is not None:
            return f"{name}。{record.appeal.grounds}"
        case "decided" if record.appeal is not None:
            return f"{name}，{DECISIONS[record.appeal.decision]}。{record.appeal.reasons}"
        case "revoked" if record.revoked is not None:
            return f"{name}。{record.revoked.reasons}"
    plan = record.rectification
    if plan is not None and plan.done is None:
        return f"{name}，没有按期完成。{plan.note}" if plan.note else f"{name}，整改列入登记簿。"
    return f"{name}，{'已销号' if plan is not None and plan.accepted is not None else '已整改'}。"


def _file(record: Any, path: str) -> dict[str, bytes]:
    return {path: emit_record(record).encode()}
