"""A corpus as the gate hands it out to the office: for tests of what takes nothing else."""

from __future__ import annotations

from generator.public.periods import visible_corpus
from generator.public.released import Internal, Released
from generator.rules.corpus import Corpus


def of_office(corpus: Corpus) -> Released[Internal]:
    """All of `corpus`."""
    return visible_corpus(corpus, "internal")
