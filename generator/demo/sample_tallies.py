"""The tallies of the sample's leads: made up like everything here, with what is small withheld as in a real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256

from generator.demo.entry_lives import declared
from generator.demo.inspections import QUARTER_ENDS
from generator.demo.record_lives import Life
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day
from generator.model.tally import Tally
from generator.public.small_cells import Counted, withhold_cells
from generator.score.register_counts import Cell, quarter_of

KEEPER = "jiwei"
_REGISTER = "leads"
_MORE = {  # leads of each source of which no deduction came
    "flight": (2, 9),
    "standing": (8, 24),
    "supervisor": (3, 26),
    "hotline": (150, 240),
    "complaint": (2, 14),
}


def tell_tallies(lots: SeededDraws, lives: Sequence[Life]) -> Iterator[tuple[date, Tally]]:
    """The tally of each quarter of the first year, and the day on which it is written.

    Each deduction of one of the sources came of a lead, so that there are never more of them than leads.
    """
    found = Counter((quarter_of(life.final.date), life.final.source) for life in lives)
    for end in QUARTER_ENDS:
        period = quarter_of(end)
        counts = withhold_cells(declared()[_REGISTER], _draw(lots.under(period), _deducted(found, period)))
        commit = sha256(f"sample/{period}".encode()).hexdigest()[:40]  # of a repository that there is not
        tally = Tally(register=_REGISTER, id=period, until=end, counts=counts, commit=commit, sample=True)
        yield recording_day(end + timedelta(5)), tally


def _deducted(found: Counter[tuple[str, str]], period: str) -> dict[str, int]:
    """How many deductions of a quarter came of each source of leads, as the register's declaration ties the two."""
    (link,) = declared()[_REGISTER].links
    return {one.when.value[0]: found[period, one.source] for one in link.sources if one.when is not None}


def _draw(lots: SeededDraws, deducted: dict[str, int]) -> Counted:
    received = {source: deducted[source] + lots.between(source, *limits) for source, limits in _MORE.items()}
    late = {source: lots.between(f"{source}/late", 0, number // 12) for source, number in received.items()}
    pending = min(lots.between("pending", 5, 14), sum(late.values()))  # what waits was not answered in time
    return {
        "received": {(source,): _records(number) for source, number in received.items()},
        "in-time": {(source,): _records(number - late[source]) for source, number in received.items()},
        "pending": {(): _records(pending)},
        "days": {
            (source,): Cell(Fraction(lots.between(f"{source}/days", 12, 48), 10), number)
            for source, number in received.items()
        },
    }


def _records(number: int) -> Cell:
    return Cell(Fraction(number), number)
