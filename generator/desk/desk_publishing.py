"""Publishing: the leading office draws up a publication, sees what it would freeze, and it becomes a proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from flask import Flask, Response, abort
from werkzeug.wrappers import Response as Answer

from generator.acts.plan import Refusal, today
from generator.acts.publication_plan import PublicationPlan
from generator.acts.publish_act import PublishRequest, plan_publication
from generator.acts.record_kinds import FormField
from generator.acts.workspace import Workspace, open_main_workspace
from generator.check.act_rules import next_id, standing_ids
from generator.desk.desk_acts import say_refusal
from generator.desk.desk_calendar import take_day
from generator.desk.desk_entry import EntryTarget, new_name, put_files, taken_paths
from generator.desk.desk_form import make_controls, open_calendar
from generator.desk.desk_page import Desk, form_values, go, is_expired, new_page, render, sight, step
from generator.desk.desk_published import view_publication
from generator.desk.desk_ties import TieBlock, lacks_ground, read_ties, tie_blocks
from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.place import publication_file
from generator.model.publication import PUBLICATION_KINDS, name_of
from generator.model.quarter import CoveredSpan
from generator.read.spelling import spell_day
from generator.release.titles import quote_title
from generator.rules.corpus import Corpus
from generator.score.year import quarter_end

_ISSUED = FormField("issued", "成文日期", "不填就是发布的当天", "day", required=False)
_PERIODS = ("q1", "q2", "q3", "q4", "notice", "final")


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the page."""
    app.add_url_rule("/publish", "publish", partial(publish, desk), methods=["GET", "POST"])


def publish(desk: Desk) -> Answer:
    """The form; what it would publish, or why it does not; or the proposal that it became."""
    seen = sight()
    if not seen.viewer.leads:
        abort(404)
    workspace = open_main_workspace(desk.config.project)
    due = list(_list_periods(seen.corpus, workspace.main_acts, taken_paths(desk.state)))
    periods = {one.id: one.words for one in due}
    values = take_day(form_values(), frozenset({_ISSUED.name}))
    done, once = step(), values.get("once") or new_page()
    name = values.get("period", "")
    if name not in periods:
        return _show(desk, periods, {"period": propose_next(due), **values}, once)
    request = _read_request(name, values)

    def decided() -> Sequence[TieBlock]:
        return _ask(workspace, request, values) if request.ties else ()

    if done not in ("check", "save"):
        return _show(desk, periods, values, once, blocks=decided())
    if values.get("issued") and request.issued is None:
        return _show(desk, periods, values, once, ["成文日期要写成 2015年4月10日 这样的日期。"], decided())
    if not all(tie.ground for tie in request.ties):
        blocks = decided()
        return _show(desk, periods, values, once, lacks_ground(blocks), blocks)
    plan = plan_publication(workspace, request)
    if isinstance(plan, Refusal):
        blocks = decided() or tie_blocks(plan.ties, values)
        return _show(desk, periods, values, once, say_refusal(plan), blocks)
    if done == "save" and values.get("seen") == workspace.line.tip:
        return _commit(desk, plan, once)
    return render(
        desk, "publish_preview_page", "发布",
        heading="发布", what="将要发布的内容", button="确认，存为提案", note="",
        view=view_publication(seen, plan.record, plan.result), corrections=(),
        technical=[line.strip() for line in plan.preview], questions=plan.questions[:-1],
        hidden={key: text for key, text in values.items() if key not in ("token", "once", "step", "seen")},
        once=once, seen=workspace.line.tip,
    )  # fmt: skip


def _read_request(name: str, values: Mapping[str, str]) -> PublishRequest:
    """What a form asks for."""
    document, title = values.get("document", "").strip() or None, values.get("title", "").strip() or None
    ties = read_ties(values).get(name, ())
    return PublishRequest(name, issued=spell_day(values.get("issued", "")), document=document, title=title, ties=ties)


def _ask(workspace: Workspace, request: PublishRequest, values: Mapping[str, str]) -> list[TieBlock]:
    """The blocks of all ties of the period, also of those that were decided in the form."""
    asked = plan_publication(workspace, replace(request, ties=()))
    return tie_blocks(asked.ties if isinstance(asked, Refusal) else (), values)


def _commit(desk: Desk, plan: PublicationPlan, once: str) -> Answer:
    viewer = sight().viewer
    files = {write.path: write.after for write in plan.files}
    with desk.state.writing:
        made = put_files(
            desk.state,
            viewer,
            EntryTarget(desk.state.main()),
            new_name(once),
            files,
            f"发布{quote_title(plan.record.title)}",
        )
    return go(f"/proposals/{made.office}/{made.name}?new=1")


def _show(
    desk: Desk,
    periods: Mapping[str, str],
    values: Mapping[str, str],
    once: str,
    said: Sequence[str] = (),
    blocks: Sequence[TieBlock] = (),
) -> Response:
    (issued,) = open_calendar(
        make_controls([_ISSUED], values), values.get("step", ""), sight().corpus.holidays, today()
    )
    return render(
        desk, "publish_page", "发布",
        issued=issued, periods=periods, values=values, said=said or [], ties=blocks, once=once,
        note="这一页放得太久，请核对以后再检查一次。" if is_expired() else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """A publication that could come next, in words. `follows`: nothing that stands is of its period or a later one.

    `ended`: its period is over; `waits`: it is in a proposal that is not merged yet.
    """

    id: str
    words: str
    follows: bool
    ended: bool
    waits: bool


def propose_next(due: Sequence[DuePeriod]) -> str:
    """The id of the publication that comes next: the first that follows what stands and waits in no proposal."""
    after = [one for one in due if one.follows and not one.waits]
    found = min(after, key=lambda one: (name_of(one.id).year, due.index(one)), default=None)
    return found.id if found is not None else ""


def _list_periods(corpus: Corpus, acts: Sequence[Act], waiting: Collection[str]) -> Iterator[DuePeriod]:
    """The publications that could come next; the latest year first, of each in the order of the periods."""
    taken = {name_of(found).first for found in standing_ids(acts)}
    last = max(((name_of(one).year, _PERIODS.index(one[5:])) for one in taken), default=(0, 0))
    now = today()
    for year in sorted(corpus.schemes, reverse=True):
        for at, period in enumerate(_PERIODS):
            wanted = f"{year}-{period}"
            until = quarter_end(year, name_of(wanted).quarter)
            scheme = corpus.scheme_on(year, until)
            if wanted not in taken and scheme is not None and scheme.has_results(until):
                ended, waits = until < now, publication_file(next_id(acts, wanted)) in waiting
                span = scheme.covers(name_of(wanted).quarter)
                yield _due(next_id(acts, wanted), span, (year, at) > last or not taken, ended, waits)


def _due(wanted: str, span: CoveredSpan, follows: bool, ended: bool, waits: bool) -> DuePeriod:
    name = name_of(wanted)
    more = "，已在提案里，等待合并" if waits else "" if ended else "，还没有结束"
    again = f"（第{name.number}次发布）" if name.number > 1 else ""
    words = f"{span.name}，{PUBLICATION_KINDS[name.kind]}{again}{more}"
    return DuePeriod(wanted, words, follows, ended, waits)
