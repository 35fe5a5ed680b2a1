"""The first page: what waits for the office, and what it has proposed."""

from __future__ import annotations

from functools import partial

from flask import Flask, Response

from generator.acts.desk_proposals import STATES, DeskProposal
from generator.acts.plan import today
from generator.desk.desk_page import Desk, render, sight
from generator.desk.desk_todo import list_todos
from generator.desk.desk_viewer import Viewer

_SHOWN = 20


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the page."""
    app.add_url_rule("/", "home", partial(show_home, desk))


def show_home(desk: Desk) -> Response:
    """What waits for the office today."""
    seen = sight()
    todos = list_todos(seen, today())
    proposals = [one for one in desk.state.proposals(seen.viewer.office) if one.state != "merged"]
    late = sum(todo.late for todo in todos)
    return render(
        desk, "home_page", "待办",
        todos=todos, late=late, proposals=proposals, sent=_list_sent(desk, seen.viewer), shown=_SHOWN,
        states=STATES, names=seen.unit_names,
    )  # fmt: skip


def _list_sent(desk: Desk, viewer: Viewer) -> list[DeskProposal]:
    """What other offices have sent and the leading office has to judge; nothing for others."""
    if not viewer.leads:
        return []
    return [one for one in desk.state.proposals() if one.state == "sent" and one.office != viewer.office]
