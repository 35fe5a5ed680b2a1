"""The data that a desk answers from: those of the main branch's last commit, and of the offices' own proposals."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from generator.acts.check_proposal import check_branch
from generator.acts.desk_proposals import DeskProposal, list_proposals
from generator.acts.record_source import MAIN, RecordSource, open_source
from generator.desk.desk_config import DeskConfig
from generator.git.branch import find_main
from generator.git.git_tree import GitTree
from generator.git.repository import open_repository
from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.place import POINTS, kind_at
from generator.model.problem import Problem
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree

_KEPT = 4  # states that are kept read: the main branch, and proposals that are being worked on
_REMEMBERED = 1000  # proposals that were read, and pages whose second sending is noticed


class DeskState:
    """Reads each state once, however many ask for it; `writing` is held while a name is chosen and committed."""

    def __init__(self, config: DeskConfig) -> None:
        self.config = config
        self.writing = Lock()
        self._reading = Lock()
        self._done: OrderedDict[str, str] = OrderedDict()
        self._sources: OrderedDict[str, RecordSource] = OrderedDict()
        self._known: OrderedDict[tuple[str, ...], DeskProposal] = OrderedDict()
        self._records: OrderedDict[str, tuple[Deduction | Appraisal, ...]] = OrderedDict()
        self._judged: OrderedDict[tuple[str, str], list[Problem]] = OrderedDict()

    def main(self) -> RecordSource:
        """The data of the main branch as it is now."""
        return self._take(find_main(open_repository(self.config.project)).tip, MAIN)

    def at(self, commit: str) -> RecordSource:
        """The data of a commit: the last one of a proposal."""
        return self._take(commit, commit)

    def proposals(self, office: str = "") -> list[DeskProposal]:
        """The proposals of an office, or of all, the latest first."""
        self._trim(self._known, _REMEMBERED)
        return list_proposals(self.config.project, office, self._known)

    def proposal(self, office: str, name: str) -> DeskProposal | None:
        """One proposal of an office; None where it has none of this name."""
        return next((one for one in self.proposals(office) if one.name == name), None)

    def problems_of(self, proposal: DeskProposal) -> list[Problem]:
        """What `kaohe check --base` says of a proposal, without what is wrong on the main branch already."""
        main = self.main()
        key = (proposal.tip, main.commit)
        if key not in self._judged:
            known = {(one.code, one.place.file, one.message) for one in main.problems}
            found = check_branch(self.config.project, proposal.tip)
            self._judged[key] = [one for one in found if (one.code, one.place.file, one.message) not in known]
            self._trim(self._judged, _REMEMBERED)
        return self._judged[key]

    def records_of(self, proposal: DeskProposal) -> tuple[Deduction | Appraisal, ...]:
        """The records of points, and the appraisals, that a proposal adds or changes, as it has them."""
        if proposal.tip not in self._records:
            tree = GitTree(open_repository(self.config.project), proposal.tip)
            there = {entry.path for entry in tree.entries()}
            wanted = (*POINTS, "appraisal")
            files = {path: tree.read(path) for path in proposal.paths if path in there and kind_at(path) in wanted}
            found = read_corpus(MemoryTree(files))[0]
            self._records[proposal.tip] = (*found.deductions, *found.appraisals)
            self._trim(self._records, _REMEMBERED)
        return self._records[proposal.tip]

    def done(self, once: str) -> str:
        """The proposal into which the page `once` was committed, empty where it was not."""
        return self._done.get(once, "")

    def note_done(self, once: str, proposal: str) -> None:
        """Remembers that the page `once` was committed."""
        self._done[once] = proposal
        self._trim(self._done, _REMEMBERED)

    def _take(self, commit: str, base: str) -> RecordSource:
        with self._reading:
            if commit not in self._sources:
                self._sources[commit] = open_source(self.config.project, base)
            self._sources.move_to_end(commit)
            self._trim(self._sources, _KEPT)
            return self._sources[commit]

    @staticmethod
    def _trim(kept: OrderedDict[Any, Any], most: int) -> None:
        while len(kept) > most:
            kept.popitem(last=False)
