"""The commits of a proposal, each with the address of its author: what no gate can tell from the files alone.

The address goes no further than to be read as an office. Whoever commits can type any address: it says who somebody
claims to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.git.git_tree import GitTree
from generator.git.log import FileChange, RawCommit, read_commits
from generator.git.repository import Repository


class Proposed(NamedTuple):
    """One commit of a proposal: its id, the addresses of its author and of who committed it, its message, and what it
    did below `data/` itself.
    """

    commit: str
    author: str
    committer: str
    message: str
    changes: tuple[FileChange, ...]


def read_proposed(repository: Repository, base: str, tip: str) -> list[Proposed]:
    """The commits of `tip` that `base` lacks, oldest first; both are full ids.

    A merge did only what none of the lines had that it joined: what it brought over from the base, or from a branch,
    was done by others.
    """
    commits = [*read_commits(repository, tip, f"^{base}").values()][::-1]
    return [
        Proposed(commit.id, commit.author, commit.committer, commit.message, tuple(_own_changes(repository, commit)))
        for commit in commits
    ]


def _own_changes(repository: Repository, commit: RawCommit) -> Iterator[FileChange]:
    others = [_blobs(repository, parent) for parent in commit.parents[1:]]
    for change in commit.changes:
        if all(blobs.get(change.path) != change.new for blobs in others):
            yield change


def _blobs(repository: Repository, commit: str) -> dict[str, str | None]:
    return {entry.path: entry.blob for entry in GitTree(repository, commit).entries()}
