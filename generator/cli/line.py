"""Which line of the history a verb reads: the main branch's, or that of a version; and what a reader misses in it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from generator.model.problem import escape_text

if TYPE_CHECKING:
    from generator.git.repository import Repository


def add_line(parser: argparse.ArgumentParser) -> None:
    """Declares the option."""
    parser.add_argument("--at", metavar="版本", help="看到这个版本为止的历史，如当前分支写 HEAD；默认为主分支")


def find_tip(repository: Repository, given: str | None) -> str:
    """The commit that the line to be read ends with."""
    if given is None:
        from generator.git.branch import find_main

        return find_main(repository).tip
    from generator.git.revision import resolve_revision
    from generator.load.project import published_commits

    return resolve_revision(repository, given, published_commits(repository.root))


def unread_branch(repository: Repository, given: str | None) -> str:
    """That the branch that is checked out has commits which are not read, and how to see them; empty where not so."""
    from generator.git.checkout import read_checkout

    stands = None if given is not None else read_checkout(repository)
    if stands is None or not stands.own:
        return ""
    here = f"当前分支 {escape_text(stands.branch, 80)} " if stands.branch else "当前检出的提交"
    return (
        f"这里只读主分支（{escape_text(stands.main.name, 80)}）。{here}另有 {stands.own} 个提交不在其中，"
        "用 --at HEAD 查看。"
    )


def print_unread(arguments: argparse.Namespace, repository: Repository) -> None:
    """Prints that, beside what is asked for; where that is JSON, as a complaint."""
    if note := unread_branch(repository, arguments.at):
        print(f"{note}\n", file=sys.stderr if arguments.json else sys.stdout)
