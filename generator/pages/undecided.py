"""Which appeals of a year nobody has decided yet: the points that may still change, by the day of the decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.load.edition import Edition
from generator.model.deduction import Deduction
from generator.pages.record_page import RecordView
from generator.public.released import AnyReleased
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult
from generator.words import address
from generator.words.answer import last_day
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class UndecidedRow:
    """One appeal: whose, against what (with the way to its record), since when, and by when it is to be decided."""

    unit: Link
    matter: Link
    filed: str
    until: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """The appeals that nobody has decided on `day`, the next to be decided first; the scheme may set no `until`."""

    day: str
    rows: tuple[UndecidedRow, ...]
    limited: bool


def find_undecided(units: Iterable[UnitResult], day: date) -> Iterator[Deduction]:
    """The findings of `units` against which an appeal is filed and not decided on `day`, each once."""
    found = {effect.record.path: effect.record for unit in units for effect in unit.score.effects()}
    for record in found.values():
        appeal, revoked = record.appeal, record.revoked
        if appeal is None or appeal.filed > day or (revoked is not None and revoked.date <= day):
            continue
        if not appeal.decision or (appeal.decided is not None and appeal.decided > day):
            yield record


def list_undecided(
    units: Iterable[UnitResult], records: Mapping[str, RecordView], day: date, corpus: AnyReleased, scheme: Scheme
) -> Undecided | None:
    """The appeals of `units` that nobody has decided on `day`; None for none. `records` are all, by path."""
    found = []
    for record in find_undecided(units, day):
        view, appeal = records.get(record.path), record.appeal
        if view is not None and appeal is not None:
            rule = scheme.appeals
            until = last_day(corpus, rule, appeal.filed, rule.decide_within) if rule is not None else None
            row = UndecidedRow(
                view.unit,
                Link(" ".join(view.reason.split()), view.url),
                appeal.filed.isoformat(),
                until.isoformat() if until is not None else "",
            )
            found.append(((until or date.max, appeal.filed, record.path), row))
    if not found:
        return None
    found.sort(key=lambda entry: entry[0])
    rows = tuple(row for _, row in found)
    return Undecided(day.isoformat(), rows, any(row.until for row in rows))


def undecided_of(edition: Edition, year: int) -> Link | None:
    """How many appeals of a year nobody has decided, with the way to their list; None where there are none."""
    day = edition.period_of(year).day
    number = sum(1 for _ in find_undecided(edition.result_of(year).units, day))
    if not number:
        return None
    return Link(f"申诉待复核 {number} 件", f"{address.outcomes_page(year)}#undecided", f"截至 {day}")
