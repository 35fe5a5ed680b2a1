"""Where a history begins: at the commit that `data/site.yml` names, or where the folder of today came from."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator.git.git_tree import GitTree
from generator.git.log import FileChange, RawCommit
from generator.git.objects import read_objects
from generator.git.repository import Repository, read_git
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA, SITE_FILE, Place, find_place
from generator.model.unit import Site
from generator.read.record import read_record

_SITE = SITE_FILE


def read_founding(repository: Repository, line: Sequence[RawCommit]) -> str:
    """The commit that the end of `line` (oldest first) names as the one to begin at; "" where it names none."""
    return founding_named(
        repository, next((c.new for commit in reversed(line) for c in commit.changes if c.path == _SITE), None)
    )


def founding_named(repository: Repository, blob: str | None) -> str:
    """The commit to begin at that the site's record names, as it stands in this blob; "" where it names none."""
    if blob is None:
        return ""
    data = next((found.data for found in read_objects(repository, [blob])), None)
    site = None if data is None else read_record(_SITE, Place("site"), data).record
    return site.history_from if isinstance(site, Site) else ""


def founding_changes(repository: Repository, commit: str) -> tuple[FileChange, ...]:
    """Everything that stands below `data/` at the founding commit, as if it had brought it."""
    return tuple(FileChange(e.path, None, e.blob, e.kind, commit) for e in GitTree(repository, commit).entries())


_DATA = re.compile(rf"(?:^|(?<=/)){DATA}")


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
            if folder != repository.prefix and find_place(rest) is not None:
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
