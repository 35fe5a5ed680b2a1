"""What lies between two revisions: where their histories part, and which commits changed what since."""

from __future__ import annotations

from collections.abc import Mapping

from generator.git.log import stream_log
from generator.git.repository import Repository
from generator.git.revision import find_base
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA


@dataclass(frozen=True, slots=True)
class Between:
    """`base` is the last common ancestor of the two revisions, None where they share nothing or it is not known.

    `commits` are those of the first-parent line that ends at the new revision, and that the old one does not reach:
    by the path that each changed, oldest first.
    """

    base: str | None
    commits: Mapping[str, tuple[str, ...]]


def read_between(repository: Repository, old: str, new: str) -> Between:
    """What lies between two commits, given by their full ids.

    Two revisions may lie many thousand commits apart, so the line is walked once and nothing more is asked of git.
    """
    found: dict[str, list[str]] = {}
    tokens = iter(stream_log(repository, "--format=%H %P", "--first-parent", new, f"^{old}").split("\0"))
    commit, parent = "", ""
    for token in tokens:
        if token.startswith(("\n:", ":")):
            found.setdefault(DATA + next(tokens), []).append(commit)
        elif token:
            commit, parent, *_ = [*token.split(" "), ""]
    # The line leads back to the old revision: it is where the two part, and git need not walk all of it again.
    base = old if parent == old else find_base(repository, old, new)
    return Between(base, {path: tuple(reversed(commits)) for path, commits in found.items()})
