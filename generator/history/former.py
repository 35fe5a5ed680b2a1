"""Where the project's folder stood before: what was recorded there is no part of the history here."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generator.history.git import Repository, read_git
from generator.history.log import RawCommit
from generator.history.tree import GitTree
from generator.read.layout import place_file

_DATA = re.compile(r"(?:^|(?<=/))data/")


@dataclass(frozen=True, slots=True)
class Former:
    """`commit` is the first with data in the folder of today; `folder` (empty, or ending in `/`) had them before.

    `missing` are the data files that were removed there and did not come along, by their paths in the project.
    """

    commit: str
    folder: str
    missing: tuple[str, ...]


def find_former(repository: Repository, line: Sequence[RawCommit], cut: Collection[str]) -> Former | None:
    """Where the data of `line` (oldest first) stood before; None where they began here, or nobody can tell.

    A folder that still has data at that commit is another project.
    """
    first = next((commit for commit in line if commit.changes), None)
    if first is None or not first.parents or first.id in cut:
        return None
    gone: dict[str, set[str]] = {}
    for path in _removed(repository, first.id):
        for found in _DATA.finditer(path):
            folder, rest = path[: found.start()], path[found.start() :]
            if folder != repository.prefix and place_file(rest) is not None:
                gone.setdefault(folder, set()).add(rest)
    came = {change.path for change in first.changes}
    for folder in sorted(gone, key=lambda name: (-len(gone[name] & came), name)):
        there = Repository(repository.root, repository.folder, folder)
        if gone[folder] & came and not GitTree(there, first.id).entries():
            return Former(first.id, folder, tuple(sorted(gone[folder] - came)))
    return None


def _removed(repository: Repository, commit: str) -> list[str]:
    """Every file of the repository that this commit or one before it removed from the first-parent line."""
    listed = read_git(
        repository, "log", "-z", "--raw", "--first-parent", "--format=", "--diff-filter=D", "--no-renames",
        "--no-relative", "--no-ext-diff", "--diff-merges=first-parent", "--ignore-submodules=none", commit, "--",
    )  # fmt: skip
    tokens = iter(listed.text.split("\0"))
    return [next(tokens) for token in tokens if token.startswith((":", "\n:"))]
