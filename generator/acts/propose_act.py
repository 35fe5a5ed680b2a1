"""Proposing: a change of the data as one commit on a branch of its own, for others to look at and merge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from generator.git.branch import commit_of, find_main
from generator.git.clock import BEIJING
from generator.git.fast_import import Person
from generator.git.repository import Repository, open_repository
from generator.git.write_branch import create_branch, is_branch_name, tree_of, write_commit, write_tree
from generator.load.unfinished import is_data_path
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA
from generator.model.problem import UserError, escape_text

MAIN = "main"
_LONGEST = 10_000  # characters of a message


@dataclass(frozen=True, slots=True)
class ProposedBranch:
    """A proposal that was made: its branch, its one commit, the commit it starts from, and the files it touches."""

    branch: str
    commit: str
    base: str
    paths: tuple[str, ...]


def propose(
    root: Path,
    files: Mapping[str, bytes | None],
    message: str,
    author: Person,
    branch: str,
    base: str = MAIN,
    when: datetime | None = None,
) -> ProposedBranch:
    """Commits `files` (path below the project -> bytes, None to delete) on the new branch `branch`.

    The branch starts at the last commit of `base`: another branch, a tag or a commit; by default the main branch,
    whatever it is called. The working tree, the index and every other branch stay as they are. `when` is the time of
    the commit, now in Beijing if it is left out. Nothing is checked here but what would make no proposal at all:
    that is for `check_branch`.

    Raises UserError for a path outside data/, a message without words, an author that git cannot write, a name that
    is none or is taken, a base that is not known, and if nothing would change.
    """
    repository = open_repository(root)
    refuse_words(message, author)
    if strange := [path for path in files if not is_data_path(path)]:
        raise UserError(f"“{escape_text(strange[0], 200)}”不在 {DATA} 里，不能这样提出改动。")
    if not is_branch_name(repository, branch):
        raise UserError(f"“{escape_text(branch, 100)}”不能作分支的名称。请另起一个，例如 hotline-0212。")
    start = _find_base(repository, base)
    tree = write_tree(repository, start, files)
    if tree == tree_of(repository, start):
        raise UserError("提出的内容与原有的相同，没有改动，没有新建分支。")
    commit = write_commit(repository, tree, start, author, when or datetime.now(BEIJING), message)
    if not create_branch(repository, branch, commit):
        raise UserError(f"分支 {branch} 已经有了，没有改动它。请另起一个名称。")
    return ProposedBranch(branch, commit, start, tuple(sorted(files)))


def refuse_words(message: str, author: Person) -> None:
    """UserError for a message without words, or an author that git cannot write."""
    if not any(sign.isalpha() for sign in message) or "\0" in message or len(message) > _LONGEST:
        raise UserError("请用文字写明改动的理由，例如 登记第一季度热线扣分。")
    if any(not value.strip() or set(value) & set("<>\n\0") for value in (author.name, author.email)):
        raise UserError("提交人须有姓名和邮箱，其中不能有 < >。")


def _find_base(repository: Repository, base: str) -> str:
    """The commit that the proposal starts from."""
    if base != MAIN:
        found = commit_of(repository, base)
        if not found:
            raise UserError(f"没有“{escape_text(base, 100)}”这个分支或提交，没有提出改动。")
        return found
    main = find_main(repository)
    if main.has_parted:
        raise UserError(f"本地的 {main.name} 与 {main.twin_name} 已经分开，不能从中选一个。请先把它们接到一起。")
    return main.tip
