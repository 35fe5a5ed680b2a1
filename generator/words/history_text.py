"""The change log and the time series as text for a terminal and as stable JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.change.change_words import change_words
from generator.git.clock import beijing_time
from generator.git.condition import Condition
from generator.git.signature import Signature
from generator.history.remark import REMARKS, Remark
from generator.model.number import format_points
from generator.model.place import POINTS, find_place
from generator.model.problem import escape_text
from generator.public.released import AnyReleased
from generator.public.released_event import AnyReleasedEvent
from generator.public.released_timeline import AnyReleasedTimeline
from generator.score.live_year import LiveScore
from generator.score.register_states import item_names, title_of
from generator.score.year_over_time import Movement
from generator.words.labels import Labels, collect_labels
from generator.words.provenance import (
    commit_words,
    event_notes,
    office_name,
)
from generator.words.wording import field_words

_INDENT = " " * 6
_PUBLIC = (
    "这是公开历史：改动由办公室在公布的那一天一并写入，日期和提交人是公布的，不说明原来由谁、在何时登记。"
    "撤回的发布所公开的内容不再列出，再发布时又有，不是删除。"
)


def log_text(
    events: Sequence[AnyReleasedEvent],
    corpus: AnyReleased,
    signatures: Mapping[str, Signature],
    internal: bool = False,
    is_public: bool = False,
) -> str:
    """The events as text, oldest first: when, which office, what, the fields before and after, the commit and why.

    In the public's own history (`is_public`) all is in the office's name, so nothing is said of who wrote for whom.
    """
    if not events:
        return "没有符合条件的记录。\n"
    labels = corpus_labels(corpus)
    blocks = ("\n".join(_lines(event, corpus, labels, signatures, internal, is_public)) for event in events)
    end = f"\n{_PUBLIC}\n" if is_public else ""
    return "\n\n".join(blocks) + f"\n\n共 {len(events)} 条。\n{end}"


def corpus_labels(corpus: AnyReleased) -> Labels:
    """What the ids in the data are called."""
    bodies = corpus.site.bodies if corpus.site is not None else ()
    labels = collect_labels(corpus.units.values(), corpus.schemes.values(), bodies)
    return replace(labels, others=dict(_other_labels(corpus, labels.units)))


def _other_labels(corpus: AnyReleased, units: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    items = item_names(corpus.schemes)
    for register in corpus.registers.values():
        yield ("register", register.id), register.title
        for of, rules in (
            ("field", register.fields),
            ("stage", (*register.stages, *register.ends)),
            ("deadline", register.deadlines),
            ("expected", register.expected),
            ("count", register.counts),
        ):
            yield from (((of, f"{register.id}/{rule.id}"), rule.label) for rule in rules)
    times = Counter(entry.id for entry in corpus.entries)
    for entry in corpus.entries:
        if times[entry.id] == 1:
            yield ("entry", entry.id), title_of(entry, units, items)


def _lines(
    event: AnyReleasedEvent,
    corpus: AnyReleased,
    labels: Labels,
    signatures: Mapping[str, Signature],
    internal: bool,
    is_public: bool,
) -> Iterator[str]:
    names = labels.units
    who = office_name(event.writer.author, names)
    when = f"{beijing_time(event.reached):%Y-%m-%d %H:%M}"
    yield f"{when}  {who}  {change_words(event)}  {escape_text(event.path, 200)}"
    about = subject_words(event, corpus)
    if about:
        yield f"{_INDENT}{escape_text(about, 200)}"
    for change in event.fields:
        yield f"{_INDENT}{field_words(event.target, change, labels, internal).sentence}"
    yield _INDENT + commit_words(event, names)
    reason = event.reason
    if reason.subject:
        yield f"{_INDENT}事由：{escape_text(reason.subject, 200)}"
    yield from (f"{_INDENT}{note}" for note in event_notes(event, signatures, names, None if is_public else corpus))


def subject_words(event: AnyReleasedEvent, corpus: AnyReleased) -> str:
    """What a record is about: the unit, and the item and points of a deduction as the event left or found it."""
    placed = find_place(event.target)
    unit = corpus.units.get(event.unit)
    words = [unit.short_name] if unit is not None else []
    if placed is not None and placed.kind in POINTS:
        scheme = corpus.schemes.get(placed.year)
        item = scheme.items.get(placed.item) if scheme is not None else None
        words.append(item.name if item is not None else placed.item)
        points = event.said.get("points")
        if points is not None:
            words.append(f"{points} 分")
    return " · ".join(words)


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


def timeline_text(
    timeline: AnyReleasedTimeline, corpus: AnyReleased, unit: str = "", gaps: Sequence[Condition] = ()
) -> str:
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


def _standing_words(standing: LiveScore | None) -> str:
    if standing is None:
        return "不计分"
    return "没有得分" if standing.total is None else format_points(standing.total, 2)


def _total(standing: LiveScore | None) -> str | None:
    return None if standing is None or standing.total is None else format_points(standing.total, 2)


def _turn(found: Movement) -> str:
    """Whether the score became final, or provisional again."""
    if found.old is None or found.new is None or found.old.provisional == found.new.provisional:
        return ""
    return "，成为暂定" if found.new.provisional else "，不再是暂定"


def timeline_json(timeline: AnyReleasedTimeline, gaps: Sequence[Condition] = (), unit: str = "") -> dict[str, Any]:
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
                        "old": _total(found.old),
                        "new": _total(found.new),
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
