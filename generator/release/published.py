"""All that is asked of what was published, in one place: acts, figures, ties, and the words on which they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.check.redactions import check_redactions
from generator.git.clock import commit_day
from generator.git.condition import shallow_commits
from generator.git.recorded import recording_days
from generator.model.act import Act
from generator.model.place import find_place, folder_of
from generator.model.problem import Problem
from generator.read.tree import Tree
from generator.release.act_facts import check_acts
from generator.release.as_issued import read_issued
from generator.release.frozen_words import check_words
from generator.release.ledger import as_shown
from generator.release.main_line import MainLine
from generator.release.openings import check_openings
from generator.release.public_state import withheld_at
from generator.release.standing import check_frozen
from generator.rules.corpus import Corpus
from generator.score.kept_years import KeptYears


def check_published(
    corpus: Corpus,
    tree: Tree,
    line: MainLine | None,
    others: Sequence[Problem] = (),
    kept: KeptYears | None = None,
) -> list[Problem]:
    """Every problem of what was published, given the `others` of the data and the main branch, where it is at hand.

    Figures and words are compared only where there is no error besides: from data with errors nothing follows.
    `kept` has what was scored in the state before.
    """
    corpus = with_recorded(corpus, tree, line)
    found = [*check_acts(corpus, tree, line), *check_redactions(corpus, tree)]
    if line is not None:
        found += check_openings(corpus, line)
    if not any(problem.severity == "error" for problem in others):
        found += check_frozen(corpus, _ahead(corpus, line) | _not_shown(corpus, line), kept)
        if line is not None:
            found += check_words(corpus, tree, line)
    return found


def _ahead(corpus: Corpus, line: MainLine | None) -> set[str]:
    """The publications drawn up here for commits of the main branch that are not merged yet."""
    if line is None:
        return set()
    return {record.id for record in corpus.standing_publications if line.is_ahead(record.commit)}


def _not_shown(corpus: Corpus, line: MainLine | None) -> set[str]:
    """The publications whose figures do not follow from what the public sees, in its own history."""
    if line is None or not line.ledger.is_public:
        return set()
    years = {place.year for path in withheld_at(line.repository, line.tip) if (place := find_place(path))}
    return {record.id for record in corpus.standing_publications if record.year in years}


def with_recorded(corpus: Corpus, tree: Tree, line: MainLine | None, read: str = "HEAD") -> Corpus:
    """`corpus`, read from `tree`, with what only a history tells.

    That is the day on which publications and deductions reached the main branch, what each act was issued with, and
    the day of the commit `read`, if anything can be overdue by then.
    """
    if line is None or corpus.issued:
        return corpus
    corpus = replace(corpus, publications=as_shown(corpus.publications, line.ledger))
    if corpus.entries:
        corpus = replace(corpus, as_of=commit_day(line.repository, read))
    days = {name: line.ledger.day_of(Act("publish", name)) for name in line.ledger.publications}
    recorded = {name: day for name, day in days.items() if day is not None}
    return replace(corpus, recorded=recorded, entered=_entered(corpus, line), issued=read_issued(corpus, tree, line))


def _entered(corpus: Corpus, line: MainLine) -> Mapping[str, date]:
    """The day on which each deduction came to `line`, if an answer is counted from it; none in a cut history."""
    waits = any(
        record.notified is None and (scheme := corpus.schemes.get(record.year)) is not None and scheme.appeals
        for record in corpus.deductions
    )
    if not waits or shallow_commits(line.repository):
        return {}
    known = line.repository.known  # what a commit reaches never changes
    if ("entered", line.tip) not in known:
        known["entered", line.tip] = recording_days(line.repository, line.tip, f"{folder_of('deduction')}/")
    found: Mapping[str, date] = known["entered", line.tip]
    return found
