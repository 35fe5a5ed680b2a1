"""What each blob of a deduction says about points, kept by blob id: all that a live book needs.

A history has many thousand blobs, most of them laid out as `kaohe` writes them. Such a file is read at a glance
(`generator/read/fast_reader.py`); whatever does not fit goes through the reader proper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from sys import intern
from typing import Any, NamedTuple

from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.model.collector import without_collector
from generator.model.deduction import Deduction
from generator.model.place import find_place
from generator.read.fast_reader import deduction_form, match_form
from generator.read.next_version import VersionScanner
from generator.read.record import read_record
from generator.read.text import MAX_BYTES
from generator.score.record_cells import RecordCells, cells_of, say

# By blob id; None where the blob is no readable record.
Facts = MutableMapping[str, RecordCells | None]


def read_facts(repository: Repository, versions: Iterable[tuple[str, str]], facts: Facts) -> None:
    """Puts the facts of these deductions, each a path and a blob, into `facts`, where they are not there yet."""
    paths = {blob: path for path, blob in versions if blob not in facts}
    scan = fact_scanner().scan
    with without_collector():
        for found in read_objects(repository, list(paths)):
            path = paths[found.id]
            scanned = scan(path, found.data)
            facts[found.id] = _read_fact(path, found.data) if scanned is None else scanned.cells


class ScannedFact(NamedTuple):
    """What a file says field by field, and the cells that are made of it."""

    said: Mapping[str, Any]
    cells: RecordCells


def fact_scanner() -> VersionScanner[ScannedFact]:
    """A scanner of cells, with what each version says: as `scan_fact`."""
    return VersionScanner(_scan, _amend)


def _amend(known: ScannedFact, changed: Mapping[str, str]) -> ScannedFact:
    if known.said.keys().isdisjoint(changed):
        return known
    said = {**known.said, **{name: text for name, text in changed.items() if name in known.said}}
    return ScannedFact(said, _cells(said))


def _read_fact(path: str, data: bytes) -> RecordCells | None:
    place = find_place(path)
    if place is None or len(data) > MAX_BYTES:
        return None
    record = read_record(path, place, data).record
    return cells_of(record) if isinstance(record, Deduction) else None


def scan_fact(data: bytes) -> RecordCells | None:
    """The cells of a file laid out as `kaohe` writes it; None for any other, which the reader must judge."""
    found = _scan(data)
    return None if found is None else found.cells


def _scan(data: bytes) -> ScannedFact | None:
    found = match_form(deduction_form(), data)
    if found is None:
        return None
    said = found.groupdict()
    return ScannedFact(said, _cells(said))


def _cells(said: Mapping[str, Any]) -> RecordCells:
    return RecordCells(
        intern(said["unit"]),
        intern(said["date"]),
        say(
            said["standard"],
            said["points"],
            said["revoked"] is not None,
            said["decision"] or said["decision_block"],
            said["lower"] or said["lower_block"],
            said["fact"],
            said["count"],
            said["cured"],
            said["charge_unit"] or said["charge_unit_block"],
            said["charge_points"] or said["charge_points_block"],
            said["level"],
            said["part"],
        ),
    )
