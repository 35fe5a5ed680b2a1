"""A comparison in its stable JSON form: ids as in the data, every figure a decimal string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from generator.change.record_change import Record
from generator.compare.difference import Difference
from generator.compare.score_move import Cause, ScoreMove
from generator.model.number import Figure, format_points
from generator.model.place import FileKind
from generator.public.released_comparison import AnyReleasedComparison
from generator.read.canonical import DeclaredForm, FieldChange, Plain
from generator.read.internal import cut_plain, is_declared_public
from generator.rules.record_classes import RECORDS


def comparison_json(comparison: AnyReleasedComparison, internal: bool = False) -> dict[str, Any]:
    """The comparison as `kaohe diff A B --json` prints it.

    Internal fields are named, but their values are given only with `internal`.
    """
    return {
        "from": comparison.old or None,
        "to": comparison.new or None,
        "base": comparison.base,
        "rewritten": comparison.rewritten,
        "changes": [row for change in comparison.changes for row in _change_rows(change, internal)],
        "scores": [_score_row(comparison, move) for move in comparison.moves],
        "outcomes": [
            {"unit": move.unit, "year": move.year, **asdict(found)}
            for move in comparison.moves
            for found in move.outcomes()
        ],
    }


def _change_rows(change: Difference, internal: bool) -> Iterator[dict[str, Any]]:
    """One row for each field that differs; one with an empty field where a whole record came, went or moved."""
    for field in change.fields or (_whole_change(change, internal),):
        hidden = field.internal and not internal
        row: dict[str, Any] = {
            "kind": change.kind,
            "path": change.path,
            "unit": change.unit or None,
            "item": change.item or None,
            "field": field.field,
            "old": None if hidden else field.old,
            "new": None if hidden else field.new,
            "commits": list(change.commits),
        }
        if hidden:
            row["internal"] = True
        if change.other:
            row["renamed_to"] = change.other
        yield row


def _whole_change(change: Difference, internal: bool) -> FieldChange:
    """What the whole record said before and says now."""
    return FieldChange((), _whole(change.file, change.old, internal), _whole(change.file, change.new, internal))


def _whole(file: FileKind, record: Record | None, internal: bool) -> Plain | None:
    if record is None or internal:
        return record if record is None else dict(record)
    declared = record.record if isinstance(record, DeclaredForm) else RECORDS.get(file)
    return None if declared is None else cut_plain(declared, dict(record), is_declared_public)


def _score_row(comparison: AnyReleasedComparison, move: ScoreMove) -> dict[str, Any]:
    places = comparison.schemes[move.year].rounding.places
    return {
        "unit": move.unit,
        "year": move.year,
        "old": _points(move.old.total if move.old else None, places),
        "new": _points(move.new.total if move.new else None, places),
        "old_rank": _points(move.old.rank if move.old else None),
        "new_rank": _points(move.new.rank if move.new else None),
        "old_group": move.old.group if move.old else None,
        "new_group": move.new.group if move.new else None,
        "old_grade": (move.old and move.old.grade) or None,
        "new_grade": (move.new and move.new.grade) or None,
        "old_reason": (move.old and move.old.reason) or None,
        "new_reason": (move.new and move.new.reason) or None,
        "old_provisional": move.old_provisional if move.old else None,
        "new_provisional": move.new_provisional if move.new else None,
        "causes": [_cause_row(cause, places) for cause in move.causes],
    }


def _cause_row(cause: Cause, places: int) -> dict[str, Any]:
    row: dict[str, Any] = {"path": cause.path, "kind": cause.kind, "delta": _points(cause.delta, places)}
    if cause.points is not None:
        row["points"] = _points(cause.points, places)
        row["absorbed"] = _points(cause.absorbed, places)
    if cause.correction:
        row["correction"] = cause.correction
    return row


def _points(value: Figure | None, places: int = 0) -> str | None:
    return None if value is None else format_points(value, places)
