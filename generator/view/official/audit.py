"""Facts of 审计比对报告: what differs between two versions, and why."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from generator.view.comparison import CauseView, ComparisonView


def _name(cause: CauseView) -> str:
    """A cause with the file that it comes from, by which its change is found below."""
    return f"{cause.words}（{PurePosixPath(cause.path).stem}）" if cause.path else cause.words


def audit_facts(view: ComparisonView, office: str) -> dict[str, Any]:
    """Facts of the report on a comparison: what must not be overlooked, the movements with causes, the changes."""
    return {
        "title": "考核数据比对报告",
        "office": office,
        "old": view.old,
        "new": view.new,
        "summary": view.summary,
        "warnings": list(view.warnings),
        "scores": [
            {
                "name": score.name,
                "year": str(score.year),
                "figures": (score.old, score.new, score.delta, score.old_rank, score.new_rank),
                "outcomes": "；".join(score.outcomes),
                "causes": [(_name(cause), cause.delta, cause.absorbed) for cause in score.causes],
            }
            for score in view.scores
        ],
        "changes": [
            {
                "kind": change.kind,
                "about": change.about,
                "path": change.path,
                "commits": "、".join(commit[:12] for commit in change.commits),
                "fields": [(field.name, field.old, field.new) for field in change.fields],
            }
            for change in view.changes
        ],
    }
