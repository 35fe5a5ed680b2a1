"""The main branch as the one who works beside it needs it: its acts, and where the work left it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from generator.history.branch import find_main
from generator.history.git import Repository, ask_git, open_repository
from generator.history.revision import find_base
from generator.model.act import CHAIN_FILE, Chain
from generator.model.problem import Broken
from generator.read.record import read_record
from generator.release.ledger import Ledger, read_ledger


@dataclass(frozen=True, slots=True)
class MainLine:
    """The main branch: what it is called, its ledger, and `fork`, the last commit that HEAD shares with it.

    `fork_lines` are those of chain.yml there. `joined` says whether the main branch is part of HEAD, or of what is
    just being merged, so that the files on the disk are held against its last commit. For a commit that is looked
    at by itself, the line is that of the commit.
    """

    repository: Repository
    name: str
    ledger: Ledger
    fork: str
    fork_lines: tuple[str, ...]
    joined: bool = True

    @property
    def tip(self) -> str:
        """Its last commit."""
        return self.ledger.tip


def open_main_line(root: Path, commit: str | None = None) -> MainLine | None:
    """The main branch for the files that lie in `root`, or the line of `commit`; None where no history is at hand."""
    try:
        repository = open_repository(root)
        line = line_of_commit(repository, commit) if commit else line_of_disk(repository)
    except Broken:
        return None
    # A project that lies below another repository, and is no part of it, has no history.
    return line if ask_git(repository, "cat-file", "-e", f"{line.tip}:{repository.prefix}data").status == 0 else None


def line_of_commit(repository: Repository, commit: str) -> MainLine:
    """The first-parent line of a commit that is looked at by itself."""
    ledger = read_ledger(repository, commit)
    return MainLine(repository, commit[:12], ledger, commit, ledger.lines)


def line_of_disk(repository: Repository, base: str = "") -> MainLine:
    """The main branch as the checkout stands to it; a HEAD without commits stands nowhere, and so at its beginning.

    Where the repository has no branch of that name, `base`, a commit that a proposal is held against, is its end.
    """
    branch = find_main(repository)
    if base and branch.ref == "HEAD":
        branch = replace(branch, ref=base[:12], tip=base)
    ledger = read_ledger(repository, branch.tip)
    heads = [commit_named(repository, name) for name in ("HEAD", "MERGE_HEAD")]
    fork = find_base(repository, branch.tip, heads[0]) if heads[0] else None
    joined = any(head and find_base(repository, branch.tip, head) == branch.tip for head in heads)
    name = branch.ref.removeprefix("refs/heads/").removeprefix("refs/remotes/")
    return MainLine(repository, name, ledger, fork or "", read_lines(repository, fork) if fork else (), joined)


def commit_named(repository: Repository, name: str) -> str:
    """The commit that git finds under a name of its own, such as HEAD or MERGE_HEAD; empty where there is none."""
    asked = ask_git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return "" if asked.status else asked.text


def read_lines(repository: Repository, commit: str) -> tuple[str, ...]:
    """The lines of chain.yml at a commit; none where it is not there or cannot be read."""
    asked = ask_git(repository, "cat-file", "blob", f"{commit}:{repository.prefix}{CHAIN_FILE}")
    record = None if asked.status else read_record(CHAIN_FILE, "chain", ("chain",), asked.output).record
    return record.lines if isinstance(record, Chain) else ()
