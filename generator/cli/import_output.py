"""What an import prints: what would be written, its effect, what is asked, wrong or left out; or JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.acts.import_act import ImportPlan
from generator.acts.import_session import ImportSession
from generator.model.number import format_points
from generator.model.problem import escape_text
from generator.rules.corpus import Corpus
from generator.sheets.ballot_matching import BallotAction
from generator.sheets.question import Question, SheetProblem
from generator.sheets.row_identity import RowAction
from generator.words.import_words import count_rows, left_words, over_words, view_ballots, view_row
from generator.words.problem_text import format_problem, problem_json
from generator.words.result_words import points_text, rank_text
from generator.words.terminal import table_text

_SHOWN = 40  # rows, units or questions that are listed


def plan_json(session: ImportSession, plan: ImportPlan) -> dict[str, Any]:
    """The plan in its stable form: `rows`, `questions`, `problems`, and what else there is to know."""
    return {
        "rows": [_row_json(action, plan.effects.over) for action in plan.actions]
        + [_ballots_json(action) for action in plan.ballots],
        "questions": [_question_json(question) for question in plan.questions],
        "problems": [_problem_json(problem) for problem in plan.problems]
        + [{**problem_json(problem), "sheet": "", "cell": "", "row": 0} for problem in plan.broken],
        "reminders": [_problem_json(problem) for problem in plan.reminders],
        "left_out": [
            {"file": one.file, "sheet": one.sheet, "rows": list(one.rows), "why": one.why} for one in plan.left_out
        ],
        "files": [write.path for write in plan.writes],
        "scores": [
            {
                "year": effect.year,
                "unit": effect.unit,
                "old": None if effect.old is None else points_text(effect.old),
                "new": None if effect.new is None else points_text(effect.new),
                "old_rank": None if effect.old_rank is None else rank_text(effect.old_rank),
                "new_rank": None if effect.new_rank is None else rank_text(effect.new_rank),
            }
            for effect in plan.effects.scores
        ],
        "unused_answers": list(plan.unused),
    }


def _row_json(action: RowAction, over: Mapping[str, Decimal]) -> dict[str, Any]:
    draft, record = action.draft, action.record
    return {
        "file": draft.file,
        "sheet": draft.sheet,
        "row": draft.row,
        "kind": action.kind,
        "path": record.path,
        "item": record.item,
        "unit": record.unit,
        "date": record.date.isoformat(),
        "standard": record.standard,
        "points": format_points(record.points),
        "absorbed": format_points(over.get(record.path, Decimal(0))),
        "count": record.count,
        "method": record.method,
        "source": record.source,
        "reason": record.reason,
        "internal_note": record.internal_note,
    }


def _ballots_json(action: BallotAction) -> dict[str, Any]:
    first = action.rows[0]
    return {
        "file": first.file,
        "sheet": first.sheet,
        "row": first.row,
        "kind": action.kind,
        "path": action.record.path,
        "unit": action.record.unit,
        "date": action.record.held.isoformat(),
        "panels": sorted(row.panel for row in action.rows),
    }


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "file": question.file,
        "sheet": question.sheet,
        "cell": question.cell,
        "kind": question.kind,
        "text": question.text,
        "choices": [{"value": choice.value, "label": choice.label} for choice in question.choices],
        "free": question.free,
        "rows": question.rows,
        "about": {str(row): words for row, words in question.about.items()},
    }


def _problem_json(problem: SheetProblem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def print_plan(session: ImportSession, plan: ImportPlan) -> None:
    """Prints what an import would do: the rows, the scores, what is left out, and problems on standard error."""
    for line in _table(session.corpus, plan):
        print(line)
    for line in _count_lines(session.corpus, plan):
        print(line)
    if plan.effects.scores:
        print("\n得分的变化：")
        print(_effects(session.corpus, plan))
    elif plan.effects.unscored:
        print(escape_text(plan.effects.unscored, 300))
    for note in plan.notes:
        print(escape_text(note, 300))
    for one in plan.left_out:
        print(escape_text(f"没有导入：{left_words(one)}", 300))
    if plan.corrections:
        print("会改动已经发布的结果：写入以后，请考核办随即作更正（kaohe correct）。")
    for mapping in plan.mappings:
        print(f"表格的读法记在 {mapping.path}，下次同样的表头不再问。")
    if plan.unused:
        names = "、".join(plan.unused[:6])
        print(
            escape_text(
                f"有 {len(plan.unused)} 个回答这次没有用到（{names}{'等' if len(plan.unused) > 6 else ''}）。", 300
            )
        )
    print_problems(plan)


def print_problems(plan: ImportPlan) -> None:
    """Prints reminders, and problems on standard error."""
    for reminder in plan.reminders[:_SHOWN]:
        print("提醒：" + format_problem(reminder.problem))
    if len(plan.reminders) > _SHOWN:
        print(f"……另有 {len(plan.reminders) - _SHOWN} 处提醒。")
    sys.stdout.flush()
    for problem in [*(one.problem for one in plan.problems), *plan.broken]:
        sys.stderr.write(format_problem(problem) + "\n")


def _table(corpus: Corpus, plan: ImportPlan) -> Iterator[str]:
    shown = [action for action in plan.actions if action.kind in ("new", "amend")]
    if shown:
        rows = [_row(corpus, action) for action in shown[:_SHOWN]]
        yield table_text(("行", "做什么", "单位", "日期", "标准", "扣分", "事由", "记录"), rows, {5}).rstrip("\n")
        if len(shown) > _SHOWN:
            yield f"……另有 {len(shown) - _SHOWN} 行。"
    ballots = [view_ballots(corpus, action) for action in plan.ballots if action.kind != "same"]
    if ballots:
        rows = [(one.done, one.unit, one.day, one.reason) for one in ballots[:_SHOWN]]
        yield table_text(("做什么", "单位", "评议日期", "计票"), rows, set()).rstrip("\n")
    yield count_rows(plan.actions, plan.ballots)


def _count_lines(corpus: Corpus, plan: ImportPlan) -> Iterator[str]:
    """The rows whose points do not count, or lie beyond a maximum, wholly or in part."""
    told = {path: over_words(points) for path, points in plan.effects.over.items()}
    told.update(plan.effects.early)
    found = [action for action in plan.actions if action.record.path in told]
    for action in found[:_SHOWN]:
        row = view_row(corpus, action)
        yield escape_text(f"{row.where} 行：{row.unit}，{row.item}，{row.day}，{told[row.path]}。", 300)
    if len(found) > _SHOWN:
        yield f"……另有 {len(found) - _SHOWN} 行超过单项上限，或者不计分。"


def _row(corpus: Corpus, action: RowAction) -> tuple[str, ...]:
    row, record = view_row(corpus, action), action.record
    where, reason = escape_text(row.where, 24), escape_text(row.reason, 24)
    return where, row.done, row.unit, row.day, record.standard, row.points, reason, f"{record.item}/{record.id}"


def _effects(corpus: Corpus, plan: ImportPlan) -> str:
    rows = [
        (
            str(effect.year),
            corpus.units[effect.unit].short_name,
            "—" if effect.old is None else points_text(effect.old),
            "—" if effect.new is None else points_text(effect.new),
            rank_text(effect.old_rank) or "—",
            rank_text(effect.new_rank) or "—",
        )
        for effect in plan.effects.scores
        if effect.old != effect.new
    ]
    others = len(plan.effects.scores) - len(rows)
    table = table_text(("年度", "单位", "现得分", "导入后", "现名次", "导入后"), rows[:_SHOWN], {2, 3, 4, 5})
    more = f"……另有 {len(rows) - _SHOWN} 个单位。\n" if len(rows) > _SHOWN else ""
    return (table + more + (f"另有 {others} 个单位得分不变，名次变化。" if others else "")).rstrip("\n")
