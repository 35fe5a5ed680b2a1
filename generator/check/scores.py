"""The rules that score: they bring the whole calculation, and wait until it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.problem import Problem
from generator.rules.corpus import Corpus


def check_scores(corpus: Corpus) -> Iterator[Problem]:
    """What each scheme comes to with what is recorded, where all could be read (`generator/check/score_rules.py`)."""
    if not corpus.unread and corpus.schemes:
        from generator.check.score_rules import check_scored

        yield from check_scored(corpus)
