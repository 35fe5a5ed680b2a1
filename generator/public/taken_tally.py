"""A tally taken where the entries of a confidential register lie, and the same counted once more.

What is small is withheld already here: every office reads the main repository, and its history is for ever. So is
what the tallies that are there would give away: one of the same period, of the year, of its quarters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.register_rule import RegisterRule
from generator.model.tally import ALL_CELL, WITHHELD_CELL, EarlierTally, Tally
from generator.public.register_tallies import count_period, end_of
from generator.public.small_cells import Counted, say_cell, withhold_cells
from generator.rules.corpus import Corpus
from generator.score.register_counts import Cell

Withheld = set[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class OtherCell:
    """A cell of which a tally says something else than a recount; None where one of them has no such cell."""

    count: str
    key: str
    said: str | None
    found: str | None


def take_tally(register: RegisterRule, corpus: Corpus, period: str, there: Mapping[str, Tally], commit: str) -> Tally:
    """The tally of `period` (2015-q1, 2015) from the entries in `corpus`; `there` are those that are written already.

    `commit` is the one that `corpus` was read from.
    """
    counted = count_period(register, corpus, period)
    quarters = [count_period(register, corpus, name) for name in _quarters(period)]
    withheld = _given_away(register, counted, period, there)
    counts = withhold_cells(register, counted, quarters, withheld)
    made = Tally(register=register.id, id=period, until=end_of(period), counts=counts, commit=commit)
    before = there.get(period)
    if before is None or before.sample or before.counts == counts:
        return made if before is None or before.sample else replace(made, earlier=before.earlier)
    return replace(made, earlier=(*before.earlier, EarlierTally(counts=before.counts, commit=before.commit)))


def other_cells(register: RegisterRule, corpus: Corpus, tally: Tally) -> Iterator[OtherCell]:
    """The cells of a tally that a recount does not give: other figures, too many, too few, and small ones shown."""
    counted = count_period(register, corpus, tally.id)
    found = {(name, _key_of(key)): cell for name, cells in counted.items() for key, cell in cells.items()}
    said = {(name, key): text for name, cells in tally.counts.items() for key, text in cells.items()}
    for name, key in sorted({*found, *said}):
        text, cell = said.get((name, key)), found.get((name, key))
        now = say_cell(cell) if cell is not None else None
        if text != now and not (text == WITHHELD_CELL and now is not None):
            yield OtherCell(name, key, text, now)


def _quarters(period: str) -> Sequence[str]:
    return [f"{period}-q{number}" for number in range(1, 5)] if len(period) == 4 else ()


def _given_away(register: RegisterRule, counted: Counted, period: str, there: Mapping[str, Tally]) -> Withheld:
    """The cells that would tell a small number beside what the tallies `there` say."""
    found: Withheld = set()
    means = {count.id for count in register.counts if count.of != "records"}
    for name, cells in counted.items():
        for key, cell in cells.items():
            if name in means:  # another mean tells of those that came in between
                is_told = any(said != Fraction(say_cell(cell)) for said in _said_before(there, period, name, key))
            else:
                is_told = any(_is_small(register, rest) for rest in _left_over(name, key, cell, period, there))
            found |= {(name, key)} if is_told else set()
    return found


def _is_small(register: RegisterRule, rest: Fraction) -> bool:
    return 0 < abs(rest) < register.at_least


def _left_over(
    name: str, key: tuple[str, ...], cell: Cell, period: str, there: Mapping[str, Tally]
) -> Iterator[Fraction]:
    """What the cell is more than, or less than, what the tallies say of the same: a reader can subtract as well."""
    value, year = cell.value or Fraction(0), period[:4]
    for before in _said_before(there, period, name, key):
        yield value - before
    of_quarters = [(quarter, _said(there, quarter, name, key)) for quarter in _quarters(year)]
    if period == year:
        known = [said for _, said in of_quarters if said is not None]
        if known:
            yield value - sum(known)
        return
    whole = _said(there, year, name, key)
    if whole is not None:
        yield whole - value - sum(said for quarter, said in of_quarters if said is not None and quarter != period)


def _said_before(there: Mapping[str, Tally], period: str, name: str, key: tuple[str, ...]) -> Iterator[Fraction]:
    """What each tally of the same period says of a cell, as far as one does."""
    for one in there[period].each if period in there else ():
        said = _said({period: one}, period, name, key)
        if said is not None:
            yield said


def _said(there: Mapping[str, Tally], period: str, name: str, key: tuple[str, ...]) -> Fraction | None:
    tally = there.get(period)
    text = tally.counts.get(name, {}).get(_key_of(key), WITHHELD_CELL) if tally is not None else WITHHELD_CELL
    return None if text == WITHHELD_CELL else Fraction(text)


def _key_of(key: tuple[str, ...]) -> str:
    return key[0] if key else ALL_CELL
