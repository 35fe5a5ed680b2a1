"""Where what is checked out stands: on the main branch's own line, or on a branch that may have changed data."""

from __future__ import annotations

from generator.git.branch import (
    Branch,
    checked_out,
    count_commits,
    find_main,
    first_parents,
    head_of,
    read_heads,
    short_ref,
)
from generator.git.git_tree import GitTree
from generator.git.repository import Repository
from generator.git.revision import find_base
from generator.model.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Checkout:
    """The commit that is checked out (`head`), and the branch that is (`branch`: empty where HEAD is detached).

    Where it is not on the main branch's first-parent line, `own` is how many commits it has that the main branch
    lacks, and `changed` which data files they changed.
    """

    head: str
    branch: str
    main: Branch
    is_on_main: bool
    own: int = 0
    changed: tuple[str, ...] = ()


def read_checkout(repository: Repository) -> Checkout:
    """How HEAD stands to the main branch."""
    heads = read_heads(repository)
    main = find_main(repository, heads)
    head = head_of(repository, heads) or main.tip
    branch = short_ref(checked_out(repository))
    if head == main.tip or head in first_parents(repository, main.tip):
        return Checkout(head, branch, main, True)
    own = count_commits(repository, head, main.tip)
    parted = find_base(repository, head, main.tip)
    before = _blobs(repository, parted) if parted else {}
    after = _blobs(repository, head)
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return Checkout(head, branch, main, False, own, tuple(changed))


def _blobs(repository: Repository, commit: str) -> dict[str, str | None]:
    return {entry.path: entry.blob for entry in GitTree(repository, commit).entries()}
