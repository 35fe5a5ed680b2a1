"""Registers at the desk: which there are, the entries of each, a new one, and what is done to one that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as Answer

from generator.acts.plan import today
from generator.acts.record_kinds import ENTRY, EntryKind, find_kind
from generator.desk.desk_entry import EntryTarget, choose_target
from generator.desk.desk_entry_pages import FormPage, serve_form
from generator.desk.desk_form import names_of, with_unit_names
from generator.desk.desk_offers import offers_for_entry
from generator.desk.desk_page import Desk, form_values, render, sight
from generator.desk.desk_record_pages import file_values
from generator.desk.desk_register_facts import DeskEntryLine, entry_url, view_entry_facts, view_line
from generator.desk.desk_register_sight import (
    SeenEntry,
    entries_seen,
    keeper_field,
    may_begin,
    registers_of,
    see_entry,
)
from generator.desk.desk_register_tasks import EntryTask, begin_task, entry_of, entry_tasks
from generator.desk.desk_sight import Sight
from generator.model.register_rule import RegisterRule

_PER_PAGE = 50
_TITLE = 60  # characters of an entry's title in a commit's message


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the pages."""
    app.add_url_rule("/registers", "registers", partial(list_registers, desk))
    rule = "/registers/<register>"
    app.add_url_rule(rule, "register", partial(list_entries, desk))
    app.add_url_rule(f"{rule}/new", "new-entry", partial(new_entry, desk), methods=["GET", "POST"])
    rule = f"{rule}/<int:year>/<name>"
    app.add_url_rule(rule, "entry", partial(show_entry, desk))
    app.add_url_rule(f"{rule}/<task>", "entry-task", partial(serve_entry_task, desk), methods=["GET", "POST"])


def list_registers(desk: Desk) -> Response:
    """The registers of which the office keeps or sees something."""
    seen = sight()
    found = [(one, sum(1 for _ in entries_seen(seen, one)), may_begin(seen, one)) for one in registers_of(seen)]
    return render(desk, "registers_page", "登记簿", registers=found)


def list_entries(desk: Desk, register: str) -> Response:
    """The entries of a register that the office may see, the latest first, found by words."""
    seen = sight()
    rule = _find_register(seen, register)
    words = request.args.get("q", "").strip()[:60]
    found = sorted(entries_seen(seen, rule), key=lambda one: (one.entry.day, one.entry.id), reverse=True)
    lines = _search([view_line(seen, one, today()) for one in found], words)
    pages = max(1, -(-len(lines) // _PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int) or 1, 1), pages)
    return render(
        desk, "register_page", rule.title,
        register=rule, lines=lines[(page - 1) * _PER_PAGE : page * _PER_PAGE], count=len(lines), words=words,
        page=page, pages=pages, may_begin=may_begin(seen, rule), url=f"/registers/{rule.id}",
    )  # fmt: skip


def new_entry(desk: Desk, register: str) -> Answer:
    """The form for a new entry."""
    seen = sight()
    rule = _find_register(seen, register)
    if not may_begin(seen, rule):
        abort(404)
    task = begin_task(seen, find_kind(ENTRY.name, rule.id, seen.corpus.registers))
    page = _page(seen, rule, task, f"登记：{rule.title}", f"/registers/{rule.id}", f"登记{rule.title}")
    return serve_form(desk, page, ENTRY.name, form_values() or _begun_with(seen, rule), {})


def show_entry(desk: Desk, register: str, year: int, name: str) -> Response:
    """One entry, and what the office may do to it."""
    seen = sight()
    found = _find_entry(seen, register, year, name)
    kind = find_kind(ENTRY.name, register, seen.corpus.registers)
    return render(
        desk, "entry_page", "登记簿",
        register=found.entry.REGISTER, entry=view_entry_facts(seen, found, today()),
        tasks=entry_tasks(seen, found, kind), url=entry_url(found.entry),
    )  # fmt: skip


def serve_entry_task(desk: Desk, register: str, year: int, name: str, task: str) -> Answer:
    """The form of one thing that is done to an entry, as it is on the main branch or in an own proposal."""
    into = form_values().get("into", "") if request.method == "POST" else request.args.get("into", "")
    target: EntryTarget = choose_target(desk.state, sight().viewer, into)
    seen = Sight(target.source.corpus, sight().viewer)
    found = _find_entry(seen, register, year, name)
    kind: EntryKind = find_kind(ENTRY.name, register, seen.corpus.registers)
    wanted = next((one for one in entry_tasks(seen, found, kind) if one.name == task), None)
    if wanted is None:
        abort(404)
    rule, title = found.entry.REGISTER, seen.title_of(found.shown)
    message = f"{wanted.title}：{rule.title} {title[:_TITLE]}"
    page = _page(seen, rule, wanted, f"{wanted.title}：{title}", target.back_to(entry_url(found.entry)), message)
    names, fields = set(names_of([*page.fields, *page.rare])), [*page.fields, *page.rare]
    said = {key: text for key, text in file_values(target.source.tree, found.entry.path).items() if key in names}
    said = with_unit_names(fields, said, seen.unit_names)
    values = form_values() if request.method == "POST" else {**said, "into": target.name}
    return serve_form(desk, page, ENTRY.name, values, {}, found.entry.path)


def _find_register(seen: Sight, name: str) -> RegisterRule:
    """The register, if the office keeps or sees something of it; else there is no such page."""
    found = next((one for one in registers_of(seen) if one.id == name), None)
    if found is None:
        abort(404)
    return found


def _find_entry(seen: Sight, register: str, year: int, name: str) -> SeenEntry:
    """The entry, if the office may see it; else there is no such page."""
    _find_register(seen, register)
    entry = entry_of(seen, register, year, name)
    found = see_entry(seen, entry) if entry is not None else None
    if found is None:
        abort(404)
    return found


def _begun_with(seen: Sight, rule: RegisterRule) -> dict[str, str]:
    """What a new form says already: whoever keeps what they write themselves names themselves."""
    field = keeper_field(rule)
    if not field or seen.viewer.leads:
        return {}
    name = f"{field}/0" if rule.by_id[field].many else field
    return {name: seen.unit_names.get(seen.viewer.office, seen.viewer.office)}


def _page(seen: Sight, rule: RegisterRule, task: EntryTask, title: str, back: str, message: str) -> FormPage:
    def tell(given: Mapping[str, str]) -> str:
        return message

    return FormPage(
        title,
        task.about,
        rule.title,
        back,
        task.fields,
        task.rare,
        offers_for_entry(seen, rule),
        tell,
        register=rule.id,
    )


def _search(lines: Sequence[DeskEntryLine], words: str) -> list[DeskEntryLine]:
    """The lines in which every word of a search is found."""
    wanted = words.split()
    return [one for one in lines if all(word in one.found_by for word in wanted)]
