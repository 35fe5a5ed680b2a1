"""What of a register leaves: its declaration without what stays, and each entry built anew by that declaration.

So nothing can leave that the declaration does not name as public: a class of public entries has no other fields.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.model.deduction import Deduction, Evidence, Revocation
from generator.model.entry import Entry, attribute_of, build_entry, build_row, entry_class
from generator.model.origin import Origin
from generator.model.register_count import CountWhere, Indicator, RegisterCount
from generator.model.register_field import FieldRule, PeriodEnd
from generator.model.register_rule import (
    GAP,
    STATE,
    TARGET,
    VALUE,
    RegisterDeadline,
    RegisterPages,
    RegisterRule,
    Stage,
)


def public_registers(registers: Iterable[RegisterRule]) -> dict[str, RegisterRule]:
    """The declarations that the public sees, by id: of those whose entries or counts are shown, what is public."""
    return {register.id: public_register(register) for register in registers if register.show != "nothing"}


def public_register(register: RegisterRule) -> RegisterRule:
    """A declaration with its public fields alone, and of the rest what speaks of these.

    Nothing but the unit and the day is required, because what was opened later is left out of what is older.
    """
    kept = {rule.id for rule in register.fields if rule.share == "public"}
    stages = tuple(_cut_step(step, kept) for step in register.stages if step.date in kept)
    steps = {step.id for step in stages}
    ends = tuple(
        replace(_cut_step(end, kept), after=end.after if end.after in steps else "", linked="")
        for end in register.ends
        if end.date in kept
    )
    steps |= {end.id for end in ends}
    deadlines = tuple(due for due in register.deadlines if _is_public_deadline(due, kept, steps))
    named = {due.id for due in deadlines}
    counts = tuple(count for count in register.counts if _is_public_count(count, kept, steps, named))
    return replace(
        register,
        fields=tuple(_cut_field(rule, register) for rule in register.fields if rule.id in kept),
        unit=register.unit if register.unit in kept else "",
        stages=stages,
        ends=ends,
        deadlines=deadlines,
        links=tuple(link for link in register.links if not link.field or link.field in kept),
        checks=(),
        counts=tuple(count for count in counts if not count.share_of or count.share_of in {one.id for one in counts}),
        indicators=tuple(found for found in register.indicators if _asked_by(found) <= kept),
        pages=_cut_pages(register.pages, kept),
        title_from=_cut_title(register, kept),
        opened=tuple(found for found in register.opened if found.field in kept),
        amended=tuple(replace(found, changes=()) for found in register.amended),
        origin=Origin(register.origin.file),
        editions=tuple((first, public_register(_as_shown(rule, register))) for first, rule in register.editions),
    )


def _cut_pages(pages: RegisterPages, kept: set[str]) -> RegisterPages:
    shown = kept | {STATE, VALUE, TARGET, GAP}
    return replace(
        pages,
        columns=tuple(name for name in pages.columns if name in shown),
        group_by=pages.group_by if pages.group_by in kept else "",
        outcomes_by=pages.outcomes_by if pages.outcomes_by in kept else "",
        sort=tuple(name for name in pages.sort if name in kept),
    )


def _as_shown(rule: RegisterRule, last: RegisterRule) -> RegisterRule:
    """An earlier declaration as its entries are shown: with the fields and pages of the last one; what was closed
    by it is left out of each entry.
    """
    was = rule.by_id
    fields = (was[found.id] if _is_public_in(rule, found) else found for found in last.fields)
    return replace(
        rule,
        title=last.title,
        show=rule.show if last.shows_records else last.show,
        fields=tuple(fields),
        pages=last.pages,
        documents=last.documents,
        opened=last.opened,
        amended=(),
    )


def _is_public_in(register: RegisterRule, field: FieldRule) -> bool:
    """Whether a field was public by a declaration as well; one that it does not have was not."""
    found = register.by_id.get(field.id)
    return found is not None and found.share == field.share == "public"


def _asked_by(indicator: Indicator) -> set[str]:
    return {*indicator.value.ratio, *({indicator.of.field} if indicator.of is not None else ())}


def _cut_field(rule: FieldRule, register: RegisterRule) -> FieldRule:
    return replace(rule, required=rule.id == register.date)


def _cut_step(step: Any, kept: set[str]) -> Any:
    cut: Stage = replace(step, needs=tuple(name for name in step.needs if name in kept))
    return cut


def _cut_title(register: RegisterRule, kept: set[str]) -> str:
    text = register.title_from
    for rule in register.fields:
        if rule.id not in kept:
            text = text.replace(f"{{{rule.id}}}", "")
    return text


def _is_public_deadline(due: RegisterDeadline, kept: set[str], steps: set[str]) -> bool:
    begins = due.from_.end_of if isinstance(due.from_, PeriodEnd) else due.from_
    is_begun = begins is None or begins in kept or begins in steps
    return due.until in steps and is_begun and (not due.instead or due.instead in kept)


def _is_public_count(count: RegisterCount, kept: set[str], steps: set[str], deadlines: set[str]) -> bool:
    return (
        {*count.by} <= kept | {"unit", "quarter", "year"}
        and {*count.between} <= steps
        and _is_public_choice(count.where, kept, steps, deadlines)
    )


def _is_public_choice(where: CountWhere, kept: set[str], steps: set[str], deadlines: set[str]) -> bool:
    named = {where.within, where.late} - {""}
    asked = {found.field for found in where.fields}
    return {*where.stage, *where.reached, *where.end} <= steps and named <= deadlines and asked <= kept


def public_entry(entry: Entry, register: RegisterRule, own: RegisterRule | None = None) -> Entry | None:
    """`entry` as it leaves by the public declaration `register`; None where entries are not shown one by one.

    `own` is the declaration by which the entry was written, where another than that of its own day is to decide.
    """
    register = register.on(entry.day)
    record = entry_class(register)
    if not register.shows_records or record is None or register.date not in register.by_id:
        return None
    day = entry.value(register.date)
    if not isinstance(day, date):
        return None
    values = {
        attribute_of(rule.id): _pass_on(entry.value(rule.id), record, rule)
        for rule in register.fields
        if _is_public_in(own or entry.REGISTER, rule) and is_open(register, rule.id, day)
    }
    revoked = entry.revoked
    common = {
        "id": entry.id,
        "year": entry.year,
        "revoked": None if revoked is None else Revocation(revoked.date, revoked.reasons),
        "sample": entry.sample,
        "origin": Origin(entry.origin.file),
    }
    return build_entry(record, {**common, **values})


def is_open(register: RegisterRule, field: str, day: date) -> bool:
    """Whether a public field is public in what was entered for `day`: one opened later is not."""
    return all(opening.from_ <= day for opening in register.opened if opening.field == field)


def _pass_on(value: Any, record: type[Entry], rule: FieldRule) -> Any:
    """A value as it leaves; rows and evidence are built anew."""
    if rule.type == "evidence":
        return tuple(Evidence(found.title, found.held_at, found.sha256) for found in value)
    if rule.type != "rows":
        return value
    made = record.ROWS[rule.id]
    return tuple(
        build_row(made, {attribute_of(inner.id): row.value(inner.id) for inner in rule.rows}) for row in value
    )


def entries_within(entries: Iterable[Entry], until: Mapping[int, date | None]) -> tuple[Entry, ...]:
    """The entries dated up to the last published day of their year."""
    return tuple(entry for entry in entries if (last := until.get(entry.day.year)) is not None and entry.day <= last)


def without_hidden_links(records: Iterable[Deduction], shown: Mapping[str, RegisterRule]) -> tuple[Deduction, ...]:
    """Records of points without the ids of entries that the public does not see."""
    seen = {name for name, register in shown.items() if register.shows_records}
    lists = any(
        register.id in seen and link.from_there == "rectification"
        for register in shown.values()
        for link in register.links
    )
    return tuple(_without_hidden(record, seen, lists) for record in records)


def _without_hidden(record: Deduction, seen: Container[str], lists: bool) -> Deduction:
    plan = record.rectification
    hides = any(found.register not in seen for found in record.found_in)
    if not hides and (lists or plan is None or not plan.item):
        return record
    if plan is not None and not lists:
        plan = replace(plan, item="")
    found_in = tuple(found for found in record.found_in if found.register in seen)
    return replace(record, found_in=found_in, rectification=plan)
