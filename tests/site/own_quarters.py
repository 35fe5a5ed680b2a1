"""The small district with a scheme of which each quarter counts by itself, and the year follows from its quarters."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus
from generator.site.site_build import build_site
from tests.run_once import made_once
from tests.site.sample import copy_district

_RULES = "year_of: {take: weighted, weights: [2, 2, 2, 4]}\ntotal: {cap: 100, floor: 0}\n"


def copy_own_quarters(folder: Path) -> Path:
    """A copy of the district that counts its quarters by themselves, the appraisal once a year."""
    path = copy_district(folder) / "data/schemes/2015.yml"
    words = path.read_text("utf-8").replace("kind: appraisal\n", "kind: appraisal\n    at: year\n")
    path.write_text(words + _RULES, "utf-8")
    return folder


def read_own_quarters(folder: Path) -> Corpus:
    """The records of that district, copied to `folder`."""
    corpus, problems = read_corpus(WorkTree(copy_own_quarters(folder)))
    assert problems == []
    return corpus


def own_quarter_pages() -> Path:
    """Its pages, built once in a run and without what else is built; nobody changes them."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("generator.site.site_build.PRODUCERS", [])
            assert build_site(copy_own_quarters(folder / "district"), folder / "site").problems == ()

    return made_once("own-quarters", make) / "site"
