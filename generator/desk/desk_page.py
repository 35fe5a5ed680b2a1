"""What every page of the desk is made with: the desk itself, its frame, and what a form sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from secrets import token_hex
from typing import Any

from flask import Flask, Response, abort, g, redirect, request
from jinja2 import Environment
from werkzeug.wrappers import Response as Answer

from generator.desk.desk_config import DeskConfig
from generator.desk.desk_guard import Guard
from generator.desk.desk_named import name_records
from generator.desk.desk_sight import Sight
from generator.desk.desk_state import DeskState
from generator.desk.desk_viewer import Viewer
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import escape_text
from generator.read.program import SHIPPED_TEMPLATES
from generator.words.day_words import reword_days, value_day_words
from generator.words.kept_together import keep_together
from generator.words.page_frame import open_templates

MOST_BYTES = 256 * 1024  # of a request with a form of text


@dataclass(frozen=True, slots=True)
class DeskSection:
    """A section of the desk: its address and name, for whom it is, and what adds its pages to the application.

    `most_bytes` is how large a request to it may be: more than a form of text only where files are sent.
    """

    url: str
    title: str
    is_for: Callable[[Sight], bool]
    add_routes: Callable[[Flask, Desk], None]
    most_bytes: int = MOST_BYTES

    def holds(self, path: str) -> bool:
        """Whether the page at `path` is one of its own."""
        return path == self.url or path.startswith(f"{self.url.rstrip('/')}/")


@dataclass(frozen=True)
class Desk:
    """One running desk: its settings, what judges its requests, the data that it answers from, its sections."""

    config: DeskConfig
    guard: Guard
    state: DeskState
    sections: tuple[DeskSection, ...]

    @cached_property
    def templates(self) -> Environment:
        """The templates of its pages."""
        templates = open_templates(SHIPPED_TEMPLATES.folders("desk"))
        templates.filters["day"] = value_day_words
        templates.filters["days"] = reword_days
        templates.filters["named"] = lambda words: name_records(sight(), str(words))
        return templates


def render(desk: Desk, name: str, title: str, status: int = 200, **values: Any) -> Response:
    """The page of a template, for whoever asks."""
    viewer: Viewer | None = getattr(g, "viewer", None)
    given: Mapping[str, Any] = {
        "title": title,
        "viewer": viewer,
        "site": g.sight.corpus.site if viewer is not None else None,
        "sections": [one for one in desk.sections if viewer is not None and one.is_for(g.sight)],
        "path": request.path,
        "token": desk.guard.token(g.visit, viewer.office) if viewer is not None else "",
        **values,
    }
    body = desk.templates.get_template(f"{name}.html.j2").render(given)
    return Response(keep_together(body), status, content_type="text/html; charset=utf-8")


def show_message(desk: Desk, words: str, status: int = 200) -> Response:
    """A page that says one thing."""
    return render(desk, "message_page", "提示", status, words=escape_text(words, 1000))


def go(url: str) -> Answer:
    """Sends the browser on to a page of the desk, with a plain request, so that going back sends nothing twice."""
    return redirect(url, 303)


def form_values() -> dict[str, str]:
    """What a form sent, each name once."""
    return {name: values[0] for name, values in request.form.lists()}


def sight() -> Sight:
    """What the office that asks may see of the main branch."""
    found: Sight = g.sight
    return found


def step() -> str:
    """What a form is sent for: check, save, more, or edit; only edit where no page of the desk has sent it."""
    return "edit" if g.expired else request.form.get("step", "edit")


def is_expired() -> bool:
    """Whether a form was sent that no page of the desk has made, or one of before it was started anew."""
    return request.method == "POST" and bool(g.expired)


def new_page() -> str:
    """What tells one page with a form from all others."""
    return token_hex(16)


def require_token() -> None:
    """Ends the request where no page of the desk has sent the form."""
    if g.expired:
        abort(403)
