"""The change log and the time series as text for a terminal and as stable JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.history.clock import beijing_time
from generator.history.condition import Condition
from generator.history.meaning import FieldChange
from generator.history.query import unit_at
from generator.history.reason import Reason, read_reason
from generator.history.remark import REMARKS, Remark
from generator.history.running import Standing
from generator.history.series import Movement, Timeline
from generator.history.signature import Signature
from generator.history.trail import Event, EventKind
from generator.model.corpus import Corpus
from generator.model.number import format_points
from generator.model.problem import escape_text
from generator.read.layout import FileKind, place_file
from generator.view.labels import Labels, collect_labels
from generator.view.wording import FILES, field_words

EVENTS: dict[EventKind, str] = {
    "recorded": "登记{}",
    "amended": "更改{}",
    "revoked": "撤销{}",
    "reinstated": "取消对{}的撤销",
    "vanished": "{}消失",
    "restored": "{}重新出现",
    "renamed": "{}改名",
    "unreadable": "{}读不出",
}
_WRITTEN_DOWN: tuple[FileKind, ...] = ("deduction", "appraisal")  # what is 登记; other files are 新增
UNREGISTERED = "未登记"
# What of a deduction is not the assessing office's: the unit's own words, and what the leading office decides.
NOT_ASSESSORS = {"reply", "appeal", "rectification", "revoked"}
_INDENT = " " * 6


def log_text(
    events: Sequence[Event],
    corpus: Corpus,
    signatures: Mapping[str, Signature],
    internal: bool = False,
) -> str:
    """The events as text, oldest first: when, which office, what, the fields before and after, the commit and why."""
    if not events:
        return "没有符合条件的记录。\n"
    labels = corpus_labels(corpus)
    blocks = ("\n".join(_lines(event, corpus, labels, signatures, internal)) for event in events)
    return "\n\n".join(blocks) + f"\n\n共 {len(events)} 条。\n"


def corpus_labels(corpus: Corpus) -> Labels:
    """What the ids in the data are called."""
    return collect_labels(corpus.units.values(), corpus.schemes.values())


def office_name(office: str, names: Mapping[str, str]) -> str:
    """An office in words."""
    return names.get(office, office) if office else UNREGISTERED


def event_words(kind: EventKind, file: FileKind) -> str:
    """What happened to a file of a kind: 登记扣分记录, 新增考核办法, 撤销扣分记录."""
    words = "新增{}" if kind == "recorded" and file not in _WRITTEN_DOWN else EVENTS[kind]
    return words.format(FILES[file])


def _lines(
    event: Event,
    corpus: Corpus,
    labels: Labels,
    signatures: Mapping[str, Signature],
    internal: bool,
) -> Iterator[str]:
    placed, names = place_file(event.path), labels.units
    assert placed is not None
    who = office_name(event.writer.author, names)
    when = f"{beijing_time(event.reached):%Y-%m-%d %H:%M}"
    yield f"{when}  {who}  {event_words(event.kind, placed[0])}  {escape_text(event.path, 200)}"
    about = subject_words(event, corpus)
    if about:
        yield f"{_INDENT}{escape_text(about, 200)}"
    for change in event.fields:
        yield f"{_INDENT}{field_words(event.path, change, labels, internal).sentence}"
    yield _INDENT + commit_words(event, names)
    reason = event_reason(event)
    if reason.subject:
        yield f"{_INDENT}事由：{escape_text(reason.subject, 200)}"
    yield from (f"{_INDENT}{note}" for note in event_notes(event, signatures, names, corpus))


def subject_words(event: Event, corpus: Corpus) -> str:
    """What a record is about: the unit, and the item and points of a deduction as the event left or found it."""
    placed = place_file(event.path)
    unit = corpus.units.get(unit_at(event))
    words = [unit.short_name] if unit is not None else []
    if placed is not None and placed[0] == "deduction":
        scheme = corpus.schemes.get(int(placed[1][0]))
        item = scheme.items.get(placed[1][1]) if scheme is not None else None
        words.append(item.name if item is not None else placed[1][1])
        points = event.known.get("points")
        if points is not None:
            words.append(f"{points} 分")
    return " · ".join(words)


def commit_words(event: Event, names: Mapping[str, str]) -> str:
    """By which commit, and how it came to the main branch."""
    proposal, step = event_reason(event).proposal, event.step
    hub = f"（{escape_text(step.forge, 40)}）" if step.forge else ""
    if event.writer.id == step.id:
        words = f"提交 {step.id[:12]}"
        if hub:
            words += f"，经{'合并请求' if proposal else '网页'}提交{hub}"
        elif step.committer != step.author:
            words += f"，由{office_name(step.committer, names)}提交"
    else:
        who = office_name(step.committer, names)
        words = f"提交 {event.writer.id[:12]}，由{who}经 {step.id[:12]} 并入{hub}"
    return f"{words}，合并请求 {proposal}" if proposal else words


def event_reason(event: Event) -> Reason:
    """Why: in the words of who wrote it, else of who merged it; the proposal is named by the merge."""
    own, step = read_reason(event.writer.message), read_reason(event.step.message)
    told = own if own.subject else step
    return Reason(told.subject, told.body, own.proposal or step.proposal)


def event_notes(
    event: Event,
    signatures: Mapping[str, Signature],
    names: Mapping[str, str] | None = None,
    corpus: Corpus | None = None,
) -> Iterator[str]:
    """What else a reader of an event should know, one sentence each; `names` are those of signers.

    `corpus` says who leads and who assesses what; without it nothing is said of who wrote for whom.
    """
    if corpus is not None and (owner := _written_for(event, corpus)):
        who = office_name(event.writer.author, {unit.id: unit.short_name for unit in corpus.units.values()})
        yield f"由{who}代为{event_words(event.kind, 'deduction')}，这个单项由{owner}考核。"
    if event.kind == "renamed":
        yield f"新的路径是 {escape_text(event.other, 200)}。"
    elif event.other:
        yield f"内容与消失的 {escape_text(event.other, 200)} 相同，是改名。"
    if event.by_merge:
        yield "内容由合并提交自身写成，被合并的各次提交都没有这个内容。"
    if event.earlier:
        yield "看得到的历史从这个提交开始，这条记录可能更早就有。"
    if event.step.committed < event.reached:
        yield f"提交自称的时间是 {beijing_time(event.step.committed):%Y-%m-%d %H:%M}，早于它之前的提交。"
    for commit in dict.fromkeys((event.writer.id, event.step.id)):
        found = signatures.get(commit)
        if found is not None:
            signer = f"（{office_name(found.signer, names or {})}）" if found.signer else ""
            yield f"提交 {commit[:12]}：{found.sentence}{signer}。"


def _written_for(event: Event, corpus: Corpus) -> str:
    """The office whose part the leading office wrote in its place, in words; empty where it did not."""
    placed, site = place_file(event.path), corpus.site
    if placed is None or placed[0] != "deduction" or site is None or event.earlier:
        return ""
    scheme = corpus.schemes.get(int(placed[1][0]))
    item = scheme.items.get(placed[1][1]) if scheme is not None else None
    is_assessors = event.kind == "recorded" or (
        event.kind == "amended" and any(change.steps[0] not in NOT_ASSESSORS for change in event.fields)
    )
    if item is None or not is_assessors or event.writer.author != site.lead or item.assessor == site.lead:
        return ""
    unit = corpus.units.get(item.assessor)
    return unit.short_name if unit is not None else item.assessor


def log_json(
    events: Sequence[Event], signatures: Mapping[str, Signature], internal: bool = False
) -> list[dict[str, Any]]:
    """The events as `kaohe log --json` prints them, oldest first. Internal values only with `internal`."""
    return [_event_row(event, signatures, internal) for event in events]


def _event_row(event: Event, signatures: Mapping[str, Signature], internal: bool) -> dict[str, Any]:
    placed = place_file(event.path)
    reason = event_reason(event)
    signed, merged = signatures.get(event.writer.id), signatures.get(event.step.id)
    return {
        "kind": event.kind,
        "path": event.path,
        "unit": unit_at(event) or None,
        "item": placed[1][1] if placed is not None and placed[0] == "deduction" else None,
        "commit": event.step.id,
        "time": beijing_time(event.reached).isoformat(),
        "claimed_time": beijing_time(event.step.committed).isoformat(),
        "committer": event.step.committer or None,
        "forge": event.step.forge or None,
        "written_in": event.writer.id,
        "author": event.writer.author or None,
        "reason": reason.subject,
        "details": reason.body,
        "proposal": reason.proposal or None,
        "signature": signed.verdict if signed is not None else None,
        "signer": (signed.signer or None) if signed is not None else None,
        "commit_signature": merged.verdict if merged is not None else None,
        "commit_signer": (merged.signer or None) if merged is not None else None,
        "fields": [_field_row(change, internal) for change in event.fields],
        "renamed": event.other or None,
        "made_by_merge": event.by_merge,
        "may_be_earlier": event.earlier,
    }


def _field_row(change: FieldChange, internal: bool) -> dict[str, Any]:
    if change.internal and not internal:
        return {"field": change.field, "internal": True, "old": None, "new": None}
    return {"field": change.field, "old": change.old, "new": change.new}


def remarks_text(remarks: Sequence[Remark], conditions: Sequence[Condition]) -> str:
    """What a person should look at, under headings; empty where there is nothing."""
    lines = [condition.sentence for condition in conditions]
    for kind, name in REMARKS.items():
        found = [remark for remark in remarks if remark.kind == kind]
        if found:
            lines += ["", f"{name}（{len(found)}）"]
            lines += [f"  {remark.commit[:12]}  {escape_text(remark.sentence, 300)}" for remark in found]
    return "".join(f"{line}\n" for line in lines).removeprefix("\n")


def remarks_json(remarks: Sequence[Remark], conditions: Sequence[Condition]) -> dict[str, Any]:
    """What a person should look at, as `kaohe log --remarks --json` prints it."""
    return {
        "conditions": [
            {"kind": found.kind, "sentence": found.sentence, "subjects": list(found.subjects)} for found in conditions
        ],
        "remarks": [
            {"kind": found.kind, "commit": found.commit, "path": found.path or None, "sentence": found.sentence}
            for found in remarks
        ],
    }


def timeline_text(timeline: Timeline, corpus: Corpus, unit: str = "", gaps: Sequence[Condition] = ()) -> str:
    """Every movement of scores, or of one unit's score, oldest first; then what the history lacks."""
    names = corpus_labels(corpus).units
    lines = []
    for moment in timeline.moments:
        moved = [found for found in moment.movements if unit in ("", found.unit)]
        if moved:
            files = escape_text(moment.paths[0], 200) if len(moment.paths) == 1 else f"{len(moment.paths)} 个文件"
            lines.append(f"{beijing_time(moment.reached):%Y-%m-%d %H:%M}  {moment.commit[:12]}  {files}")
        for found in moved:
            name = names.get(found.unit, found.unit)
            lines.append(
                f"{_INDENT}{name}：{_standing_words(found.old)} → {_standing_words(found.new)}{_turn(found)}"
            )
    told = lines or [f"{timeline.year} 年度没有得分变动。"]
    return "".join(f"{line}\n" for line in (*told, *(gap.sentence for gap in gaps)))


