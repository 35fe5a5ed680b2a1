"""Who descends from whom, and the content of blobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from generator.git.objects import read_objects
from generator.git.repository import Repository, ask_git
from generator.model.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Lineage:
    """The ancestors of `head`, itself among them, with the parents of each."""

    head: str
    parents: Mapping[str, tuple[str, ...]]

    @cached_property
    def main_line(self) -> tuple[str, ...]:
        """The first-parent line from the first commit to `head`."""
        line = []
        at: str | None = self.head
        while at is not None and at in self.parents:
            line.append(at)
            at = next(iter(self.parents[at]), None)
        return tuple(reversed(line))

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The place of each commit of the first-parent line, from 0."""
        return {commit: at for at, commit in enumerate(self.main_line)}

    def __contains__(self, commit: str) -> bool:
        return commit in self.parents

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether `newer` is `older` or descends from it; both are looked for among the ancestors of `head`."""
        if older not in self.parents or newer not in self.parents:
            return False
        seen, waiting = {newer}, [newer]
        while waiting:
            commit = waiting.pop()
            if commit == older:
                return True
            fresh = [parent for parent in self.parents.get(commit, ()) if parent not in seen]
            seen.update(fresh)
            waiting += fresh
        return False


def read_lineage(repository: Repository, head: str) -> Lineage:
    """All ancestors of the commit `head`; empty where git cannot walk them."""
    listed = ask_git(repository, "rev-list", "--parents", "--end-of-options", head).text
    rows = [line.split(" ") for line in listed.splitlines()]
    return Lineage(head, {row[0]: tuple(row[1:]) for row in rows})


def read_blobs(repository: Repository, blobs: Iterable[str]) -> dict[str, bytes]:
    """The content of these blobs, by id."""
    return {found.id: found.data for found in read_objects(repository, sorted(set(blobs)))}
