"""A comparison as Markdown for a proposal: short, the movement first, details folded; data are never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.problem import escape_text
from generator.words.comparison_words import ComparisonView, ScoreView

# What begins emphasis, code, links, tags, tables, formulas or signs, and the dot by which an address becomes a link.
_MARKS = re.compile(r"[\\`*_{}\[\]<>&|~#!$:]|(?<=www)\.")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_ROWS = 30  # of the table of movements, of the list of changes
_CHANGES = 100
_ROOM = 14_000  # characters of each folded part: forges refuse a comment of more than 65,536 in all


def literal(text: str, limit: int = 200) -> str:
    """`text` as literal text in Markdown: every mark is escaped, and nobody is called by `@`."""
    shown = escape_text(text, limit).replace("\n", " ").replace("@", "＠")
    return _MARKS.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), shown)


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
        yield from _table(view)
        yield ""
        yield from _fold(f"原因（{len(view.scores)} 个单位）", _causes(view))
    if view.changes:
        yield ""
        yield from _fold(f"改动明细（{len(view.changes)} 个文件）", _changes(view))


def _table(view: ComparisonView) -> Iterator[str]:
    yield "| 单位 | 得分 | 变化 | 名次 | 结果运用 |"
    yield "|---|---|---:|---|---|"
    ordered = sorted(view.scores, key=_importance)
    for score in ordered[:_ROWS]:
        cells = (
            literal(score.name),
            _arrow(score.old, score.new),
            score.delta,
            _arrow(score.old_rank, score.new_rank),
            literal("，".join(score.outcomes)) or "—",
        )
        yield f"| {' | '.join(cells)} |"
    if len(ordered) > _ROWS:
        yield ""
        yield f"另有 {len(ordered) - _ROWS} 个单位，见“原因”。"


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


def _causes(view: ComparisonView) -> Iterator[str]:
    for score in view.scores:
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
