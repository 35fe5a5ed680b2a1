"""`kaohe check`: every problem of every file in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from generator.load.project import find_root, path_inside
from generator.model.problem import Problem
from generator.model.redaction import Masks
from generator.read.masking import hide_lines
from generator.read.tree import Tree, WorkTree


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("paths", metavar="文件", nargs="*", help="只检查这些文件（默认检查全部数据）")
    parser.add_argument("--base", metavar="版本", help="与这个版本比较，检查改动是否允许（用于合并请求）")
    parser.add_argument(
        "--office", metavar="单位", default="", help="提交改动的单位；不写则按各个提交的作者，与 --base 同用"
    )
    parser.add_argument(
        "--login", metavar="登录名", default="", help="提出合并请求的登录名，按主分支的提交人登记表认出单位"
    )
    parser.add_argument("--all", action="store_true", help="问题很多时也逐处列出，不归并")
    parser.add_argument("--json", action="store_true", help="输出 JSON，总是逐处列出")


def run(arguments: argparse.Namespace) -> int:
    """Prints the problems; 1 where there is an error."""
    root = find_root(arguments.directory)
    tree = WorkTree(root)
    if arguments.base:
        from generator.acts.check_proposal import check_against
        from generator.git.masks import disk_tree

        tree = disk_tree(root)
        problems = check_against(root, tree, arguments.base, arguments.office, arguments.login)
    else:
        problems = _check(tree, [path_inside(root, path) for path in arguments.paths])
        problems = _settle_names(root, problems)
    return report(tree, problems, arguments.json, arguments.all)


def _check(tree: WorkTree, paths: list[str]) -> list[Problem]:
    if not paths:
        from generator.check.merge_attribute import check_merge_attributes
        from generator.load.project import open_project
        from generator.release.late_answers import remind_late

        project = open_project(tree.root, with_texts=True)
        found = [
            *check_merge_attributes(tree.root, [entry.path for entry in tree.entries()]),
            *remind_late(tree.root, project.corpus),
        ]
        return sorted([*project.problems, *found])
    from generator.check.some_files import check_paths, concerns

    found = check_paths(tree.root, paths)
    if any(path.startswith(_OF_ACTS) for path in paths):  # these hang together with everything
        from generator.load.project import open_project

        others = (problem for problem in open_project(tree.root).problems if concerns(problem.place.file, paths))
        found = sorted({*found, *others})
    return found


_OF_ACTS = ("data/publications", "data/corrections", "data/withdrawals", "data/redactions")


def _settle_names(root: Path, problems: list[Problem]) -> list[Problem]:
    """A misnamed record that is not on the main branch can still be renamed, so it must be; without git, as it is."""
    from generator.check.file_names import MISNAMED, raise_new

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


def report(tree: Tree, problems: list[Problem], as_json: bool, everything: bool) -> int:
    """Prints `problems`, of very many the first of each kind, and a closing line, or JSON; returns the exit code."""
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        from generator.cli.output import print_json
        from generator.words.problem_text import problem_json

        print_json([problem_json(problem) for problem in problems])
        return 1 if errors else 0
    from generator.words.problem_list import list_problems

    for text in list_problems(problems, read_lines(tree), everything):
        sys.stdout.write(text)
    warnings = len(problems) - errors
    if problems:
        print(f"共 {errors} 处问题" + (f"，{warnings} 处提醒" if warnings else "") + "。")
    else:
        print("没有发现问题。")
    return 1 if errors else 0


def read_lines(tree: Tree) -> Callable[[Problem], list[str] | None]:
    """What gives the lines of the file that a problem stands in, None where it stands in no line of one.

    Lines on which a redacted text stands are empty.
    """

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
