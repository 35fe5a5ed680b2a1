"""The versions that can be set against each other: what was published, what was corrected, what is a draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from datetime import date
from functools import cached_property, partial
from itertools import combinations, pairwise

from generator.compare.comparison import compare_sides
from generator.compare.side import ReadFiles, Side
from generator.compare.year_books import KeptBooks
from generator.git.between import read_between
from generator.git.condition import inspect_repository, shallow_commits
from generator.git.git_tree import find_objects
from generator.git.masks import masks_of
from generator.git.repository import Repository, open_repository
from generator.load.edition import Edition, per_whole_edition, whole_of
from generator.model.collector import clear_cycles
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA_FOLDER
from generator.model.problem import UserError
from generator.model.publication import Publication
from generator.public.audience import period_end
from generator.public.periods import Period, shows_history
from generator.public.redact import shown_comparison
from generator.public.released_comparison import AnyReleasedComparison
from generator.read.record import Cache
from generator.read.tree import Tree
from generator.release.causes import PeriodTree, frozen_tree
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
    """One version: the data of its period as they stood at `commit` ("": as they lie on the disk).

    `open` gives what bears on the period, and takes what was read of other versions. Of a version that is frozen
    `commit`, year and `until` say which data these are; of a draft the files themselves do.
    """

    name: VersionName
    commit: str
    open: Callable[[Cache], Tree]
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


@per_whole_edition
def open_comparer(edition: Edition) -> Comparer:
    """The comparer of a build, which its pages, its data and its table of changes share."""
    return Comparer(edition)


class Comparer:
    """Compares versions of one build. Those of a year are read once while pairs are asked for in order of years."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._compared: dict[tuple[str, str], AnyReleasedComparison] = {}
        self._sides: dict[str, tuple[int, Side]] = {}
        self._files, self._books, self._year = ReadFiles(), KeptBooks(), 0
        self._cache: Cache = {}
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
                    published = list(_published(self._edition, self._repository))
                    _require(self._repository, published)
                    found += published
                except UserError as broken:
                    missing = _explain(self._repository) or str(broken)
        found.sort(key=lambda v: (v.name.year, v.until, v.day or date.max))
        plain = [version for version in found if not version.name.id.startswith(CORRECTION)]
        # From a year to the next every record and every score is another one: no reader is told that all vanished.
        pairs = [pair for pair in combinations(found, 2) if pair[0].name.year == pair[1].name.year]
        return Compared(tuple(found), tuple(pairs), tuple(pairwise(plain)), missing)

    def compare(self, before: Version, after: Version) -> AnyReleasedComparison:
        """The comparison of two versions, for the audience of the build."""
        pair = before.name.id, after.name.id
        if pair in self._compared:
            return self._compared[pair]
        found = self._compare(before, after)
        edition = self._edition
        if not shows_history(edition.corpus, edition.audience):  # comparisons tell the changes: they come once more
            self._compared[pair] = found
        return found

    def _compare(self, before: Version, after: Version) -> AnyReleasedComparison:
        self._let_go(before.name.year)
        commits, base = None, before.commit
        if not isinstance(self._repository, str) and before.commit and after.commit:
            between = read_between(self._repository, before.commit, after.commit)
            commits, base = between.commits, between.base or ""
        sides = self._side(before), self._side(after)
        found = compare_sides(*sides, before.commit, after.commit, commits, base or None, self._books)
        return shown_comparison(found, self._edition.audience)

    def identify(self, before: Version, after: Version) -> list[str] | None:
        """What decides how two frozen versions compare, for whoever keeps what came of it.

        None where one is a draft: its files may be written while they are read.
        """
        repository = self._repository
        if isinstance(repository, str) or not (before.published and after.published):
            return None
        masks = masks_of(repository)
        told = [[record.id, record.file, *record.fields] for record in masks.redactions]
        frozen = [[*astuple(v.name), v.commit, v.until.isoformat()] for v in (before, after)]
        whole = [repository.prefix, frozen, told, masks.names, sorted(shallow_commits(repository))]
        return [self._edition.audience, json.dumps(whole)]

    def let_go(self) -> None:
        """Gives back all that was read: whoever asks for further pairs has it read again."""
        self._sides.clear()
        self._books = KeptBooks()
        self._let_go(0)

    def _let_go(self, year: int) -> None:
        """Gives back what was read of the years before."""
        for name in [name for name, (known, _) in self._sides.items() if known < year]:
            del self._sides[name]
        if year != self._year:
            was_read, self._year, self._files, self._cache = self._year, year, ReadFiles(), {}
            if was_read:
                clear_cycles()

    def _side(self, version: Version) -> Side:
        known = self._sides.get(version.name.id)
        if known is None:
            side = Side(version.open(self._cache), len(version.commit) or 40, self._files)
            known = self._sides[version.name.id] = version.name.year, side
        return known[1]

    def _drafts(self) -> Iterator[Version]:
        edition = self._edition
        settled = {period.year for period in edition.periods if period.quarter is None and not period.draft}
        for period in edition.periods:
            if period.draft and period.year not in settled:  # no quarter is a draft of a year that was published
                until = quarter_end(period.year, period.quarter)
                yield Version(
                    _draft_name(period),
                    edition.commit or "",
                    _draft_tree(edition, period.year, until),
                    until,
                    None,
                    published=False,
                )


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


def _draft_tree(edition: Edition, year: int, until: date) -> Callable[[Cache], Tree]:
    project = whole_of(edition).project
    return lambda _: PeriodTree(project.tree, edition.corpus, year, until)


def _require(repository: Repository, versions: Sequence[Version]) -> None:
    """Raises UserError where the repository does not hold what the versions are made from."""
    commits = sorted({(version.commit, DATA_FOLDER) for version in versions})
    whole = not inspect_repository(repository) and len(find_objects(repository, commits)) == len(commits)
    for version in () if whole else versions:
        for entry in (tree := version.open({})).entries():
            tree.read(entry.path)


def _published(edition: Edition, repository: Repository) -> Iterator[Version]:
    corpus = edition.corpus
    made: dict[str, Publication] = {record.id: record for record in corpus.standing_publications}
    for record in made.values():
        tree = partial(frozen_tree, repository, record.commit, record)
        about = f"{record.date.isoformat()} 发布"
        name = VersionName(record.id, record.title, about, record.year)
        yield Version(name, record.commit, tree, period_end(record), record.date, published=True)
    if not corpus.standing_corrections or edition.commit is None:
        return
    ledger = read_ledger(repository, edition.commit)
    for correction in corpus.standing_corrections:
        entry, record = ledger.corrections.get(correction.id), made[correction.publication]
        if entry is not None:
            tree = partial(frozen_tree, repository, entry.recorded, record)
            name = VersionName(
                CORRECTION + correction.id, f"{record.title}（更正后）", f"{correction.date} 更正", record.year
            )
            yield Version(name, entry.recorded, tree, period_end(record), correction.date, published=True)


def _draft_name(period: Period) -> VersionName:
    stem = str(period.year) if period.quarter is None else f"{period.year}-q{period.quarter}"
    return VersionName(f"draft_{stem}", period.name, period.state_name, period.year)
