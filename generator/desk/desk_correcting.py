"""Correcting: where a proposal moves what was published, the leading office adds the correction to that proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from flask import Flask, Response, abort
from werkzeug.wrappers import Response as Answer

from generator.acts.correct_act import CorrectRequest, plan_correction
from generator.acts.desk_proposals import DeskProposal
from generator.acts.plan import Plan, Refusal
from generator.acts.proposal_workspace import open_proposal_workspace
from generator.desk.desk_acts import say_refusal
from generator.desk.desk_entry import OPEN, EntryTarget, put_files
from generator.desk.desk_page import Desk, form_values, go, is_expired, render, sight, step
from generator.desk.desk_proposed_acts import view_corrections
from generator.desk.desk_sight import Sight
from generator.desk.desk_ties import TieBlock, lacks_ground, read_ties, tie_blocks

_EXPIRED = "这一页放得太久，请核对以后再检查一次。"
_CHANGED = "刚才看过以后，提案或主分支又有了变化。请再看一遍现在的结果，然后确认。"


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the page."""
    rule = "/proposals/<office>/<name>/correct"
    app.add_url_rule(rule, "correct", partial(correct, desk), methods=["GET", "POST"])


def may_correct(desk: Desk, proposal: DeskProposal) -> bool:
    """Whether whoever asks may add a correction: the leading office, to its own or to what was sent to it."""
    viewer = sight().viewer
    return viewer.leads and proposal.state in OPEN and (proposal.office == viewer.office or bool(proposal.sent))


def correct(desk: Desk, office: str, name: str) -> Answer:
    """The form; what the correction would move, or why there is none; or the proposal with it."""
    found = desk.state.proposal(office, name)
    if found is None or not may_correct(desk, found):
        abort(404)
    values, done = form_values(), step()
    ties = read_ties(values)
    if done not in ("check", "save"):
        blocks = _ask(desk, found, values) if ties else ()
        return _show(desk, found, values, (), blocks, _EXPIRED if is_expired() else "")
    request = CorrectRequest(
        "", values.get("reason", "").strip(), document=values.get("document", "").strip(), ties_of=ties
    )
    if not request.reason or not all(tie.ground for said in ties.values() for tie in said):
        blocks = _ask(desk, found, values) if ties else ()
        reasons = [] if request.reason else ["缺少更正的原因。请填写：它写入更正公告，向社会公开。"]
        return _show(desk, found, values, [*reasons, *lacks_ground(blocks)], blocks)
    workspace = open_proposal_workspace(desk.config.project, found)
    plan = plan_correction(workspace, request)
    if isinstance(plan, Refusal):
        blocks = _ask(desk, found, values) if ties else tie_blocks(plan.ties, values)
        return _show(desk, found, values, say_refusal(plan), blocks)
    seen = f"{found.tip} {workspace.line.tip}"
    if done == "save" and values.get("seen") == seen:
        made = _commit(desk, found, plan)
        return go(f"/proposals/{made.office}/{made.name}?corrected=1")
    return render(
        desk, "publish_preview_page", "更正",
        heading="更正", what="将要写出的更正", questions=(), view=None,
        corrections=view_corrections(Sight(desk.state.at(found.tip).corpus, sight().viewer), plan.records),
        technical=[line.strip() for line in plan.preview],
        hidden={key: text for key, text in values.items() if key not in ("token", "once", "step", "seen")},
        once="", seen=seen, button="确认，放进这份提案", note=_CHANGED if done == "save" else "",
    )  # fmt: skip


def _ask(desk: Desk, proposal: DeskProposal, values: Mapping[str, str]) -> list[TieBlock]:
    """The blocks of all ties that are to be decided, also of those that were in the form."""
    asked = plan_correction(open_proposal_workspace(desk.config.project, proposal), CorrectRequest("", "更正"))
    return tie_blocks(asked.ties if isinstance(asked, Refusal) else (), values)


def _commit(desk: Desk, proposal: DeskProposal, plan: Plan) -> DeskProposal:
    """One more commit of the proposal; UserError where it was changed since it was looked at."""
    files = {write.path: write.after for write in plan.files}
    with desk.state.writing:
        target = EntryTarget(desk.state.at(proposal.tip), proposal)
        return put_files(desk.state, sight().viewer, target, proposal.name, files, "更正已经发布的结果")


def _show(
    desk: Desk,
    proposal: DeskProposal,
    values: Mapping[str, str],
    said: Sequence[str] = (),
    blocks: Sequence[TieBlock] = (),
    note: str = "",
) -> Response:
    return render(desk, "correct_page", "更正", proposal=proposal, values=values, said=said, ties=blocks, note=note)
