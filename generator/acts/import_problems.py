"""What a check would say of records that are imported, told at the rows of the tables that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.model.problem import Problem
from generator.read.record import Registers
from generator.sheets.ballot_matching import BallotAction
from generator.sheets.question import SheetProblem
from generator.sheets.row_identity import RowAction
from generator.words.form_words import in_form_words

# The fields of a record for which a table may have a column.
_FIELDS = ("unit", "date", "standard", "points", "count", "method", "source", "reason", "evidence", "internal_note")


def tell_at_rows(
    problems: Iterable[Problem],
    actions: Sequence[RowAction],
    ballots: Sequence[BallotAction],
    written: Mapping[str, bytes],
    registers: Registers,
) -> tuple[list[SheetProblem], list[SheetProblem], list[Problem]]:
    """Errors and reminders of `written` records (path -> bytes) at their rows, and the problems of other files."""
    drafts = {action.record.path: action for action in actions}
    counted = {action.record.path: action.rows[0] for action in ballots}
    errors: list[SheetProblem] = []
    reminders: list[SheetProblem] = []
    rest: list[Problem] = []
    for problem in problems:
        path = problem.place.file
        if path not in written or not (path in drafts or path in counted):
            rest.append(problem)
            continue
        if path in drafts:
            draft = drafts[path].draft
            row, sheet, file = draft.row, draft.sheet, draft.file
            column = draft.columns.get(_field_at(written[path], problem), 0) or draft.place[2]
        else:
            ballot = counted[path]
            row, sheet, file, column = ballot.row, ballot.sheet, ballot.file, 1
        told = in_form_words(problem, registers)
        made = SheetProblem(file, sheet, row, column, problem.code, told.message, told.hint)
        (errors if problem.severity == "error" else reminders).append(made)
    return sorted(set(errors)), sorted(set(reminders)), rest


def _field_at(data: bytes, problem: Problem) -> str:
    """The field that stands in the line of a problem; empty where none is known."""
    for line in reversed(data.decode().splitlines()[: problem.place.line]):
        name = line.partition(":")[0]
        if name in _FIELDS:
            return name
        if name == "rectification":
            return "due"
    return ""
