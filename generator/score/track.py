"""Step functions: what the cells of a column hold from moment to moment, all rows of a table in one sequence.

A stamp is `row × span + moment`, so that one ascending list of numbers stands for the steps of all rows, one row
after the other. Every track of a table has a step for each row at the moment with which the reckoning begins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, chain, compress, repeat
from operator import sub
from typing import NamedTuple

from generator.score.column_ops import Cells
from generator.score.operations import Value
from generator.score.whole_column import WholeColumn, as_whole

_SELDOM = 8  # a track that steps so many times more seldom is looked for step by step


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
    if _SELDOM * len(track.stamps) < len(stamps):
        begins = [*map(bisect_left, repeat(stamps), track.stamps), len(stamps)]
        return list(chain.from_iterable(map(repeat, track.values, map(sub, begins[1:], begins))))
    known = dict(zip(track.stamps, track.values, strict=True))
    last: Value = None
    return [last := known.get(stamp, last) for stamp in stamps]


def add_up_tracks(tracks: Sequence[Track], starts: Sequence[int]) -> Track | None:
    """The sum of tracks of decimals, from what each moves by; `starts` are the first stamps.

    None where some value is no decimal, or is a limit that is none: what was ever added to it stays so to the end.
    """
    wholes = [as_whole(track.values) for track in tracks]
    if None in wholes:
        return None
    places = max(whole.places for whole in wholes)  # type: ignore[union-attr]
    stamps: list[int] = []
    moves: list[int] = []
    for track, whole in zip(tracks, wholes, strict=True):
        values = whole.at_places(places)  # type: ignore[union-attr]
        steps = list(map(sub, values, chain((0,), values)))
        stamps += compress(track.stamps, steps)
        moves += filter(None, steps)
    moved = dict(zip(stamps, moves, strict=True))
    if len(moved) < len(stamps):
        moved = dict.fromkeys(stamps, 0)
        for stamp, step in zip(stamps, moves, strict=True):
            moved[stamp] += step
    moved = {**dict.fromkeys(starts, 0), **moved}
    found = sorted(moved)
    return Track(found, WholeColumn(list(accumulate(map(moved.__getitem__, found))), places))
