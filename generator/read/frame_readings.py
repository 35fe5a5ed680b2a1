"""What was read of the files that all years' rules ask for: it stays while years are read one after the other."""

from __future__ import annotations

from generator.model.year_folder import yearly_of
from generator.read.kept_readings import KeptReadings
from generator.read.names import Names
from generator.read.record import FileReading, Registers


class FrameReadings(KeptReadings):
    """Keeps nothing of the files of years. All that is read beside them is beside the same names and declarations."""

    def begin(self, names: Names, registers: Registers) -> None:
        """Nothing: names are those of the whole project however little of it is read."""

    def keep(self, path: str, data: bytes, masked: tuple[str, ...], reading: FileReading) -> None:
        """Keeps what was read of a file that lies in no year."""
        if yearly_of(path) is None:
            super().keep(path, data, masked, reading)
