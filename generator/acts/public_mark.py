"""What a new act's record says of the public's own history: where it stood when the record was drawn up."""

from __future__ import annotations

from generator.acts.workspace import Workspace
from generator.git.masks import with_masks_of
from generator.model.problem import UserError
from generator.model.public_step import PublicMark
from generator.proof.public_history import history_key, make_public_history


def last_mark(workspace: Workspace) -> PublicMark | None:
    """The last act of the main branch as the public's history shows it; None where there is none, or none to be made.

    Redactions that only lie here, and have not reached the main branch, have not made that history anew.
    """
    line, store = workspace.line, workspace.repository.store
    known = with_masks_of(line.repository, line.tip)

    def make() -> tuple[str, str, str]:
        last = make_public_history(known, line.ledger, store).steps[-1]
        return last.act.line, last.commit, last.tag

    try:
        return PublicMark(*store.derive(["public mark", *history_key(known, line.ledger)], make))
    except UserError:
        return None
