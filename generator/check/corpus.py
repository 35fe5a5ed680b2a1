"""All rules across records."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.check.appeals import check_appeals
from generator.check.appraisals import check_appraisals
from generator.check.deductions import check_deductions
from generator.check.events import check_events, check_evidence
from generator.check.in_force import check_in_force
from generator.check.own_items import check_own_items
from generator.check.privacy import check_privacy
from generator.check.publications import check_corrections, check_publications
from generator.check.samples import check_samples
from generator.check.scheme import check_schemes
from generator.check.units import check_committers, check_names, check_site, check_years
from generator.check.working_days import check_holidays
from generator.model.corpus import Corpus
from generator.model.problem import Problem
from generator.read.corpus import shorten_problems

RULES: tuple[Callable[[Corpus], Iterable[Problem]], ...] = (
    check_site,
    check_names,
    check_years,
    check_committers,
    check_schemes,
    check_own_items,
    check_in_force,
    check_samples,
    check_holidays,
    check_deductions,
    check_events,
    check_evidence,
    check_appeals,
    check_appraisals,
    check_publications,
    check_corrections,
    check_privacy,
)


def check_corpus(corpus: Corpus) -> list[Problem]:
    """Every problem across the records of `corpus`, in order of place; of many in one file the first few."""
    files: dict[str, list[Problem]] = {}
    for rule in RULES:
        for problem in rule(corpus):
            files.setdefault(problem.place.file, []).append(problem)
    return sorted(problem for found in files.values() for problem in shorten_problems(found))
