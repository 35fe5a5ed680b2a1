"""An import as a commit on a branch of its own: read against the main branch, the working tree stays as it is."""

from __future__ import annotations

from pathlib import Path

from generator.acts.import_act import ImportPlan
from generator.acts.import_session import ImportSession
from generator.acts.propose_act import ProposedBranch, propose
from generator.git.branch import find_main
from generator.git.git_tree import GitTree
from generator.git.identity import read_identity
from generator.git.repository import open_repository
from generator.model.problem import UserError
from generator.read.tree import Tree


def main_tree(root: Path) -> Tree:
    """The data of the main branch; UserError where there is no history."""
    repository = open_repository(root)
    return GitTree(repository, find_main(repository).tip)


def propose_import(session: ImportSession, plan: ImportPlan, branch: str) -> ProposedBranch:
    """Commits what an import would write on the new branch `branch`, in the name of who git says is at work.

    Raises UserError as `propose` does, and where git's settings name nobody.
    """
    person = read_identity(session.root)
    if person is None:
        raise UserError("git 还不知道您是谁：请先设好 user.name 和 user.email，再导入到分支。")
    names = "、".join(name for name, _ in session.books)
    message = f"从表格登记 {len(plan.writes)} 个文件：{names}"
    return propose(session.root, {write.path: write.after for write in plan.writes}, message, person, branch)
