"""What an office has proposed: what it does, what `kaohe check` says of it, sending it and taking it back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as Answer

from generator.acts.desk_proposals import STATES, DeskProposal, withdraw_draft
from generator.acts.record_act import TO_CORRECT
from generator.acts.record_fields import FieldProblem
from generator.acts.send_act import SentProposal, send_proposal, take_back
from generator.acts.workspace import is_act_file
from generator.compare.comparison import compare_revisions
from generator.desk.desk_correcting import may_correct
from generator.desk.desk_effect import EffectView, view_effect
from generator.desk.desk_entry import OPEN
from generator.desk.desk_facts import RecordFacts, record_url, view_facts
from generator.desk.desk_form import sentence
from generator.desk.desk_page import Desk, go, render, require_token, sight
from generator.desk.desk_proposed_acts import view_acts
from generator.desk.desk_register_facts import entry_url
from generator.desk.desk_register_sight import see_entry
from generator.desk.desk_register_tasks import entry_of
from generator.desk.desk_sight import Sight
from generator.desk.desk_tasks import tasks_for
from generator.git.repository import open_repository
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.place import Place, find_place
from generator.model.problem import Problem
from generator.public.redact import shown_comparison
from generator.words.comparison_words import ChangeView, view_comparison
from generator.words.form_words import in_form_words


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """A file that a proposal changes: what becomes of it, where it is amended, and of a new record what it says."""

    change: ChangeView
    url: str
    record: RecordFacts | None = None


_UNSIGNED = "KH517"  # a matter of how the desk is set up, which no other office can mend
_UNSIGNED_WORDS = "这份提案没有登记网页的签名，看不出是不是登记的单位自己提交的"
_NAMED = 6  # records that a reminder names
_UNSIGNED_HINT = "合并以前，请向登记的单位核实一次；要以后不再提醒，请管理员给登记网页配上签名的密钥。"


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the pages."""
    app.add_url_rule("/proposals", "proposals", partial(show_all, desk))
    rule = "/proposals/<office>/<name>"
    app.add_url_rule(rule, "proposal", partial(show_one, desk))
    app.add_url_rule(f"{rule}/send", "send", partial(send_one, desk), methods=["POST"])
    app.add_url_rule(f"{rule}/withdraw", "withdraw", partial(withdraw_one, desk), methods=["GET", "POST"])


def show_all(desk: Desk) -> Response:
    """The office's own proposals; the leading office sees everybody's."""
    viewer = sight().viewer
    found = desk.state.proposals("" if viewer.leads else viewer.office)
    names = {unit.id: unit.short_name for unit in sight().corpus.units.values()}
    return render(desk, "proposals_page", "提案", proposals=found, states=STATES, names=names)


def show_one(desk: Desk, office: str, name: str) -> Response:
    """One proposal with its changes, problems and effect."""
    return _render_one(desk, _find(desk, office, name))


def send_one(desk: Desk, office: str, name: str) -> Answer:
    """Sends a proposal, if `kaohe check` has nothing against it but a correction that has to follow."""
    require_token()
    found = _find(desk, office, name)
    if not may_send(desk, found):
        abort(403)
    if request.form.get("seen") != found.tip:
        return _render_one(desk, found, "这份提案刚刚有了改动，没有发送。请看过现在的样子以后再发送。")
    if _blocking(desk.state.problems_of(found)):
        return _render_one(desk, found, "检查还有问题，没有发送。")
    remote = desk.config.remote
    if not remote:
        return _render_one(desk, found, "登记程序没有配置远程仓库，发送请找维护人员；草稿保存在本机的分支里。")
    site = sight().corpus.site
    sent = send_proposal(desk.config.project, found, site.forge if site is not None else "plain", remote)
    return _render_one(desk, desk.state.proposal(office, name) or found, sent.words, sent)


def withdraw_one(desk: Desk, office: str, name: str) -> Answer:
    """Asks whether a proposal is to be taken back, and does so."""
    found = _own(desk, office, name)
    if request.method == "GET":
        return render(desk, "withdraw_page", f"撤回提案：{found.title}", proposal=found, states=STATES)
    require_token()
    if request.form.get("seen") != found.tip:
        return _render_one(desk, found, "这份提案刚刚有了改动，没有撤回。请看过现在的样子以后再决定。")
    withdraw_draft(desk.config.project, found)
    site = sight().corpus.site
    if found.sent and desk.config.remote:
        told = take_back(desk.config.project, found, site.forge if site is not None else "plain", desk.config.remote)
        return render(desk, "withdrawn_page", "已撤回", proposal=found, told=told)
    return go("/proposals")


def may_send(desk: Desk, proposal: DeskProposal) -> bool:
    """Whether whoever asks may send it: its office; the leading office sends again what it has added to."""
    viewer = sight().viewer
    return proposal.office == viewer.office or (viewer.leads and proposal.state == "changed")


