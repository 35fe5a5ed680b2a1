"""All files of the project at a commit, not only those below `data/`: to pack it, and to tell the disk from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.history.git import Repository, read_git


@dataclass(frozen=True, slots=True)
class Stored:
    """One path of a commit: its mode as git writes it (100644, 100755, 120000, 160000) and the id of its content."""

    mode: str
    blob: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return self.mode.startswith("100")


def list_snapshot(repository: Repository, commit: str) -> Mapping[str, Stored]:
    """Everything the project holds at `commit`, by path from the project's root, in order of path."""
    prefix = repository.prefix
    where = ("--", prefix.rstrip("/")) if prefix else ()
    listed = read_git(repository, "ls-tree", "-r", "-z", "--full-tree", commit, *where).text
    found = {}
    for row in sorted(row for row in listed.split("\0") if row):
        described, _, path = row.partition("\t")
        mode, _, blob = described.split(" ")
        found[path.removeprefix(prefix)] = Stored(mode, blob)
    return dict(sorted(found.items()))


def list_blobs(repository: Repository, commit: str, folder: str) -> dict[str, str]:
    """The id of each regular file below `folder` of the project at `commit`, by path from the project's root."""
    prefix = repository.prefix
    listed = read_git(repository, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{prefix}{folder}").text
    rows = (row.partition("\t") for row in listed.split("\0") if row)
    found = ((described.split(" "), path) for described, _, path in rows)
    return {path.removeprefix(prefix): blob for (mode, _, blob), path in found if mode.startswith("100")}
