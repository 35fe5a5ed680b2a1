"""What changes do to scores, ranks and outcomes: each change is carried out in turn, and what moves is its effect.

The order is fixed (docs/decisions/0003): the scheme, its amendments, units, items that do not apply, records of
points by date and path, measured values, other assessments, appraisals. What a unit's score moves by at each turn is
the delta of that change; so the deltas of a unit add up to its whole difference. What it would move by if nothing had
a maximum is found by the same turn in a second book without maxima.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar, cast

from generator.change.record_change import RecordChange
from generator.compare.score_move import Cause, CauseKind, ScoreMove, UnitFigures
from generator.compare.side import Side
from generator.history.facts import Facts
from generator.history.series import DECIDING, due_in, published_in
from generator.model.place import POINTS, Place, find_place, scheme_file
from generator.rules.scheme import Scheme
from generator.score.live_year import LivePlace, LiveScore, LiveYear
from generator.score.outcome import outcome_time
from generator.score.ranking import rank_group
from generator.score.result import UnitResult, UnitScore

Record = TypeVar("Record")
_Turned = tuple[LiveScore | None, LiveScore | None]  # a score before and after a turn
_ZERO = Decimal(0)
_STILL: _Turned = (None, None)
_TURNS = {kind: at for at, kind in enumerate((*DECIDING, "publication", "withdrawal"))}
_TURNS |= dict.fromkeys(POINTS, _TURNS[POINTS[0]])


def find_effects(old: Side, new: Side, changes: Iterable[RecordChange]) -> list[ScoreMove]:
    """Every unit whose score, rank or outcome differs, by year, then id."""
    known = list(changes)
    facts: Facts = {}
    return [move for year in affected_years(old, new, known) for move in _compare_year(old, new, known, year, facts)]


def affected_years(old: Side, new: Side, changes: Iterable[RecordChange]) -> list[int]:
    """The years with a scheme on either side in which some change can move a score."""
    schemes = sorted({due.place.year for side in (old, new) for due in side.due.values() if due.kind == "scheme"})
    paths = {path for change in changes for path in (change.path, change.other)}
    return [year for year in schemes if any(_decides(year, path, old, new) for path in paths)]


def _decides(year: int, path: str, old: Side, new: Side) -> bool:
    """Whether scores of `year` can follow from the file at `path`."""
    if due_in(year, path) is not None:
        return True
    schemes = (_as(Scheme, side.record(scheme_file(year))) for side in (old, new))
    return published_in(year, path) is not None and any(scheme and scheme.year_of for scheme in schemes)


def _compare_year(
    old: Side, new: Side, changes: Sequence[RecordChange], year: int, facts: Facts
) -> Iterator[ScoreMove]:
    live, uncapped = LiveYear(year, placed=True), LiveYear(year, capped=False)
    for book in (live, uncapped):
        _load(book, old, facts)
        book.settle()
    before, was_provisional = _rank(live), _provisional(live)
    corrected = _corrections(changes)
    causes: dict[str, list[Cause]] = {}
    for change in sorted(_turns(changes, year), key=_turn):
        owners = _carry_out(live, change, new, facts)
        _carry_out(uncapped, change, new, facts)
        moved, alone = live.settle(), uncapped.settle()
        for unit in sorted(moved.keys() | alone.keys()):
            is_own = bool(owners & {unit, ""})
            cause = _explain(change, moved.get(unit, _STILL), alone.get(unit, _STILL), is_own, corrected)
            if cause.delta != 0 or cause.absorbed:
                causes.setdefault(unit, []).append(cause)
    after, is_provisional = _rank(live), _provisional(live)
    for unit in sorted(before.keys() | after.keys()):
        found = tuple(causes.get(unit, ()))
        move = ScoreMove(
            unit, year, before.get(unit), after.get(unit), unit in was_provisional, unit in is_provisional, found
        )
        is_other = move.grade_moved or move.old_provisional != move.new_provisional
        if found or move.rank_moved or any(move.outcomes()) or is_other:
            yield move


def _load(live: LiveYear, side: Side, facts: Facts) -> None:
    for path in side.due:
        placed = _placed(live.year, path)
        if placed is None or placed.kind in POINTS:
            continue
        if placed.kind == "scheme":
            live.put_scheme(_as(Scheme, side.record(path)))
        else:
            live.put(path, side.record(path))
    for path, item, cells in side.read_facts(live.year, facts):
        live.put_record(path, item, cells)


def _turns(changes: Iterable[RecordChange], year: int) -> Iterator[RecordChange]:
    """The changes that can move scores of `year`."""
    for change in changes:
        if any(_placed(year, path) for path in (change.path, change.other)):
            yield change


def _placed(year: int, path: str) -> Place | None:
    return due_in(year, path) or published_in(year, path)


def _turn(change: RecordChange) -> tuple[int, str, str]:
    """The place of a change in the order of turns."""
    day = (change.new or change.old or {}).get("date", "")
    return _TURNS[change.file], str(day), change.path


def _carry_out(live: LiveYear, change: RecordChange, new: Side, facts: Facts) -> set[str]:
    """Carries out one change; the units that it is about, "" for all."""
    owners: set[str] = set()
    for path in filter(None, (change.path, change.other)):
        place = _placed(live.year, path)
        if place is None:
            continue
        if place.kind in POINTS:
            owners |= live.units_at(path)
            live.put_record(path, place.item, new.fact(path, facts))
            owners |= live.units_at(path)
        elif place.kind == "scheme":
            live.put_scheme(_as(Scheme, new.record(path)))
            owners.add("")
        else:
            owners |= live.put(path, new.record(path))
    return owners


def _explain(
    change: RecordChange, moved: _Turned, alone: _Turned, is_own: bool, corrected: Mapping[str, str]
) -> Cause:
    path = change.other or change.path
    correction = corrected.get(path, corrected.get(change.path, ""))
    kind, delta = _kind_of(change, moved, is_own), _difference(moved)
    if kind not in POINTS or delta is None:
        return Cause(path, kind, delta, correction=correction)
    points = _difference(alone) or _ZERO
    return Cause(path, kind, delta, points, delta - points, correction)


def _kind_of(change: RecordChange, moved: _Turned, is_own: bool) -> CauseKind:
    was, now = moved
    if _difference(moved) is None:
        return "score-lost" if now is None or now.total is None else "score-gained"
    if change.file in ("publication", "withdrawal"):
        return "publication"
    if not is_own:
        return "peer"
    if change.file == "unit":
        return "joined" if was is None else "left" if now is None else "unit"
    return cast(CauseKind, change.file)


def _difference(moved: _Turned) -> Decimal | None:
    """By how many points a score moved; not assessed is 0. None where a unit still assessed lost or got its score."""
    was, now = moved
    if was is not None and now is not None and (was.total is None) != (now.total is None):
        return None
    return ((now.total if now else None) or _ZERO) - ((was.total if was else None) or _ZERO)


def _corrections(changes: Iterable[RecordChange]) -> dict[str, str]:
    """The files that a correction made between the two states names, each with the id of the last one."""
    added = [change for change in changes if change.kind == "recorded" and change.file == "correction" and change.new]
    added.sort(key=lambda change: (str((change.new or {})["date"]), change.path))
    return {str(path): _id_at(change.path) for change in added for path in (change.new or {})["records"]}


def _id_at(path: str) -> str:
    place = find_place(path)
    return "" if place is None else place.id


def _rank(live: LiveYear) -> dict[str, UnitFigures]:
    """Score, rank and outcomes of every unit that is scored."""
    scheme, over = live.scheme, live.is_over()
    if scheme is None:
        return {}
    groups: dict[str, list[UnitScore]] = {}
    places: dict[str, LivePlace] = {}
    for name, standing in live.standings.items():
        unit, total = live.units[name], standing.total
        group = scheme.group_of(unit)
        if group is not None:
            place = places[name] = live.place_of(name)
            weighed = None if total is None else scheme.weigh(total)
            score = UnitScore(unit, (), total, weighed, place.grade, place.reason, place.rank is not None)
            groups.setdefault(group, []).append(score)
    waiting = _provisional(live)
    found: dict[str, UnitFigures] = {}
    for group, scores in groups.items():
        time = outcome_time(None, over, any(score.unit.id in waiting for score in scores))
        ranks = {score.unit.id: rank for score in scores if (rank := places[score.unit.id].rank) is not None}
        found |= {result.unit.id: _figures(result) for result in rank_group(scheme, group, scores, ranks, time)}
    return found


def _figures(result: UnitResult) -> UnitFigures:
    outcomes = {outcome.rule.id: outcome.edge_tie for outcome in result.outcomes}
    return UnitFigures(result.total, result.group, result.rank, outcomes, result.grade, result.reason)


def _provisional(live: LiveYear) -> set[str]:
    return {unit for unit, standing in live.standings.items() if standing.provisional}


def _as(kind: type[Record], record: object) -> Record | None:
    return record if isinstance(record, kind) else None
