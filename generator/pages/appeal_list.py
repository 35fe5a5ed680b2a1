"""What became of the appeals of a year, and which nobody has decided yet: points that may still change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.load.edition import Edition
from generator.model.deduction import DECISIONS, Deduction
from generator.model.lazy_dataclass import dataclass
from generator.pages.record_page import RecordView
from generator.public.released import AnyReleased
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult
from generator.words import address
from generator.words.answer import last_day
from generator.words.record_counts import records_of
from generator.words.site_frame import Link

_REVOKED = "扣分记录已撤销"


@dataclass(frozen=True, slots=True)
class UndecidedRow:
    """One appeal: whose, against what (with the way to its record), since when, and by when it is to be decided."""

    unit: Link
    matter: Link
    filed: str
    until: str


@dataclass(frozen=True, slots=True)
class Appeals:
    """What became of the appeals by `day`: `words` count them; `rows` are those that nobody has decided, the next to
    be decided first. Where the scheme sets no time for it (not `limited`), no row has an `until`.
    """

    day: str
    words: str
    rows: tuple[UndecidedRow, ...]
    limited: bool


def find_undecided(units: Iterable[UnitResult], day: date) -> Iterator[Deduction]:
    """The findings of `units` against which an appeal is filed and not decided on `day`, each once."""
    return (record for record, outcome in _appealed(units, day) if not outcome)


def _appealed(units: Iterable[UnitResult], day: date) -> Iterator[tuple[Deduction, str]]:
    """Findings with an appeal filed by `day`, each once, and what came of it by then; empty for nothing yet."""
    for record in records_of(units):
        appeal, revoked = record.appeal, record.revoked
        if appeal is None or appeal.filed > day:
            continue
        if appeal.decision and (appeal.decided is None or appeal.decided <= day):
            yield record, DECISIONS[appeal.decision]
        else:
            yield record, _REVOKED if revoked is not None and revoked.date <= day else ""


def list_appeals(
    units: Iterable[UnitResult], records: Mapping[str, RecordView], day: date, corpus: AnyReleased, scheme: Scheme
) -> Appeals | None:
    """What became of the appeals of `units` by `day`; None where there are none. `records` are all, by path."""
    outcomes, found = Counter[str](), []
    for record, outcome in _appealed(units, day):
        view, appeal = records.get(record.path), record.appeal
        if view is None or appeal is None:
            continue
        outcomes[outcome] += 1
        if not outcome:
            until = _decided_by(corpus, scheme, appeal.filed)
            matter = Link(view.matter, view.url)
            row = UndecidedRow(view.unit, matter, appeal.filed.isoformat(), until.isoformat() if until else "")
            found.append(((until or date.max, appeal.filed, record.path), row))
    if not outcomes:
        return None
    found.sort(key=lambda entry: entry[0])
    rows = tuple(row for _, row in found)
    return Appeals(day.isoformat(), _words(outcomes), rows, any(row.until for row in rows))


def _decided_by(corpus: AnyReleased, scheme: Scheme, filed: date) -> date | None:
    rule = scheme.appeals
    return last_day(corpus, rule, filed, rule.decide_within) if rule is not None else None


def _words(outcomes: Counter[str]) -> str:
    """共提出申诉 57 件：维持 24 件，减少扣分 13 件，撤销扣分 20 件，都已作出复核决定."""
    counted = [f"{name} {outcomes[name]} 件" for name in (*DECISIONS.values(), _REVOKED) if outcomes[name]]
    waiting = f"待复核 {outcomes['']} 件，复核决定可能改变得分" if outcomes[""] else "都已有结果"
    return f"共提出申诉 {outcomes.total()} 件：{'，'.join((*counted, waiting))}。"


def undecided_of(edition: Edition, year: int) -> Link | None:
    """How many appeals of a year nobody has decided, with the way to their list; None where there are none."""
    day = edition.period_of(year).day
    number = sum(1 for _ in find_undecided(edition.result_of(year).units, day))
    if not number:
        return None
    return Link(f"申诉待复核 {number} 件", f"{address.outcomes_page(year)}#appeals", f"截至 {day}")
