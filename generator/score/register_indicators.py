"""Indicators: how many of how many an entry says, or another register counts, held against a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from generator.model.entry import Entry
from generator.model.quarter import span_end
from generator.model.register_count import CountedFrom, CountWhere, Indicator
from generator.model.register_rule import RegisterRule
from generator.score.register_counts import field_is, matches
from generator.score.register_states import Days, state_of

Entries = Mapping[str, Iterable[Entry]]  # of each register


class Reached(NamedTuple):
    """What an entry says of an indicator: so many of so many; None where that is not known."""

    indicator: Indicator
    at: int
    done: int | None
    of: int | None

    @property
    def rate(self) -> Fraction | None:
        """The rate in hundredths; None where there was nothing to be done, which is no rate."""
        return Fraction(100 * self.done, self.of) if self.done is not None and self.of else None

    @property
    def gap(self) -> Fraction | None:
        """By how much the target is missed, in points of the percentage; 0 where it is reached."""
        if self.rate is None:
            return None
        short = Fraction(self.indicator.target) - self.rate
        return max(short if self.indicator.direction == "up" else -short, Fraction(0))


def indicator_of(entry: Entry) -> tuple[int, Indicator] | None:
    """The target that is meant for an entry; None for none."""
    found = entry.REGISTER.indicators
    return next(((at, one) for at, one in enumerate(found) if one.of is None or field_is(entry, one.of)), None)


def reached_by(entry: Entry, entries: Entries, holidays: Days) -> Reached | None:
    """What an entry reached, from its own numbers, or counted where it has none; None without a target."""
    found = indicator_of(entry)
    if found is None:
        return None
    at, indicator = found
    done, of = (entry.value(name) for name in indicator.value.ratio)
    if done is None and of is None and (counted := counted_for(entry, indicator, entries, holidays)) is not None:
        done, of = counted
    return Reached(indicator, at, done, of)


def counted_for(entry: Entry, indicator: Indicator, entries: Entries, holidays: Days) -> tuple[int, int] | None:
    """How many of how many another register has for the unit and period of an entry; None if it counts nowhere."""
    source = indicator.from_
    if source is None:
        return None
    until = _period_end(entry)
    there = [
        other
        for other in entries.get(source.register, ())
        if other.revoked is None and set(other.units) & set(entry.units) and _is_in(entry, other.day, until)
    ]
    return _count(there, source.numerator, source, holidays, until), _count(
        there, source.denominator, source, holidays, until
    )


def _count(entries: list[Entry], where: CountWhere | str, source: CountedFrom, holidays: Days, until: date) -> int:
    if isinstance(where, str):
        return len(entries)
    return sum(matches(entry, where, holidays, until) for entry in entries)


def period_of(entry: Entry) -> str:
    """The period that an entry is for; else the year of its day."""
    return _named_period(entry) or str(entry.day.year)


def year_of(entry: Entry) -> int:
    """The year that an entry is of: that of its period, which may be counted in the next year; else of its day."""
    named = _named_period(entry)
    return span_end(named).year if named else entry.year or entry.day.year


def _named_period(entry: Entry) -> str:
    register: RegisterRule = entry.REGISTER
    return next((entry.value(rule.id) for rule in register.fields if rule.type == "period"), "")


def _period_end(entry: Entry) -> date:
    return span_end(period_of(entry))


def _is_in(entry: Entry, day: date, until: date) -> bool:
    """Whether a day lies in the period of an entry: its year, or its quarter."""
    if day > until or day.year != until.year:
        return False
    return "-Q" not in period_of(entry) or (day.month + 2) // 3 == (until.month + 2) // 3


def is_settled(entry: Entry) -> bool:
    """Whether an office has said that nothing follows: the entry has ended."""
    state = state_of(entry)
    return state is not None and any(end.id == state.id for end in entry.REGISTER.ends)
