"""The counts of registers of which the public sees no entries: a tally for each period, with small cells withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from generator.model.entry import Entry
from generator.model.quarter import span_end
from generator.model.register_rule import RegisterRule
from generator.model.tally import Tally
from generator.public.public_entry import public_register
from generator.public.small_cells import Counted, withhold_cells
from generator.rules.corpus import Corpus
from generator.score.register_counts import BY_QUARTER, BY_YEAR_OF, count_entries, quarter_of


def shown_tallies(corpus: Corpus, is_shown: Callable[[date], bool]) -> tuple[Tally, ...]:
    """The tallies that the public sees of `corpus`, which is whole: those that were taken elsewhere, as they are, and
    those that follow from entries here, of the periods whose last day `is_shown`.
    """
    shown = {register.id: register for register in corpus.registers.values() if register.show == "counts"}
    given = [
        tally
        for tally in corpus.tallies
        if (register := corpus.registers.get(tally.register)) and register.show != "nothing" and is_shown(tally.until)
    ]
    made = [
        tally
        for register in shown.values()
        if not register.is_confidential
        for tally in count_periods(register, corpus, is_shown)
    ]
    return (*given, *made)


def count_periods(register: RegisterRule, corpus: Corpus, is_shown: Callable[[date], bool]) -> Iterator[Tally]:
    """The tally of each quarter and year in which entries of a register are dated, if its last day is shown."""
    entries = corpus.entries_by_register.get(register.id, ())
    for year in sorted({entry.day.year for entry in entries}):
        of_year = [entry for entry in entries if entry.day.year == year]
        quarters = [f"{year}-q{number}" for number in range(1, 5)]
        parts = [_count(register, corpus, of_year, period) for period in quarters]
        for period, counted in zip(quarters, parts, strict=True):
            if is_shown(end_of(period)) and any(counted.values()):
                yield _tally(register, period, counted, ())
        if is_shown(end_of(str(year))):
            yield _tally(register, str(year), _count(register, corpus, of_year, str(year)), parts)


def count_period(register: RegisterRule, corpus: Corpus, period: str) -> Counted:
    """The cells of the public counts of all entries of a register that are dated in a quarter or year."""
    entries = [
        entry for entry in corpus.entries_by_register.get(register.id, ()) if str(entry.day.year) == period[:4]
    ]
    return _count(register, corpus, entries, period)


def end_of(period: str) -> date:
    """The last day of a period as a tally names it."""
    return span_end(period.upper())


def _count(register: RegisterRule, corpus: Corpus, entries: Sequence[Entry], period: str) -> Counted:
    """The cells of the public counts in a period, told apart by one thing at most beside time."""
    inside = [entry for entry in entries if len(period) == 4 or quarter_of(entry.day) == period]
    counts = [
        replace(count, by=tuple(name for name in count.by if name not in (BY_QUARTER, BY_YEAR_OF)))
        for count in public_register(register).counts
    ]
    return {count.id: count_entries(count, inside, corpus.holidays, end_of(period)) for count in counts}


def _tally(register: RegisterRule, period: str, counted: Counted, quarters: Sequence[Counted]) -> Tally:
    return Tally(
        register=register.id,
        id=period,
        until=end_of(period),
        counts=withhold_cells(register, counted, quarters),
        commit="",
    )
