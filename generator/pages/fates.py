"""What became of each finding of a unit, in one short list: what is still to be put right stands first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.model.lazy_dataclass import dataclass
from generator.pages.record_page import RecordView
from generator.pages.rectified import STATES, state_on
from generator.score.result import UnitResult
from generator.words.rectification import undated
from generator.words.site_frame import Link

_ORDER = ("late", "open", "waiting", "accepted", "")
assert set(_ORDER) == {*STATES, ""}


@dataclass(frozen=True, slots=True)
class FateRow:
    """One finding: its record, what became of it in a few words, and whether it is overdue."""

    record: RecordView
    fate: str
    late: bool


@dataclass(frozen=True, slots=True)
class Fates:
    """All findings of a unit as of `day`, as they are counted, each with what was done after it; `follows` leads to
    what the notice says of those that are overdue.
    """

    day: str
    rows: tuple[FateRow, ...]
    follows: Link | None


def list_fates(unit: UnitResult, records: Mapping[str, RecordView], day: date, follows: Link | None) -> Fates | None:
    """The findings of `unit` that are to take points, in the order of what is left to do, then of days; `records` are
    all of the year by path. None where there is none.
    """
    rows = []
    for effect in unit.score.effects():
        view = records.get(effect.record.path)
        if view is not None and effect.words.sign < 0:
            state = state_on(effect.record, day)
            fate = undated(view.rectification.fate, day) or view.tone_name
            key = (_ORDER.index(state), effect.record.date, effect.record.path)
            rows.append((key, FateRow(view, fate, state == "late")))
    if not rows:
        return None
    rows.sort(key=lambda entry: entry[0])
    late = any(row.late for _, row in rows)
    return Fates(day.isoformat(), tuple(row for _, row in rows), follows if late else None)
