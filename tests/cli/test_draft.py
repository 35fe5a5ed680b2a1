"""`kaohe draft indicators`: a missed target becomes a draft that a clerk signs; nothing is deducted by itself."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.acts.acting import codes_of, start
from tests.cli.calling import Caller
from tests.release.repository import Repo

RATES = """\
title: 指标
keeper: rexian
per: year
show: records
unit: unit
date: reported
title_from: "热线按时办结率（{unit}，{period}）"
fields:
  - {id: unit, label: 单位, type: ref, to: unit, required: true, share: public}
  - {id: period, label: 时段, type: period, required: true, share: public}
  - {id: done, label: 按时办结, type: whole, share: public}
  - {id: all, label: 全部, type: whole, share: public}
  - {id: reported, label: 报送, type: day, required: true, share: public}
  - {id: waived, label: 不扣分, type: day, share: public}
stages: [{id: reported, label: 已报送, date: reported}]
ends: [{id: waived, label: 确认不扣分, date: waived}]
indicators:
  - {value: {ratio: [done, all]}, target: 100, feeds: {item: hotline, standard: overdue}}
"""
PATH = "data/deductions/2015/hotline/2015-0331-caizheng-1.yml"


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests themselves may be run on one."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = start(tmp_path / "district")
    repo.write("data/registers/rates.yml", RATES)
    entry = "unit: %s\nperiod: 2015-Q1\ndone: %d\nall: 20\nreported: 2015-04-03\n"
    repo.write("data/registers/rates/2015/a.yml", entry % ("caizheng", 18))
    repo.write("data/registers/rates/2015/b.yml", entry % ("jiaoyu", 20))
    repo.write("data/registers/rates/2015/c.yml", entry % ("shuiwu", 19) + "waived: 2015-04-04\n")
    repo.commit("报送指标", "2015-04-05")
    return repo


def test_a_missed_target_becomes_a_draft_that_says_so(repo: Repo, kaohe: Caller) -> None:
    said = kaohe(repo.root, "draft", "indicators", "2015")
    assert (said.status, said.error) == (0, "")
    assert said.out.count("未达到目标：") == 1
    assert "以下是草稿，还不是扣分" in said.out
    assert "（草稿，待核实）" in said.out
    text = (repo.root / PATH).read_text("utf-8")
    assert "points: 1\ncount: 2\n" in text.replace('"', "")
    assert "from:\n  - {register: rates, record: a}" in text
    assert "应完成 20，完成 18（90.00%），未达到目标 100%" in text
    assert "internal_note: 草稿" in text
    assert codes_of(repo) == []
    assert "没有要起草的扣分记录。" in kaohe(repo.root, "draft", "indicators").out, "it has its record now"


def test_it_may_be_a_branch_or_a_look(repo: Repo, kaohe: Caller) -> None:
    assert "只是预览，没有写入。" in kaohe(repo.root, "draft", "indicators", "--dry-run").out
    said = kaohe(repo.root, "draft", "indicators", "--branch", "drafts")
    assert said.status == 0, said.error
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("diff", "--name-status", "main", "drafts") == f"A\t{PATH}"
    assert "没有要起草的" in kaohe(repo.root, "draft", "indicators", "2014").out
