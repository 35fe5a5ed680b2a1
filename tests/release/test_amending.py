"""Amending a scheme within its year after a quarter was published; publishing without the values that it needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.release.amendment_moves import LeftAside, leave_aside
from generator.score.year import score_year
from tests.release.publishing import kaohe, publish
from tests.release.repository import Repo, new_repo, record_quarter

PATH = "data/amendments/2015/march.yml"
HEAD = "document: 小考发〔2015〕9号\n"
ITEMS = "components/performance/items"
MOVING = f"""from: {{}}
{HEAD}changes:
  - {{{{at: {ITEMS}/hotline/max, to: 1}}}}
  - {{{{at: {ITEMS}/meetings/max, to: 88}}}}
"""
UNMOVED = f"""from: 2015-03-01
{HEAD}changes:
  - {{at: {ITEMS}/hotline/max, to: 39}}
  - {{at: {ITEMS}/meetings/max, to: 50}}
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """The district with its first quarter published."""
    made = begin(tmp_path)
    record_quarter(made, 1)
    publish(made, "2015-q1", "2015-04-10")
    return made


def begin(folder: Path) -> Repo:
    """The district before anything was found, with a name for tags."""
    made = new_repo(folder / "project")
    made.git("config", "user.name", "李 复核")
    made.git("config", "user.email", "li@kaohe.example")
    return made


def amend(repo: Repo, text: str) -> None:
    repo.write(PATH, text)
    repo.commit("修改考核办法", "2015-08-01")


def test_what_an_amendment_moves_is_corrected_and_the_correction_names_it(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    amend(repo, MOVING.format("2015-03-01"))
    capsys.readouterr()
    assert kaohe(repo, "check") == 1
    said = capsys.readouterr().out
    assert "KH441" in said
    assert "KH651" not in said, "one cause is told once"
    assert kaohe(repo, "correct", "2015-q1", "--reason", "修改考核办法", "--date", "2015-08-02", "--yes") == 0
    written = (repo.root / "data/corrections/2015-q1-c1.yml").read_text("utf-8")
    assert f"records: [{PATH}]" in written
    assert "jiaoyu: {old: {total: 98.50, rank: 4}, new: {total: 99.00, rank: 4}}" in written
    assert [line for line in written.splitlines() if line.startswith("  ")], "exactly those that it moves"
    assert kaohe(repo, "check") == 0


@pytest.mark.parametrize("text", [UNMOVED, MOVING.format("2015-04-01")], ids=["no figure moved", "from later on"])
def test_what_moves_nothing_that_was_published_needs_no_correction(
    repo: Repo, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    amend(repo, text)
    assert kaohe(repo, "check") == 0
    capsys.readouterr()
    assert kaohe(repo, "correct", "2015-q1", "--reason", "修改考核办法", "--date", "2015-08-02", "--yes") == 1
    assert "不需要更正" in capsys.readouterr().err
    assert not (repo.root / "data/corrections").exists()


def test_amendments_known_when_it_was_published_are_no_news(tmp_path: Path) -> None:
    made = begin(tmp_path)
    made.write(PATH, MOVING.format("2015-03-01"))
    record_quarter(made, 1)
    publish(made, "2015-q1", "2015-04-10")
    assert kaohe(made, "check") == 0
    corpus, problems = read_corpus(WorkTree(made.root))
    assert problems == []
    (published,) = corpus.standing_publications
    assert leave_aside(corpus, published, published.results_sha256) is None
    assert score_year(corpus, 2015, 1).scheme.items["hotline"].max == 1


def test_a_period_is_not_published_while_values_that_it_needs_are_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = begin(tmp_path)
    measures = "measures:\n  - {id: answered, name: 按时答复率, unit: percent, due: quarter, over: mean}\n"
    scheme = made.root / "data/schemes/2015.yml"
    standard = (
        "              - {kind: per-step, id: answered, text: 按时答复率, measure: answered, below: 90, step: 1, "
        "points: 1, steps: exact}\n"
    )
    text = scheme.read_text("utf-8").replace("          - id: window\n", standard + "          - id: window\n")
    made.write("data/schemes/2015.yml", text + measures)
    record_quarter(made, 1)
    arguments = ("publish", "2015-q1", "--date", "2015-04-10", "--yes")
    assert kaohe(made, *arguments) == 1
    said = capsys.readouterr().err
    assert "指标“按时答复率”还缺2015年第一季度 4 个单位的数值：" in said
    assert "请写进 data/measures/2015/hotline/ 里各单位的文件。" in said
    assert "kaohe check" not in said
    for unit in ("caizheng", "jiaoyu", "shuiwu", "minzheng"):
        values = "values: [{period: 2015-Q1, measure: answered, value: 91}]\n"
        made.write(f"data/measures/2015/hotline/{unit}.yml", values)
    made.commit("填报按时答复率", "2015-04-09")
    assert kaohe(made, *arguments) == 0


@pytest.mark.parametrize("field", ["grade", "reason"])
def test_a_grade_or_a_reason_alone_is_a_figure_that_moves(repo: Repo, field: str) -> None:
    corpus, _ = read_corpus(WorkTree(repo.root))
    result = score_year(corpus, 2015, 1)
    first, *others = result.units
    other: dict[str, Any] = {field: "另写"}
    moved = replace(result, units=(replace(first, score=replace(first.score, **other)), *others))
    assert LeftAside((), result).moves(moved)
    assert not LeftAside((), result).moves(replace(result))
