"""`kaohe check --base REV`: the data as proposed, and what the proposal may not do."""

from __future__ import annotations

from pathlib import Path

from generator.check.change import check_behind, check_change, compare_blobs
from generator.check.corpus import check_corpus
from generator.check.file_names import raise_new
from generator.check.pages import check_texts
from generator.model.problem import Problem
from generator.read.content import read_content
from generator.read.corpus import read_corpus
from generator.read.tree import Tree


def check_against(root: Path, tree: Tree, revision: str, office: str | None) -> list[Problem]:
    """Every problem of the data in `tree` and of the texts below `root`, and of what changed since `revision`.

    Where the history here lacks commits of `revision`, this is said, and the change is that since the two parted.
    """
    from generator.history.git import open_repository
    from generator.history.objects import hash_object
    from generator.history.revision import count_missing, find_base, resolve_revision
    from generator.history.tree import GitTree
    from generator.release.frozen import check_frozen

    repository = open_repository(root)
    commit = resolve_revision(repository, revision)
    parted = find_base(repository, commit, "HEAD") or commit
    # What others have done since the two parted is not what the proposal did; that it is behind, is said.
    base_tree = GitTree(repository, parted)
    base, _ = read_corpus(base_tree)
    head, problems = read_corpus(tree)
    found = [*problems, *check_corpus(head)]
    if not any(problem.severity == "error" for problem in found):
        found += check_frozen(head)
    before = {entry.path: entry.blob for entry in base_tree.entries() if entry.blob is not None}
    after = {
        entry.path: hash_object("blob", tree.read(entry.path), len(commit))
        for entry in tree.entries()
        if entry.kind == "file"
    }
    changed = check_change(base, head, compare_blobs(before, after), office or "")
    if parted != commit:
        changed.append(check_behind(revision, count_missing(repository, commit)))
    raised = raise_new(found, before, {problem.place for problem in changed})
    return sorted([*raised, *check_texts(read_content(root), head), *changed])
