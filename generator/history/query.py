"""Which events of all trails a reader asks for: of a unit, an item, a record, an office, a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from generator.git.clock import beijing_day
from generator.history.trail import Trail, TrailEvent
from generator.model.lazy_dataclass import dataclass
from generator.model.place import find_place, kind_at
from generator.read.canonical import rows_of

Told = TypeVar("Told", bound=Trail)


@dataclass(frozen=True, slots=True)
class EventFilter:
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


def select_events(trails: Mapping[str, Trail], wanted: EventFilter | None = None) -> list[TrailEvent]:
    """The events that `wanted` lets pass, in the order of the line, then of path."""
    wanted = wanted or EventFilter()
    found = [
        event
        for trail in trails.values()
        if _concerns(trail, wanted) or (wanted != EventFilter() and _redacts(trails, trail, wanted))
        for event in trail.events
        if _fits(event, wanted)
    ]
    return sorted(found, key=lambda event: (event.at, event.path))


def redactions_by_file(trails: Mapping[str, Told]) -> dict[str, list[Told]]:
    """The trails of the redactions by the file whose texts they took out: its own trail knows no text that was there.

    A file may have had another name then.
    """
    found: dict[str, list[Told]] = {}
    for path, trail in trails.items():
        if is_redaction(path):
            found.setdefault(redacted_file(trail), []).append(trail)
    return found


def is_redaction(path: str) -> bool:
    """Whether a redaction is due at `path`."""
    return kind_at(path) == "redaction"


def redacted_file(trail: Trail) -> str:
    """The file of whose texts a redaction speaks; empty where it could never be read."""
    return str((trail.plain or {}).get("file", ""))


def _redacts(trails: Mapping[str, Trail], trail: Trail, wanted: EventFilter) -> bool:
    """Whether a trail is that of a redaction of what is wanted, by whatever name that goes."""
    if not is_redaction(trail.path):
        return False
    file = redacted_file(trail)
    return any(file in found.paths and _concerns(found, wanted) for found in trails.values())


def _concerns(trail: Trail, wanted: EventFilter) -> bool:
    if wanted.unit and wanted.unit not in trail.units:
        return False
    if wanted.item and wanted.item not in _items_in(trail):
        return False
    name = wanted.record.removesuffix(".yml")
    return not name or any(f"/{path.removesuffix('.yml')}".endswith(f"/{name}") for path in trail.paths)


def _items_in(trail: Trail) -> set[str]:
    """The items in whose folders the record ever lay; of a deduction alone there are any."""
    return {place.item for path in trail.paths if (place := find_place(path))} - {""}


def items_of(trails: Mapping[str, Trail]) -> set[str]:
    """The items of all schemes as they last read, and those whose folders ever held a record."""
    found = set()
    for path, trail in trails.items():
        found |= _items_in(trail)
        if trail.plain is not None and kind_at(path) == "scheme":
            parts = (row for part in rows_of(trail.plain, "components") for row in rows_of(part, "categories"))
            found |= {str(item["id"]) for part in parts for item in rows_of(part, "items")}
    return found


def _fits(event: TrailEvent, wanted: EventFilter) -> bool:
    if wanted.office and wanted.office not in (event.writer.author, event.step.committer):
        return False
    day = beijing_day(event.reached)
    return (wanted.since is None or wanted.since <= day) and (wanted.until is None or day <= wanted.until)
