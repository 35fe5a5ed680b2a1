"""What everything that is built is built from: one reading of the data, one set of results, one audience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jinja2 import Environment

from generator.check.pages import check_texts
from generator.check.rules import check_corpus
from generator.git.masks import disk_tree
from generator.load.project_texts import list_own_parts, project_texts
from generator.model.corpus import Corpus
from generator.model.notice import NoticeDocument, find_notice
from generator.model.problem import Problem
from generator.public.periods import (
    Audience,
    Period,
    latest_day,
    latest_period,
    list_periods,
    score_shown,
    visible_corpus,
)
from generator.read.content import Texts, page_of
from generator.read.corpus_reader import read_corpus
from generator.read.notice_reader import read_notices
from generator.read.program import SHIPPED_TEMPLATES, Templates
from generator.read.tree import Tree
from generator.release.main_line import open_main_line
from generator.release.published import check_published, with_recorded
from generator.score.result import YearResult
from generator.words.page_frame import open_templates
from generator.words.site_frame import Link, SiteView, view_site


@dataclass(frozen=True, slots=True, eq=False)
class BuildContext:
    """One state of the data as one audience may see it. Each is itself, so that what is made from it is made once.

    `corpus` holds nothing that the audience may not see; `tree` still does. `commit` is None for files as they lie on
    the disk. `results` has an entry for each of `periods`. `updated` is the last day on which anything in the data
    happened: the date of what is built. `texts` are the project's own, `notices` those among them by id; the
    templates are those of `folders`.
    """

    root: Path
    tree: Tree
    commit: str | None
    audience: Audience
    corpus: Corpus
    periods: tuple[Period, ...]
    results: Mapping[tuple[int, int | None], YearResult]
    updated: date | None
    site: SiteView
    texts: Texts
    notices: Mapping[str, NoticeDocument]
    folders: Templates
    templates: Environment

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


def open_context(
    root: Path,
    audience: Audience = "public",
    tree: Tree | None = None,
    commit: str | None = None,
    folders: Templates = SHIPPED_TEMPLATES,
) -> BuildContext | list[Problem]:
    """Everything a build needs, or the errors in data and texts that forbid building."""
    tree = tree or disk_tree(root)
    line = open_main_line(root, commit)
    texts = project_texts(root, tree)
    corpus, problems = read_corpus(tree)
    problems += check_corpus(corpus)
    problems += check_published(corpus, tree, line, problems)
    errors = _errors([*problems, *check_texts(texts, corpus)])
    return errors or make_context(root, with_recorded(corpus, line), tree, audience, commit, texts, folders)


def _errors(problems: list[Problem]) -> list[Problem]:
    return sorted(problem for problem in problems if problem.severity == "error")


def make_context(
    root: Path,
    whole: Corpus,
    tree: Tree,
    audience: Audience,
    commit: str | None,
    texts: Texts | None = None,
    folders: Templates = SHIPPED_TEMPLATES,
) -> BuildContext:
    """The context for a corpus without errors; `texts` are read where they are not given."""
    texts = project_texts(root, tree) if texts is None else texts
    notices = read_notices(texts)
    own = [Link(part.title, page_of(part.paths[0])) for part in list_own_parts(texts)]
    corpus = _with_notices(visible_corpus(whole, audience), notices)
    periods = list_periods(corpus, audience)
    updated = latest_day(corpus)
    return BuildContext(
        root=root,
        tree=tree,
        commit=commit,
        audience=audience,
        corpus=corpus,
        periods=periods,
        results={(period.year, period.quarter): score_shown(corpus, period) for period in periods},
        updated=updated,
        site=view_site(corpus, periods, audience, commit, updated, notices, own),
        texts=texts,
        notices=notices,
        folders=folders,
        templates=open_templates(folders.folders("pages")),
    )


def _with_notices(corpus: Corpus, notices: Mapping[str, NoticeDocument]) -> Corpus:
    """`corpus` with each scheme naming the notice in which its clauses stand, or none where it is not at hand."""
    schemes = {year: replace(scheme, notice=find_notice(scheme, notices)) for year, scheme in corpus.schemes.items()}
    return replace(corpus, schemes=schemes)
