"""The tallies of the sample's leads: made up like everything here, with what is small withheld as in a real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256

from generator.demo.entry_lives import declared
from generator.demo.inspections import QUARTER_ENDS
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import recording_day
from generator.model.tally import Tally
from generator.public.small_cells import Counted, withhold_cells
from generator.score.register_counts import Cell, quarter_of

KEEPER = "jiwei"
_REGISTER = "leads"
_RECEIVED = {
    "flight": (6, 18),
    "standing": (8, 24),
    "supervisor": (3, 26),
    "hotline": (150, 240),
    "complaint": (2, 14),
}


def tell_tallies(lots: SeededDraws) -> Iterator[tuple[date, Tally]]:
    """The tally of each quarter of the first year, and the day on which it is written."""
    for end in QUARTER_ENDS:
        period = quarter_of(end)
        counts = withhold_cells(declared()[_REGISTER], _draw(lots.under(period)))
        commit = sha256(f"sample/{period}".encode()).hexdigest()[:40]  # of a repository that there is not
        tally = Tally(register=_REGISTER, id=period, until=end, counts=counts, commit=commit, sample=True)
        yield recording_day(end + timedelta(5)), tally


def _draw(lots: SeededDraws) -> Counted:
    received = {source: lots.between(source, *limits) for source, limits in _RECEIVED.items()}
    late = {source: lots.between(f"{source}/late", 0, number // 12) for source, number in received.items()}
    pending = lots.between("pending", 5, 14)
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
