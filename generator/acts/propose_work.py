"""An act and the changes of data that it is about, as one commit on a branch of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.acts.plan import Plan
from generator.acts.propose_act import ProposedBranch, propose
from generator.acts.workspace import Workspace
from generator.git.identity import read_identity
from generator.model.problem import UserError


def propose_plan(workspace: Workspace, plan: Plan, message: str, branch: str) -> ProposedBranch:
    """Commits the files of `plan`, and the data that the working tree changes itself, on the new branch `branch`.

    The branch starts at the main branch. Raises UserError where git knows no author, and as `propose` does.
    """
    files = {path: workspace.on_disk(path) for path in workspace.changed}
    files |= {write.path: write.after for write in plan.files}
    return propose_files(workspace.root, files, message, branch, workspace.line.tip)


def propose_files(
    root: Path, files: Mapping[str, bytes | None], message: str, branch: str, base: str
) -> ProposedBranch:
    """Commits `files` on the new branch `branch`, which starts at `base`, as git's settings say who.

    Raises UserError where git knows no author, and as `propose` does.
    """
    author = read_identity(root)
    if author is None:
        raise UserError("git 不知道提交人是谁。请先运行 git config user.name 姓名 和 git config user.email 邮箱。")
    return propose(root, files, message, author, branch, base)
