"""The sample district as tests read it, made by its generator: what lies in `data/` may be an office's own."""

from __future__ import annotations

from functools import cache

from generator.demo.district import Options, make_data
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus


@cache
def sample_tree() -> MemoryTree:
    """The files of the sample's `data/`; nobody changes them."""
    return MemoryTree(make_data(Options()))


@cache
def read_sample() -> Corpus:
    """The records of the sample; a problem in them fails the test that asks."""
    corpus, problems = read_corpus(sample_tree())
    assert problems == []
    return corpus
