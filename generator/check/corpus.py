"""All rules across records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.check.appraisals import check_appraisals
from generator.check.deductions import check_assessors, check_deductions
from generator.check.publications import check_corrections, check_publications
from generator.check.scheme import check_register, check_scheme
from generator.check.units import check_committers, check_names, check_site, check_years
from generator.model.corpus import Corpus
from generator.model.problem import Problem

Rule = Callable[[Corpus], Iterable[Problem]]


def _check_schemes(corpus: Corpus) -> Iterator[Problem]:
    for scheme in corpus.schemes.values():
        yield from check_scheme(scheme)
        yield from check_register(scheme, list(corpus.units.values()))
        yield from check_assessors(corpus, scheme)


RULES: tuple[Rule, ...] = (
    check_site,
    check_names,
    check_years,
    check_committers,
    _check_schemes,
    check_deductions,
    check_appraisals,
    check_publications,
    check_corrections,
)


def check_corpus(corpus: Corpus) -> list[Problem]:
    """Every problem across the records of `corpus`, in order of place."""
    return sorted(problem for rule in RULES for problem in rule(corpus))
