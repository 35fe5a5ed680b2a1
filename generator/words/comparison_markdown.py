"""A comparison as Markdown for a proposal: short, the movement first, details folded; data are never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model.problem import escape_text
from generator.words.comparison_words import ComparisonView, ScoreView

# What begins emphasis, code, links, tags, tables, formulas or signs, and the dot by which an address becomes a link.
MARKS = re.compile(r"[\\`*_{}\[\]<>&|~#!$:]|(?<=www)\.")
MARK_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_SHOWN = 10  # units that stand before any fold: what a reviewer reads in half a minute
_FOLDED = 60  # further units, in a fold of their own
_WHY = 2  # causes of one unit that stand beside its figures
_NAMED = 120  # units of which the rank alone moved
_CHANGES = 100
_ROOM = 14_000  # characters of each folded part: forges refuse a comment of more than 65,536 in all


def literal(text: str, limit: int = 200) -> str:
    """`text` as literal text in Markdown: every mark is escaped, and nobody is called by `@`."""
    shown = escape_text(text, limit).replace("\n", " ").replace("@", "＠")
    return MARKS.sub(lambda found: MARK_ENTITIES.get(found[0], f"\\{found[0]}"), shown)


def comparison_markdown(view: ComparisonView) -> str:
    """The comparison for a comment on a proposal; with very many changes the rest is only counted."""
    return "".join(f"{line}\n" for line in _lines(view))


def _lines(view: ComparisonView) -> Iterator[str]:
    yield "### 对得分和名次的影响"
    yield ""
    yield literal(view.summary, 400)
    for warning in view.warnings:
        yield ""
        yield f"**注意：{literal(warning, 400)}**"
    if view.scores:
        yield ""
        yield from _movements(view)
    if view.changes:
        yield ""
        yield from _fold(f"改动明细（{len(view.changes)} 个文件）", _changes(view))


def _movements(view: ComparisonView) -> Iterator[str]:
    """The units that moved by themselves, the weightiest before the fold; then those that others moved."""
    ordered = sorted(view.scores, key=_importance)
    own = [score for score in ordered if score.outcomes or score.old != score.new or score.causes]
    others = [score for score in ordered if score not in own]
    first, rest = own[:_SHOWN], own[_SHOWN:]
    if first:
        yield from _table(first)
    else:
        yield "得分都不变，只有名次随之变动。"
    if rest:
        yield ""
        yield from _fold(f"其余 {len(rest)} 个单位", _table(rest[:_FOLDED], len(rest) - _FOLDED))
    if others:
        yield ""
        yield from _fold(f"只是名次随之变动的 {len(others)} 个单位", _ranks(others))
    if own:
        yield ""
        yield from _fold(f"原因和所在的文件（{len(own)} 个单位）", _causes(own))


def _table(scores: Sequence[ScoreView], more: int = 0) -> Iterator[str]:
    several = len({score.year for score in scores}) > 1
    outcome = any(score.outcomes for score in scores)  # a column of nothing takes the room that the causes need
    yield f"| 单位 | 得分 | 变化 | 名次 |{' 结果运用 |' if outcome else ''} 为什么 |"
    yield f"|---|---|---:|---|{'---|' if outcome else ''}---|"
    for score in scores:
        outcomes = literal("，".join(score.outcomes))
        cells = (
            literal(score.name) + (f"（{score.year}）" if several else ""),
            _arrow(score.old, score.new),
            score.delta,
            _arrow(score.old_rank, score.new_rank),
            *([f"**{outcomes}**" if outcomes else "—"] if outcome else []),
            _why(score),
        )
        yield f"| {' | '.join(cells)} |"
    if more > 0:
        yield ""
        yield f"还有 {more} 个单位，请用 kaohe diff --all 查看。"


def _why(score: ScoreView) -> str:
    """The first causes of a movement in few words; that a maximum took something off is never left out."""
    told = "；".join(f"{literal(cause.words, 40)} {cause.delta}" for cause in score.causes[:_WHY])
    if len(score.causes) > _WHY:
        told += f"；等 {len(score.causes)} 项"
    if any(cause.absorbed for cause in score.causes):
        told += "（有封顶，见下）"
    return told or "随其他单位变动"


def _ranks(scores: Sequence[ScoreView]) -> Iterator[str]:
    named = [f"{literal(score.name)} {_arrow(score.old_rank, score.new_rank)}" for score in scores[:_NAMED]]
    more = f"，另有 {len(scores) - _NAMED} 个单位" if len(scores) > _NAMED else ""
    yield "，".join(named) + more + "。"


def _importance(score: ScoreView) -> tuple[bool, bool, bool]:
    """Units whose outcomes changed first, then scores, then ranks alone; among them as the view has them."""
    moved = score.old != score.new
    return not score.outcomes, not moved, score.old_rank == score.new_rank


def _arrow(old: str, new: str) -> str:
    return old if old == new else f"{old} → {new}"


def _fold(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"<details><summary>{title}</summary>"
    yield ""
    room, left_out = _ROOM, 0
    for line in lines:
        room -= len(line)
        if room < 0:
            left_out += 1
        else:
            yield line
    if left_out:
        yield f"- 另有 {left_out} 行从略，全部内容请用 kaohe diff --all 查看。"
    yield ""
    yield "</details>"


def _causes(scores: Sequence[ScoreView]) -> Iterator[str]:
    for score in scores:
        if not score.causes:
            what = "名次" if score.old_rank != score.new_rank else "结果运用"
            yield f"- {literal(score.name)}：得分不变，{what}随其他单位变动"
            continue
        yield f"- {literal(score.name)}：{_arrow(score.old, score.new)}"
        for cause in score.causes:
            more = f"（{literal(cause.absorbed)}）" if cause.absorbed else ""
            yield f"  - {cause.delta} {literal(cause.words)}{more} {literal(cause.path)}"


def _changes(view: ComparisonView) -> Iterator[str]:
    for change in view.changes[:_CHANGES]:
        about = f"（{literal(change.about)}）" if change.about else ""
        note = f"：{literal(change.note)}" if change.note else ""
        yield f"- {change.kind} {literal(change.path)}{about}{note}"
        for words in change.fields:
            yield f"  - {literal(words.sentence, 500)}"
    if len(view.changes) > _CHANGES:
        yield f"- 另有 {len(view.changes) - _CHANGES} 个文件，请用 kaohe diff --all 查看。"
