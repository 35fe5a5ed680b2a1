"""What of the findings of a year is not put right yet, one by one: overdue first, then by the day that it is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.load.edition import Edition, per_edition
from generator.model.deduction import Deduction, Rectification
from generator.model.lazy_dataclass import dataclass
from generator.pages.record_page import RecordView
from generator.pages.rectified import STATES, state_on
from generator.rules.notice import NoticeDocument
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult
from generator.words import address
from generator.words.clause_words import latest_clause
from generator.words.record_counts import records_of
from generator.words.rectification import rectification_state, undated
from generator.words.site_frame import Link

_ORDER = ("late", "open", "waiting")


@dataclass(frozen=True, slots=True)
class UnrectifiedRow:
    """One finding: whose, what happened (with the way to its record), by when, and how it stands."""

    unit: Link
    matter: Link
    due: str
    state: str
    late: bool


@dataclass(frozen=True, slots=True)
class Unrectified:
    """What is not accepted yet on `day`: `words` count it; `follows` leads to what the notice says of it, if it does.

    Nothing is said of what happens to an overdue one but what the scheme names: no clause, no consequence.
    """

    day: str
    words: str
    rows: tuple[UnrectifiedRow, ...]
    follows: Link | None


def find_unrectified(units: Iterable[UnitResult], day: date) -> Iterator[tuple[Deduction, str]]:
    """The findings of `units` that are not accepted on `day`, each once, with how far it is."""
    for record in records_of(units):
        state = state_on(record, day)
        if state in _ORDER:
            yield record, state


def are_unrectified(units: Iterable[UnitResult], day: date) -> bool:
    """Whether any of their findings is not accepted on `day`."""
    return any(True for _ in find_unrectified(units, day))


def list_unrectified(
    units: Iterable[UnitResult], records: Mapping[str, RecordView], day: date, follows: Link | None
) -> Unrectified | None:
    """The findings of `units` that are not accepted on `day`; None where all are. `records` are all, by path."""
    found = []
    for record, state in find_unrectified(units, day):
        part, view = record.rectification, records.get(record.path)
        if view is not None and part is not None:
            due = part.due or date.max
            found.append(((_ORDER.index(state), due, record.path), state, _row(view, part, day, state)))
    if not found:
        return None
    found.sort(key=lambda entry: entry[0])
    counts = {state: sum(known == state for _, known, _ in found) for state in _ORDER}
    told = "，".join(f"{STATES[state][0]} {number} 笔" for state, number in counts.items() if number)
    return Unrectified(
        day.isoformat(), f"还没有销号的 {len(found)} 笔：{told}。", tuple(row for *_, row in found), follows
    )


def _row(view: RecordView, part: Rectification, day: date, state: str) -> UnrectifiedRow:
    due = part.due.isoformat() if part.due is not None else "没有写明"
    return UnrectifiedRow(view.unit, Link(view.matter, view.url), due, _state(part, day), state == "late")


def _state(part: Rectification, day: date) -> str:
    """How it stands; the day as of which is said once, above the list."""
    return undated(rectification_state(part, day), day)


def what_follows(scheme: Scheme, notices: Mapping[str, NoticeDocument]) -> Link | None:
    """The clause that the scheme names for findings that are not put right; None where it names none."""
    anchor = scheme.basis.rectification
    return latest_clause({scheme.year: scheme}, notices, anchor) if anchor else None


@per_edition
def unrectified_of_year(edition: Edition) -> Link | None:
    """How many findings of the newest year are not put right, with the way to their list; None where all are."""
    for year in edition.years[-1:]:
        day = edition.period_of(year).day
        states = [state for _, state in find_unrectified(edition.result_of(year).units, day)]
        if states:
            late = states.count("late")
            words = f"{year}年度还没有销号的 {len(states)} 笔{f'，其中逾期未整改 {late} 笔' if late else ''}"
            return Link(words, f"{address.outcomes_page(year)}#unrectified", f"截至 {day}")
    return None
