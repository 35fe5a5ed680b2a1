"""What is counted in a register: by its declaration, exactly, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import product

from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.register_count import CountWhere, RegisterCount
from generator.model.register_field import FieldIs
from generator.score.register_states import Days, is_late, is_within, reached_on, state_of

BY_UNIT, BY_QUARTER, BY_YEAR_OF = "unit", "quarter", "year"
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: `value` records, or days in the mean (None where there are none), of `records` entries."""

    value: Fraction | None
    records: int


Cells = Mapping[Key, Cell]


def count_entries(count: RegisterCount, entries: Iterable[Entry], holidays: Days, on: date) -> dict[Key, Cell]:
    """The cells of a count as of the day `on`, by what it is told apart by; revoked entries are left out."""
    found: dict[Key, list[Entry]] = {}
    for entry in entries:
        if entry.revoked is None and entry.day <= on and matches(entry, count.where, holidays, on):
            for key in _keys(entry, count.by):
                found.setdefault(key, []).append(entry)
    return {key: _cell(count, found[key], on) for key in sorted(found)}


def rate_of(part: Cell | None, whole: Cell | None) -> Fraction | None:
    """The share of one count in another; None where there is nothing to share."""
    if whole is None or not whole.value:
        return None
    return (part.value if part is not None and part.value is not None else Fraction(0)) / whole.value


def _cell(count: RegisterCount, entries: list[Entry], on: date) -> Cell:
    if count.of == "records":
        return Cell(Fraction(len(entries)), len(entries))
    spans = [days for entry in entries if (days := _span(count, entry, on)) is not None]
    return Cell(Fraction(sum(spans), len(spans)) if spans else None, len(spans))


def _span(count: RegisterCount, entry: Entry, on: date) -> int | None:
    """The days between two stages; None where one is not reached."""
    first, last = (_day_of(entry, name) for name in count.between)
    return None if first is None or last is None or last > on else (last - first).days


def _day_of(entry: Entry, step: str) -> date | None:
    """The day of a stage; None where it is not reached, or was not declared yet on the day of the entry."""
    found = entry.REGISTER.step_by_id.get(step)
    return None if found is None else reached_on(entry, found)


def _keys(entry: Entry, by: tuple[str, ...]) -> Iterator[Key]:
    yield from product(*(_values(entry, name) for name in by))


def _values(entry: Entry, name: str) -> tuple[str, ...]:
    if name == BY_QUARTER:
        return (quarter_of(entry.day),)
    if name == BY_YEAR_OF:
        return (str(entry.day.year),)
    return entry.units if name == BY_UNIT else tuple(map(str, entry.values_of(name)))


def quarter_of(day: date) -> str:
    """The quarter of a day as a period: 2015-q1."""
    return f"{day.year}-q{(day.month + 2) // 3}"


def matches(entry: Entry, where: CountWhere, holidays: Days, on: date) -> bool:
    """Whether an entry is one of those that are counted."""
    register = entry.REGISTER
    state = state_of(entry, on)
    name = state.id if state is not None else ""
    if where.stage and name not in where.stage:
        return False
    if where.end and name not in where.end:
        return False
    for step in where.reached:
        day = _day_of(entry, step)
        if day is None or day > on:
            return False
    dues = {deadline.id: deadline for deadline in register.deadlines}
    if where.within and not (where.within in dues and is_within(entry, dues[where.within], holidays, on)):
        return False
    if where.late and not (where.late in dues and is_late(entry, dues[where.late], holidays, on)):
        return False
    return all(field_is(entry, asked) for asked in where.fields)


def field_is(entry: Entry, asked: FieldIs) -> bool:
    """Whether a field has one of the values."""
    return not set(map(str, entry.values_of(asked.field))).isdisjoint(asked.value)
