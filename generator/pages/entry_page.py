"""The page of one entry: what was registered, how far it has come, and what it is linked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.register_rule import GAP, TARGET, VALUE
from generator.score.register_states import due_day, met_on, reached_on, state_name, state_of
from generator.words import address
from generator.words.count_tables import CountTable
from generator.words.file_words import correction_links
from generator.words.register_words import COMPUTED, ShownRegisters
from generator.words.result_words import NONE
from generator.words.said_beside import NamedValue
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class EntryView:
    """The page of one entry; `course` are the stages with their days, `rows` the fields that hold rows."""

    title: str
    register: Link
    state: str
    tone: str
    late: str
    facts: tuple[NamedValue, ...]
    course: tuple[tuple[str, str, bool], ...]
    rows: tuple[CountTable, ...]
    links: tuple[tuple[str, Link], ...]
    revoked: tuple[NamedValue, ...]
    corrections: tuple[Link, ...]


def view_entry(registers: ShownRegisters, entry: Entry) -> EntryView:
    """The page of one entry."""
    register, state = entry.REGISTER, state_of(entry, registers.on)
    facts = []
    rows = []
    for rule in register.fields:
        if rule.type == "rows":
            found = [
                tuple(registers.words(i, row.value(i.id)) or NONE for i in rule.rows) for row in entry.value(rule.id)
            ]
            if found:
                rows.append(CountTable(rule.label, tuple(inner.label for inner in rule.rows), tuple(found)))
        elif rule.type == "evidence":
            facts += [NamedValue(rule.label, f"{one.title}（{one.held_at}）") for one in entry.value(rule.id)]
        elif rule.type == "clause":
            facts += _clause_facts(registers, rule.label, entry.values_of(rule.id))
        elif text := registers.cell(entry, rule.id):
            facts.append(NamedValue(rule.label, text, rule.lines))
    facts += [NamedValue(COMPUTED[n], text) for n in (VALUE, TARGET, GAP) if (text := registers.indicator(entry, n))]
    facts += list(_deadline_facts(registers, entry))
    if entry.internal_note:
        facts.append(NamedValue("内部备注（不公开）", entry.internal_note, lines=True))
    return EntryView(
        title=registers.title(entry),
        register=Link(register.title, address.register_page(register.id)),
        state=state_name(entry, registers.on),
        tone=state.tone if state is not None else "",
        late=registers.late(entry),
        facts=tuple(facts),
        course=tuple(_course(registers, entry)),
        rows=tuple(rows),
        links=tuple(registers.links(entry)),
        revoked=_revoked(entry),
        corrections=correction_links(registers.corpus, entry.path),
    )


def _clause_facts(registers: ShownRegisters, label: str, anchors: Iterable[str]) -> Iterator[NamedValue]:
    """The clauses that an entry rests on, each a way to its words; its id where no notice is at hand."""
    for anchor in anchors:
        link = registers.clause(anchor)
        yield NamedValue(label, anchor) if link is None else NamedValue(label, link.name, url=link.url)


def _deadline_facts(registers: ShownRegisters, entry: Entry) -> Iterator[NamedValue]:
    for deadline in entry.REGISTER.deadlines:
        due, met = due_day(entry, deadline, registers.corpus.holidays), met_on(entry, deadline)
        if isinstance(due, date) and not deadline.instead:
            yield NamedValue(deadline.label, due.isoformat())
        if isinstance(due, date) and met is not None and met > due:
            yield NamedValue(f"{deadline.label}以后", f"逾期 {(met - due).days} 日完成")


def _course(registers: ShownRegisters, entry: Entry) -> Iterator[tuple[str, str, bool]]:
    """The stages in order with their days, and the end that was reached; those to come where they are waited for.

    Nothing is waited for where the entry is finished or revoked, or where its register has no deadline: then a stage
    that was not reached need not come, as a report to a unit of which nothing was found.
    """
    register = entry.REGISTER
    ended = [end for end in register.ends if reached_on(entry, end)]
    waits = bool(register.deadlines) and not ended and entry.revoked is None
    for step in (*register.stages, *ended):
        day = reached_on(entry, step)
        if day is not None or waits:
            yield step.label, day.isoformat() if day else "", day is not None


def _revoked(entry: Entry) -> tuple[NamedValue, ...]:
    if entry.revoked is None:
        return ()
    return (
        NamedValue("撤销日期", entry.revoked.date.isoformat()),
        NamedValue("撤销理由", entry.revoked.reasons, lines=True),
    )
