"""Reviewing a proposal: what is wrong with it once it is merged, and what it does to scores, ranks and outcomes.

It is judged as it would be after the merge with the main branch as that is now: what is well by itself may be wrong
beside what others have brought meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.acts.build_act import Say, build
from generator.acts.check_act import read_lines
from generator.acts.check_proposal import check_against
from generator.acts.review_folder import ReviewFiles, write_review
from generator.compare.comparison import compare_revisions
from generator.git.git_tree import GitTree, list_snapshot
from generator.git.merged import merge_commits
from generator.git.repository import Repository, open_repository
from generator.git.revision import resolve_revision
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA
from generator.model.problem import Problem
from generator.public.redact import shown_comparison
from generator.words.annotations import code_quality, workflow_commands
from generator.words.comparison_words import ComparisonView, view_comparison
from generator.words.review_comment import ReviewView, review_comment


@dataclass(frozen=True, slots=True)
class Review:
    """What a proposal comes to. `commit` is the merge that was tried, empty where git could not join the two.

    `others` are the files that are neither data nor texts: steps of the forge, versions, settings. `lines` holds the
    lines of each file that has a problem; `effect` is None where nothing could be merged.
    """

    base: str
    head: str
    commit: str
    conflicts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, Sequence[str]] | None = None
    effect: ComparisonView | None = None

    @property
    def errors(self) -> int:
        """How many problems forbid the merge."""
        return len(self.conflicts) + sum(problem.severity == "error" for problem in self.problems)


def review_proposal(root: Path, base: str, head: str, login: str = "") -> Review:
    """The review of `head`, proposed for `base`; `login` is who proposed it, as the forge says.

    Nothing of the proposal needs to be checked out. Raises UserError if one of the two is not known, or git is too
    old to try the merge.
    """
    repository = open_repository(root)
    one, other = (resolve_revision(repository, name) for name in (base, head))
    merged = merge_commits(repository, one, other)
    if not merged.commit:
        return Review(one, other, "", merged.conflicts)
    tree = GitTree(repository, merged.commit)
    problems = check_against(root, tree, one, login=login, tip=merged.commit)
    lines_of = read_lines(tree)
    lines = {problem.place.file: lines_of(problem) or () for problem in problems}
    effect = view_comparison(shown_comparison(compare_revisions(repository, one, merged.commit), "internal"))
    others = _changed_besides(repository, one, merged.commit)
    return Review(one, other, merged.commit, (), others, tuple(problems), lines, effect)


def _changed_besides(repository: Repository, base: str, commit: str) -> tuple[str, ...]:
    """The files of the project below neither data/ nor content/ that differ, came or went."""
    before, after = (list_snapshot(repository, name) for name in (base, commit))
    differing = (path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return tuple(sorted(path for path in differing if not path.startswith((DATA, "content/"))))


def preview_site(root: Path, review: Review, out: Path, say: Say) -> int:
    """Builds what the site would be after the merge, drafts marked, into `out`; the number of files.

    0 where the data have errors, which the review tells.
    """
    return 0 if review.errors else build(root, out, review.commit, "proposal", say=say).files


def record_review(review: Review, folder: Path, preview: str = "") -> ReviewFiles:
    """Writes the comment and the notes on lines, in the forms that forges read, into `folder`.

    `preview` is where the preview can be seen, in words or as an address; empty: there is none.
    """
    view = ReviewView(
        review.base,
        review.head,
        review.conflicts,
        review.others,
        review.problems,
        review.effect,
        preview if review.commit else "",
    )
    return write_review(
        folder, review_comment(view), workflow_commands(review.problems), code_quality(review.problems)
    )
