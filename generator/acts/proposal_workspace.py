"""A desk's proposal beside the main branch: what an act that is drawn up in it is judged by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.acts.desk_proposals import DeskProposal
from generator.acts.workspace import Workspace, chain_text, is_act_file, require_whole
from generator.git.git_tree import GitTree, list_blobs
from generator.git.repository import open_repository
from generator.model.act import act_at
from generator.model.lazy_dataclass import dataclass
from generator.model.place import CHAIN_FILE, DATA_FOLDER
from generator.model.problem import UserError
from generator.read.tree import OverlayTree
from generator.release.main_line import line_of_disk


@dataclass(frozen=True)
class ProposalWorkspace(Workspace):
    """The main branch with what a proposal changes laid over it; `tip` is the proposal's last commit."""

    tip: str = ""

    @property
    def head(self) -> str:
        """The last commit of the proposal."""
        return self.tip

    @property
    def merging(self) -> bool:
        """Nothing is merged here."""
        return False

    def on_disk(self, path: str) -> bytes | None:
        """The bytes of a file as the proposal has it; None where it does not."""
        return _read(GitTree(self.repository, self.tip), path)


def open_proposal_workspace(root: Path, proposal: DeskProposal) -> ProposalWorkspace:
    """The data as they would be were `proposal` merged now.

    Raises UserError where the main branch has changed one of its files since, or has acts that it does not know: then
    no line of chain.yml could be added to it that merges.
    """
    repository = open_repository(root)
    line = line_of_disk(repository)
    require_whole(line)
    line = replace(line, fork=line.tip, fork_lines=line.ledger.lines, joined=True)
    base, main = (list_blobs(repository, commit, DATA_FOLDER) for commit in (proposal.base, line.tip))
    work = [path for path in proposal.paths if not is_act_file(path)]
    if any(base.get(path) != main.get(path) for path in work):
        raise UserError("主分支上同一个文件已经另有改动，这份提案不再适用。请撤回，再按现在的样子登记一次。")
    if base.get(CHAIN_FILE) != main.get(CHAIN_FILE):
        raise UserError(
            "提出以后主分支上另有发布、更正或撤回，这份提案里写不出更正。请撤回，再按现在的样子登记一次。"
        )
    tip = GitTree(repository, proposal.tip)
    pending = tuple(
        act for path in proposal.paths if path not in main and (act := act_at(path)) is not None
    )  # of one proposal in the order of their ids, which is that of their lines
    laid = {path: _read(tip, path) for path in proposal.paths}
    laid[CHAIN_FILE] = chain_text([*line.ledger.lines, *(act.line for act in pending)])
    merged = OverlayTree(GitTree(repository, line.tip), laid)
    return ProposalWorkspace(root, repository, line, merged, tuple(work), (), pending, (), proposal.tip)


def _read(tree: GitTree, path: str) -> bytes | None:
    return tree.read(path) if any(entry.path == path and entry.blob for entry in tree.entries()) else None
