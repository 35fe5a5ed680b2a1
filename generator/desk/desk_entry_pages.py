"""Recording: choose the item, fill in the form, look at what is checked and what moves, and commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as Answer

from generator.acts.plan import today
from generator.acts.record_act import Drafts, FilledForm, effect_of
from generator.acts.record_draft import RecordDraft, fields_of_file
from generator.acts.record_fields import FieldProblem, day_of
from generator.acts.record_kinds import KINDS, FormField, form_of
from generator.acts.record_source import find_items
from generator.desk.desk_calendar import take_day
from generator.desk.desk_effect import view_effect
from generator.desk.desk_entry import (
    EntryTarget,
    choose_target,
    commit_entry,
    digest_of,
    draw_up,
    open_proposals,
    taken_paths,
)
from generator.desk.desk_facts import unit_name
from generator.desk.desk_form import (
    Control,
    FieldOffer,
    compare_controls,
    faulty,
    group_words,
    make_controls,
    names_of,
    open_calendar,
    problems_elsewhere,
    sentence,
    with_unit_names,
)
from generator.desk.desk_offers import offers_for_record
from generator.desk.desk_page import (
    Desk,
    form_values,
    go,
    is_expired,
    new_page,
    render,
    sight,
    step,
)
from generator.desk.desk_sight import Sight
from generator.model.lazy_dataclass import dataclass
from generator.rules.figure_use import is_computed
from generator.rules.item import Item
from generator.rules.item_effect import adds_points
from generator.rules.scheme import Scheme
from generator.words.day_words import value_day_words

_EXPIRED = "这一页放得太久，或者登记程序重新启动过。内容都还在，请核对以后再检查一次。"
_CHANGED = "刚才看过以后，数据又有了变化。请再看一遍现在的结果，然后确认。"
_PLAN = FormField("rectification/due", "整改期限", "整改期限；要求整改的才填", "day", required=False)


@dataclass(frozen=True, slots=True)
class TallyTable:
    """The counts of one panel: its name, the names of the fields of its ballots, and a row for each aspect."""

    title: str
    ballots: tuple[str, ...]
    options: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with a form for one entry: its words, its fields, what is offered, and where it leads.

    `register` is that of an entry of a register.
    """

    title: str
    about: str
    heading: str
    back: str
    fields: Sequence[FormField]
    rare: Sequence[FormField]
    offers: Mapping[str, FieldOffer]
    message: Callable[[Mapping[str, str]], str]
    tallies: Sequence[TallyTable] = ()
    register: str = ""


def add_routes(app: Flask, desk: Desk) -> None:
    """Adds the pages."""
    app.add_url_rule("/record", "choose-item", partial(choose_item, desk))
    rule = "/record/<int:year>/<item>"
    app.add_url_rule(rule, "new-record", partial(new_record, desk), methods=["GET", "POST"])


def choose_item(desk: Desk) -> Response:
    """The items in which the office records, found by name, id or pinyin initials."""
    seen = sight()
    years = seen.years()
    if not years:
        abort(404)
    year = request.args.get("year", type=int) or years[0]
    words = request.args.get("q", "").strip()[:60]
    items = seen.items(year)
    if words:
        found = find_items(desk.state.main(), words, year).ids
        items = [item for item in items if item.id in found or words in item.name]
    return render(desk, "items_page", "登记", years=years, year=year, items=items, words=words)


def new_record(desk: Desk, year: int, item: str) -> Answer:
    """The form for a new record in an item."""
    seen = sight()
    found = next((one for one in seen.items(year) if one.id == item), None)
    if found is None:
        abort(404)
    values = form_values()
    effects = _effects(seen.corpus.schemes[year], found)
    kind = "bonus" if effects.get(values.get("standard", ""), all(effects.values())) else "deduction"
    page = _record_page(desk, seen, year, found, values, kind, effects)
    return serve_form(desk, page, kind, values, {"item": item, "year": str(year)})


def _effects(scheme: Scheme, item: Item) -> dict[str, bool]:
    """Whether what is recorded under each standard of an item adds points."""
    return {one.id: adds_points(scheme, item, one.id) for one in item.standards if not is_computed(one)}


def serve_form(
    desk: Desk, page: FormPage, kind: str, values: dict[str, str], fixed: Mapping[str, str], path: str = ""
) -> Answer:
    """The form as it is; as it is checked, with its effect; or, where it is confirmed, the proposal it went into.

    `values` are what was sent, or what the record says where nothing was; `fixed` fields are the page's own.
    """
    viewer = sight().viewer
    values = take_day(values, frozenset(names_of([*page.fields, *page.rare])))
    done, into, once = step(), values.get("into", _default_target(desk)), values.get("once") or new_page()
    fields = {**{name: values.get(name, "") for name in names_of([*page.fields, *page.rare])}, **fixed}
    if path:  # what was there is taken out where it was emptied, and what is not asked stays
        fields = {name: text for name, text in fields.items() if name not in fixed}
    entry = FilledForm(kind, fields, path, register=page.register)
    note = _EXPIRED if is_expired() else ""
    if done == "save":
        made = commit_entry(desk.state, viewer, into, entry, page.message, once, values.get("seen", ""))
        if made is not None:
            return go(f"/proposals/{made.office}/{made.name}?new=1")
        done, note = "check", _CHANGED
    if done != "check":
        return _show_form(desk, page, values, into, once, note=note)
    target = choose_target(desk.state, viewer, into)
    drafts = draw_up(target, entry, viewer, taken_paths(desk.state) if not path else ())
    if not drafts.is_sound:
        return _show_form(desk, page, values, into, once, drafts, note)
    return _show_preview(desk, page, values, target, once, drafts, entry, note)


