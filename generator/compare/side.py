"""One of the two states that are compared: its files by the digests of their bytes, read only where they matter."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from generator.git.objects import hash_object
from generator.history.facts import Facts, scan_fact
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.place import POINTS, find_place, register_file
from generator.model.register_rule import RegisterRule
from generator.read.canonical import Plain, plain_record
from generator.read.fast_reader import scan_plain
from generator.read.layout import Due, sort_entries
from generator.read.record import Registers, read_record
from generator.read.text import MAX_BYTES
from generator.read.tree import Tree
from generator.score.record_cells import RecordCells, cells_of, cells_of_plain

_Reading = tuple[str, str, str, tuple[str, ...]]  # path, blob, blob of the declaration it is read by, masked fields


@dataclass(slots=True)
class ReadFiles:
    """What was read of files by path and bytes: states that are compared read once what they have in common."""

    records: dict[_Reading, Any] = field(default_factory=dict)
    plains: dict[_Reading, dict[str, Plain] | None] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)


class Side:
    """The files of a tree that are due where they are. Each is read when it is asked for.

    What any side with the same `files` has read at the same path with the same bytes is taken from there.
    """

    def __init__(self, tree: Tree, digits: int = 40, files: ReadFiles | None = None) -> None:
        self.tree = tree
        self.files = files if files is not None else ReadFiles()
        due, strays = sort_entries(tree.entries())
        # What differs in the order of the acts is told by the acts themselves.
        self.due: dict[str, Due] = {found.entry.path: found for found in due if found.kind != "chain"}
        # Where a record is due and something else lies, which is no record, but no empty place either.
        self._odd = {entry.path for entry in strays if entry.kind != "file" and find_place(entry.path)}
        self.blobs: dict[str, str] = {path: self._blob(found, digits) for path, found in self.due.items()}
        self._masks = tree.masks
        self._registers: Registers | None = None

    def _blob(self, due: Due, digits: int) -> str:
        """The id that git gives, or would give, to the file's bytes."""
        entry = due.entry
        return entry.blob or hash_object("blob", self.tree.read(entry.path), digits)

    def holds(self, path: str) -> bool:
        """Whether there is anything at `path`, a file or not."""
        return path in self.due or path in self._odd

    def _data(self, path: str) -> bytes | None:
        """The bytes at `path`; None for a file larger than any record may be."""
        return None if (self.due[path].entry.size or 0) > MAX_BYTES else self.tree.read(path)

    def _reading(self, path: str) -> _Reading:
        """What decides what is read of the file at `path`."""
        place = self.due[path].place
        declared = self.blobs.get(register_file(place.register), "") if place.kind == "entry" else ""
        return path, self.blobs[path], declared, self._masks.fields_of(path)

    def reading(self, path: str) -> tuple[object, ...]:
        """What decides what is read of the file at `path`; where there is none, its path alone."""
        return self._reading(path) if path in self.due else (path,)

    @property
    def registers(self) -> Registers:
        """The registers that are declared in this state, by id."""
        if self._registers is None:
            found = (self.record(path) for path, due in self.due.items() if due.kind == "register")
            self._registers = {record.id: record.latest for record in found if isinstance(record, RegisterRule)}
        return self._registers

    def record(self, path: str) -> Any:
        """The record at `path`; None where there is no file, or none that can be read."""
        if path not in self.due or self.due[path].kind == "signers":
            return None
        known = self.files.records
        reading = self._reading(path)
        if reading not in known:
            known[reading] = self._read_record(path)
        return known[reading]

    def _read_record(self, path: str) -> Any:
        due, data = self.due[path], self._data(path)
        if data is None:
            return None
        known = self.registers if due.kind == "entry" else None
        return read_record(path, due.place, data, masked=self._masks.fields_of(path), registers=known).record

    def plain(self, path: str) -> dict[str, Plain] | None:
        """The plain form of the record at `path`; None where there is no file, or no record that can be read."""
        if path not in self.due:
            return None
        known = self.files.plains
        reading = self._reading(path)
        if reading not in known:
            known[reading] = self._read_plain(path)
        return known[reading]

    def _read_plain(self, path: str) -> dict[str, Plain] | None:
        is_quick = self.due[path].kind == "deduction" and not self._masks.fields_of(path)
        data = self._data(path) if is_quick else None
        found = None if data is None else scan_plain(data)
        if found is None and (record := self.record(path)) is not None:
            found = plain_record(record)
        return found

    def due_points(self, year: int) -> dict[str, str]:
        """The folder in which each record of points of `year` lies, by its path."""
        return {
            path: due.place.item for path, due in self.due.items() if due.kind in POINTS and due.place.year == year
        }

    def fact(self, path: str) -> RecordCells | None:
        """The cells of the record of points at `path`, None where there is none that can be read."""
        if path not in self.due:
            return None
        blob, facts = self.blobs[path], self.files.facts
        if blob not in facts:
            facts[blob] = self._read_fact(path)
        return facts[blob]

    def _read_fact(self, path: str) -> RecordCells | None:
        plain = self.files.plains.get(self._reading(path))
        if plain is not None:
            return cells_of_plain(plain)
        data = self._data(path)
        found = None if data is None else scan_fact(data)
        record = self.record(path) if found is None else None
        return cells_of(record) if isinstance(record, Deduction) else found
