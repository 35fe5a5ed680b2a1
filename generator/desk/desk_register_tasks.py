"""What can be done to an entry of a register at the desk: amend it, note the day of its next stage, revoke it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.acts.record_kinds import EntryKind, FormField, form_of
from generator.check.entry_ownership import writable_fields
from generator.desk.desk_register_sight import SeenEntry
from generator.desk.desk_sight import Sight
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.register_rule import End, RegisterRule, Stage
from generator.score.register_states import reached_on

AMEND, REVOKE, STAGE = "amend", "revocation", "stage-"
_NOTE = "internal_note"


@dataclass(frozen=True, slots=True)
class EntryTask:
    """One thing to do with its form: `rare` are the fields that are seldom filled in here."""

    name: str
    title: str
    about: str
    fields: tuple[FormField, ...]
    rare: tuple[FormField, ...] = ()


def begin_task(sight: Sight, kind: EntryKind) -> EntryTask:
    """The form for a new entry; what later stages ask for stands apart."""
    assert kind.register is not None
    register = kind.register
    may = _all_of(register) if sight.viewer.leads else writable_fields(register, sight.viewer.office, None)
    later = _fields_of(step for step in register.steps if step.date != register.date)
    fields = [field for field in form_of(kind) if field.name in may | {_NOTE}]
    return EntryTask(
        "new",
        "登记",
        register.about,
        tuple(field for field in fields if field.name not in later or field.required),
        tuple(field for field in fields if field.name in later and not field.required),
    )


def entry_tasks(sight: Sight, seen: SeenEntry, kind: EntryKind) -> list[EntryTask]:
    """What the office may do to an entry as it stands; nothing to one that was revoked."""
    if seen.entry.revoked is not None:
        return []
    form = {field.name: field for field in form_of(kind)}
    found = [_stage_task(step, form) for step in _next_steps(seen)]
    if amended := _amend_task(seen, form):
        found.append(amended)
    if seen.keeps:
        about = "撤销以后这一条仍在，注明撤销的日期和理由，不再计入统计。"
        found.append(EntryTask(REVOKE, "撤销", about, form_of("revocation")))
    return found


def _next_steps(seen: SeenEntry) -> list[Stage]:
    """The stage that comes next and the ways to end that are open, as far as the office writes their days."""
    entry, register = seen.entry, seen.entry.REGISTER
    if any(reached_on(entry, end) for end in register.ends):
        return []
    reached = {stage.id for stage in register.stages if reached_on(entry, stage)}
    coming = [stage for stage in register.stages if stage.id not in reached][:1]
    ends = [end for end in register.ends if not end.after or end.after in reached]
    return [step for step in (*coming, *ends) if step.date in seen.writable]


def _stage_task(step: Stage, form: dict[str, FormField]) -> EntryTask:
    linked = step.linked if isinstance(step, End) else ""
    names = dict.fromkeys(filter(None, (step.date, *step.needs, linked)))
    fields = tuple(replace(form[name], required=True) for name in names if name in form)
    about = f"填写以后，这一条的状态是“{step.label}”。"
    return EntryTask(f"{STAGE}{step.id}", f"登记“{form[step.date].label}”", about, fields)


def _amend_task(seen: SeenEntry, form: dict[str, FormField]) -> EntryTask | None:
    """The form for what is written already; what stages ask for that are not reached stands apart."""
    entry = seen.entry
    coming = _fields_of(step for step in entry.REGISTER.steps if not reached_on(entry, step))
    own = [field for field in form.values() if field.name in seen.writable or (field.name == _NOTE and seen.keeps)]
    main = tuple(field for field in own if field.name not in coming)
    if not main:
        return None
    rare = tuple(field for field in own if field.name in coming) if seen.keeps else ()
    return EntryTask(AMEND, "修改", "改正登记的内容。没有填写的内容也在这里补上。", main, rare)


def _fields_of(steps: Iterable[Stage]) -> frozenset[str]:
    """What the steps ask for."""
    found: set[str] = set()
    for step in steps:
        found |= {step.date, *step.needs, *((step.linked,) if isinstance(step, End) and step.linked else ())}
    return frozenset(found)


def _all_of(register: RegisterRule) -> frozenset[str]:
    return frozenset(rule.id for rule in register.fields)


def entry_of(sight: Sight, register: str, year: int, name: str) -> Entry | None:
    """The entry of this name; None where there is none."""
    found = sight.corpus.entries_by_register.get(register, ())
    return next((entry for entry in found if (entry.year, entry.id) == (year, name)), None)
