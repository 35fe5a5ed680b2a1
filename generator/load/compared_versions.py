"""The versions that can be set against each other: what was published, what was corrected, what is a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise

from generator.compare.comparison import compare_sides
from generator.compare.side import ReadFiles, Side
from generator.compare.year_books import KeptBooks
from generator.git.between import read_between
from generator.git.condition import inspect_repository
from generator.git.git_tree import GitTree
from generator.git.repository import Repository, open_repository
from generator.load.edition import Edition, per_edition
from generator.model.problem import UserError
from generator.model.publication import Publication
from generator.public.audience import period_end
from generator.public.periods import Period
from generator.public.redact import shown_comparison
from generator.public.released_history import AnyReleasedComparison
from generator.read.record import Cache
from generator.read.tree import Tree
from generator.release.causes import PeriodTree, publication_tree
from generator.release.ledger import read_ledger
from generator.score.year import quarter_end


@dataclass(frozen=True, slots=True)
class VersionName:
    """One version: `id` for addresses, its name and what it is, the year it belongs to."""

    id: str
    name: str
    about: str
    year: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version: the data of its period as they stood at `commit` ("": as they lie on the disk)."""

    name: VersionName
    commit: str
    tree: Tree
    until: date
    day: date | None
    published: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """All versions in order, the pairs that are compared, those that follow each other, and why some are missing."""

    versions: tuple[Version, ...]
    pairs: tuple[tuple[Version, Version], ...]
    consecutive: tuple[tuple[Version, Version], ...]
    missing: str


@per_edition
def open_comparer(edition: Edition) -> Comparer:
    """The comparer of a build, which its pages, its data and its table of changes share."""
    return Comparer(edition)


class Comparer:
    """Compares versions of one build. Each is read once, each two are compared once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._sides: dict[str, Side] = {}
        self._files, self._books = ReadFiles(), KeptBooks()
        self._compared: dict[tuple[str, str], AnyReleasedComparison] = {}
        self._repository = _open(edition)

    @cached_property
    def known(self) -> Compared:
        """What the audience of the build may compare.

        Publications and corrections are read from the commits that they freeze. A period that is shown although it is
        not published counts as a version only as long as it is none.
        """
        found, missing = [*self._drafts()], ""
        if self._edition.corpus.standing_publications:
            if isinstance(self._repository, str):
                missing = self._repository
            else:
                try:
                    found += _published(self._edition, self._repository)
                except UserError as broken:
                    missing = _explain(self._repository) or str(broken)
        found.sort(key=lambda v: (v.name.year, v.until, v.day or date.max))
        plain = [version for version in found if not version.name.id.startswith(CORRECTION)]
        following = tuple(pairwise(plain))
        pairs = [
            pair for pair in combinations(found, 2) if pair[0].name.year == pair[1].name.year or pair in following
        ]
        return Compared(tuple(found), tuple(pairs), following, missing)

    def compare(self, before: Version, after: Version) -> AnyReleasedComparison:
        """The comparison of two versions, for the audience of the build."""
        pair = before.name.id, after.name.id
        if pair not in self._compared:
            self._compared[pair] = self._compare(before, after)
        return self._compared[pair]

    def _compare(self, before: Version, after: Version) -> AnyReleasedComparison:
        commits, base = None, before.commit
        if not isinstance(self._repository, str) and before.commit and after.commit:
            between = read_between(self._repository, before.commit, after.commit)
            commits, base = between.commits, between.base or ""
        sides = self._side(before), self._side(after)
        found = compare_sides(*sides, before.commit, after.commit, commits, base or None, self._books)
        return shown_comparison(found, self._edition.audience)

    def _side(self, version: Version) -> Side:
        known = self._sides.get(version.name.id)
        if known is None:
            known = self._sides[version.name.id] = Side(version.tree, len(version.commit) or 40, self._files)
        return known

    def _drafts(self) -> Iterator[Version]:
        edition = self._edition
        settled = {period.year for period in edition.periods if period.quarter is None and not period.draft}
        for period in edition.periods:
            if period.draft and period.year not in settled:  # no quarter is a draft of a year that was published
                until = quarter_end(period.year, period.quarter)
                tree = PeriodTree(edition.project.tree, edition.corpus, period.year, until)
                yield Version(_draft_name(period), edition.commit or "", tree, until, None, published=False)


CORRECTION = "correction_"  # no id of the data has an underline, so these addresses meet no other


def _open(edition: Edition) -> Repository | str:
    """The repository of the project, or why its history cannot be used."""
    try:
        return open_repository(edition.root)
    except UserError as broken:
        return str(broken)


def _explain(repository: Repository) -> str:
    """What about the repository keeps versions from being read."""
    return "".join(found.sentence for found in inspect_repository(repository) if found.kind in {"shallow", "partial"})


def _published(edition: Edition, repository: Repository) -> Iterator[Version]:
    cache: Cache = {}
    corpus = edition.corpus
    made: dict[str, Publication] = {record.id: record for record in corpus.standing_publications}
    for record in made.values():
        tree = publication_tree(GitTree(repository, record.commit), record, cache)
        about = f"{record.date.isoformat()} 发布"
        name = VersionName(record.id, record.title, about, record.year)
        yield Version(name, record.commit, tree, period_end(record), record.date, published=True)
    if not corpus.standing_corrections or edition.commit is None:
        return
    ledger = read_ledger(repository, edition.commit)
    for correction in corpus.standing_corrections:
        entry, record = ledger.corrections.get(correction.id), made[correction.publication]
        if entry is not None:
            tree = publication_tree(GitTree(repository, entry.recorded), record, cache)
            name = VersionName(
                CORRECTION + correction.id, f"{record.title}（更正后）", f"{correction.date} 更正", record.year
            )
            yield Version(name, entry.recorded, tree, period_end(record), correction.date, published=True)


def _draft_name(period: Period) -> VersionName:
    stem = str(period.year) if period.quarter is None else f"{period.year}-q{period.quarter}"
    return VersionName(f"draft_{stem}", period.name, period.state_name, period.year)
