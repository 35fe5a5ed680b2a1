"""People appear as offices: an address is looked up in `data/committers.yml` and goes no further (design §5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from generator.git.log import FileChange
from generator.git.objects import read_objects
from generator.git.repository import Repository
from generator.model.committer import Committers
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COMMITTERS_FILE, Place
from generator.read.record import read_record

REGISTER = COMMITTERS_FILE
UNREGISTERED = ""
_NOBODY = Committers(())


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of committers along a line of commits: from which place on it each was in force."""

    since: tuple[tuple[int, Committers], ...]
    _later: dict[str, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def in_force(self, at: int) -> Committers:
        """The register in force at place `at` of the line, the one that the commit there brings included."""
        return next((register for start, register in reversed(self.since) if start <= at), _NOBODY)

    def office_of(self, address: str, register: Committers) -> str:
        """The office of `address` by `register`, else by the first later one that names it; empty where none does.

        So a clerk who moves to another office does not take the old records along, and one who was registered late
        is still named.
        """
        return register.office_of(address) or self._first_known(address)[0]

    def forge_of(self, address: str, register: Committers) -> str:
        """The name of the hub that commits under `address`, found in the same way; empty where it is none's."""
        return register.forge_of(address) or self._first_known(address)[1]

    def _first_known(self, address: str) -> tuple[str, str]:
        """Office and hub of `address` by the first register that names them."""
        if address not in self._later:
            registers = [register for _, register in self.since]
            office = next((found for known in registers if (found := known.office_of(address))), UNREGISTERED)
            forge = next((found for known in registers if (found := known.forge_of(address))), "")
            self._later[address] = office, forge
        return self._later[address]


def read_registers(repository: Repository, line: Sequence[Sequence[FileChange]]) -> Registers:
    """The registers along `line`, the changes of each commit, oldest first. An unreadable one changes nothing."""
    brought = [
        (at, change.new)
        for at, changes in enumerate(line)
        for change in changes
        if change.path == REGISTER and change.new is not None
    ]
    content = {found.id: found.data for found in read_objects(repository, sorted({blob for _, blob in brought}))}
    since = []
    for at, blob in brought:
        record = read_record(REGISTER, Place("committers"), content.get(blob, b"")).record
        if record is not None:
            since.append((at, record))
    return Registers(tuple(since))
