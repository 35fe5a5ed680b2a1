"""A project in one state, read and checked: the one way in which data become records and problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check.indicator_rules import find_overdue
from generator.check.merge_attribute import check_merge_attributes
from generator.check.rules import check_corpus
from generator.kept.kept_store import NOTHING_KEPT, KeptStore, open_store
from generator.load.unfinished import read_finished
from generator.model.collector import without_collector
from generator.model.lazy_dataclass import dataclass
from generator.model.place import ACT_KINDS, PUBLIC_STATE, find_place, lies_in
from generator.model.problem import Problem
from generator.model.publication import Publication, parse_publication_id
from generator.read.content import Texts
from generator.read.corpus_reader import read_corpus
from generator.read.kept_readings import KeptReadings
from generator.read.record import Cache
from generator.read.tree import Tree, WorkTree, YearTree, year_of
from generator.rules.corpus import Corpus
from generator.score.kept_years import KeptYears

if TYPE_CHECKING:
    from generator.release.main_line import MainLine


@dataclass(frozen=True, slots=True)
class Project:
    """A project in one state; `commit` is None for the files as they lie on the disk.

    `corpus` holds every record that could be read, `problems` are sorted by place. `texts` are those of `content/`,
    None if the data were loaded by themselves.
    """

    tree: Tree
    commit: str | None
    corpus: Corpus
    problems: tuple[Problem, ...] = ()
    texts: Texts | None = None

    @property
    def errors(self) -> list[Problem]:
        """The problems that forbid computing anything."""
        return [problem for problem in self.problems if problem.severity == "error"]


def load(
    tree: Tree,
    commit: str | None = None,
    line: MainLine | None = None,
    texts: Texts | None = None,
    root: Path | None = None,
    readings: KeptReadings | None = None,
    scores: KeptYears | None = None,
) -> Project:
    """The data of `tree` with every problem: of the files, across the records, of what was published, of `texts`.

    With `root`, where the project lies on the disk, also how git would merge them there. `readings` and `scores`
    keep what is read and scored from one state to the next.

    `line` is the main branch, which tells when each publication was recorded; without it only what the files say
    of themselves is held against them, and nothing is overdue. Frozen figures are compared if nothing else is wrong
    with the data.
    """
    return judge_published(load_data(tree, commit, readings), line, texts, root, scores)


def judge_published(
    alone: Project,
    line: MainLine | None,
    texts: Texts | None = None,
    root: Path | None = None,
    scores: KeptYears | None = None,
) -> Project:
    """The data `alone` as `load` has them: with what was published, the texts, and how git merges what lies there."""
    from generator.release.published import check_published, with_recorded

    tree, commit = alone.tree, alone.commit
    corpus = with_recorded(alone.corpus, tree, line, commit or "HEAD")
    found = [*alone.problems, *check_published(corpus, tree, line, alone.problems, scores)]
    if corpus.as_of is not None:
        found += find_overdue(corpus, corpus.as_of)
    if texts is not None:
        from generator.check.pages import check_texts  # brings the reader of Markdown

        found += check_texts(texts, corpus)
    if root is not None:
        found += check_merge_attributes(root, lambda: [entry.path for entry in tree.entries()])
    return Project(tree, commit, corpus, _asked(tree, found), texts)


def _asked(tree: Tree, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in order; where `tree` is cut down to a year, those that matter to it."""
    only = year_of(tree)
    return tuple(sorted(p for p in problems if only is None or _is_asked(p.place.file, only.year)))


def _is_asked(file: str, year: int) -> bool:
    """Whether what is wrong with `file` matters to who asks about `year`: entries and acts may be of other years."""
    place = find_place(file)
    if place is None or place.year in (0, year):
        name = None if place is None else parse_publication_id(place.id.partition("-c")[0])
        return place is None or place.kind not in ACT_KINDS or name is None or name.year == year
    return False


def load_data(
    tree: Tree, commit: str | None = None, readings: KeptReadings | None = None, pool: Cache | None = None
) -> Project:
    """The data of `tree` by themselves: what was published is neither asked for nor compared.

    `pool` has files of git that were read before, by path and blob.
    """
    with without_collector():
        corpus, problems = read_corpus(tree, pool, readings=readings)
        found = check_corpus(corpus)
    return Project(tree, commit, corpus, _asked(tree, [*problems, *found]))


def open_project(
    root: Path, revision: str | None = None, with_texts: bool = False, year: int | None = None
) -> Project:
    """The data on the disk, or at `revision` (a commit, tag, branch, day or publication), read and checked.

    `with_texts` asks for everything that `kaohe check` looks at: the texts, and how git merges what lies here. With
    `year`, what no figure of that year follows from is neither read nor checked; it counts as unread.
    """
    from generator.load.project_texts import project_texts
    from generator.release.main_line import open_main_line

    store = NOTHING_KEPT if year is None else open_store(root)
    tree, commit = open_tree(root, revision, store)
    if year is not None:
        tree = YearTree(tree, year)
    texts = project_texts(root, tree) if with_texts else None
    on_disk = root if commit is None else None
    project, unfinished = read_finished(
        on_disk,
        lambda: load(
            tree, commit, open_main_line(root, commit, tree.masks, store), texts, on_disk if with_texts else None
        ),
    )
    return replace(project, problems=tuple(sorted([*project.problems, *unfinished]))) if unfinished else project


def open_tree(root: Path, revision: str | None, store: KeptStore = NOTHING_KEPT) -> tuple[Tree, str | None]:
    """The data on the disk, with no commit, or those at `revision` with its id."""
    if revision is None:
        from generator.git.masks import disk_tree

        return disk_tree(root, store=store), None
    from generator.git.git_tree import GitTree
    from generator.git.repository import open_repository
    from generator.git.revision import resolve_revision

    repository = open_repository(root, store)
    commit = resolve_revision(repository, revision, published_commits(root))
    return GitTree(repository, commit), commit


def published_commits(root: Path) -> dict[str, str]:
    """The frozen commit of each publication, by its id: publications are names of versions too."""
    return {name: record.commit for name, record in published_records(root).items()}


def published_records(root: Path) -> Mapping[str, Publication]:
    """The publications of the project on the disk, by id."""
    published, _ = read_corpus(WorkTree(root), wanted=lambda path: lies_in(path, "publication"))
    if not (root / PUBLIC_STATE).is_file():
        return published.publications
    from generator.release.ledger import as_shown
    from generator.release.main_line import open_main_line

    line = open_main_line(root)
    return published.publications if line is None else as_shown(published.publications, line.ledger)
