"""Records as an office may see them, and what it may do to each: amend, revoke, notify, answer, decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as Answer

from generator.acts.record_kinds import FormField
from generator.desk.desk_entry import choose_target
from generator.desk.desk_entry_pages import FormPage, serve_form, split_fields
from generator.desk.desk_facts import record_url, search_rows, view_facts, view_row
from generator.desk.desk_form import FieldOffer, names_of, with_unit_names
from generator.desk.desk_offers import offers_for_part, offers_for_record
from generator.desk.desk_page import Desk, form_values, render, sight
from generator.desk.desk_sight import Sight
from generator.desk.desk_tasks import Task, fields_of, find_task, kind_of, tasks_for
from generator.model.deduction import Deduction
from generator.model.problem import Problem
from generator.read.flat_fields import flatten_node
from generator.read.strict_yaml import parse_yaml
from generator.read.tree import Tree

_PER_PAGE = 50


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the pages."""
    app.add_url_rule("/records", "records", partial(list_records, desk))
    rule = "/records/<int:year>/<item>/<name>"
    app.add_url_rule(rule, "record", partial(show_record, desk))
    app.add_url_rule(f"{rule}/<task>", "task", partial(serve_task, desk), methods=["GET", "POST"])


def list_records(desk: Desk) -> Response:
    """The records that the office may see, the latest first, found by words."""
    seen = sight()
    words = request.args.get("q", "").strip()[:60]
    records = sorted(seen.records(), key=lambda one: (one.date, one.path), reverse=True)
    rows = search_rows([view_row(seen, record) for record in records], words)
    pages = max(1, -(-len(rows) // _PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int) or 1, 1), pages)
    shown = rows[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    return render(desk, "records_page", "记录", rows=shown, count=len(rows), words=words, page=page, pages=pages)


def show_record(desk: Desk, year: int, item: str, name: str) -> Response:
    """One record, and what the office may do to it."""
    seen = sight()
    record = _find(seen, year, item, name)
    return render(
        desk, "record_page", "记录",
        record=view_facts(seen, record), tasks=tasks_for(seen, record), url=record_url(record), into="",
    )  # fmt: skip


def serve_task(desk: Desk, year: int, item: str, name: str, task: str) -> Answer:
    """The form of one thing that is done to a record, as it is on the main branch or in an own proposal."""
    into = form_values().get("into", "") if request.method == "POST" else request.args.get("into", "")
    target = choose_target(desk.state, sight().viewer, into)
    seen = Sight(target.source.corpus, sight().viewer)
    record = _find(seen, year, item, name)
    found = find_task(seen, record, task)
    if found is None:
        abort(404)
    fields = fields_of(found, seen, record)
    rare: list[FormField] = []
    placed = seen.scheme_and_item(year, item)
    offers: Mapping[str, FieldOffer] = offers_for_part(seen, record)
    if found.name == "amend" and placed is not None:
        fields, rare = split_fields(placed[1], fields)
        offers = offers_for_record(target.source, seen, year, placed[1], record.date)
    page = _page(seen, found, record, (fields, rare), offers)
    page = replace(page, back=target.back_to(page.back))
    names = set(names_of([*fields, *rare]))
    said = {key: text for key, text in file_values(target.source.tree, record.path).items() if key in names}
    said = with_unit_names([*fields, *rare], said, seen.unit_names)
    values = form_values() if request.method == "POST" else {**said, "into": target.name}
    return serve_form(desk, page, kind_of(found, record), values, {}, record.path)


def _find(seen: Sight, year: int, item: str, name: str) -> Deduction:
    """The record with this year, item and id, if the office may see it; else there is no such page."""
    wanted = (year, item, name)
    found = next((one for one in seen.corpus.deductions if (one.year, one.item, one.id) == wanted), None)
    shown = seen.show(found) if found is not None else None
    if shown is None:
        abort(404)
    return shown


def file_values(tree: Tree, path: str) -> dict[str, str]:
    """What the record's file says, by the names of fields."""
    node = parse_yaml(path, tree.read(path).decode("utf-8"))
    return {} if isinstance(node, Problem) else flatten_node(node)


def _page(
    seen: Sight,
    task: Task,
    record: Deduction,
    fields: tuple[Sequence[FormField], Sequence[FormField]],
    offers: Mapping[str, FieldOffer],
) -> FormPage:
    row = view_row(seen, record)
    about = f"{row.unit}，{row.item}，{row.day}，{row.points}"
    main, rare = fields
    return FormPage(
        f"{task.title}：{about}",
        task.about,
        task.title,
        record_url(record),
        main,
        rare,
        offers,
        lambda _: f"{task.title}：{row.item} {row.unit} {row.day}",
    )
