"""By which declaration an entry was read at each commit of a line: that of its register as it stood there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from generator.history.mainline import ChangeLog
from generator.model.place import find_place, lies_in
from generator.read.record import Version

# Of each register, in order: the place of a step on the line, and git's id of the declaration from then on.
Declarations = Mapping[str, list[tuple[int, str]]]


def declared_along(log: ChangeLog) -> Declarations:
    """The declarations of each register along a line, by its id; "" where it was taken away."""
    found: dict[str, list[tuple[int, str]]] = {}
    for at, step in enumerate(log.steps):
        for change in step.changes:
            if lies_in(change.path, "register") and (place := find_place(change.path)) and place.kind == "register":
                found.setdefault(place.id, []).append((at, change.new or ""))
    return found


def version_at(declared: Declarations, at: int, path: str, blob: str) -> Version:
    """What tells the reading of a file, with git's id of its bytes, at a step: of an entry also its declaration."""
    place = find_place(path) if declared else None
    if place is None or place.kind != "entry":
        return path, blob
    known = declared.get(place.register, [])
    before = bisect_right(known, at, key=lambda found: found[0])
    return path, blob, known[before - 1][1] if before else ""
