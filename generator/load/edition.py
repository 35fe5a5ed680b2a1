"""A project as one audience may see it: what is built is built from it, and what was made is kept in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from generator.git.branch import find_main
from generator.git.masks import disk_tree
from generator.git.repository import HistoryUnavailable, open_repository
from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from generator.load.commit_history import CommitHistory
from generator.load.project import Project, load
from generator.load.project_texts import project_texts
from generator.load.state_keeper import StateKeeper
from generator.load.unfinished import read_finished
from generator.load.year_history import YearHistories
from generator.model.lazy_dataclass import dataclass
from generator.model.place import publication_file
from generator.model.problem import Problem
from generator.public.periods import (
    Audience,
    Period,
    PeriodResults,
    latest_day,
    latest_period,
    list_periods,
    score_periods,
    shows_history,
    visible_corpus,
)
from generator.public.redact import shown_comparison
from generator.public.released import AnyReleased
from generator.public.released_comparison import AnyReleasedComparison
from generator.public.released_history import AnyReleasedHistory
from generator.public.shown_history import HIDDEN
from generator.read.content import Texts
from generator.read.notice_reader import read_notices
from generator.read.program import SHIPPED_TEMPLATES, Templates
from generator.read.tree import HeldTree, Tree, WorkTree
from generator.release.main_line import open_main_line
from generator.rules.corpus import Corpus
from generator.rules.notice import NoticeDocument, find_notice
from generator.score.result import YearResult

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Edition(ABC):
    """What products may see of a project; each edition is itself, never equal to another.

    It has neither the whole records nor their files: `WholeEdition` holds them, and hands out what passes the gate.
    Products are given an edition by this type, and never name the other (`tests/public/test_released.py`).

    Everything is found out when it is first asked for, and kept here. What only a product can make (documents,
    tables, the frame of the pages) is made by a function of that product marked `per_edition`, and its result is kept
    here as well: no product needs another, this room needs none of them, and they go when the edition goes.

    `pictures` is False where they are left out although this machine can draw: a site that was built without.
    """

    root: Path
    audience: Audience = "public"
    folders: Templates = SHIPPED_TEMPLATES
    pictures: bool = True
    store: KeptStore = field(default=NOTHING_KEPT, repr=False)
    _made: dict[Callable[[Edition], Any], Any] = field(default_factory=dict, init=False, repr=False)

    @property
    @abstractmethod
    def commit(self) -> str | None:
        """The commit of the data; None for files as they lie on the disk."""

    @property
    @abstractmethod
    def texts(self) -> Texts:
        """The project's own texts."""

    @property
    @abstractmethod
    def corpus(self) -> AnyReleased:
        """What the audience may see."""

    @property
    @abstractmethod
    def results(self) -> Mapping[tuple[int, int | None], YearResult]:
        """The results of each of `periods` as the audience may see them, by year and quarter."""

    @property
    @abstractmethod
    def publication_digests(self) -> Mapping[str, str]:
        """The SHA-256 of each publication's file, which is public, by its id."""

    @property
    @abstractmethod
    def history(self) -> AnyReleasedHistory | str:
        """The history that ends at what is built, as far as it is shown; or the sentence that says why none is."""

    @property
    @abstractmethod
    def corrections(self) -> Mapping[str, AnyReleasedComparison]:
        """What each standing correction moved, by its id, as far as a committed history at hand shows it."""

    @abstractmethod
    def give_back(self, results: Iterable[int] = (), history: bool = False) -> None:
        """Lets go of the results of these years, or of the history: whoever asks all the same has them made again."""

    @property
    def shared(self) -> Edition:
        """The edition that keeps what all its years share; this one, unless it is one of them."""
        return self

    @cached_property
    def notices(self) -> Mapping[str, NoticeDocument]:
        """The notices among the texts, by id."""
        return read_notices(self.texts)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that are shown, in order of time."""
        return list_periods(self.corpus, self.audience)

    @cached_property
    def updated(self) -> date | None:
        """The last day on which anything in the data happened: the date of what is built."""
        return latest_day(self.corpus)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are shown, in order."""
        return tuple(dict.fromkeys(period.year for period in self.periods))

    def period_of(self, year: int) -> Period:
        """The period that stands for `year`: the whole year, or its last quarter that is shown."""
        period = latest_period(self.periods, year)
        if period is None:
            raise KeyError(year)
        return period

    def result_of(self, year: int) -> YearResult:
        """The results that stand for `year`."""
        return self.results[year, self.period_of(year).quarter]


