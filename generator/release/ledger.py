"""Publications and corrections as the main branch holds them: since when, and whether anyone touched them since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Generic, TypeVar, cast

from generator.history.git import Repository
from generator.history.lineage import FolderState, Lineage, folder_states, read_blobs
from generator.model.publication import Correction, Publication
from generator.read.layout import FileKind
from generator.read.record import read_record

Record = TypeVar("Record", Publication, Correction)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Record]):
    """One file of `data/publications/` or `data/corrections/`.

    `recorded` is the commit of the first-parent line that brought it, `data` its bytes then, `record` what they say
    (None where they cannot be read). `changed` are the later commits that changed or removed it, `lost` whether it
    is gone.
    """

    id: str
    path: str
    recorded: str
    data: bytes
    record: Record | None
    changed: tuple[str, ...] = ()
    lost: bool = False

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file as it was recorded."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All publications and corrections that ever stood on the first-parent line, in the order in which they came."""

    publications: Mapping[str, Entry[Publication]]
    corrections: Mapping[str, Entry[Correction]]

    def corrections_of(self, publication: str) -> list[Entry[Correction]]:
        """The corrections of a publication in the order in which they came."""
        return [e for e in self.corrections.values() if e.record is not None and e.record.publication == publication]


def read_ledger(repository: Repository, lineage: Lineage) -> Ledger:
    """The ledger of the history that ends at the head of `lineage`."""
    return Ledger(
        cast(dict[str, Entry[Publication]], _read_folder(repository, lineage, "publication")),
        cast(dict[str, Entry[Correction]], _read_folder(repository, lineage, "correction")),
    )


def _read_folder(
    repository: Repository, lineage: Lineage, kind: FileKind
) -> dict[str, Entry[Publication] | Entry[Correction]]:
    folder = f"data/{kind}s"
    states = folder_states(repository, lineage.main_line, folder)
    content = read_blobs(repository, (blob for state in states for blob in state.blobs.values()))
    found: dict[str, Entry[Publication] | Entry[Correction]] = {}
    current: Mapping[str, str] = {}
    for state in states:
        for name, before, after in _moves(current, state):
            if not name.endswith(".yml"):
                continue
            if name in found:
                entry = found[name]
                found[name] = replace(entry, changed=(*entry.changed, state.commit), lost=after is None)
            elif before is None and after is not None:
                found[name] = _enter(kind, f"{folder}/{name}", state.commit, content.get(after))
        current = state.blobs
    return {entry.id: entry for entry in found.values()}


def _moves(before: Mapping[str, str], state: FolderState) -> Iterator[tuple[str, str | None, str | None]]:
    """Name, old and new blob of each file that a state changed."""
    for name in sorted(before.keys() | state.blobs.keys()):
        if before.get(name) != state.blobs.get(name):
            yield name, before.get(name), state.blobs.get(name)


def _enter(kind: FileKind, path: str, commit: str, data: bytes | None) -> Entry[Publication] | Entry[Correction]:
    name = path.rpartition("/")[2].removesuffix(".yml")
    record = None if data is None else read_record(path, kind, (name,), data).record
    return Entry(name, path, commit, data or b"", record)
