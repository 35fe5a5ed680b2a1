"""Step functions: what the cells of a column hold from moment to moment, all rows of a table in one sequence.

A stamp is `row × span + moment`, so that one ascending list of numbers stands for the steps of all rows, one row
after the other. Every track of a table has a step for each row at the moment with which the reckoning begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial, reduce
from itertools import accumulate, chain, compress
from operator import add, ge, le, sub
from typing import Any, NamedTuple

from generator.rules.expression import Op
from generator.score.column_ops import Cells
from generator.score.operations import Value
from generator.score.whole_column import Whole, as_whole

_NO_LIMIT = {"min": Decimal("Infinity"), "max": Decimal("-Infinity")}  # a limit that is none
_QUICK: dict[str, Callable[[Any, Any], Any]] = {"add": add, "sub": sub, "min": min, "max": max}
_CUTS_NOTHING: dict[str, Callable[[Any, Any], bool]] = {"min": le, "max": ge}


class Track(NamedTuple):
    """The steps of a column: from each stamp on, the value beside it. `constant`: the same in all rows, always."""

    stamps: list[int]
    values: Cells
    constant: bool = False


def align(tracks: Sequence[Track]) -> tuple[list[int], list[Cells]]:
    """The stamps at which any of the tracks steps, and what each holds from then on."""
    moving = [track for track in tracks if not track.constant]
    if not moving:
        return tracks[0].stamps, [track.values for track in tracks]
    stamps = max((track.stamps for track in moving), key=len)
    others = [track.stamps for track in moving if track.stamps is not stamps]
    known = set(stamps) if others else set()
    if not all(map(known.issuperset, others)):
        stamps = sorted(known.union(*others))
    return stamps, [spread(track, stamps) for track in tracks]


def spread(track: Track, stamps: list[int]) -> Cells:
    """What a track holds at these stamps, all of its own among them."""
    if track.constant:
        return list(track.values[:1]) * len(stamps)
    if track.stamps is stamps or len(track.stamps) == len(stamps):
        return track.values
    known = dict(zip(track.stamps, track.values, strict=True))
    last: Value = None
    return [last := known.get(stamp, last) for stamp in stamps]


def work_out_whole(given: Op, args: Sequence[Track]) -> Track | None:
    """What an operation comes to in whole numbers, if one of its arguments is in them; None where it cannot be."""
    if not any(isinstance(track.values, Whole) for track in args):
        return None
    if given.name == "round":
        values = args[0].values
        return args[0] if isinstance(values, Whole) and values.places <= given.places else None
    if given.name not in _QUICK:
        return None
    endless = _NO_LIMIT.get(given.name)
    kept = [track for track in args if not (track.constant and endless in track.values[:1])]
    wholes = [as_whole(track.values) for track in kept]
    if None in wholes:
        return None
    places = max(whole.places for whole in wholes)  # type: ignore[union-attr]
    stamps, columns = align([
        Track(track.stamps, whole.at_places(places), track.constant)  # type: ignore[union-attr,arg-type]
        for track, whole in zip(kept, wholes, strict=True)
    ])  # fmt: skip
    found: Any = reduce(partial(_run, given.name), columns)
    return Track(stamps, Whole(found, places), all(track.constant for track in args))


def _run(name: str, left: Sequence[int], right: Sequence[int]) -> Sequence[int]:
    """An operation on two columns; most limits cut nothing."""
    cuts_nothing = _CUTS_NOTHING.get(name)
    if cuts_nothing is not None and all(map(cuts_nothing, left, right)):
        return left
    return list(map(_QUICK[name], left, right))


def add_up_tracks(tracks: Sequence[Track], starts: Sequence[int]) -> Track | None:
    """The sum of tracks of decimals, from what each moves by; `starts` are the first stamps.

    None where some value is no decimal, or is a limit that is none: what was ever added to it stays so to the end.
    """
    wholes = [as_whole(track.values) for track in tracks]
    if None in wholes:
        return None
    places = max(whole.places for whole in wholes)  # type: ignore[union-attr]
    moved: dict[int, int] = dict.fromkeys(starts, 0)
    for (stamps, _, _), whole in zip(tracks, wholes, strict=True):
        values = whole.at_places(places)  # type: ignore[union-attr]
        steps = list(map(sub, values, chain((0,), values)))
        own = dict(compress(zip(stamps, steps, strict=True), steps))
        met = own.keys() & moved.keys()
        if met:
            own |= {stamp: own[stamp] + moved[stamp] for stamp in met}
        moved |= own
    found = sorted(moved)
    return Track(found, Whole(list(accumulate(map(moved.__getitem__, found))), places))
