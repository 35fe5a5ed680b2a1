"""The change log in its stable JSON form, whose earlier rows are kept from one run to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.acts.kept_rows import KeptRows, Telling
from generator.git.git_tree import list_blobs
from generator.git.repository import Repository
from generator.kept.kept_store import NOTHING_KEPT, open_store
from generator.model.place import SIGNERS_FILE

if TYPE_CHECKING:
    from generator.history.line_state import LineWalk

BETWEEN = ",\n  "


def log_pieces(root: Path, repository: Repository, tip: str) -> Iterator[str]:
    """The rows of all events of the line that ends at `tip`, some in each piece, with commas between them.

    Where the project keeps a register of signers nothing is kept: what is said of a signature asks the machine.
    """
    is_signed = bool(list_blobs(repository, tip, SIGNERS_FILE))
    store = NOTHING_KEPT if is_signed else open_store(root)

    def start() -> Telling:
        from generator.history.line_state import walk_line

        return _telling_signed(root, tip) if is_signed else _telling(walk_line(repository, tip))

    def go_on(_: str, kept: Any) -> Telling | None:
        from generator.history.line_state import LineState, walk_on

        walk = walk_on(repository, tip, LineState.of_plain(kept))
        return None if walk is None else _telling(walk)

    try:
        yield from KeptRows(repository, tip, store, ["rows of the change log"], BETWEEN, start, go_on).pieces()
    finally:
        store.close()


def _telling(walk: LineWalk) -> Telling:
    from generator.public.shown_events import office_events
    from generator.words.log_rows import log_rows

    return Telling(len(walk.log.steps), log_rows(office_events(walk.events()), {}), walk.state, walk.whole)


def _telling_signed(root: Path, tip: str) -> Telling:
    from generator.history.query import select_events
    from generator.history.report import read_history
    from generator.public.shown_events import office_events
    from generator.words.log_rows import log_rows

    account = read_history(root, tip)
    rows = log_rows(office_events(select_events(account.trails)), account.signatures)
    return Telling(len(account.log.steps), rows, list)
