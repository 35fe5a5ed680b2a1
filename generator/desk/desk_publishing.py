"""Publishing: the leading office draws up a publication, sees what it would freeze, and it becomes a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from flask import Flask, Response, abort
from werkzeug.wrappers import Response as Answer

from generator.acts.plan import Plan, Refusal
from generator.acts.publish_act import PublishRequest, plan_publication
from generator.acts.workspace import open_main_workspace
from generator.check.act_rules import next_id, standing_ids
from generator.desk.desk_acts import asks_for_ties, outcome_names, read_ties, say_refusal
from generator.desk.desk_entry import EntryTarget, new_name, put_files
from generator.desk.desk_page import Desk, form_values, go, is_expired, new_page, render, sight, step
from generator.model.act import Act
from generator.model.publication import PUBLICATION_KINDS, name_of
from generator.model.quarter import span_name
from generator.read.spelling import spell_day
from generator.rules.corpus import Corpus

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
    periods = dict(_list_periods(seen.corpus, workspace.main_acts))
    values = form_values()
    done, once = step(), values.get("once") or new_page()
    name = values.get("period", "")
    if done not in ("check", "save") or name not in periods:
        return _show(desk, periods, values, once)
    issued = spell_day(values.get("issued", ""))
    if values.get("issued") and issued is None:
        return _show(desk, periods, values, once, ["成文日期要写成 2015-04-10 这样的日期。"])
    document, title = values.get("document", "").strip() or None, values.get("title", "").strip() or None
    ties = tuple(read_ties(seen.corpus, values))
    request = PublishRequest(name, issued=issued, document=document, title=title, ties=ties)
    plan = plan_publication(workspace, request)
    if isinstance(plan, Refusal):
        return _show(desk, periods, values, once, say_refusal(plan), plan)
    if done == "save" and values.get("seen") == workspace.line.tip:
        return _commit(desk, plan, name, once)
    return render(
        desk, "publish_preview_page", "发布",
        heading="发布", what="将要发布的内容", button="确认，存为提案", note="",
        lines=[line.strip() for line in plan.preview], questions=plan.questions[:-1],
        hidden={key: text for key, text in values.items() if key not in ("token", "once", "step", "seen")},
        once=once, seen=workspace.line.tip,
    )  # fmt: skip


def _commit(desk: Desk, plan: Plan, name: str, once: str) -> Answer:
    viewer = sight().viewer
    files = {write.path: write.after for write in plan.files}
    with desk.state.writing:
        made = put_files(desk.state, viewer, EntryTarget(desk.state.main()), new_name(once), files, f"发布 {name}")
    return go(f"/proposals/{made.office}/{made.name}?new=1")


def _show(
    desk: Desk,
    periods: Mapping[str, str],
    values: Mapping[str, str],
    once: str,
    said: Sequence[str] = (),
    refusal: Refusal | None = None,
) -> Response:
    return render(
        desk, "publish_page", "发布",
        periods=periods, values=values, said=said or [], outcomes=outcome_names(sight().corpus),
        ties=asks_for_ties(refusal, values), once=once,
        note="这一页放得太久，请核对以后再检查一次。" if is_expired() else "",
    )  # fmt: skip


def _list_periods(corpus: Corpus, acts: Sequence[Act]) -> Iterator[tuple[str, str]]:
    """The publications that could come next, by id, with what they are called; the latest year first."""
    taken = {next_id([], found) for found in standing_ids(acts)}
    for year in sorted(corpus.schemes, reverse=True):
        for period in _PERIODS:
            wanted = f"{year}-{period}"
            if wanted not in taken:
                due = next_id(acts, wanted)
                name = name_of(due)
                yield due, f"{span_name(name.year, name.quarter)}，{PUBLICATION_KINDS[name.kind]}（{due}）"
