"""One of the two states that are compared: its files by the digests of their bytes, read only where they matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.git.objects import hash_object
from generator.history.facts import Facts, scan_fact
from generator.model.deduction import Deduction
from generator.model.place import POINTS, find_place, register_file
from generator.model.register_rule import RegisterRule
from generator.read.amended_register import latest_edition
from generator.read.canonical import Plain, plain_record
from generator.read.fast_reader import scan_plain
from generator.read.layout import Due, sort_entries
from generator.read.record import Registers, read_record
from generator.read.text import MAX_BYTES
from generator.read.tree import Tree
from generator.score.record_cells import RecordCells, cells_of, cells_of_plain


class Side:
    """The files of a tree that are due where they are. Each is read when it is asked for, and once.

    What another side, `like`, has at the same path with the same bytes is taken from there.
    """

    def __init__(self, tree: Tree, digits: int = 40, like: Side | None = None) -> None:
        self.tree = tree
        self.like = like
        due, strays = sort_entries(tree.entries())
        # What differs in the order of the acts is told by the acts themselves.
        self.due: dict[str, Due] = {found.entry.path: found for found in due if found.kind != "chain"}
        # Where a record is due and something else lies, which is no record, but no empty place either.
        self._odd = {entry.path for entry in strays if entry.kind != "file" and find_place(entry.path)}
        self.blobs: dict[str, str] = {path: self._blob(found, digits) for path, found in self.due.items()}
        self._records: dict[str, Any] = {}
        self._plains: dict[str, dict[str, Plain] | None] = {}
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

    def _owner(self, path: str) -> Side:
        """The side that reads the file at `path`."""
        other = self.like
        if other is None or other.blobs.get(path) != self.blobs[path]:
            return self
        place = self.due[path].place
        declared = register_file(place.register)
        is_same = place.kind != "entry" or other.blobs.get(declared) == self.blobs.get(declared)
        return other if is_same else self

    @property
    def registers(self) -> Registers:
        """The registers that are declared in this state, by id."""
        if self._registers is None:
            found = (self.record(path) for path, due in self.due.items() if due.kind == "register")
            self._registers = {
                record.id: latest_edition(record) for record in found if isinstance(record, RegisterRule)
            }
        return self._registers

    def record(self, path: str) -> Any:
        """The record at `path`; None where there is no file, or none that can be read."""
        if path not in self.due or self.due[path].kind == "signers":
            return None
        owner = self._owner(path)
        if path not in owner._records:
            due, data = self.due[path], self._data(path)
            masked = self._masks.fields_of(path)
            known = self.registers if due.kind == "entry" else None
            reading = None if data is None else read_record(path, due.place, data, masked=masked, registers=known)
            owner._records[path] = None if reading is None else reading.record
        return owner._records[path]

    def plain(self, path: str) -> dict[str, Plain] | None:
        """The plain form of the record at `path`; None where there is no file, or no record that can be read."""
        if path not in self.due:
            return None
        if path not in self._plains:
            self._plains[path] = self._read_plain(path)
        return self._plains[path]

    def _read_plain(self, path: str) -> dict[str, Plain] | None:
        is_quick = self.due[path].kind == "deduction" and not self._masks.fields_of(path)
        data = self._data(path) if is_quick else None
        found = None if data is None else scan_plain(data)
        if found is None and (record := self.record(path)) is not None:
            found = plain_record(record)
        return found

    def read_facts(self, year: int, facts: Facts) -> Iterator[tuple[str, str, RecordCells]]:
        """Path, item and cells of each record of points of `year` that can be read."""
        for path, due in self.due.items():
            if due.kind in POINTS and due.place.year == year:
                fact = self.fact(path, facts)
                if fact is not None:
                    yield path, due.place.item, fact

    def fact(self, path: str, facts: Facts) -> RecordCells | None:
        """The cells of the record of points at `path`, None where there is none that can be read.

        What is in `facts` is not read again.
        """
        if path not in self.due:
            return None
        blob = self.blobs[path]
        if blob not in facts:
            facts[blob] = self._read_fact(path)
        return facts[blob]

    def _read_fact(self, path: str) -> RecordCells | None:
        plain = self._plains.get(path)
        if plain is not None:
            return cells_of_plain(plain)
        data = self._data(path)
        found = None if data is None else scan_fact(data)
        record = self.record(path) if found is None else None
        return cells_of(record) if isinstance(record, Deduction) else found
