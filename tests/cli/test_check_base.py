"""`kaohe check --base` and `kaohe impact --base` where the history here lacks commits of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.history.scenarios import ONE, TWO
from tests.history.scripted import Story, begin, deduction


@pytest.fixture
def parted(tmp_path: Path) -> Story:
    """A proposal of one record, while the main branch went on with another."""
    story = begin(tmp_path / "repository")
    story.git("checkout", "-q", "-b", "proposal")
    story.commit("mine", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "main")
    story.commit("theirs", "登记", "2015-02-13", {TWO: deduction("jiaoyu", "2015-02-13")})
    story.git("checkout", "-q", "proposal")
    return story


def test_what_others_did_since_is_not_held_against_a_proposal(parted: Story, kaohe: Caller) -> None:
    found = kaohe(parted.root, "check", "--base", "main", "--json").data
    (problem,) = (problem for problem in found if problem["severity"] == "error")
    assert (problem["code"], problem["message"]) == ("KH509", "main 有 1 个提交不在当前分支上")
    parted.merge("sync", "main", "Merge branch 'main'", "2015-02-14")
    assert kaohe(parted.root, "check", "--base", "main").status == 0


def test_what_a_proposal_did_is_held_against_it_all_the_same(parted: Story, kaohe: Caller) -> None:
    parted.put({"data/units/shuiwu.yml": None})
    found = kaohe(parted.root, "check", "--base", "main", "--json").data
    told = {(problem["code"], problem["file"]) for problem in found}
    assert {("KH501", "data/units/shuiwu.yml"), ("KH509", "data")} <= told
    assert ("KH501", TWO) not in told


def test_a_base_that_was_left_behind_is_a_problem_too(parted: Story, kaohe: Caller) -> None:
    parted.git("reset", "-q", "--hard", "HEAD~1")
    (problem,) = kaohe(parted.root, "check", "--base", parted.id("mine"), "--json").data
    assert problem["code"] == "KH509"


def test_the_effect_says_that_it_undoes_what_others_did(parted: Story, kaohe: Caller) -> None:
    words = f"当前分支不含前一版本的部分提交（两者在 {parted.id('start')[:12]} 之后分开）"
    assert words in kaohe(parted.root, "impact", "--base", "main").out
    assert words in kaohe(parted.root, "impact", "--base", "main", "--markdown").out
    parted.merge("sync", "main", "Merge branch 'main'", "2015-02-14")
    assert "当前分支不含" not in kaohe(parted.root, "impact", "--base", "main").out
