"""What operations on the cells of a row come to over time: in codes or in whole numbers where columns are in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial, reduce
from itertools import compress, count, repeat
from operator import add, sub
from typing import Any

from generator.rules.expression import Op
from generator.score.coded_column import Coded
from generator.score.column_ops import Cells, work_out
from generator.score.table_over_time import TableOverTime
from generator.score.track import Track
from generator.score.whole_column import WholeColumn, as_whole

_COMPARING = {"lt", "le", "gt", "ge", "eq"}
_ASSOCIATIVE = {"or", "and"}
_NO_LIMIT = {"min": Decimal("Infinity"), "max": Decimal("-Infinity")}  # a limit that is none
_QUICK: dict[str, Callable[[Any, Any], Any]] = {"add": add, "sub": sub, "min": min, "max": max}


def operate(table: TableOverTime, given: Op, args: Sequence[Track]) -> Track:
    """An operation on the cells of a row; by codes where they are coded alike, in whole numbers where they are."""
    if not table.starts:
        return table.constant(None)
    moving = [track for track in args if not track.constant]
    if not moving:
        return table.constant(work_out(given, [track.values[:1] for track in args], 1)[0])
    stamps, coded = moving[0].stamps, moving[0].values
    if isinstance(coded, Coded) and all(_is_coded_as(coded, track.values) for track in moving[1:]):
        size = len(coded.by_code)
        by_code = work_out(given, [_by_code(track, size) for track in args], size)
        if by_code and by_code[0] in (True, False) and set(by_code) == {by_code[0]}:
            return table.constant(by_code[0])
        return Track(stamps, coded.with_values(by_code))
    whole = _work_out_whole(table, given, args)
    if whole is not None:
        return whole
    if given.name in _COMPARING and len(moving) == 1:
        return _compare(table, given, args, moving[0])
    if given.name in _ASSOCIATIVE:
        args = _joined(table, given, args)
    stamps, columns = table.align(args)
    found = work_out(given, columns, len(stamps))
    return Track(stamps, found) if given.name not in _COMPARING or any(found) else table.constant(False)


def choose(table: TableOverTime, conditions: Sequence[Track], then: Track, otherwise: Track) -> Track:
    """`then` where one of the conditions is met. Those that are coded are met first, so that all they decide between
    stays in codes.
    """
    found = otherwise
    for condition in sorted(conditions, key=lambda track: not isinstance(track.values, Coded)):
        coded = found.values
        if (
            then.constant
            and isinstance(coded, Coded)
            and not isinstance(condition.values, Coded)
            and (condition.stamps is found.stamps)
        ):
            found = Track(found.stamps, coded.but_at(compress(count(), condition.values), then.values[0]))
        else:
            found = operate(table, Op("if"), [condition, then, found])
    return found


def _compare(table: TableOverTime, given: Op, args: Sequence[Track], moving: Track) -> Track:
    """One column set against constants: days and texts are few, so each is compared once."""
    known = list(set(moving.values))
    columns = [known if track is moving else [*track.values[:1]] * len(known) for track in args]
    verdicts = dict(zip(known, work_out(given, columns, len(known)), strict=True))
    if not any(verdicts.values()):
        return table.constant(False)
    return Track(moving.stamps, list(map(verdicts.__getitem__, moving.values)))


def _joined(table: TableOverTime, given: Op, args: Sequence[Track]) -> list[Track]:
    """The arguments, those in one that are coded alike."""
    alike: dict[int, list[Track]] = {}
    for track in args:
        alike.setdefault(id(track.values.codes if isinstance(track.values, Coded) else track), []).append(track)
    return [tracks[0] if len(tracks) == 1 else operate(table, given, tracks) for tracks in alike.values()]


def _is_coded_as(coded: Coded, values: Cells) -> bool:
    return isinstance(values, Coded) and values.codes is coded.codes


def _by_code(track: Track, size: int) -> Cells:
    """The column of a track by the codes of the others; a constant has none."""
    return list(track.values.by_code.values()) if isinstance(track.values, Coded) else [*track.values[:1]] * size


def _work_out_whole(table: TableOverTime, given: Op, args: Sequence[Track]) -> Track | None:
    """What an operation comes to in whole numbers, if one of its arguments is in them; None where it cannot be."""
    if not any(isinstance(track.values, WholeColumn) for track in args):
        return None
    if given.name == "round":
        values = args[0].values
        return args[0] if isinstance(values, WholeColumn) and values.places <= given.places else None
    if given.name not in _QUICK:
        return None
    endless = _NO_LIMIT.get(given.name)
    kept = [track for track in args if not (track.constant and endless in track.values[:1])]
    wholes = [as_whole(track.values[:1] if track.constant else track.values) for track in kept]
    if None in wholes:
        return None
    places = max(whole.places for whole in wholes)  # type: ignore[union-attr]
    numbers = [whole.at_places(places) for whole in wholes]  # type: ignore[union-attr]
    stamps, columns = table.align([
        Track(track.stamps, found)  # type: ignore[arg-type]
        for track, found in zip(kept, numbers, strict=True) if not track.constant
    ])  # fmt: skip
    moving: Any = iter(columns)
    parts: list[Any] = [
        found[0] if track.constant else next(moving) for track, found in zip(kept, numbers, strict=True)
    ]
    return Track(stamps, WholeColumn(reduce(partial(_run, given.name), parts), places))


def _run(name: str, left: Any, right: Any) -> Any:
    """An operation on two columns of whole numbers; one that is the same everywhere is given as that number."""
    if type(left) is type(right) is int:
        return _QUICK[name](left, right)
    if name in _NO_LIMIT and type(left) is int:
        left, right = right, left
    if name in _NO_LIMIT and type(right) is int:
        return _limit(name, left, right)
    return list(map(_QUICK[name], *(repeat(one) if type(one) is int else one for one in (left, right))))


def _limit(name: str, numbers: Sequence[int], limit: int) -> Sequence[int]:
    """The numbers, none above the limit, or below it; most limits cut nothing."""
    if (max(numbers) <= limit) if name == "min" else (min(numbers) >= limit):
        return numbers
    limited = {number: _QUICK[name](number, limit) for number in set(numbers)}
    return list(map(limited.__getitem__, numbers))
