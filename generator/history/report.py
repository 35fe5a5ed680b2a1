"""The whole account of a repository's main line, read once: log, trails, signatures, what a person should look at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from generator.git.branch import find_main
from generator.git.condition import Condition, find_gaps, inspect_repository
from generator.git.folder_log import changes_always
from generator.git.git_tree import GitTree
from generator.git.repository import Repository, open_repository
from generator.git.signature import Signature, judge_commits
from generator.git.tags import Tag
from generator.history.mainline import ChangeLog, read_changes, read_signer_offices
from generator.history.remark import Remark, find_remarks
from generator.history.rewrites import find_moved_tags, find_rewritten, remembered_commits
from generator.history.series import Timeline, read_timeline
from generator.history.trail import Trail, read_trails
from generator.model.lazy_dataclass import dataclass
from generator.model.place import PUBLIC_STATE, SIGNERS_FILE, folder_of
from generator.read.corpus_reader import read_corpus
from generator.read.record import Cache
from generator.rules.corpus import Corpus


@dataclass(frozen=True)
class HistoryReport:
    """A line and everything read of it. `cache` holds the readings, so that what follows reads nothing again."""

    repository: Repository
    log: ChangeLog
    trails: Mapping[str, Trail]
    signatures: Mapping[str, Signature]
    conditions: tuple[Condition, ...]
    tree: GitTree
    cache: Cache

    @cached_property
    def corpus(self) -> Corpus:
        """The records at the end of the line, read when first asked for: events alone need none of them."""
        return read_corpus(self.tree, self.cache)[0]

    @cached_property
    def is_public(self) -> bool:
        """Whether it is the public's own history: one commit for each act, all of them in the office's name."""
        return changes_always(self.repository, self.log.tip, PUBLIC_STATE)

    def remarks(self) -> list[Remark]:
        """What a person should look at, in the order of the line; last, what publications remember otherwise."""
        # In the public's own history the commits that the office froze are not there, and need not be.
        remembered = [] if self.is_public else remembered_commits(self.trails, {})
        rewritten = find_rewritten(self.repository, self.log, remembered)
        partial = any(condition.kind == "partial" for condition in self.conditions)
        found = find_remarks(self.log, self.trails, self.signatures, partial)
        return [*(_without_withdrawn(found, self.log) if self.is_public else found), *rewritten]

    def remarks_on_tags(self, tags: Mapping[str, Tag]) -> list[Remark]:
        """What the tags of publications, by the ids of these, remember otherwise.

        Tags are no part of a commit, so what is made from a commit alone leaves them out.
        """
        rewritten = find_rewritten(self.repository, self.log, remembered_commits({}, tags))
        return [*rewritten, *find_moved_tags(self.trails, tags)]

    @property
    def gaps(self) -> tuple[Condition, ...]:
        """The conditions that leave something of the history out, whoever reads it and wherever."""
        return find_gaps(self.conditions)

    def timeline(self, year: int) -> Timeline:
        """Every movement of the year's scores."""
        return read_timeline(self.repository, self.log, year, cache=self.cache)


def _without_withdrawn(remarks: list[Remark], log: ChangeLog) -> list[Remark]:
    """What a withdrawal takes out of the public's history is not lost: it may be public again later."""
    folder = f"{folder_of('withdrawal')}/"
    taken = {step.commit.id for step in log.steps if any(change.path.startswith(folder) for change in step.changes)}
    gone = {remark.path for remark in remarks if remark.kind == "vanished" and remark.commit in taken}
    return [
        remark
        for remark in remarks
        if not (remark.kind == "vanished" and remark.commit in taken)
        and not (remark.kind == "restored" and remark.path in gone)
    ]


def read_history(root: Path, tip: str | None = None, log: ChangeLog | None = None) -> HistoryReport:
    """The account of the line that ends at `tip` (a full commit id), or of the main branch.

    `log` is that of the line, if it was read already.
    Raises HistoryUnavailable, in one Chinese sentence, where there is no history to read.
    """
    repository = open_repository(root)
    end = tip or find_main(repository).tip
    cache: Cache = {}
    log = log or read_changes(repository, end)
    trails = read_trails(repository, log)
    tree = GitTree(repository, end)
    return HistoryReport(
        repository,
        log,
        trails,
        _judge(repository, log, tree),
        tuple(inspect_repository(repository)),
        tree,
        cache,
    )


def _judge(repository: Repository, log: ChangeLog, tree: GitTree) -> dict[str, Signature]:
    """The verdicts on all commits by the register of signers, where the project keeps one."""
    path = SIGNERS_FILE
    if not any(entry.path == path and entry.kind == "file" for entry in tree.entries()):
        return {}
    commits = [commit.id for step in log.steps for commit in (step.commit, *step.merged)]
    return judge_commits(repository, commits, tree.read(path), read_signer_offices(repository, log))
