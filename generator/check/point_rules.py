"""The rules that speak of records of points, and all that an editor needs who checks one of them at each save.

No other rule finds anything in such a file, or in the folder in which it lies (a test holds that), but those on its
links to registers, which few records have. So this module imports little, and `rules.py`, which has all, imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.check.appeals import check_appeals, missing_years
from generator.check.deduction_rules import check_deductions
from generator.check.document_numbers import check_numbers, decision_numbers, numbered_years
from generator.check.event_rules import check_events, check_evidence, evidence_titles
from generator.check.fact_rules import check_facts
from generator.check.file_names import check_file_names
from generator.check.privacy import check_privacy
from generator.check.punctuation import check_punctuation
from generator.check.rule_reach import AnyRule, LinkRule, Rule, YearRule
from generator.check.samples import check_samples
from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.corpus import Corpus

POINT_REACHES: tuple[AnyRule, ...] = (
    YearRule(check_samples),
    YearRule(check_deductions),
    YearRule(check_facts),
    YearRule(check_file_names),
    YearRule(check_events),
    YearRule(check_evidence, evidence_titles),
    YearRule(check_appeals, missing_years),
    LinkRule(check_numbers, decision_numbers, numbered_years),
)
TEXT_REACHES: tuple[AnyRule, ...] = (YearRule(check_privacy), YearRule(check_punctuation))


def check_points_among(corpus: Corpus, wanted: Callable[[str], bool]) -> list[Problem]:
    """The problems of the records of points in the files that are `wanted`, beside all that is in `corpus`.

    Texts are looked at one by one, so of the other files none is.
    """
    texts = Corpus(
        deductions=tuple(record for record in corpus.deductions if wanted(record.origin.file)),
        exemptions=corpus.exemptions,
    )
    return [
        *find_problems(corpus, [found.check for found in POINT_REACHES]),
        *find_problems(texts, [found.check for found in TEXT_REACHES]),
    ]


def find_problems(corpus: Corpus, rules: Sequence[Rule]) -> list[Problem]:
    """What `rules` find in `corpus`, in order of place.

    Of a file with problems of its own, what could be read is checked as any other: what a rule asks for must be
    there, or the rule says nothing (`where_read`).
    """
    whole = corpus.with_partial()
    return sorted(problem for rule in rules for problem in where_read(rule)(whole))
