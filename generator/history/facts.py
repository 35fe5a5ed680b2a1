"""What each blob of a deduction says about points, kept by blob id: all that a live book needs.

A history has many thousand blobs, most of them laid out as `kaohe` writes them. Such a file is read at a glance
(`generator/read/fast_reader.py`); whatever does not fit goes through the reader proper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from sys import intern
from typing import Any

from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.model.collector import without_collector
from generator.model.deduction import Deduction
from generator.model.place import find_place
from generator.read.fast_reader import deduction_form, match_form
from generator.read.next_version import changed_values
from generator.read.record import read_record
from generator.read.text import MAX_BYTES
from generator.score.record_cells import RecordCells, cells_of, say

# By blob id; None where the blob is no readable record.
Facts = MutableMapping[str, RecordCells | None]


def read_facts(repository: Repository, versions: Iterable[tuple[str, str]], facts: Facts) -> None:
    """Puts the facts of these deductions, each a path and a blob, into `facts`, where they are not there yet."""
    paths = {blob: path for path, blob in versions if blob not in facts}
    scan = FactScanner().scan
    with without_collector():
        for found in read_objects(repository, list(paths)):
            path = paths[found.id]
            facts[found.id] = scan(path, found.data) or _read_fact(path, found.data)


class FactScanner:
    """Cells of deductions laid out as `kaohe` writes them, of one version after the other of the same files."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[bytes, dict[str, Any], RecordCells]] = {}

    def scan(self, path: str, data: bytes) -> RecordCells | None:
        """As `scan_fact`: where only single values differ from the version before, nothing else is read again."""
        known = self._last.get(path)
        changed = None if known is None else changed_values(known[0], data)
        if known is None or changed is None:
            found = match_form(deduction_form(), data)
            if found is None:
                self._last.pop(path, None)
                return None
            said = found.groupdict()
            cells = _cells(said)
        else:
            _, said, cells = known
            if not said.keys().isdisjoint(changed):
                said = said | {name: text for name, text in changed.items() if name in said}
                cells = _cells(said)
        self._last[path] = data, said, cells
        return cells


def _read_fact(path: str, data: bytes) -> RecordCells | None:
    place = find_place(path)
    if place is None or len(data) > MAX_BYTES:
        return None
    record = read_record(path, place, data).record
    return cells_of(record) if isinstance(record, Deduction) else None


def scan_fact(data: bytes) -> RecordCells | None:
    """The cells of a file laid out as `kaohe` writes it; None for any other, which the reader must judge."""
    found = match_form(deduction_form(), data)
    return None if found is None else _cells(found.groupdict())


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
