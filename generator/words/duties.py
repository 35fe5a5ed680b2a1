"""What each office owes when, by the registers: the deadlines of entries, and entries that have to be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.quarter import span_end
from generator.model.register_expected import MONTH, QUARTER, Expected
from generator.model.register_field import FieldName
from generator.model.register_rule import KEEPER, OFFICE, UNIT, RegisterRule
from generator.public.released import AnyReleased
from generator.score.register_counts import field_is
from generator.score.register_states import due_day, met_on

DONE, DONE_LATE, OPEN, OVERDUE = "done", "late", "open", "overdue"
STATES = {DONE: "已完成", DONE_LATE: "超期完成", OPEN: "未到期", OVERDUE: "超期未完成"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that an office has to do by a day, and when it did; `key` names it among all for ever.

    `each` is the id of the item, unit or choice of which an entry has to be there; `entry` the one that has the
    deadline, or that fulfils the duty.
    """

    key: str
    register: RegisterRule
    label: str
    office: str
    due: date
    met: date | None
    each: str = ""
    period: str = ""
    entry: Entry | None = None

    def state(self, on: date) -> str:
        """How it stands on a day."""
        if self.met is not None and self.met <= on:
            return DONE if self.met <= self.due else DONE_LATE
        return OVERDUE if self.due < on else OPEN


def list_duties(corpus: AnyReleased, lead: str) -> tuple[Duty, ...]:
    """Every duty of the years that have a scheme, in order of their last days; `lead` is the leading office."""
    found: list[Duty] = []
    for register in corpus.registers.values():
        if register.is_confidential:
            continue
        entries = corpus.entries_by_register.get(register.id, ())
        for entry in entries:
            if entry.revoked is None:
                found += _of_entry(corpus, entry, lead)
        for expected in dict.fromkeys(found for rule in register.each for found in rule.expected):
            found += _expected(corpus, register, expected, entries)
    return tuple(sorted(found, key=lambda duty: (duty.due, duty.office, duty.key)))


def _of_entry(corpus: AnyReleased, entry: Entry, lead: str) -> Iterator[Duty]:
    for deadline in entry.REGISTER.deadlines:
        due = due_day(entry, deadline, corpus.holidays)
        if isinstance(due, date):
            yield Duty(
                key=f"{entry.REGISTER.id}/{entry.year or ''}/{entry.id}/{deadline.id}".replace("//", "/"),
                register=entry.REGISTER,
                label=deadline.label,
                office=_who(entry, entry.REGISTER.step_by_id[deadline.until].by, lead),
                due=due,
                met=met_on(entry, deadline),
                entry=entry,
            )


def _who(entry: Entry, by: str, lead: str) -> str:
    """The office that has to reach a stage."""
    register = entry.REGISTER
    if by == OFFICE:
        return lead
    if by == UNIT:
        return entry.unit or lead
    field = register.keeper if by == KEEPER else FieldName(by)
    if not isinstance(field, FieldName):
        return field
    return next(iter(entry.values_of(field.field)), lead)


def _expected(
    corpus: AnyReleased, register: RegisterRule, expected: Expected, entries: Sequence[Entry]
) -> Iterator[Duty]:
    known = [
        entry
        for entry in entries
        if entry.revoked is None and (expected.where is None or field_is(entry, expected.where))
    ]
    there: dict[tuple[str, str], list[Entry]] = {}
    for entry in known:
        for each in entry.values_of(expected.each) if expected.each else ("",):
            there.setdefault((_period_of(entry, expected), str(each)), []).append(entry)
    for year, scheme in sorted(corpus.schemes.items()):
        for period, end in _periods(year, expected.every):
            is_before = scheme.in_force is not None and end < scheme.in_force
            if is_before or expected not in register.on(end).expected:
                continue
            for each, office in _each(corpus, register, expected, year).items():
                of = min(there.get((period, each), ()), key=lambda entry: (entry.day, entry.id), default=None)
                yield Duty(
                    key="/".join(filter(None, (register.id, expected.id, period, each))),
                    register=register,
                    label=expected.label,
                    office=office,
                    due=end + timedelta(expected.days),
                    met=of.day if of is not None else None,
                    each=each,
                    period=period,
                    entry=of,
                )


def _each(corpus: AnyReleased, register: RegisterRule, expected: Expected, year: int) -> Mapping[str, str]:
    """Of what an entry has to be there, each with the office that owes it."""
    keeper = register.keeper if isinstance(register.keeper, str) else ""
    rule = register.by_id.get(expected.each)
    if rule is None:
        return {"": keeper}
    if rule.type == "choice":
        return dict.fromkeys(rule.choices, keeper)
    if rule.to == "item":
        items = corpus.schemes[year].items.values()
        return {item.id: item.assessor for item in items if expected.method in ("", *item.methods)}
    return {unit.id: unit.id for unit in corpus.units.values() if unit.assessed_in(year)}


def _period_of(entry: Entry, expected: Expected) -> str:
    """The period for which an entry counts, as a field says it, else as its day does."""
    if expected.period:
        said: str = entry.value(expected.period)
        return said
    day = entry.day
    if expected.every == MONTH:
        return f"{day:%Y-%m}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if expected.every == QUARTER else str(day.year)


def _periods(year: int, every: str) -> Iterator[tuple[str, date]]:
    """The periods of a year with their last days."""
    if every == MONTH:
        for month in range(1, 13):
            first = date(year + month // 12, month % 12 + 1, 1)
            yield f"{year}-{month:02d}", first - timedelta(1)
    elif every == QUARTER:
        yield from ((name := f"{year}-Q{number}", span_end(name)) for number in range(1, 5))
    else:
        yield str(year), span_end(str(year))
