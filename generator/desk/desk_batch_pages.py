"""The pages of batches: templates to fill in, a file that is sent, its questions, and what it would do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as Answer

from generator.acts.desk_proposals import DeskProposal
from generator.acts.record_fields import FieldProblem
from generator.desk.desk_batch import (
    Batch,
    Batches,
    PlannedBatch,
    commit_batch,
    plan_batch,
    refuse_files,
    take_answers,
)
from generator.desk.desk_batch_sheets import list_workbooks, send_workbook
from generator.desk.desk_effect import view_effect
from generator.desk.desk_entry import open_proposals
from generator.desk.desk_form import sentence
from generator.desk.desk_page import Desk, go, is_expired, render, require_token, sight, step
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text
from generator.sheets.question import Offer, Question, SheetProblem
from generator.words.form_words import in_form_words
from generator.words.import_words import (
    RowView,
    count_rows,
    left_words,
    over_words,
    question_place,
    question_rows,
    row_ranges,
    view_ballots,
    view_row,
)

MOST_BYTES = 16 * 1024 * 1024  # of the files that are sent at once
_ROWS = 200  # rows that are shown
_QUESTIONS = 40  # questions on a page
_RADIOS = 8  # choices that are laid open
_EACH = 20  # rows that are answered one by one
_CHANGED = "刚才看过以后，数据又有了变化。请再看一遍现在的结果，然后确认。"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it is shown: the answer so far, for single rows too, and whether it was none of those to give.

    `written` is an answer in one's own words, `told` what the first of its rows say. `rows` are number, words and
    answer of each row that may be answered by itself.
    """

    id: str
    place: str
    text: str
    choices: tuple[Offer, ...]
    free: str
    answer: str
    written: str
    rows: tuple[tuple[int, str, str], ...]
    told: tuple[str, ...]
    refused: bool

    @property
    def lies_open(self) -> bool:
        """Whether its choices are few enough to be laid open."""
        return len(self.choices) <= _RADIOS


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A row that is written, and what it does to its unit's score."""

    row: RowView
    delta: str
    absorbed: str


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the pages."""
    batches = Batches()
    app.add_url_rule("/batch", "batch", partial(send_files, desk, batches), methods=["GET", "POST"])
    app.add_url_rule("/batch/sheet/<int:year>", "sheet", partial(send_workbook, desk))
    app.add_url_rule("/batch/<key>", "batch-one", partial(answer_batch, desk, batches), methods=["GET", "POST"])


def send_files(desk: Desk, batches: Batches) -> Answer:
    """The page with the templates and the form for a file; a file that is sent is read, and its page follows."""
    seen = sight()
    if not seen.years() and not seen.viewer.leads:
        abort(404)
    said = ""
    if request.method == "POST" and not is_expired():
        try:
            files = [
                (one.filename or "", one.stream.read()) for one in request.files.getlist("files") if one.filename
            ]
            refuse_files(files)
            batch = batches.add(seen.viewer.office, files, request.form.get("into", ""))
            return go(f"/batch/{batch.key}")
        except UserError as refused:
            said = str(refused)
    proposals = open_proposals(desk.state, seen.viewer)
    into = request.form.get("into", next((one.name for one in proposals if one.state == "draft"), ""))
    note = "这一页放得太久，或者登记程序重新启动过。请再选一次文件。" if is_expired() else ""
    return render(
        desk, "batch_page", "用表格登记",
        workbooks=list_workbooks(desk, seen), proposals=proposals, into=into, said=[said] if said else [], note=note,
    )  # fmt: skip


def answer_batch(desk: Desk, batches: Batches, key: str) -> Answer:
    """What a batch leaves to ask, what is wrong with it, or what it would do; or the proposal that it became."""
    viewer = sight().viewer
    batch = batches.find(viewer.office, key)
    if batch is None:
        if there := desk.state.proposal(viewer.office, desk.state.done(key)):
            return go_to(there)
        return render(desk, "batch_gone_page", "用表格登记", status=404)
    note = "这一页放得太久，请核对以后再点一次。" if is_expired() else ""
    done = step()
    if done == "check":
        take_answers(batch, _given(batch))
    elif done == "drop":
        require_token()
        batches.drop(batch)
        return go("/batch")
    elif done == "save":
        made = commit_batch(desk.state, viewer, batch, request.form.get("seen", ""))
        if made is not None:
            batches.drop(batch)
            return go_to(made)
        note = _CHANGED
    known = frozenset(batch.asked)
    planned = plan_batch(desk.state, viewer, batch)
    if done == "check":
        note = _say_unanswered(planned, known)
    asks = not planned.plan.is_ready or ("answers" in request.args and request.method == "GET")
    show = _show_questions if asks else _show_preview
    return show(desk, batch, planned, note)


def _say_unanswered(planned: PlannedBatch, known: frozenset[str]) -> str:
    """How many of the questions that a page showed before were left without an answer; empty where none was."""
    count = sum(question.id in known for question in planned.plan.questions)
    return f"还有 {count} 个问题没有回答。" if count else ""


def go_to(made: DeskProposal) -> Answer:
    """The page of the proposal that a batch became."""
    return go(f"/proposals/{made.office}/{made.name}?new=1")


def _given(batch: Batch) -> dict[str, str]:
    """The answers of a page: what was written, else what was chosen; of single rows where they differ."""
    found: dict[str, str] = {}
    for name, question in batch.asked.items():
        if f"a/{name}" in request.form or f"f/{name}" in request.form:
            found[name] = request.form.get(f"f/{name}", "").strip() or request.form.get(f"a/{name}", "")
        for row in question.rows[:_EACH]:
            if f"r/{name}/{row}" in request.form:
                found[f"{name}:{row}"] = request.form[f"r/{name}/{row}"]
    return found


def _show_questions(desk: Desk, batch: Batch, planned: PlannedBatch, note: str) -> Response:
    plan = planned.plan
    open_now = {question.id for question in plan.questions} | plan.refused
    asked = [_view_question(batch, one, one.id in plan.refused) for one in batch.asked.values()]
    waiting = [one for one in asked if one.id in open_now]
    registers = planned.session.corpus.registers
    broken = [in_form_words(one, registers) for one in plan.broken]
    problems = [one for one in plan.problems if one.code != "KH820"]  # those stand at their questions
    return render(
        desk, "batch_questions_page", "用表格登记",
        batch=batch, questions=waiting[:_QUESTIONS], more=max(0, len(waiting) - _QUESTIONS),
        answered=[one for one in asked if one.id not in open_now], problems=problems,
        said=[_say(FieldProblem("", one)) for one in broken], left=_left(planned), note=note,
        files=[name for name, _ in batch.books], ready=plan.is_ready,
    )  # fmt: skip


def _say(found: FieldProblem) -> str:
    return escape_text(sentence(found), 400)


def _view_question(batch: Batch, question: Question, refused: bool) -> AskedQuestion:
    answer = batch.answers.get(question.id, "")
    chosen = answer if answer in {choice.value for choice in question.choices} else ""
    rows = tuple(
        (row, question.about.get(row, ""), batch.answers.get(f"{question.id}:{row}", "")) for row in question.rows
    )
    each = rows if question.choices and 1 < len(rows) <= _EACH else ()
    return AskedQuestion(
        question.id, escape_text(question_place(question), 200), question.text, question.choices, question.free,
        chosen, "" if chosen else answer, each, tuple(question_rows(question)), refused,
    )  # fmt: skip


def _left(planned: PlannedBatch) -> list[str]:
    return [escape_text(left_words(one), 300) for one in planned.plan.left_out]


def _show_preview(desk: Desk, batch: Batch, planned: PlannedBatch, note: str) -> Response:
    plan, corpus = planned.plan, planned.session.corpus
    effect = view_effect(planned.compare(), sight().viewer, planned.files)
    own = {one.path: one for one in effect.own}
    written = [view_row(corpus, one) for one in plan.actions if one.kind in ("new", "amend")]
    written += [view_ballots(corpus, one) for one in plan.ballots if one.kind != "same"]
    over = {path: over_words(points) for path, points in plan.effects.over.items()}
    over.update(plan.effects.early)
    rows = [
        BatchRow(
            one,
            own[one.path].delta if one.path in own else "",
            over.get(one.path) or (own[one.path].absorbed if one.path in own else ""),
        )
        for one in written
    ]
    reminders = _remind(plan.reminders)
    return render(
        desk, "batch_preview_page", "用表格登记",
        batch=batch, rows=rows[:_ROWS], more=max(0, len(rows) - _ROWS), count=count_rows(plan.actions, plan.ballots),
        writes=bool(plan.writes), effect=effect, reminders=_some(reminders), notes=_some(list(plan.notes)),
        left=_left(planned), corrections=plan.corrections, mappings=plan.mappings, target=planned.target,
        seen=planned.seen, note=note, asked=len(batch.asked), files=[name for name, _ in batch.books],
    )  # fmt: skip


def _remind(reminders: Sequence[SheetProblem]) -> list[str]:
    """Each reminder once, with the rows that it is about."""
    rows: dict[tuple[str, str, str, str], list[int]] = {}
    for one in reminders:
        rows.setdefault((one.file, one.sheet, one.message, one.hint), []).append(one.row)
    return [
        escape_text(f"{sheet or file} 第 {row_ranges(found)} 行：{words.rstrip('。')}。{hint}", 400)
        for (file, sheet, words, hint), found in rows.items()
    ]


def _some(lines: Sequence[str], most: int = 40) -> list[str]:
    """The first of many lines, and how many more there are."""
    rest = [f"另有 {len(lines) - most} 处。"] if len(lines) > most else []
    return [*lines[:most], *rest]
