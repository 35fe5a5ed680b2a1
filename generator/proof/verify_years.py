"""What needs the data of a publication's year: year by year, so that no more than one is in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

from generator.git.kept_trees import trees_held
from generator.git.lineage import Lineage
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Publication
from generator.proof.finding import Finding, holds, left_open
from generator.proof.verify_correction import verify_corrections_of
from generator.proof.verify_publication import SHOWN, ReadCommit, Recompute, verify_results
from generator.release.changed_files import SnapshotReader, changed_files, is_only_redacted
from generator.release.ledger import Ledger, LedgerEntry
from generator.rules.corpus import Corpus
from generator.score.kept_scores import KeptScores
from generator.score.kept_years import KeptYears

Entry = LedgerEntry[Publication]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of one publication: its results, those of its corrections, what was changed since."""

    results: tuple[Finding, ...] = ()
    corrections: tuple[Finding, ...] = ()
    changes: tuple[Finding, ...] = ()


class JudgedYears(KeptYears):
    """Judges the publications of one year after the other, and lets each year go when the next is begun.

    Every period is computed anew from the data of its commit. Where the data of now are asked for the same period,
    and give the same rows for it, what they yield is not computed a second time.
    """

    def __init__(self, reader: SnapshotReader, lineage: Lineage, ledger: Ledger) -> None:
        super().__init__()
        self._reader, self._lineage, self._ledger = reader, lineage, ledger
        self._years: dict[int, list[Entry]] = {}
        for entry in ledger.publications.values():
            if entry.record is not None and entry.id not in ledger.withdrawals:
                self._years.setdefault(entry.record.year, []).append(entry)
        self._commits = {year: _commits_of(entries, lineage, ledger) for year, entries in self._years.items()}
        trees = trees_held(reader.repository)
        trees.fetch([commit for found in self._commits.values() for commit in found])
        self._now = {(entry.path, entry.blob) for entry in trees.entries(lineage.head) or () if entry.blob}
        self._judged: dict[str, Judged] = {}
        self._begun: set[int] = set()
        self._scores = KeptScores()

    def judged(self) -> Mapping[str, Judged]:
        """What was found of each publication, in the order of the ledger; nothing of those that were withdrawn."""
        for year in self._years:
            self.scores_of(year)
        return {name: self._judged.get(name, Judged()) for name in self._ledger.publications}

    def scores_of(self, year: int) -> KeptScores:
        """What was scored of a year, whose publications are judged first."""
        if year not in self._begun:
            self._begun.add(year)
            self._reader.forget(but=self._now)
            self._scores = KeptScores()
            self._reader.read_ahead(self._commits.get(year, ()), year)
            for entry in self._years.get(year, ()):
                self._judged[entry.id] = self._judge(entry)
        return self._scores

    def derive(self, kind: str, corpus: Corpus, year: int, name: Hashable, make: Callable[[Corpus], T]) -> T:
        """What `make` gives of the data of `year`; it is asked once."""
        return make(corpus.of_year(year))

    def _judge(self, entry: Entry) -> Judged:
        read, recompute = self._reader.read, Recompute(self._reader.read, kept=self._scores)
        return Judged(
            tuple(verify_results(entry, self._lineage, recompute)),
            tuple(verify_corrections_of(entry, self._ledger, recompute)),
            tuple(_list_changes(entry, self._lineage, self._ledger, read)),
        )


def _commits_of(entries: list[Entry], lineage: Lineage, ledger: Ledger) -> list[str]:
    """The commits of which a year is read for these publications of it."""
    wanted = [entry.record.commit for entry in entries if entry.record is not None]
    wanted += [made.recorded for entry in entries for made in ledger.corrections_of(entry.id)]
    return [*(commit for commit in dict.fromkeys(wanted) if commit in lineage), lineage.head]


def _list_changes(entry: Entry, lineage: Lineage, ledger: Ledger, read: ReadCommit) -> Iterator[Finding]:
    """The data files of a published period that were changed since, whether or not they moved a figure."""
    since = _frozen_at(entry, ledger)
    if entry.record is None or since not in lineage:
        return
    year = entry.record.year
    before, now = read(since, year).snapshot, read(lineage.head, year).snapshot
    changed = changed_files(before, now, entry.record)
    redacted = [path for path in changed if is_only_redacted(before.corpus, now.corpus, path)]
    for path in redacted:
        yield _tell_redacted(now.corpus, entry.id, path)
    changed = [path for path in changed if path not in redacted]
    if changed:
        more = f"等 {len(changed)} 个文件" if len(changed) > SHOWN else ""
        names = "、".join(changed[:SHOWN])
        yield left_open("current", entry.id, f"{entry.id} 冻结或最近一次更正之后，改动过 {names}{more}。")


def _tell_redacted(now: Corpus, publication: str, path: str) -> Finding:
    """That a file differs from what was published only by what was redacted in it, and why that was done."""
    told = "；".join(
        f"{'、'.join(record.fields)}，{record.decided}，{record.reason}" for record in now.masks.redactions_of(path)
    )
    return holds("redaction", publication, f"{publication} 之后，{path} 只遮盖了文字（{told}），其余内容没有改动。")


def _frozen_at(entry: Entry, ledger: Ledger) -> str:
    made = ledger.corrections_of(entry.id)
    if made:
        return made[-1].recorded
    return entry.record.commit if entry.record is not None else ""
