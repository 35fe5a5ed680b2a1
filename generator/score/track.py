"""Step functions: what the cells of a column hold from moment to moment, all rows of a table in one sequence.

A stamp is `row × span + moment`, so that one ascending list of numbers stands for the steps of all rows, one row
after the other. Every track of a table has a step for each row at the moment with which the reckoning begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, compress
from operator import sub
from typing import NamedTuple

from generator.score.column_ops import Cells
from generator.score.whole_column import WholeColumn, as_whole


class Track(NamedTuple):
    """The steps of a column: from each stamp on, the value beside it. `constant`: the same in all rows, always."""

    stamps: list[int]
    values: Cells
    constant: bool = False


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
    for start in starts:
        moved.setdefault(start, 0)
    found = sorted(moved)
    return Track(found, WholeColumn(list(accumulate(map(moved.__getitem__, found))), places))
