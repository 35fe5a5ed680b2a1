"""Files that were read once: who looks at two states of the same data reads what they have in common once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from generator.model.place import ACT_KINDS, kind_at
from generator.model.unread import Unread
from generator.read.names import NO_NAMES, Names
from generator.read.record import FileReading, Registers


class KeptReadings:
    """What was read of each file, and of which bytes; valid as long as names and declarations are the same.

    An act without a problem says the same whatever else there is: names are only for what is said of problems.
    """

    def __init__(self) -> None:
        self._acts: dict[str, tuple[bytes, tuple[str, ...], FileReading]] = {}
        self._beside: tuple[Any, ...] = ()
        self._kept: dict[str, tuple[bytes, tuple[str, ...], FileReading]] = {}

    @cached_property
    def first(self) -> KeptReadings:
        """What was read of the files that come first, beside nothing: units, schemes, declarations of registers."""
        found = KeptReadings()
        found.begin(NO_NAMES, {})
        return found

    def begin(self, names: Names, registers: Registers) -> None:
        """Says beside what the files of a state are read."""
        beside = (names.tables, names.standards, registers)
        try:
            same = beside == self._beside
        except Unread:  # a value that could be read in the one state, and not in the other
            same = False
        if not same:
            self._beside = beside
            self._kept.clear()

    def find(self, path: str, data: bytes, masked: tuple[str, ...]) -> FileReading | None:
        """What was read of a file with these bytes, in which these fields are masked; None where it was not read."""
        kept = self._kept.get(path) or self._acts.get(path)
        return kept[2] if kept is not None and kept[:2] == (data, masked) else None

    def keep(self, path: str, data: bytes, masked: tuple[str, ...], reading: FileReading) -> None:
        """Keeps what was read."""
        kept = self._acts if reading.record is not None and kind_at(path) in ACT_KINDS else self._kept
        kept[path] = (data, masked, reading)
