"""Which data files that bear on a published period were changed since it was frozen or last corrected."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from itertools import accumulate
from typing import Any

from generator.git.git_tree import MOST_AHEAD, GitTree
from generator.git.kept_trees import hold_trees
from generator.git.objects import hash_object, read_objects
from generator.git.repository import Repository
from generator.model.collector import without_collector
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.measured import MeasuredValue
from generator.model.place import is_of_another_year, scheme_file, unit_file
from generator.model.publication import Publication
from generator.model.quarter import span_end
from generator.public.audience import period_end
from generator.read.corpus_reader import read_corpus
from generator.read.record import Cache, Version
from generator.read.tree import Tree, YearTree
from generator.release.period import bears_on
from generator.rules.corpus import Corpus
from generator.score.items import effective_points


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The data of one state: the id of each file's content by path, and the records."""

    blobs: Mapping[str, str]
    corpus: Corpus


@dataclass(frozen=True, slots=True)
class Reading:
    """The data of a commit, and how many errors were met in reading them."""

    snapshot: Snapshot
    errors: int

    @property
    def corpus(self) -> Corpus:
        """The records."""
        return self.snapshot.corpus


class SnapshotReader:
    """Reads the data of commits. A file that two of them share is read once, and so is a commit asked for twice.

    `pool` has the files that were read by others, and takes what is read.
    """

    def __init__(self, repository: Repository, pool: Cache | None = None) -> None:
        self.repository = repository
        self.pool: Cache = {} if pool is None else pool
        self._blobs: set[str] = {version[1] for version in self.pool}
        self._content: dict[str, bytes] = {}
        self._trees: dict[tuple[str, int], Tree] = {}
        self._known: dict[tuple[str, int | None], Reading] = {}

    def read(self, commit: str, year: int | None = None) -> Reading:
        """The data of `commit`, a full id; with `year` only what figures of that year follow from."""
        if (commit, year) not in self._known:
            tree = self._tree(commit, year)
            with without_collector():
                corpus, problems = read_corpus(tree, self.pool)
            blobs = {entry.path: entry.blob for entry in tree.entries() if entry.blob}
            self._blobs.update(blobs.values())
            errors = sum(problem.severity == "error" for problem in problems)
            self._known[commit, year] = Reading(Snapshot(blobs, corpus), errors)
        return self._known[commit, year]

    def _tree(self, commit: str, year: int | None) -> Tree:
        if year is None:
            return GitTree(self.repository, commit, self._blobs)
        if (commit, year) not in self._trees:
            whole = GitTree(self.repository, commit, self._blobs, partial(_is_asked, year), self._content)
            self._trees[commit, year] = YearTree(whole, year)
        return self._trees[commit, year]

    def read_ahead(self, commits: Collection[str], year: int) -> None:
        """Reads the files of `year` at these commits from git, all of them with few questions, as far as they fit."""
        hold_trees(self.repository, commits)
        found = (entry for commit in commits for entry in self._tree(commit, year).entries())
        sizes = {entry.blob: entry.size or 0 for entry in found if entry.blob and entry.blob not in self._blobs}
        fits = [blob for blob, size in zip(sizes, accumulate(sizes.values()), strict=True) if size <= MOST_AHEAD]
        self._content |= {one.id: one.data for one in read_objects(self.repository, fits)}

    def forget(self, but: Collection[Version]) -> None:
        """Lets go of all that was read, but for these files, each by its path and blob."""
        self._known.clear()
        self._trees.clear()
        self._content.clear()
        for version in [version for version in self.pool if version[:2] not in but]:
            del self.pool[version]
        self._blobs = {version[1] for version in self.pool}


def _is_asked(year: int, path: str) -> bool:
    return not is_of_another_year(path, year)


def tree_snapshot(tree: Tree, corpus: Corpus, length: int) -> Snapshot:
    """The data of a tree that holds `corpus`, with ids of `length` digits as git would give them."""
    blobs = {
        entry.path: entry.blob or hash_object("blob", tree.read(entry.path), length)
        for entry in tree.entries()
        if entry.kind == "file"
    }
    return Snapshot(blobs, corpus)


def changed_files(before: Snapshot, after: Snapshot, publication: Publication) -> list[str]:
    """The files, sorted, that differ and can move a figure of the publication's period."""
    differing = {
        path for path in before.blobs.keys() | after.blobs.keys() if before.blobs.get(path) != after.blobs.get(path)
    }
    until = period_end(publication)
    was, now = before.corpus.found_after(until), after.corpus.found_after(until)
    # A file that is there on one side only is later where that side says so.
    later = (was & now) | ((was | now) - (before.blobs.keys() & after.blobs.keys()))
    return sorted(path for path in differing - later if bears_on(path, publication.year))


def is_only_redacted(before: Corpus, after: Corpus, path: str) -> bool:
    """Whether the file at `path` says the same in both but for texts of it that were redacted."""
    if not after.masks.fields_of(path):
        return False
    was, now = (_record_at(corpus, path) for corpus in (before, after))
    return was is not None and was == now


def _record_at(corpus: Corpus, path: str) -> Any:
    found: list[Any] = [*corpus.deductions, *corpus.appraisals, *corpus.measures]
    found += [*corpus.imports, *corpus.inapplicable.values(), *corpus.amendments]
    return next((record for record in found if record.path == path), None)


def moving_files(before: Snapshot, after: Snapshot, publication: Publication) -> list[str]:
    """Of the changed files those that say something else about the results of the publication's period.

    A rectification, a piece of evidence, other words for a reason change no result.
    """
    sides = [_statements(snapshot.corpus, publication) for snapshot in (before, after)]
    return [path for path in changed_files(before, after, publication) if sides[0].get(path) != sides[1].get(path)]


def _statements(corpus: Corpus, publication: Publication) -> dict[str, object]:
    """What each file states for the results of the period: of a deduction whom, when and how many points.

    A scheme counts as a whole, since all of it is the rule that was published.
    """
    until, year = period_end(publication), publication.year
    stated: dict[str, object] = {
        record.path: (record.unit, record.date, record.points, effective_points(record), _more(record))
        for record in corpus.deductions_of(year)
        if record.date <= until
    }
    stated |= {
        record.path: (record.held, record.panels) for record in corpus.appraisals_in(year) if record.held <= until
    }
    stated |= {
        record.path: tuple(_row(row) for row in record.values if span_end(row.period) <= until)
        for record in corpus.measures_of(year)
    }
    stated |= {
        record.path: (record.period, record.scores, record.ranks, record.value)
        for record in corpus.imports_of(year)
        if record.ends <= until
    }
    if (spared := corpus.inapplicable.get(year)) is not None:
        held = (entry for entry in spared.entries if spared.holds(entry, until))
        stated[spared.path] = sorted((entry.item, entry.unit) for entry in held)
    stated |= {
        record.path: (record.starts, record.changes)
        for record in corpus.amendments
        if record.year == year and record.starts <= until
    }
    stated |= {unit_file(unit.id): (unit.kind, unit.assessed, unit.parts) for unit in corpus.units.values()}
    stated[scheme_file(year)] = corpus.schemes.get(year)
    return stated


def _more(record: Deduction) -> tuple[object, ...]:
    """What a record says beside its points that may decide a figure."""
    return (record.standard, record.count, record.level, record.part, record.fact, record.charge, record.cured)


def _row(row: MeasuredValue) -> tuple[object, ...]:
    return (row.measure, row.period, row.value, row.done, row.of)
