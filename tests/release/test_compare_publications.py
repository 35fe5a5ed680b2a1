"""`kaohe diff` of two publications compares what was published, not what the repository held besides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from tests.release.publishing import kaohe, publish
from tests.release.repository import first_quarter, record_quarter


def test_a_later_record_is_no_part_of_a_publication(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = first_quarter(tmp_path / "project")
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    publish(repo, "2015-q1", "2015-04-10")
    record_quarter(repo, 2)
    record_quarter(repo, 3)
    publish(repo, "2015-q2", "2015-09-10")
    capsys.readouterr()
    assert kaohe(repo, "diff", "2015-q1", "2015-q2", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    published = read_corpus(WorkTree(repo.root))[0].publications
    assert len(found["scores"]) > 1
    for score in found["scores"]:
        old, new = (published[name].results[score["unit"]] for name in ("2015-q1", "2015-q2"))
        assert (score["old"], score["old_rank"]) == (str(old.total), str(old.rank))
        assert (score["new"], score["new_rank"]) == (str(new.total), str(new.rank))
    assert "data/deductions/2015/hotline/0819-caizheng.yml" not in {change["path"] for change in found["changes"]}
    assert (
        kaohe(repo, "diff", "publication/2015-q1", "publication/2015-q2", "--json") == 0
    )  # tags are versions of everything
    whole = json.loads(capsys.readouterr().out)
    assert "data/deductions/2015/hotline/0819-caizheng.yml" in {change["path"] for change in whole["changes"]}
