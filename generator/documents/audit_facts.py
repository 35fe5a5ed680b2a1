"""Facts of 审计比对报告: what differs between two versions, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from generator.documents.letterhead import chinese_date
from generator.model.quarter import one_period
from generator.words.comparison_words import CauseView, ChangeView, ComparisonView, ScoreView

# On a screen figures stand apart from the words; in an official document they do not.
_GAP = re.compile("(?<=[\u3000-\u9fff]) (?=[0-9])|(?<=[0-9]) (?=[\u3000-\u9fff])")


def _names(causes: Sequence[CauseView], days: Mapping[str, date]) -> list[str]:
    """Each cause in words, one that is a record with its day; with the name of its file only where two read alike."""
    names = [
        f"{_close(cause.words)}{f'，{chinese_date(days[cause.path])}的记录' if cause.path in days else ''}"
        for cause in causes
    ]
    return [
        f"{name}（{PurePosixPath(cause.path).stem}）" if cause.path and names.count(name) > 1 else name
        for name, cause in zip(names, causes, strict=True)
    ]


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


def audit_facts(
    view: ComparisonView,
    office: str,
    day: date | None = None,
    about: str = "",
    periods: Mapping[int, str] = MappingProxyType({}),
    days: Mapping[str, date] = MappingProxyType({}),
) -> dict[str, Any]:
    """Facts of the report on a comparison: what must not be overlooked, the movements with causes, the changes.

    `about` says between what the two versions lie; empty where only they themselves are known. `periods` name the
    part of a year that is compared, where it is not the whole; `days` are those of records, by the path.
    """
    return {
        "office": office,
        "about": about,
        "date": chinese_date(day) if day is not None else "",
        "old": view.old,
        "new": view.new,
        "summary": _close(view.summary),
        "warnings": list(map(_close, view.warnings)),
        "scores": [_score(score, periods, days) for score in view.scores if score.causes],
        "followers": [
            (
                f"{score.name}（{_period(score, periods)}）",
                score.old_rank,
                score.new_rank,
                _close("；".join(score.outcomes)) or "—",
            )
            for score in view.scores
            if not score.causes
        ],
        "changes": [_change(change) for change in view.changes],
    }


def _period(score: ScoreView, periods: Mapping[int, str]) -> str:
    return periods.get(score.year, one_period(score.year, None))


def _score(score: ScoreView, periods: Mapping[int, str], days: Mapping[str, date]) -> dict[str, Any]:
    named = zip(_names(score.causes, days), score.causes, strict=True)
    return {
        "name": score.name,
        "period": _period(score, periods),
        "words": _move(score),
        "causes": [(name, cause.delta, cause.absorbed or "—") for name, cause in named],
    }


def _change(change: ChangeView) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "about": _close(change.about),
        "path": change.path,
        "commits": "、".join(commit[:12] for commit in change.commits),
        "fields": [(field.name, field.old, field.new) for field in change.fields] or [_whole(change)],
    }
