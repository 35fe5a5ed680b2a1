"""Facts of 审计比对报告: what differs between two versions, and why."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from generator.documents.letterhead import chinese_date
from generator.words.comparison_words import CauseView, ChangeView, ComparisonView, ScoreView

# On a screen figures stand apart from the words; in an official document they do not.
_GAP = re.compile("(?<=[\u3000-\u9fff]) (?=[0-9])|(?<=[0-9]) (?=[\u3000-\u9fff])")


def _name(cause: CauseView) -> str:
    """A cause with the file that it comes from, by which its change is found below."""
    return f"{_close(cause.words)}（{PurePosixPath(cause.path).stem}）" if cause.path else _close(cause.words)


def _whole(change: ChangeView) -> tuple[str, str, str]:
    """What stands for a file of which no single field is told."""
    if change.kind.startswith("新增"):
        return ("全部内容", "（没有）", "（新增）")
    return ("全部内容", "（原有）", "（没有）") if change.kind.endswith("消失") else ("全部内容", "", change.note)


def _close(words: str) -> str:
    return _GAP.sub("", words)


def _move(score: ScoreView) -> str:
    """How a unit moved, in one sentence that names only what did move."""
    points = (
        f"得分{score.new}未变" if score.old == score.new else f"得分由{score.old}变为{score.new}（{score.delta}）"
    )
    same = score.old_rank == score.new_rank
    rank = f"名次{score.new_rank}未变" if same else f"名次由{score.old_rank}变为{score.new_rank}"
    return "；".join([f"{points}，{rank}", *map(_close, score.outcomes)]) + "。"


def audit_facts(view: ComparisonView, office: str, day: date | None = None, about: str = "") -> dict[str, Any]:
    """Facts of the report on a comparison: what must not be overlooked, the movements with causes, the changes.

    `about` says between what the two versions lie; empty where only they themselves are known.
    """
    return {
        "office": office,
        "about": about,
        "date": chinese_date(day) if day is not None else "",
        "old": view.old,
        "new": view.new,
        "summary": _close(view.summary),
        "warnings": list(map(_close, view.warnings)),
        "scores": [_score(score) for score in view.scores if score.causes],
        "followers": [
            (
                f"{score.name}（{score.year}年度）",
                score.old_rank,
                score.new_rank,
                _close("；".join(score.outcomes)) or "—",
            )
            for score in view.scores
            if not score.causes
        ],
        "changes": [_change(change) for change in view.changes],
    }


def _score(score: ScoreView) -> dict[str, Any]:
    return {
        "name": score.name,
        "year": str(score.year),
        "words": _move(score),
        "causes": [(_name(cause), cause.delta, cause.absorbed or "—") for cause in score.causes],
    }


def _change(change: ChangeView) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "about": _close(change.about),
        "path": change.path,
        "commits": "、".join(commit[:12] for commit in change.commits),
        "fields": [(field.name, field.old, field.new) for field in change.fields] or [_whole(change)],
    }
