"""The main branch as the one who works beside it needs it: its acts, and where the work left it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.git.branch import Branch, commit_of, find_main, first_parents, merge_head
from generator.git.git_tree import find_objects, read_file
from generator.git.repository import Repository, open_repository
from generator.git.revision import find_base
from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from generator.model.act import Chain
from generator.model.lazy_dataclass import dataclass
from generator.model.place import CHAIN_FILE, DATA_FOLDER, Place
from generator.model.problem import UserError
from generator.model.redaction import Masks
from generator.read.record import read_record
from generator.release.ledger import Ledger, read_ledger


@dataclass(frozen=True, slots=True)
class MainLine:
    """The main branch: what it is called, its ledger, and `fork`, the last commit that HEAD shares with it.

    `fork_lines` are those of chain.yml there. `joined` says whether the main branch is part of HEAD, or of what is
    just being merged, so that the files on the disk are held against its last commit. `parted` is the name of the
    other copy of the branch where each has commits that the other lacks. For a commit that is looked at by itself,
    the line is that of the commit, and `also` the commits of the main branch's own.
    """

    repository: Repository
    name: str
    ledger: Ledger
    fork: str
    fork_lines: tuple[str, ...]
    joined: bool = True
    parted: str = ""
    also: frozenset[str] = frozenset()

    def has(self, commit: str) -> bool:
        """Whether a commit is on the first-parent line."""
        return commit in self.ledger.days or commit in self.also

    def is_ahead(self, commit: str) -> bool:
        """Whether a commit of the line comes to the files on the disk only when the line is merged into them."""
        if self.joined or not self.fork or commit not in self.ledger.days:
            return False
        return find_base(self.repository, commit, self.fork) != commit

    @property
    def tip(self) -> str:
        """Its last commit."""
        return self.ledger.tip


def open_main_line(
    root: Path, commit: str | None = None, masks: Masks | None = None, store: KeptStore = NOTHING_KEPT
) -> MainLine | None:
    """The main branch for the files that lie in `root`, or the line of `commit`; None where no history is at hand.

    `masks` are those of the project's history, if they were found out already; `store` keeps what all commits say.
    """
    try:
        repository = open_repository(root, store)
        if masks is not None:
            repository.known["masks"] = masks
        line = line_of_commit(repository, commit) if commit else line_of_disk(repository)
    except UserError:
        return None
    # A project that lies below another repository, and is no part of it, has no history.
    return line if find_objects(repository, [(line.tip, DATA_FOLDER)]) else None


def line_of_commit(repository: Repository, commit: str, ledger: Ledger | None = None) -> MainLine:
    """The first-parent line of a commit that is looked at by itself; `ledger` is its own, if it was read already."""
    ledger = ledger or read_ledger(repository, commit)
    main = find_main(repository).tip
    # What was published on the main branch was so as well where a branch has merged it.
    also = frozenset() if main in ledger.days else frozenset(first_parents(repository, main))
    return MainLine(repository, commit[:12], ledger, commit, ledger.lines, also=also)


def line_of_disk(repository: Repository, base: str = "") -> MainLine:
    """The main branch as the checkout stands to it; a HEAD without commits stands nowhere, and so at its beginning.

    Where the repository has no branch of that name, `base`, a commit that a proposal is held against, is its end.
    Where the branch and its copy have parted, it is the copy, which the others have, once that is part of HEAD.
    """
    branch = find_main(repository)
    if base and branch.ref == "HEAD":
        branch = replace(branch, ref=base[:12], tip=base)
    head, merged = commit_of(repository, "HEAD"), merge_head(repository)
    if branch.has_parted and head and find_base(repository, branch.twin_tip, head) == branch.twin_tip:
        branch = Branch(branch.twin, branch.twin_tip)
    ledger = read_ledger(repository, branch.tip)
    fork = find_base(repository, branch.tip, head) if head else None
    joined = any(found and find_base(repository, branch.tip, found) == branch.tip for found in (head, merged))
    parted = branch.twin_name if branch.has_parted else ""
    lines = ledger.lines if fork == branch.tip else read_lines(repository, fork) if fork else ()
    return MainLine(repository, branch.name, ledger, fork or "", lines, joined, parted)


def read_lines(repository: Repository, commit: str) -> tuple[str, ...]:
    """The lines of chain.yml at a commit; none where it is not there or cannot be read."""
    data = read_file(repository, commit, CHAIN_FILE)
    record = None if data is None else read_record(CHAIN_FILE, Place("chain"), data).record
    return record.lines if isinstance(record, Chain) else ()