def _find(desk: Desk, office: str, name: str) -> DeskProposal:
    """The proposal, if the office may see it; else there is no such page."""
    viewer = sight().viewer
    found = desk.state.proposal(office, name) if viewer.leads or office == viewer.office else None
    if found is None:
        abort(404)
    return found


def _own(desk: Desk, office: str, name: str) -> DeskProposal:
    """The proposal, if it is the office's own."""
    if office != sight().viewer.office:
        abort(403)
    return _find(desk, office, name)


def _render_one(desk: Desk, proposal: DeskProposal, note: str = "", sent: SentProposal | None = None) -> Response:
    source = desk.state.at(proposal.tip)
    seen = Sight(source.corpus, sight().viewer)
    comparison = compare_revisions(open_repository(desk.config.project), proposal.base, proposal.tip)
    view = view_comparison(shown_comparison(comparison, "internal"), internal=True)
    effect: EffectView = view_effect(comparison, seen.viewer, proposal.paths)
    problems = desk.state.problems_of(proposal) if proposal.state in OPEN else []
    due = [one for one in problems if one.code in TO_CORRECT]  # they tell scores, which not every office may know
    told = problems if seen.viewer.leads else [one for one in problems if one not in due and one.code != _UNSIGNED]
    mine = seen.viewer.office == proposal.office
    act_paths = [change.path for change in view.changes if is_act_file(change.path)]
    return render(
        desk, "proposal_page", f"提案：{proposal.title}",
        proposal=proposal, states=STATES, note=note, sent=sent, effect=effect, mine=mine,
        acts=view_acts(seen, act_paths), act_files=act_paths,
        files=[_view_file(seen, change, proposal) for change in view.changes if change.path not in act_paths],
        errors=[_say(seen, one) for one in told if one.severity == "error"],
        reminders=_gather_same(seen, [one for one in told if one.severity != "error"], len(proposal.paths) > 1),
        blocked=bool(_blocking(problems)), is_new="new" in request.args, to_correct=bool(due),
        open=proposal.state in OPEN,
        can_send=bool(desk.config.remote) and proposal.state in ("draft", "changed") and may_send(desk, proposal),
        can_correct=bool(due) and may_correct(desk, proposal), corrected="corrected" in request.args,
    )  # fmt: skip


def _blocking(problems: list[Problem]) -> list[Problem]:
    return [one for one in problems if one.severity == "error" and one.code not in TO_CORRECT]


def _say(seen: Sight, problem: Problem) -> str:
    if problem.code in TO_CORRECT:
        problem = replace(problem, hint="请点“写出更正”；如属误改，请撤回这份提案。")
    if problem.code == _UNSIGNED:
        problem = replace(problem, message=_UNSIGNED_WORDS, hint=_UNSIGNED_HINT)
    return sentence(FieldProblem("", in_form_words(problem, seen.corpus.registers)))


def _gather_same(seen: Sight, problems: list[Problem], are_several: bool) -> list[str]:
    """The sentences, each once; where a proposal has several files, with those that it is said of."""
    places: dict[str, list[str]] = {}
    for one in problems:
        places.setdefault(_say(seen, one), []).append(one.place.file)
    told = []
    for words, paths in places.items():
        files = [path for path in dict.fromkeys(paths) if find_place(path) is not None]
        named = "、".join(files[:_NAMED]) + (f"等 {len(files)} 条" if len(files) > _NAMED else "")
        told.append(f"{words}（{named}）" if named and are_several else words)
    return told


def _view_entry(seen: Sight, change: ChangeView, place: Place) -> ProposedFile:
    """An entry of a register: called as the office may know it."""
    entry = entry_of(seen, place.register, place.year, place.id)
    found = see_entry(seen, entry) if entry is not None else None
    if found is None:
        return ProposedFile(change, "")
    title = f"{found.entry.REGISTER.title} {seen.title_of(found.shown)}"
    return ProposedFile(replace(change, about=title), f"{entry_url(found.entry)}/amend")


def _view_file(seen: Sight, change: ChangeView, proposal: DeskProposal) -> ProposedFile:
    place = find_place(change.path)
    if place is not None and place.kind == "entry":
        return _view_entry(seen, change, place)
    wanted = (place.year, place.item, place.id) if place is not None else None
    record = next((one for one in seen.corpus.deductions if (one.year, one.item, one.id) == wanted), None)
    shown = seen.show(record) if record is not None else None
    if shown is None:
        return ProposedFile(change, "")
    task = _amending_task(seen, shown)
    url = f"{record_url(shown)}/{task}" if task else ""
    return ProposedFile(change, url, None if change.fields else view_facts(seen, shown))


def _amending_task(seen: Sight, record: Deduction) -> str:
    """The form by which the office amends what it proposes of a record: that of a part, where it writes no more."""
    offered = {task.name: task.kind for task in tasks_for(seen, record)}
    if "amend" in offered:
        return "amend"
    before = next((one for one in sight().corpus.deductions if one.path == record.path), None)
    changed = (name for name, part in offered.items() if getattr(record, part, None) != getattr(before, part, None))
    return next(changed, "")
