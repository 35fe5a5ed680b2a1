"""Who descends from whom, what the main branch held in a folder at each step, and what hides part of a history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.git.objects import read_objects, tree_entries
from generator.git.repository import Repository, ask_git, read_git


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


@dataclass(frozen=True, slots=True)
class FolderState:
    """What a folder held from `commit` on: file names with their blob ids."""

    commit: str
    blobs: Mapping[str, str]


def folder_states(repository: Repository, commits: Sequence[str], folder: str) -> list[FolderState]:
    """The states of the project's `folder` along `commits`, one for the first commit and for each that changed it."""
    asked = "".join(f"{commit}:{repository.prefix}{folder}\n" for commit in commits).encode()
    answered = read_git(repository, "cat-file", "--batch-check=%(objectname)", given=asked).text
    trees = [line if " " not in line else "" for line in answered.split("\n") if line]
    content = {found.id: found.data for found in read_objects(repository, sorted(set(trees) - {""}))}
    states: list[FolderState] = []
    before: str | None = None
    for commit, tree in zip(commits, trees, strict=True):
        if tree != before:
            entries = tree_entries(content.get(tree, b""), len(tree) // 2)
            states.append(FolderState(commit, {name: blob for mode, name, blob in entries if mode}))
        before = tree
    return states


def read_blobs(repository: Repository, blobs: Iterable[str]) -> dict[str, bytes]:
    """The content of these blobs, by id."""
    return {found.id: found.data for found in read_objects(repository, sorted(set(blobs)))}
