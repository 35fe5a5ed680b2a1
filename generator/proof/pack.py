"""The history up to a commit in one file, with the tags of the publications that it holds."""

from __future__ import annotations

from pathlib import Path

from generator.git.bundle import write_bundle
from generator.git.lineage import read_lineage
from generator.git.repository import Repository
from generator.git.tags import read_tags
from generator.proof.publication_tag import PREFIX

BUNDLE = "history.bundle"  # of a bag: the history
TEMPLATES = "templates"  # of a bag: those that the office has of its own


def history_refs(repository: Repository, commit: str) -> list[tuple[str, str]]:
    """HEAD and the branch `main` at `commit`, and the tags of publications up to it: ref name and id."""
    lineage = read_lineage(repository, commit)
    tags = read_tags(repository, PREFIX)
    kept = [(f"refs/tags/{name}", tag.id) for name, tag in sorted(tags.items()) if tag.target in lineage]
    return [("HEAD", commit), ("refs/heads/main", commit), *kept]


def pack_history(repository: Repository, commit: str, target: Path) -> None:
    """Writes the history up to `commit` as a git bundle; the same objects give the same bytes."""
    target.write_bytes(write_bundle(repository, history_refs(repository, commit)))