@dataclass(frozen=True, eq=False)
class WholeEdition(Edition):
    """An edition with the project that it is of, which is whole and without errors, and what is kept of others."""

    project: Project = field(kw_only=True)
    keeper: StateKeeper = field(default_factory=StateKeeper, repr=False, kw_only=True)

    @property
    def commit(self) -> str | None:
        """The commit of the data; None for files as they lie on the disk."""
        return self.project.commit

    @cached_property
    def texts(self) -> Texts:
        """The project's own texts."""
        return project_texts(self.root, self.project.tree) if self.project.texts is None else self.project.texts

    @cached_property
    def corpus(self) -> AnyReleased:
        """What the audience may see."""
        return visible_corpus(self._whole, self.audience)

    @cached_property
    def _whole(self) -> Corpus:
        """All records; each scheme names the notice in which its clauses stand, if it is at hand."""
        whole = self.project.corpus
        schemes = {
            year: replace(scheme, notice=find_notice(scheme, self.notices)) for year, scheme in whole.schemes.items()
        }
        return replace(whole, schemes=schemes)

    @cached_property
    def results(self) -> PeriodResults:
        """The results of each of `periods` as the audience may see them, by year and quarter; scored when asked."""
        return score_periods(self._whole, self.periods, self.audience, self.keeper.scores)

    @cached_property
    def publication_digests(self) -> Mapping[str, str]:
        """The SHA-256 of each publication's file, which is public, by its id."""
        tree = self.project.tree
        return {name: sha256(tree.read(publication_file(name))).hexdigest() for name in self.corpus.publications}

    @cached_property
    def history(self) -> AnyReleasedHistory | str:
        """The history as far as it is shown, or the sentence that says why there is none."""
        if not shows_history(self.corpus, self.audience):
            return HIDDEN
        try:
            return self.commit_history.shown(self.corpus, self.audience)
        except HistoryUnavailable as unavailable:
            return str(unavailable)

    @cached_property
    def commit_history(self) -> CommitHistory:
        """The history that ends at what is built; HistoryUnavailable if there is none."""
        return self._history_at(self.commit or find_main(open_repository(self.root)).tip)

    @cached_property
    def year_histories(self) -> YearHistories:
        """The histories of single years; HistoryUnavailable if there is none."""
        return YearHistories(self.commit_history)

    @cached_property
    def corrections(self) -> Mapping[str, AnyReleasedComparison]:
        """What each standing correction moved, by its id, as far as a committed history at hand shows it."""
        names = [record.id for record in self.corpus.standing_corrections]
        if self.commit is None or not names:
            return {}
        found = self._history_at(self.commit).compare_corrections(names)
        return {
            name: shown_comparison(comparison, self.audience)
            for name, comparison in found.items()
            if comparison is not None
        }

    def give_back(self, results: Iterable[int] = (), history: bool = False) -> None:
        """Lets go of them, unless further editions are to be opened."""
        if self.keeper.once:
            self.results.let_go(results)
            if history:
                self.keeper.histories.forget()
                for name in ("history", "commit_history", "year_histories"):
                    self.__dict__.pop(name, None)

    def _history_at(self, tip: str) -> CommitHistory:
        return self.keeper.histories.take(self.root, tip, self.corpus.masks)


def whole_of(edition: Edition) -> WholeEdition:
    """The edition of which products know nothing but `Edition`."""
    assert isinstance(edition, WholeEdition)
    return edition


def per_edition(make: Callable[[Edition], T]) -> Callable[[Edition], T]:
    """`make`, called once for each edition: its result is kept in the edition, and lives as long as that."""

    @wraps(make)
    def once(edition: Edition) -> T:
        if make not in edition._made:
            edition._made[make] = make(edition)
        found: T = edition._made[make]
        return found

    return once


def per_whole_edition(make: Callable[[Edition], T]) -> Callable[[Edition], T]:
    """As `per_edition`; an edition of one year has what the whole has, which stands on the pages of all years."""
    made = per_edition(make)

    @wraps(make)
    def once(edition: Edition) -> T:
        return made(edition.shared)

    return once


def open_edition(
    root: Path,
    audience: Audience = "public",
    tree: Tree | None = None,
    commit: str | None = None,
    folders: Templates = SHIPPED_TEMPLATES,
    keeper: StateKeeper | None = None,
    pictures: bool = True,
    store: KeptStore | None = None,
) -> Edition | list[Problem]:
    """The edition of the project at `root` for `audience`, or the errors in data and texts that forbid building.

    `tree` is where the data come from (the files on the disk unless given), `commit` its id. Whoever builds again
    and again hands in one `keeper`, so that what stays the same is not read and scored anew. What `store` has of an
    earlier build is not made again; without one, everything is.
    """
    readings, scores = (None, None) if keeper is None else (keeper.readings, keeper.scores)
    if keeper is None or tree is not None or commit is not None:
        tree, line = tree or disk_tree(root), open_main_line(root, commit)
        if type(tree) is WorkTree:  # one state: what is kept by the bytes of files must follow from these bytes
            tree = HeldTree(tree.root, tree.paths, tree.masks)
    else:
        tree, line = keeper.lines.open(root)
    project, unfinished = read_finished(
        tree.root if isinstance(tree, WorkTree) else None,
        lambda: load(tree, commit, line, project_texts(root, tree), readings=readings, scores=scores),
    )
    kept = store or NOTHING_KEPT
    return [*unfinished, *project.errors] or WholeEdition(
        root, audience, folders, pictures, kept, project=project, keeper=keeper or StateKeeper(once=True)
    )
