"""Where a commit lies that is in the main branch's history and not on its first-parent line.

A merge that takes another branch's line for the first makes the main branch's own commits those of a side line: a
fast-forward to a branch that had merged main, or a pull into commits that were not pushed. Nothing is lost by it, and
a merge with the lines in their order brings them back.
"""

from __future__ import annotations

from generator.git.git_tree import find_objects
from generator.git.lineage import Lineage, read_lineage
from generator.git.repository import Repository


def find_side_line(repository: Repository, tip: str, commit: str, path: str) -> str:
    """The last commit of a side line of the branch that ends at `tip`, on which `commit` lies; empty where none is.

    `path` must be there too: what was published on that line, not what was published elsewhere and names its commit.
    """
    lineage = read_lineage(repository, tip)
    merge = next((step for step in lineage.main_line if lineage.is_ancestor(commit, step)), "")
    for end in lineage.parents.get(merge, ())[1:]:
        if commit in Lineage(end, lineage.parents).position and _has(repository, end, path):
            return end
    return ""


def _has(repository: Repository, commit: str, path: str) -> bool:
    return bool(find_objects(repository, [(commit, path)]))
