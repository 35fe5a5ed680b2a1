"""Comparing: two versions with each other, or the files as they lie here with a version."""

from __future__ import annotations

from pathlib import Path

from generator.compare.comparison import Comparison, compare_files, compare_revisions
from generator.git.masks import disk_tree
from generator.git.repository import open_repository
from generator.git.revision import resolve_revision
from generator.load.project import published_commits, published_records
from generator.release.causes import compare_publications


def compare_versions(root: Path, old: str, new: str) -> Comparison:
    """The comparison of two versions: a commit, tag, branch, day or publication each.

    Two publications are compared as they were published, the data of their periods alone; other versions whole.
    Raises UserError for a version that is not known.
    """
    repository = open_repository(root)
    published = published_records(root)
    if old in published and new in published:
        return compare_publications(repository, published[old], published[new])
    known = {name: record.commit for name, record in published.items()}
    first, second = (resolve_revision(repository, name, known) for name in (old, new))
    return compare_revisions(repository, first, second)


def find_impact(root: Path, base: str = "HEAD") -> Comparison:
    """The effect of the files as they lie in `root` on scores, ranks and outcomes, beside the version `base`."""
    repository = open_repository(root)
    commit = resolve_revision(repository, base, published_commits(root))
    return compare_files(repository, commit, disk_tree(root))
