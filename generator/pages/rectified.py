"""How far findings have been put right, as one bar: accepted, waiting to be, in progress, overdue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.deduction import Deduction
from generator.pages.chart import Segment, stack

STATES = {
    "accepted": ("已销号", "a"),
    "waiting": ("已整改，待销号", "d"),
    "open": ("整改中", "score"),
    "late": ("逾期未整改", "late"),
}


@dataclass(frozen=True, slots=True)
class Rectified:
    """How many findings are in which state (name, tone, number) on `day`; those with nothing to put right are not."""

    day: str
    number: str
    states: tuple[tuple[str, str, str], ...]
    bar: tuple[Segment, ...]


def count_rectified(records: Iterable[Deduction], day: date) -> Rectified | None:
    """The states of the rectifications of `records` on `day`; None where there is none."""
    states = [state for record in records if (state := state_on(record, day))]
    if not states:
        return None
    counts = {state: states.count(state) for state in STATES}
    return Rectified(
        day.isoformat(),
        str(len(states)),
        tuple((*STATES[state], str(number)) for state, number in counts.items() if number),
        stack([(Decimal(number), STATES[state][1]) for state, number in counts.items()], Decimal(len(states))),
    )


def state_on(record: Deduction, day: date) -> str:
    """How far a finding is on `day`, a key of `STATES`; empty where nothing is to be put right, as it was revoked."""
    found = record.rectification
    if record.is_revoked or found is None or (found.item and found.due is None):
        return ""  # or the register tells it
    if found.accepted is not None and found.accepted <= day:
        return "accepted"
    if found.done is not None and found.done <= day:
        return "waiting"
    return "late" if found.due is not None and found.due < day else "open"
