"""Which events of all trails a reader asks for: of a unit, an item, a record, an office, a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.git.clock import beijing_time
from generator.history.trail import Trail, TrailEvent
from generator.read.canonical import Plain, rows_of
from generator.read.layout import place_file


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an event must concern; an empty condition lets all pass. Days are in Beijing, both ends included.

    `record` is a path, a file's name without `.yml`, or the end of a path; `office` the unit that wrote, or put on
    the main branch.
    """

    unit: str = ""
    item: str = ""
    record: str = ""
    office: str = ""
    since: date | None = None
    until: date | None = None


def select_events(trails: Mapping[str, Trail], wanted: Wanted | None = None) -> list[TrailEvent]:
    """The events that `wanted` lets pass, in the order of the line, then of path."""
    wanted = wanted or Wanted()
    found = [
        event
        for trail in trails.values()
        if _concerns(trail, wanted)
        for event in trail.events
        if _fits(event, wanted)
    ]
    return sorted(found, key=lambda event: (event.at, event.path))


def _concerns(trail: Trail, wanted: Wanted) -> bool:
    kind, ids = place_file(trail.path) or ("", ())
    if wanted.unit and wanted.unit not in units_of(trail):
        return False
    if wanted.item and not (kind == "deduction" and ids[1] == wanted.item):
        return False
    name = wanted.record.removesuffix(".yml")
    return not name or f"/{trail.path.removesuffix('.yml')}".endswith(f"/{name}")


def items_of(trails: Mapping[str, Trail]) -> set[str]:
    """The items of all schemes as they last read, and those whose folders ever held a record."""
    found = set()
    for path, trail in trails.items():
        kind, ids = place_file(path) or ("", ())
        if kind == "deduction":
            found.add(ids[1])
        elif kind == "scheme" and trail.plain is not None:
            parts = (row for part in rows_of(trail.plain, "components") for row in rows_of(part, "categories"))
            found |= {str(item["id"]) for part in parts for item in rows_of(part, "items")}
    return found


def units_of(trail: Trail) -> set[str]:
    """The units that a record concerns or ever concerned: it may have been moved from one to another."""
    return {unit_of(trail), *(unit_at(event) for event in trail.events)} - {""}


def unit_at(event: TrailEvent) -> str:
    """The unit that a record concerns as `event` left it, or as it stood before where it left nothing to read."""
    return _unit_in(event.path, event.known)


def unit_of(trail: Trail) -> str:
    """The unit that a record concerns: itself for a unit's own record; empty where it concerns none."""
    return _unit_in(trail.path, trail.plain or {})


def _unit_in(path: str, plain: Mapping[str, Plain]) -> str:
    kind, ids = place_file(path) or ("", ())
    if kind == "unit":
        return ids[0]
    return ids[1] if kind == "appraisal" else str(plain.get("unit", ""))


def _fits(event: TrailEvent, wanted: Wanted) -> bool:
    if wanted.office and wanted.office not in (event.writer.author, event.step.committer):
        return False
    day = beijing_time(event.reached).date()
    return (wanted.since is None or wanted.since <= day) and (wanted.until is None or day <= wanted.until)
