"""Checking the files on the disk: all of them, or some, and what the lines are that a problem stands in.

An editor checks one file at each save, so what only all files need (git, texts, what was published) is imported then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from generator.check.file_names import MISNAMED, raise_new
from generator.load.root import path_inside
from generator.load.some_files import check_paths, concerns
from generator.model.place import ACT_KINDS, folder_of
from generator.model.problem import Problem
from generator.model.redaction import Masks
from generator.read.tree import Tree, WorkTree

_OF_ACTS = tuple(map(folder_of, ACT_KINDS))


def check_files(root: Path, paths: Sequence[str] = (), confidential: str = "") -> list[Problem]:
    """Every problem of the files of the project at `root`, in order; with `paths`, those of these files.

    With `confidential`, the folder of the confidential repository, every tally is counted again.
    """
    tree = WorkTree(root)
    problems = _check(tree, [path_inside(root, path) for path in paths])
    if confidential:
        problems = sorted([*problems, *_recount(root, Path(confidential))])
    return _settle_names(root, problems)


def _recount(root: Path, confidential: Path) -> Iterator[Problem]:
    from generator.load.project import open_project
    from generator.proof.tally_proof import open_confidential, tally_problems

    yield from tally_problems(open_project(root).corpus, open_confidential(confidential))


def _check(tree: WorkTree, paths: list[str]) -> list[Problem]:
    if not paths:
        from generator.acts.kept_verdict import check_whole

        return check_whole(tree.root)
    found = check_paths(tree.root, paths)
    if any(path.startswith(_OF_ACTS) for path in paths):  # these hang together with everything
        from generator.load.project import open_project

        others = (problem for problem in open_project(tree.root).problems if concerns(problem.place.file, paths))
        found = sorted({*found, *others})
    return found


def _settle_names(root: Path, problems: list[Problem]) -> list[Problem]:
    """A misnamed record that is not on the main branch can still be renamed, so it must be; without git, as it is."""
    if not any(problem.code == MISNAMED for problem in problems):
        return problems
    from generator.git.branch import find_main
    from generator.git.git_tree import GitTree
    from generator.git.repository import HistoryUnavailable, open_repository

    try:
        repository = open_repository(root)
        recorded = {entry.path for entry in GitTree(repository, find_main(repository).tip).entries()}
    except HistoryUnavailable:
        return problems
    return raise_new(problems, recorded)


def read_lines(tree: Tree) -> Callable[[Problem], list[str] | None]:
    """What gives the lines of the file that a problem stands in, None where it stands in no line of one.

    Lines on which a redacted text stands are empty.
    """
    from generator.read.masking import hide_lines

    @cache
    def masks() -> Masks:
        if not isinstance(tree, WorkTree):
            return tree.masks
        from generator.git.masks import disk_tree

        return disk_tree(tree.root).masks

    @lru_cache(maxsize=64)
    def read(file: str) -> list[str]:
        return hide_lines(file, tree.read(file), masks().fields_of(file))

    return lambda problem: read(problem.place.file) if problem.place.line else None
