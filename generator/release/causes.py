"""Why a correction moved what it moved: the data of the period before and after it, compared by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.compare.comparison import Comparison, compare_trees
from generator.git.between import read_between
from generator.git.git_tree import GitTree
from generator.git.repository import HistoryUnavailable, Repository
from generator.model.place import find_place, is_of_another_year, lies_in
from generator.model.publication import Publication
from generator.model.redaction import Masks
from generator.public.audience import period_end
from generator.read.corpus_reader import read_corpus
from generator.read.record import Cache
from generator.read.tree import Tree, TreeEntry, YearTree
from generator.release.ledger import Ledger
from generator.release.period import bears_on
from generator.rules.corpus import Corpus

_OF_REGISTERS = ("register", "entry", "tally")  # shown with a period, and moving no figure of it


def compare_publications(repository: Repository, before: Publication, after: Publication) -> Comparison:
    """What was published with `before` and with `after`: the data of their periods as they were frozen."""
    return _compare_periods(repository, (before.commit, before), (after.commit, after))


def _compare_periods(
    repository: Repository, before: tuple[str, Publication], after: tuple[str, Publication]
) -> Comparison:
    """Two commits, each cut down to the period of a publication."""
    (old, one), (new, two) = before, after
    between = read_between(repository, old, new)
    return compare_trees(
        frozen_tree(repository, old, one),
        frozen_tree(repository, new, two),
        old,
        new,
        between.commits,
        between.base,
    )


class PeriodTree:
    """Of another tree, what bears on a period: nothing that was found or held after its last day.

    `corpus` is what the tree holds, and tells those days.
    """

    def __init__(self, tree: Tree, corpus: Corpus, year: int, until: date) -> None:
        self.tree = tree
        left_out = corpus.found_after(until)
        left_out |= {entry.path for entry in corpus.entries if entry.day.year != year}
        left_out |= {tally.path for tally in corpus.tallies if tally.year != year}
        self._entries = [entry for entry in tree.entries() if entry.path not in left_out and _is_of(entry.path, year)]

    @property
    def masks(self) -> Masks:
        """What is masked in the whole tree."""
        return self.tree.masks

    def entries(self) -> Sequence[TreeEntry]:
        """The entries that are left, sorted by path."""
        return self._entries

    def read(self, path: str) -> bytes:
        """The bytes of the file at `path`."""
        return self.tree.read(path)


def frozen_tree(
    repository: Repository, commit: str, publication: Publication, cache: Cache | None = None
) -> PeriodTree:
    """Of the tree of `commit`, what bears on the period of `publication`: of other years nothing is read."""
    year = publication.year
    return publication_tree(
        GitTree(repository, commit, wanted=lambda path: not is_of_another_year(path, year)), publication, cache
    )


def publication_tree(tree: Tree, publication: Publication, cache: Cache | None = None) -> PeriodTree:
    """Of `tree`, what bears on the period of `publication`: nothing else of it is read."""
    corpus, _ = read_corpus(YearTree(tree, publication.year), cache)
    return PeriodTree(tree, corpus, publication.year, period_end(publication))


def _is_of(path: str, year: int) -> bool:
    """Whether a file has to do with a year; of an entry or a tally its own day says more."""
    place = find_place(path)
    if place is not None and place.kind in _OF_REGISTERS:
        return True
    return bears_on(path, year) or lies_in(path, "correction")


def compare_correction(repository: Repository, ledger: Ledger, correction: str) -> Comparison | None:
    """The period before and after a correction: from the state last published to the commit that brought it.

    None where the ledger does not know the correction or what it corrects, or the history at hand ends before that.
    """
    entry = ledger.corrections.get(correction)
    if entry is None or entry.record is None:
        return None
    corrected = ledger.publications.get(entry.record.publication)
    if corrected is None or corrected.record is None:
        return None
    made = ledger.corrections_of(corrected.id)
    earlier = [known.recorded for known in made[: made.index(entry)] if known.recorded != entry.recorded]
    before = earlier[-1] if earlier else corrected.record.commit
    try:
        return _compare_periods(repository, (before, corrected.record), (entry.recorded, corrected.record))
    except HistoryUnavailable:
        return None
