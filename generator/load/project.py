"""Which project a command works on, and its data as they lie there or as they were at a revision."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check.rules import check_corpus
from generator.load.unfinished import find_unfinished
from generator.model.corpus import Corpus
from generator.model.problem import Problem, UserError
from generator.model.publication import Publication
from generator.read.corpus_reader import read_corpus
from generator.read.tree import Tree, WorkTree

if TYPE_CHECKING:
    from generator.release.main_line import MainLine


@dataclass(frozen=True, slots=True)
class State:
    """The data of a project in one state; `commit` is None for the files as they lie on the disk."""

    tree: Tree
    commit: str | None
    corpus: Corpus
    problems: list[Problem]

    @property
    def errors(self) -> list[Problem]:
        """The problems that forbid computing anything."""
        return [problem for problem in self.problems if problem.severity == "error"]


def find_root(directory: str) -> Path:
    """The nearest folder at or above `directory` that holds `mkdocs.yml`; UserError where there is none."""
    try:
        start = Path(directory).resolve(strict=True)
    except (OSError, RuntimeError):
        raise UserError(f"没有“{directory}”这个文件夹。") from None
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise UserError("这里不是考核项目：当前文件夹及其上级都没有 mkdocs.yml。请进入项目文件夹，或用 -C 指明。")


def path_inside(root: Path, given: str) -> str:
    """The path of a file on the command line relative to the project's root; also if it was given relative to it."""
    for base in (Path.cwd(), root):
        path = Path(os.path.normpath(base / given))
        if path.is_relative_to(root) and (path.exists() or base == root):
            return path.relative_to(root).as_posix()
    raise UserError(f"“{given}”不在这个项目里。")


def load_state(root: Path, revision: str | None = None) -> State:
    """Reads and checks the data on the disk, or at `revision`: a commit, tag, branch, day or publication."""
    from generator.release.main_line import open_main_line

    tree, commit = open_tree(root, revision)
    state = read_state(tree, commit, open_main_line(root, commit))
    unfinished = find_unfinished(root) if commit is None else None
    return replace(state, problems=sorted([*state.problems, unfinished])) if unfinished else state


def open_tree(root: Path, revision: str | None) -> tuple[Tree, str | None]:
    """The data on the disk, with no commit, or those at `revision` with its id."""
    if revision is None:
        from generator.git.masks import disk_tree

        return disk_tree(root), None
    from generator.git.git_tree import GitTree
    from generator.git.repository import open_repository
    from generator.git.revision import resolve_revision

    repository = open_repository(root)
    commit = resolve_revision(repository, revision, published_commits(root))
    return GitTree(repository, commit), commit


def published_commits(root: Path) -> dict[str, str]:
    """The frozen commit of each publication, by its id: publications are names of versions too."""
    return {name: record.commit for name, record in published_records(root).items()}


def published_records(root: Path) -> Mapping[str, Publication]:
    """The publications of the project on the disk, by id."""
    published, _ = read_corpus(WorkTree(root), wanted=lambda path: path.startswith("data/publications/"))
    return published.publications


def read_state(tree: Tree, commit: str | None, line: MainLine | None = None) -> State:
    """The data of `tree` with all problems, those of what was published among them; `line` is the main branch."""
    from generator.release.published import check_published, with_recorded

    corpus, problems = read_corpus(tree)
    found = [*problems, *check_corpus(corpus)]
    found += check_published(corpus, tree, line, found)
    return State(tree, commit, with_recorded(corpus, line), sorted(found))
