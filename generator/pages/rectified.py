"""How far findings have been put right, as one bar: accepted, waiting to be, in progress, overdue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.pages.chart import Segment, stack
from generator.score.result import RecordEffect
from generator.words.rectification import UNASKED, fate_words, stage_on

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
    unasked: str
    free: str


def count_rectified(effects: Iterable[RecordEffect], day: date) -> Rectified | None:
    """The states on `day` of what these records ask to be put right; None where none took points.

    `unasked` counts those that ask for nothing, as `fate_words` says it, `free` those of all that take no points and
    are no deductions where these are counted; empty for none.
    """
    taking = [effect for effect in effects if effect.words.sign < 0]
    found = [effect.record for effect in taking]
    states = [state for record in found if (state := state_on(record, day))]
    unasked = sum(fate_words(record, day) == UNASKED for record in found)
    free = sum(not effect.effective and not effect.record.is_revoked for effect in taking)
    if not states and not unasked:
        return None
    counts = {state: states.count(state) for state in STATES}
    return Rectified(
        day.isoformat(),
        str(len(states)),
        tuple((*STATES[state], str(number)) for state, number in counts.items() if number),
        stack(
            [(Decimal(number), STATES[state][1]) for state, number in counts.items()], Decimal(max(1, len(states)))
        ),
        str(unasked) if unasked else "",
        str(free) if free else "",
    )


def state_on(record: Deduction, day: date) -> str:
    """How far a finding is on `day`, a key of `STATES`; empty where nothing is to be put right, as it was revoked."""
    return "" if record.is_revoked else stage_on(record.rectification, day) or ""
