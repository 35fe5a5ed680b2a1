"""`kaohe check --base` and `kaohe impact --base` where the history here lacks commits of the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.history.scripted import HOTLINE, Story, begin, deduction

ONE, TWO = f"{HOTLINE}/2015-0212-caizheng-1.yml", f"{HOTLINE}/2015-0213-jiaoyu-1.yml"
MISNAMED = f"{HOTLINE}/2015-0212-jiaoyu-7.yml"


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
    found = kaohe(parted.root, "check", "--base", parted.id("mine"), "--json").data
    (problem,) = (problem for problem in found if problem["severity"] == "error")
    assert problem["code"] == "KH509"


def test_the_effect_says_that_it_undoes_what_others_did(parted: Story, kaohe: Caller) -> None:
    words = f"当前分支不含前一版本的部分提交（两者在 {parted.id('start')[:12]} 之后分开）"
    assert words in kaohe(parted.root, "impact", "--base", "main").out
    assert words in kaohe(parted.root, "impact", "--base", "main", "--markdown").out
    parted.merge("sync", "main", "Merge branch 'main'", "2015-02-14")
    assert "当前分支不含" not in kaohe(parted.root, "impact", "--base", "main").out


def told(found: list[dict[str, str]]) -> list[tuple[str, str]]:
    """What is said of names: how severe it is, and the sentence."""
    return [(problem["severity"], problem["message"]) for problem in found if problem["code"] == "KH507"]


def test_a_new_record_must_be_well_named_and_an_old_one_may_keep_its_name(tmp_path: Path, kaohe: Caller) -> None:
    story = begin(tmp_path / "repository")
    words = "文件名里的单位是 jiaoyu，记录的单位是 caizheng"
    asked = ((), ("--base", "HEAD"), (str(story.root / MISNAMED),))
    story.put({MISNAMED: deduction("caizheng", "2015-02-12")})
    for arguments in asked:
        said = kaohe(story.root, "check", *arguments, "--json")
        assert (said.status, told(said.data)) == (1, [("error", words)])
    story.commit("mine", "登记", "2015-02-12", {})
    for arguments in asked:
        said = kaohe(story.root, "check", *arguments, "--json")
        assert (said.status, told(said.data)) == (0, [("warning", words)])
    story.git("checkout", "-q", "-b", "proposal")
    story.commit("other", "登记", "2015-02-13", {f"{HOTLINE}/0213.yml": deduction("jiaoyu", "2015-02-13")})
    (new,) = [found for found in told(kaohe(story.root, "check", "--json").data) if found[0] == "error"]
    assert new == ("error", "文件名 0213.yml 不是“年-月日-单位-序号”的形式")  # not on the main branch yet


def test_without_git_a_misnamed_record_is_a_reminder(tmp_path: Path, kaohe: Caller) -> None:
    story = begin(tmp_path / "repository")
    story.put({MISNAMED: deduction("caizheng", "2015-02-12")})
    shutil.rmtree(story.root / ".git")
    said = kaohe(story.root, "check", "--json")
    assert (said.status, [severity for severity, _ in told(said.data)]) == (0, ["warning"])


def test_a_whole_folder_moved_is_told_by_kind(tmp_path: Path, kaohe: Caller) -> None:
    story = begin(tmp_path / "repository")
    records = {
        f"{HOTLINE}/2015-02{day}-caizheng-{n}.yml": deduction(
            "caizheng", f"2015-02-{day}", reason=f"对第{n}位来电人推诿"
        )
        for day in range(10, 28)
        for n in (1, 2, 3)
    }
    story.commit("many", "登记", "2015-03-01", records)
    (story.root / HOTLINE).rename(story.root / "data/deductions/2015/hotlines")
    said = kaohe(story.root, "check", "--base", "HEAD")
    assert said.status == 1
    assert len(said.out.encode()) < 8_000
    assert "—— KH502：54 处，在 54 个文件里，先列 3 处\n" in said.out
    assert "KH304" in said.out
    assert len(kaohe(story.root, "check", "--base", "HEAD", "--all").out.encode()) > 8_000


NUMBERED = "登记 138-1234-5678 反映的工单"


def test_a_number_in_the_message_of_a_commit_is_a_problem_until_it_is_reworded(parted: Story, kaohe: Caller) -> None:
    parted.merge("sync", "main", "Merge branch 'main'", "2015-02-14")
    parted.commit("told", NUMBERED, "2015-02-15", {TWO: deduction("jiaoyu", "2015-02-13", reason="工单又逾期")})
    asked = kaohe(parted.root, "check", "--base", "main", "--json")
    (found,) = (problem for problem in asked.data if problem["code"] == "KH516")
    assert (asked.status, found["severity"], found["file"]) == (1, "error", f"commit:{parted.id('told')[:12]}")
    assert found["message"] == "提交说明里像是写了手机号码（138****5678）"
    parted.git("commit", "-q", "--amend", "-m", "登记来电人反映的工单")
    assert "KH516" not in kaohe(parted.root, "check", "--base", "main").out


def test_the_log_masks_a_number_in_a_message_that_was_merged(parted: Story, kaohe: Caller) -> None:
    parted.git("checkout", "-q", "main")
    parted.commit("told", NUMBERED, "2015-02-15", {ONE: deduction("caizheng", "2015-02-12")})
    for options in ((), ("--json",)):
        said = kaohe(parted.root, "log", *options).out
        assert "登记 138******5678 反映的工单" in said
        assert "1234-5678" not in said
