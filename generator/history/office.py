"""People appear as offices: an address is looked up in `data/committers.yml` and goes no further (design §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.history.git import Repository
from generator.history.log import Change
from generator.history.objects import read_objects
from generator.read.record import read_record

REGISTER = "data/committers.yml"
UNREGISTERED = ""


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of committers along a line of commits: from which place on it each was in force."""

    since: tuple[tuple[int, Mapping[str, str]], ...]
    first_known: Mapping[str, str]

    def in_force(self, at: int) -> Mapping[str, str]:
        """The register in force at place `at` of the line, the one that the commit there brings included."""
        return next((register for start, register in reversed(self.since) if start <= at), {})

    def office_of(self, address: str, register: Mapping[str, str]) -> str:
        """The office of `address` by `register`, else by the first later one that names it; empty where none does.

        So a clerk who moves to another office does not take the old records along, and one who was registered late
        is still named.
        """
        key = address.casefold()
        return register.get(key) or self.first_known.get(key, UNREGISTERED)


def read_registers(repository: Repository, line: Sequence[Sequence[Change]]) -> Registers:
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
        record = read_record(REGISTER, "committers", ("committers",), content.get(blob, b"")).record
        if record is not None:
            since.append((at, {entry.email.casefold(): entry.office for entry in record.committers}))
    first_known: dict[str, str] = {}
    for _, register in since:
        first_known = register | first_known
    return Registers(tuple(since), first_known)
