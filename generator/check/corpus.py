"""Rules across records (to be replaced by the full set of rules)."""

from __future__ import annotations

from generator.model.corpus import Corpus
from generator.model.problem import Problem


def check_corpus(corpus: Corpus) -> list[Problem]:
    """The problems of deductions that name an unknown unit or item."""
    problems = []
    for record in corpus.deductions:
        scheme = corpus.schemes.get(record.year)
        if record.unit not in corpus.units:
            problems.append(Problem(record.origin.place("unit"), "KH301", f"没有编号为“{record.unit}”的单位"))
        if scheme is None or record.item not in scheme.items:
            problems.append(Problem(record.origin.place(), "KH302", f"没有编号为“{record.item}”的单项"))
    return sorted(problems)
