from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from generator.load.edition import Edition, WholeEdition
from generator.load.project import Project
from generator.opendata.open_data_files import make_disclosure, produce_feeds, produce_open_data
from generator.public.periods import Audience
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from generator.site.producers import PRODUCERS
from tests.opendata.sample import CANARY, COMMIT, SITE, make_corpus

ROOT = Path(__file__).resolve().parents[2]


def open_sample(corpus: Corpus, audience: Audience = "public") -> Edition:
    return WholeEdition(ROOT, audience, project=Project(MemoryTree({}), COMMIT, corpus))


def produce(edition: Edition) -> dict[str, bytes]:
    return dict([*produce_open_data(edition), *produce_feeds(edition)])


def test_open_data_and_feeds_lie_where_links_expect_them() -> None:
    paths = sorted(produce(open_sample(make_corpus())))
    assert [path for path in paths if not path.endswith((".csv", ".json"))] == [
        "feeds/all.xml",
        "feeds/alpha.xml",
        "feeds/beta.xml",
        "feeds/gamma.xml",
        "open-data/LICENSE.txt",
        "open-data/README.txt",
        "open-data/kaohe-2015.xlsx",
    ]
    assert "open-data/datapackage.json" in paths
    assert {path.replace(".json", ".csv") for path in paths if path.endswith(".json")} - set(paths) == {
        "open-data/calculation.csv",
        "open-data/datapackage.csv",
    }


def test_the_build_makes_them() -> None:
    made = {path for part in PRODUCERS for path, _ in part.produce(open_sample(make_corpus()))}
    assert {"open-data/results.csv", "feeds/all.xml"} <= made


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_no_internal_note_leaves_with_the_data(audience: Audience) -> None:
    files = produce(open_sample(make_corpus(), audience))
    assert [path for path, content in files.items() if CANARY.encode() in content] == []


def test_a_demonstration_says_so_in_what_is_read_first() -> None:
    files = produce(open_sample(replace(make_corpus(), site=replace(SITE, demo=True))))
    named = ("open-data/sample-README.txt", "open-data/datapackage.json", "open-data/sample-kaohe-2015.xlsx")
    for path in (*named, "feeds/all.xml"):
        assert "演示数据" in files[path].decode("utf-8", "replace"), path


def test_the_public_gets_nothing_before_a_publication() -> None:
    edition = open_sample(replace(make_corpus(), publications={}, corrections={}))
    assert make_disclosure(edition) is None
    assert produce(edition) == {}


DIGEST = """
from hashlib import sha256
from tests.opendata.test_open_data_files import make_corpus, open_sample, produce
for path, content in produce(open_sample(make_corpus())).items():
    print(path, sha256(content).hexdigest())
"""


def digests(folder: Path, **environment: str) -> dict[str, str]:
    """The digests of all files by path, made by another process in another folder and environment."""
    made = subprocess.run(
        [sys.executable, "-c", DIGEST],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return dict(line.rsplit(" ", 1) for line in made.stdout.splitlines())


def test_clock_zone_locale_folder_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    here = {path: sha256(data).hexdigest() for path, data in produce(open_sample(make_corpus())).items()}
    there = digests(tmp_path, TZ="America/St_Johns", PYTHONHASHSEED="2", LC_ALL="C", OPENPYXL_LXML="False")
    assert here == there
    assert len(here) > 40