def _standing_words(standing: Standing | None) -> str:
    return "不计分" if standing is None else format_points(standing.total, 2)


def _turn(found: Movement) -> str:
    """Whether the score became final, or provisional again."""
    if found.old is None or found.new is None or found.old.provisional == found.new.provisional:
        return ""
    return "，成为暂定" if found.new.provisional else "，不再是暂定"


def timeline_json(timeline: Timeline, gaps: Sequence[Condition] = (), unit: str = "") -> dict[str, Any]:
    """The timeline as `kaohe timeline YEAR --json` prints it: what each commit moved; what it did not move stays.

    `gaps` are named where the history lacks something; with `unit` only its movements are given.
    """
    return {
        "year": timeline.year,
        "commits": len(timeline.commits),
        "gaps": [gap.kind for gap in gaps],
        "moments": [
            {
                "commit": moment.commit,
                "time": beijing_time(moment.reached).isoformat(),
                "paths": list(moment.paths),
                "scores": [
                    {
                        "unit": found.unit,
                        "old": None if found.old is None else format_points(found.old.total, 2),
                        "new": None if found.new is None else format_points(found.new.total, 2),
                        "provisional": None if found.new is None else found.new.provisional,
                    }
                    for found in moment.movements
                    if unit in ("", found.unit)
                ],
            }
            for moment in timeline.moments
            if not unit or any(found.unit == unit for found in moment.movements)
        ],
    }
