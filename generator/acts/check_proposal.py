"""`kaohe check --base REV`: the data as proposed, and what the proposal may not do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.change.renames import compare_blobs
from generator.check.file_names import raise_new
from generator.check.proposal_rules import check_behind, check_change, touched_paths
from generator.git.branch import find_main
from generator.git.git_tree import GitTree
from generator.git.proposed import read_proposed
from generator.git.repository import open_repository
from generator.git.revision import count_missing, find_base, resolve_revision
from generator.load.project import load
from generator.load.project_texts import project_texts
from generator.model.problem import Problem
from generator.read.corpus_reader import read_corpus
from generator.read.tree import OverlayTree, Tree
from generator.release.changed_files import tree_snapshot
from generator.release.main_line import line_of_disk
from generator.release.proposal import Proposal, check_authors, check_login, check_messages, read_base_register


def check_branch(root: Path, branch: str, base: str = "main") -> list[Problem]:
    """Every problem of the data as the branch (or commit) `branch` proposes them, and of what it does to `base`.

    Nothing of it needs to be checked out. Raises UserError if one of the two is not known.
    """
    repository = open_repository(root)
    commit = resolve_revision(repository, branch)
    base = find_main(repository).tip if base == "main" else base
    return check_against(root, GitTree(repository, commit), base, tip=commit)


def check_draft(root: Path, files: Mapping[str, bytes | None], base: str = "main") -> list[Problem]:
    """Every problem of the data of `base` with `files` in place (None: deleted), before anybody has proposed them.

    The paths are those below the project. Raises UserError if `base` is not known.
    """
    repository = open_repository(root)
    commit = find_main(repository).tip if base == "main" else resolve_revision(repository, base)
    return check_against(root, OverlayTree(GitTree(repository, commit), files), commit, tip=commit)


def check_against(
    root: Path, tree: Tree, revision: str, office: str = "", login: str = "", tip: str = "HEAD"
) -> list[Problem]:
    """Every problem of the data in `tree` and of the project's texts, and of what changed since `revision`.

    `tip` is the last commit of the proposal; what `tree` has beyond it is not committed yet.

    Where the history here lacks commits of `revision`, this is said, and the change is that since the two parted.
    Whose files may be touched is judged by `office`, else by the office of `login`, else by each commit's author.
    """
    repository = open_repository(root)
    commit, tip = (resolve_revision(repository, name) for name in (revision, tip))
    parted = find_base(repository, commit, tip) or commit
    # What others have done since the two parted is not what the proposal did; that it is behind, is said.
    base_tree = GitTree(repository, parted)
    base, _ = read_corpus(base_tree)
    project = load(tree, line=line_of_disk(repository, commit), texts=project_texts(root, tree), root=root)
    head, found = project.corpus, list(project.problems)
    before, after = _stored(base_tree), tree_snapshot(tree, head, len(commit)).blobs
    change = compare_blobs(before, after)
    register = read_base_register(repository, commit)
    if login and not office:
        office, told = check_login(register, login)
        found += told
    changed = check_change(base, head, change, office)
    if not office:
        last, paths = _stored(GitTree(repository, tip)), touched_paths(change)
        pending = [path for path in paths if last.get(path) != after.get(path)]
        changed += check_authors(repository, Proposal(commit, tip, base, head, paths, pending), register)
    changed += check_messages(read_proposed(repository, commit, tip))
    if parted != commit:
        changed.append(check_behind(revision, count_missing(repository, commit)))
    if any(problem.code == "KH618" for problem in changed):  # the same, said of the place where it was done
        found = [problem for problem in found if problem.code != "KH617"]
    raised = raise_new(found, before, {problem.place for problem in changed})
    return sorted([*raised, *changed])


def _stored(tree: GitTree) -> dict[str, str]:
    """The id of each file of a commit."""
    return {entry.path: entry.blob for entry in tree.entries() if entry.blob is not None}
