"""What changes do to scores, ranks and outcomes: each change is carried out in turn, and what moves is its effect.

The order is fixed (docs/decisions/0003): the scheme, units, deductions by date and path, appraisals. What a unit's
score moves by at each turn is the delta of that change; so the deltas of a unit add up to its whole difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from generator.change.record_change import RecordChange
from generator.compare.score_move import Cause, CauseKind, ScoreMove, UnitFigures
from generator.compare.side import Side
from generator.history.facts import Facts
from generator.history.series import due_in
from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.place import find_place, withdrawal_file
from generator.model.publication import Publication
from generator.model.scheme import Scheme
from generator.model.unit import Unit
from generator.score.fact import PointsFact
from generator.score.outcome import outcome_time
from generator.score.ranking import rank_group
from generator.score.result import UnitResult, UnitScore
from generator.score.running import RunningScore, RunningYear

Record = TypeVar("Record")
_ZERO = Decimal(0)
_TURNS = {"scheme": 0, "unit": 1, "deduction": 2, "appraisal": 3}


def find_effects(old: Side, new: Side, changes: Iterable[RecordChange]) -> list[ScoreMove]:
    """Every unit whose score, rank or outcome differs, by year, then id."""
    known = list(changes)
    facts: Facts = {}
    return [move for year in affected_years(old, new, known) for move in _compare_year(old, new, known, year, facts)]


def affected_years(old: Side, new: Side, changes: Iterable[RecordChange]) -> list[int]:
    """The years with a scheme on either side in which some change can move a score."""
    schemes = sorted({due.place.year for side in (old, new) for due in side.due.values() if due.kind == "scheme"})
    paths = {path for change in changes for path in (change.path, change.other)}
    return [year for year in schemes if any(due_in(year, path) for path in paths)]


def _compare_year(
    old: Side, new: Side, changes: Sequence[RecordChange], year: int, facts: Facts
) -> Iterator[ScoreMove]:
    here: dict[str, Side] = dict.fromkeys(old.due, old)  # which side each file is taken from as the turns go on
    running = RunningYear(year, lambda unit: _recall(here, year, facts, unit))
    _load(running, old, year, facts)
    running.settle()
    before, was_provisional = _rank(running, _is_over(running, old)), _provisional(running)
    corrected = _corrections(changes)
    causes: dict[str, list[Cause]] = {}
    for change in sorted(_turns(changes, year), key=_turn):
        points = _carry_out(running, change, here, new, facts)
        moved = running.settle()
        for unit in sorted(moved.keys() | points.keys()):
            was, now = moved.get(unit, (None, None))
            cause = _explain(change, was, now, points.get(unit), corrected)
            if cause.delta or cause.absorbed:
                causes.setdefault(unit, []).append(cause)
    after, is_provisional = _rank(running, _is_over(running, new)), _provisional(running)
    for unit in sorted(before.keys() | after.keys()):
        found = tuple(causes.get(unit, ()))
        move = ScoreMove(
            unit, year, before.get(unit), after.get(unit), unit in was_provisional, unit in is_provisional, found
        )
        if found or move.rank_moved or any(move.outcomes()) or move.old_provisional != move.new_provisional:
            yield move


def _load(running: RunningYear, side: Side, year: int, facts: Facts) -> None:
    for path, due in side.due.items():
        if due.kind == "scheme" and due.place.year == year:
            running.put_scheme(_as(Scheme, side.record(path)))
        elif due.kind == "unit":
            running.put_unit(due.place.id, _as(Unit, side.record(path)))
        elif due.kind == "appraisal" and due.place.year == year:
            running.put_appraisal(due.place.id, _as(Appraisal, side.record(path)))
    for path, item, fact in side.read_facts(year, facts):
        running.put_deduction(path, item, fact)


def _turns(changes: Iterable[RecordChange], year: int) -> Iterator[RecordChange]:
    """The changes that can move scores of `year`."""
    for change in changes:
        if any(due_in(year, path) for path in (change.path, change.other)):
            yield change


def _turn(change: RecordChange) -> tuple[int, str, str]:
    """The place of a change in the order of turns."""
    day = (change.new or change.old or {}).get("date", "")
    return _TURNS[change.file], str(day), change.path


def _carry_out(
    running: RunningYear, change: RecordChange, here: dict[str, Side], new: Side, facts: Facts
) -> dict[str, Decimal]:
    """Carries out one change; for a deduction, by how many points it would move each unit if there were no cap."""
    points: dict[str, Decimal] = {}
    for path in filter(None, (change.path, change.other)):
        place = due_in(running.year, path)
        if path in new.due:
            here[path] = new
        else:
            here.pop(path, None)
        if place is None:
            continue
        if place.kind == "deduction":
            _count(points, running.fact_at(path), Decimal(1), place.item, running)
            running.put_deduction(path, place.item, new.fact(path, facts))
            _count(points, running.fact_at(path), Decimal(-1), place.item, running)
        elif place.kind == "scheme":
            running.put_scheme(_as(Scheme, new.record(path)))
        elif place.kind == "unit":
            running.put_unit(place.id, _as(Unit, new.record(path)))
        else:
            running.put_appraisal(place.id, _as(Appraisal, new.record(path)))
    return points


def _count(
    points: dict[str, Decimal], fact: PointsFact | None, sign: Decimal, item: str, running: RunningYear
) -> None:
    if fact is not None and fact.unit in running.standings and running.scheme and item in running.scheme.items:
        points[fact.unit] = points.get(fact.unit, _ZERO) + sign * running.worth(fact)


def _explain(
    change: RecordChange,
    was: RunningScore | None,
    now: RunningScore | None,
    points: Decimal | None,
    corrected: Mapping[str, str],
) -> Cause:
    delta = (now.total if now else _ZERO) - (was.total if was else _ZERO)
    kind: CauseKind
    if change.file == "unit":
        kind = "joined" if was is None else "left" if now is None else "unit"
    else:
        kind = "scheme" if change.file == "scheme" else "appraisal" if change.file == "appraisal" else "deduction"
    path = change.other or change.path
    absorbed = None if points is None else delta - points
    return Cause(path, kind, delta, points, absorbed, corrected.get(path, corrected.get(change.path, "")))


def _corrections(changes: Iterable[RecordChange]) -> dict[str, str]:
    """The files that a correction made between the two states names, each with the id of the last one."""
    added = [change for change in changes if change.kind == "recorded" and change.file == "correction" and change.new]
    added.sort(key=lambda change: (str((change.new or {})["date"]), change.path))
    return {str(path): _id_at(change.path) for change in added for path in (change.new or {})["records"]}


def _id_at(path: str) -> str:
    place = find_place(path)
    return "" if place is None else place.id


def _is_over(running: RunningYear, side: Side) -> bool:
    """Whether the year is over on `side`: its data say so, or it was published there."""
    if running.is_over():
        return True
    published = (side.record(path) for path, due in side.due.items() if due.kind == "publication")
    return any(
        isinstance(record, Publication)
        and (record.year, record.quarter) == (running.year, None)
        and withdrawal_file(record.id) not in side.due
        for record in published
    )


def _rank(running: RunningYear, over: bool) -> dict[str, UnitFigures]:
    """Score, rank and outcomes of every unit that has a score; `over` says whether the year is."""
    scheme = running.scheme
    if scheme is None:
        return {}
    groups: dict[str, list[UnitScore]] = {}
    for name, standing in running.standings.items():
        unit = running.units[name]
        group = scheme.group_of(unit)
        if group is not None:
            score = UnitScore(unit, (), standing.total, scheme.weigh(standing.total))
            groups.setdefault(group, []).append(score)
    waiting = _provisional(running)
    found: dict[str, UnitFigures] = {}
    for group, scores in groups.items():
        time = outcome_time(None, over, any(score.unit.id in waiting for score in scores))
        found |= {result.unit.id: _figures(result) for result in rank_group(scheme, group, scores, time)}
    return found


def _figures(result: UnitResult) -> UnitFigures:
    outcomes = {outcome.rule.id: outcome.edge_tie for outcome in result.outcomes}
    return UnitFigures(result.total, result.group, result.rank, outcomes)


def _provisional(running: RunningYear) -> set[str]:
    return {unit for unit, standing in running.standings.items() if standing.provisional}


def _recall(here: Mapping[str, Side], year: int, facts: Facts, unit: str) -> dict[str, list[Deduction]]:
    """The deductions of a unit by item, in full, as the turns have left them."""
    found: dict[str, list[Deduction]] = {}
    for path, side in sorted(here.items()):
        placed = due_in(year, path)
        if placed is None or placed.kind != "deduction":
            continue
        fact = side.fact(path, facts)
        record = _as(Deduction, side.record(path)) if fact is not None and fact.unit == unit else None
        if record is not None:
            found.setdefault(record.item, []).append(record)
    return found


def _as(kind: type[Record], record: object) -> Record | None:
    return record if isinstance(record, kind) else None
