"""What each blob of a deduction says about points, kept by blob id: all that a live book needs.

A history has many thousand blobs, most of them laid out as `kaohe` writes them. Such a file is read at a glance
(`generator/read/fast_reader.py`); whatever does not fit goes through the reader proper.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from sys import intern
from typing import Any

from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.model.collector import without_collector
from generator.model.deduction import Deduction
from generator.model.place import find_place
from generator.read.fast_reader import deduction_form, forms_around, has_strange, match_form
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
        for name, _, data in read_objects(repository, list(paths)):
            facts[name] = scan(data) or _read_fact(paths[name], data)


class FactScanner:
    """Reads the cells of many deductions at a glance, as `scan_fact` does.

    In a history most versions of a record differ in what stands before the reason, and in that itself. What follows
    it is looked up by its bytes: it takes most of a file, and the same comes again and again.
    """

    def __init__(self) -> None:
        until, self._after = forms_around("reason")
        self._until, self._places = until.fullmatch, [until.groupindex[name] for name in _BEFORE]
        self._known: dict[bytes, tuple[str | None, ...] | None] = {}  # what the rest says by its bytes

    def scan(self, data: bytes) -> RecordCells | None:
        """The cells of a file laid out as `kaohe` writes it; None for any other, which the reader must judge."""
        at = data.find(_REASON) + 1
        end = data.find(b"\n", at) + 1
        if not at or not end or len(data) > MAX_BYTES:
            return None
        try:
            text = data[:end].decode()
        except UnicodeDecodeError:
            return None
        found = None if has_strange(text) else self._until(text)
        rest = None if found is None else self._rest(data[end:])
        return None if found is None or rest is None else _cells(found.group(*self._places), rest)

    def _rest(self, data: bytes) -> tuple[str | None, ...] | None:
        """What the lines after the reason say, by the names of `_AFTER`; None where they are in no such form."""
        if data not in self._known:
            found = match_form(lambda: self._after, data)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[data] = None if found is None else found.group(*_AFTER)
        return self._known[data]


_REASON = b"\nreason: "
_REMEMBERED = 1 << 14
_BEFORE = (
    "unit", "date", "standard", "points", "count", "level", "part", "fact",
    "charge_unit", "charge_unit_block", "charge_points", "charge_points_block",
)  # fmt: skip
_AFTER = ("revoked", "cured", "decision", "decision_block", "lower", "lower_block")


def _read_fact(path: str, data: bytes) -> RecordCells | None:
    place = find_place(path)
    if place is None or len(data) > MAX_BYTES:
        return None
    record = read_record(path, place, data).record
    return cells_of(record) if isinstance(record, Deduction) else None


def scan_fact(data: bytes) -> RecordCells | None:
    """The cells of a file laid out as `kaohe` writes it; None for any other, which the reader must judge."""
    found = match_form(deduction_form, data)
    return None if found is None else _cells(found.group(*_BEFORE), found.group(*_AFTER))


def _cells(before: tuple[Any, ...], after: tuple[str | None, ...]) -> RecordCells:
    """The cells of what a file says by the names of `_BEFORE` and of `_AFTER`."""
    unit, date, standard, points, count, level, part, fact, *charge = before
    revoked, cured, decision, decision_block, lower, lower_block = after
    unit_charged, points_charged = charge[0] or charge[1], charge[2] or charge[3]
    said = say(
        standard, points, revoked is not None, decision or decision_block, lower or lower_block, fact, count,
        cured, unit_charged, points_charged, level, part,
    )  # fmt: skip
    return RecordCells(intern(unit), intern(date), said)