def _default_target(desk: Desk) -> str:
    """The draft that an office is working on; none where it has none."""
    found = open_proposals(desk.state, sight().viewer)
    return next((one.name for one in found if one.state == "draft"), "")


def _show_form(
    desk: Desk,
    page: FormPage,
    values: Mapping[str, str],
    into: str,
    once: str,
    drafts: Drafts | None = None,
    note: str = "",
) -> Response:
    problems = drafts.drafts[0].problems if drafts is not None else ()
    made = (make_controls(part, values, problems, page.offers) for part in (page.fields, page.rare))
    asked, holidays = values.get("step", ""), sight().corpus.holidays
    controls, rare = (open_calendar(part, asked, holidays, today()) for part in made)
    whole = [one for one in problems_elsewhere([*controls, *rare], problems) if one.problem.severity == "error"]
    said = ["：".join(filter(None, (group_words(controls, one.field), sentence(one)))) for one in whole]
    if drafts is not None:
        said += [sentence(FieldProblem("", one)) for one in drafts.elsewhere]
    return render(
        desk, "form_page", page.title,
        page=page, controls=controls, rare=rare, faulty=faulty([*controls, *rare]), said=said, note=note,
        into=into, proposals=open_proposals(desk.state, sight().viewer), once=once,
        status=200,
    )  # fmt: skip


def _show_preview(
    desk: Desk,
    page: FormPage,
    values: Mapping[str, str],
    target: EntryTarget,
    once: str,
    drafts: Drafts,
    entry: FilledForm,
    note: str,
) -> Response:
    draft = drafts.drafts[0]
    fields = [*page.fields, *page.rare]
    understood = with_unit_names(fields, {**values, **draft.fields}, sight().unit_names)
    controls = make_controls(fields, understood, draft.problems, page.offers)
    facts = list(_filled(controls))
    changes = None
    if draft.before is not None:
        before = with_unit_names(fields, fields_of_file(draft.path, draft.before), sight().unit_names)
        changes = compare_controls(_filled(make_controls(fields, before, (), page.offers)), facts)
    reminders = [sentence(one) for one in _own_reminders(page, draft, target)]
    return render(
        desk, "preview_page", page.title,
        page=page, facts=facts, by_name={one.name: one for one in facts}, changes=changes,
        reminders=reminders, corrections=drafts.corrections,
        effect=view_effect(effect_of(drafts), sight().viewer, drafts.files), path_of=draft.path, target=target,
        hidden={name: text for name, text in _sent(values, page).items() if text}, once=once,
        into=target.name, seen=digest_of(target, entry), note=note,
    )  # fmt: skip


def _own_reminders(page: FormPage, draft: RecordDraft, target: EntryTarget) -> Iterator[FieldProblem]:
    """The reminders for whoever fills in the form: of a part of a record, none that the record had before.

    A unit that appeals cannot add the evidence that another office left out.
    """
    is_part = draft.before is not None and not any(field.name == "points" for field in page.fields)
    before = {one.code for one in target.source.problems if is_part and one.place.file == draft.path}
    yield from (one for one in draft.reminders if one.problem.code not in before)


def _sent(values: Mapping[str, str], page: FormPage) -> dict[str, str]:
    """What the form sent, and nothing else, to be sent again with the confirmation."""
    return {name: values.get(name, "") for name in names_of([*page.fields, *page.rare])}


def _filled(controls: Sequence[Control]) -> list[Control]:
    """The controls that have a value, those of rows each by itself."""
    found: list[Control] = []
    for control in controls:
        found += [part for row in control.rows for part in row if part.value]
        if control.value:
            found.append(control)
    return found


def _record_page(
    desk: Desk, seen: Sight, year: int, item: Item, values: Mapping[str, str], kind: str, effects: Mapping[str, bool]
) -> FormPage:
    """The form for a record in an item: what is seldom needed stands apart; its kind follows from the standard."""
    source = desk.state.main()
    fields, rare = split_fields(item, form_of(kind))
    either = "登记" if len(set(effects.values())) > 1 else f"登记{KINDS[kind].title}"

    def tell(given: Mapping[str, str]) -> str:
        about = f"{item.name} {unit_name(seen, given.get('unit', ''))} {value_day_words(given.get('date', ''))}"
        return f"登记{KINDS[kind].title}：{about}"

    most = f"最高 {item.max} 分" if item.max.is_finite() else "不设上限"
    capped = "，封顶以后不再扣减。" if kind == "deduction" and item.max.is_finite() else "。"
    return FormPage(
        f"{either}：{item.name}",
        f"{year} 年度，{most}{capped}",
        either,
        "/record",
        [*fields[:-1], _PLAN, fields[-1]],
        rare,
        offers_for_record(source, seen, year, item, day_of(values)),
        tell,
    )


def split_fields(item: Item, form: Sequence[FormField]) -> tuple[list[FormField], list[FormField]]:
    """The fields of a record in an item: those that are asked for, and those that few records have."""
    levels = any(getattr(standard, "levels", None) for standard in item.standards)
    needed = {"level": levels, "part": item.parts is not None, "fact": bool(item.once)}
    needed |= dict.fromkeys(("cured", "from"), False)
    # Points that a standard fixes are filled in.
    fields = [replace(field, required=field.required and field.name != "points") for field in form]
    fields = [field for field in fields if field.name != "item"]
    rare = [field for field in fields if not needed.get(field.name, True)]
    return [field for field in fields if field not in rare], rare
