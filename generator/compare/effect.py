"""What changes do to scores, ranks and outcomes: each change is carried out in turn, and what moves is its effect.

The order is fixed (docs/decisions/0003): the scheme, its amendments, units, items that do not apply, records of
points by date and path, measured values, other assessments, appraisals. What a unit's score moves by at each turn is
the delta of that change; so the deltas of a unit add up to its whole difference. What it would move by if nothing had
a maximum is found by the same turn in a second book without maxima.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from generator.change.record_change import RecordChange
from generator.compare.score_move import Cause, CauseKind, ScoreMove
from generator.compare.side import Side
from generator.compare.side_figures import SideFigures
from generator.compare.standing_books import as_kind
from generator.compare.turns import ChangeTurn, Turned, in_turn
from generator.compare.turns_at_once import TurnsAtOnce, are_of_points
from generator.compare.year_books import KeptBooks
from generator.history.deciding import due_in, published_in
from generator.model.place import POINTS, find_place, scheme_file
from generator.rules.scheme import Scheme

_ZERO = Decimal(0)
_STILL: Turned = (None, None)


def find_effects(
    old: Side, new: Side, changes: Iterable[RecordChange], kept: KeptBooks | None = None
) -> list[ScoreMove]:
    """Every unit whose score, rank or outcome differs, by year, then id. `kept` are books of the same files."""
    known = list(changes)
    years = affected_years(old, new, known)
    return [move for year in years for move in _compare_year(year, _carry_out(year, old, new, known, kept), known)]


class _Carried(NamedTuple):
    """Changes in their order, each with its turn, and what the units have before all of them and after."""

    turns: list[tuple[RecordChange, ChangeTurn]]
    before: SideFigures
    after: SideFigures


def _carry_out(year: int, old: Side, new: Side, changes: Sequence[RecordChange], kept: KeptBooks | None) -> _Carried:
    """What the changes move that can move scores of `year`: in books that go on to further states, or all at once."""
    turning = in_turn(year, changes)
    if kept is None and are_of_points(year, turning):
        at_once = TurnsAtOnce(year, old, new, turning)
        return _Carried(at_once.carry_out(), *at_once.figures())
    turns = (kept or KeptBooks()).take(year).turns
    return _Carried(turns.carry_out(old, new, turning), turns.figures_of(old), turns.figures_of(new))


def affected_years(old: Side, new: Side, changes: Iterable[RecordChange]) -> list[int]:
    """The years with a scheme on either side in which some change can move a score."""
    schemes = sorted({due.place.year for side in (old, new) for due in side.due.values() if due.kind == "scheme"})
    paths = {path for change in changes for path in (change.path, change.other)}
    return [year for year in schemes if any(_decides(year, path, old, new) for path in paths)]


def _decides(year: int, path: str, old: Side, new: Side) -> bool:
    """Whether scores of `year` can follow from the file at `path`."""
    if due_in(year, path) is not None:
        return True
    schemes = (as_kind(Scheme, side.record(scheme_file(year))) for side in (old, new))
    return published_in(year, path) is not None and any(scheme and scheme.year_of for scheme in schemes)


def _compare_year(year: int, carried: _Carried, changes: Sequence[RecordChange]) -> Iterator[ScoreMove]:
    turns, before, after = carried
    corrected = _corrections(changes)
    causes: dict[str, list[Cause]] = {}
    for change, turn in turns:
        owners, moved, alone = turn.owners, turn.moved, turn.alone
        for unit in sorted(moved.keys() | alone.keys()):
            is_own = bool(owners & {unit, ""})
            cause = _explain(change, moved.get(unit, _STILL), alone.get(unit, _STILL), is_own, corrected)
            if cause.delta != 0 or cause.absorbed:
                causes.setdefault(unit, []).append(cause)
    for unit in sorted(before.units.keys() | after.units.keys()):
        found = tuple(causes.get(unit, ()))
        figures, waits = (
            (before.units.get(unit), after.units.get(unit)),
            (unit in before.waiting, unit in after.waiting),
        )
        move = ScoreMove(unit, year, *figures, *waits, found)
        is_other = move.grade_moved or move.old_provisional != move.new_provisional
        if found or move.rank_moved or any(move.outcomes()) or is_other:
            yield move


def _explain(change: RecordChange, moved: Turned, alone: Turned, is_own: bool, corrected: Mapping[str, str]) -> Cause:
    path = change.other or change.path
    correction = corrected.get(path, corrected.get(change.path, ""))
    kind, delta = _kind_of(change, moved, is_own), _difference(moved)
    if kind not in POINTS or delta is None:
        return Cause(path, kind, delta, correction=correction)
    points = _difference(alone) or _ZERO
    return Cause(path, kind, delta, points, delta - points, correction)


def _kind_of(change: RecordChange, moved: Turned, is_own: bool) -> CauseKind:
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


def _difference(moved: Turned) -> Decimal | None:
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
