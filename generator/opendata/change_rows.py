"""The history as rows of open data: from the trails of records, or from that in which two publications differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.change.record_change import RecordChange
from generator.git.clock import beijing_day
from generator.model.place import BY_YEAR, POINTS, find_place
from generator.opendata.disclosure import ChangeRow
from generator.public.redact import public_fields, stays_whole
from generator.public.released_comparison import AnyReleasedComparison
from generator.public.released_event import AnyReleasedEvent, AnyReleasedTrails
from generator.read.canonical import ORDER, FieldChange, Plain


def trail_changes(trails: AnyReleasedTrails) -> tuple[ChangeRow, ...]:
    """Every event of every record, oldest first; a row for each value that it changed, without internal fields.

    Who recorded what was there from the beginning is not known.
    """
    events = sorted((event for trail in trails.values() for event in trail.events), key=lambda e: (e.at, e.path))
    return tuple(change for event in events for change in _tell_event(event))


def _tell_event(event: AnyReleasedEvent) -> Iterator[ChangeRow]:
    commit, day = event.step.id, beijing_day(event.reached)
    office = "" if event.earlier else event.writer.author
    fields = public_fields(event.target, event.fields)
    if fields or not event.fields or event.kind != "amended" or stays_whole(event.file):
        yield from _rows(event, fields, commit, day, office)


def comparison_changes(found: AnyReleasedComparison, commit: str, day: date) -> tuple[ChangeRow, ...]:
    """What differs between two publications, as the later one, made from `commit` on `day`, brought it out.

    Who recorded what in between is not told.
    """
    return tuple(row for change in found.changes for row in _rows(change, change.fields, commit, day))


def _rows(
    change: RecordChange, fields: tuple[FieldChange, ...], commit: str, day: date, office: str = ""
) -> Iterator[ChangeRow]:
    """One row for each value that differs, and of a rename one for the paths; else one without a field.

    None if only internal fields changed.
    """
    file, path = change.file, change.path
    place = find_place(path)
    year = place.year if place is not None and file in BY_YEAR and file != "holidays" else None
    item = place.item if place is not None else ""
    record = place.id if place is not None and file in POINTS else ""
    shown = [] if stays_whole(file) else [value for field in fields if not field.internal for value in _values(field)]
    if fields and not shown and not stays_whole(file) and change.kind == "amended":
        return
    if change.kind == "renamed":
        shown = [("", path, change.other), *shown]
    for field, old, new in shown or [("", "", "")]:
        yield ChangeRow(commit, day, change.kind, path, year, change.unit, item, record, field, old, new, office)


def _values(change: FieldChange) -> Iterator[tuple[str, str, str]]:
    """Place, old and new of each single value that differs."""
    if change.steps and change.steps[-1] == ORDER:
        yield change.field, _list_ids(change.old), _list_ids(change.new)
        return
    old, new = (dict(_leaves(value, change.field)) for value in (change.old, change.new))
    for field in dict.fromkeys([*old, *new]):
        if old.get(field) != new.get(field):
            yield field, old.get(field, ""), new.get(field, "")


def _list_ids(value: Plain | None) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else ""


def _leaves(value: Plain | None, place: str) -> Iterator[tuple[str, str]]:
    """The single values of a plain form, each under its place; the entries of a list by their ids, else counted."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from _leaves(entry, f"{place}.{name}" if place else name)
    elif value is not None:
        for at, entry in enumerate(value):
            known = entry.get("id") if isinstance(entry, dict) else None
            yield from _leaves(entry, f"{place}[{known if isinstance(known, str) else at}]")
