"""The sample district as tests read it, made by its generator: what lies in `data/` may be an office's own."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

from generator.demo.demo_project import Made, make_demo
from generator.demo.district import Options, make_data
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from tests.run_once import made_once


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


def shared_demo() -> tuple[Path, Made]:
    """The demonstration with the usual options, made once in a run, and what was said of it; nobody changes it."""

    def make(folder: Path) -> None:
        made = make_demo(folder / "district", Options())
        (folder / "made.json").write_text(json.dumps(asdict(made)), "utf-8")

    folder = made_once("demo", make)
    return folder / "district", Made(**json.loads((folder / "made.json").read_text("utf-8")))
