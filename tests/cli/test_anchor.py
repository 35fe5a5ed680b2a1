"""A publication freezes a commit of the main branch's own line; what names another is refused before it is merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.proof.verify_project import verify_project
from tests.cli.calling import Caller
from tests.cli.test_shapes import Q1, Q2, tell_year
from tests.history.scenarios import ONE, TWO
from tests.history.scripted import Story, begin, deduction
from tests.history.shapes import clone, publish

RECORD = "data/publications/2015-q1.yml"


@pytest.fixture
def hub(tmp_path: Path) -> Story:
    """An ordinary clone of a hub with one record on main."""
    story = begin(tmp_path / "told")
    story.commit("one", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    found = clone(story, publish(story, tmp_path), tmp_path / "clone")
    found.git("config", "user.name", "考核办经办人")
    found.git("config", "user.email", "kaoheban@kaohe.example")
    return found


def frozen(story: Story, name: str = "2015-q1") -> str:
    text = (story.root / f"data/publications/{name}.yml").read_text("utf-8")
    return next(line.removeprefix("commit: ") for line in text.splitlines() if line.startswith("commit: "))


def forged(story: Story, commit: str) -> None:
    """A record as it was written where whatever was checked out was frozen."""
    text = (story.root / RECORD).read_text("utf-8")
    story.put({RECORD: text.replace(frozen(story), commit)})


def codes(kaohe: Caller, story: Story, *options: str) -> list[tuple[str, str]]:
    found = kaohe(story.root, "check", *options, "--json").data
    return [(row["code"], row["severity"]) for row in found if row["code"] in ("KH660", "KH661")]


def test_what_was_frozen_on_a_branch_is_refused_by_the_check_of_the_proposal(hub: Story, kaohe: Caller) -> None:
    hub.git("checkout", "-q", "-b", "q1")
    hub.commit("two", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")}, who="rexian")
    hub.git("checkout", "-q", "main")
    assert kaohe(hub.root, *Q1).status == 0
    text = (hub.root / RECORD).read_text("utf-8")
    hub.git("checkout", "-q", "q1")
    hub.put({RECORD: text.replace(frozen(hub), hub.id("two"))})
    hub.commit("published", "发布", "2015-04-10", who="kaoheban")
    for options in ((), ("--base", "main"), ("--base", "origin/main")):
        assert ("KH660", "error") in codes(kaohe, hub, *options), options
    said = kaohe(hub.root, "check").out
    assert f"KH660 冻结的提交 {hub.id('two')[:12]} 不在主分支的主线上\n" in said
    assert "还没有进主分支的，请再运行一次 kaohe publish 2015-q1，它会重新写出。" in said
    assert kaohe(hub.root, "build").status == 1

    hub.git("checkout", "-q", "main")  # merged all the same, squashed: the commit is gone
    hub.git("merge", "-q", "--squash", "q1")
    hub.commit("squashed", "第一季度 (#7)", "2015-04-11", who="kaoheban")
    hub.git("branch", "-q", "-D", "q1")
    assert codes(kaohe, hub) == [("KH660", "error")]
    assert "记录合并时分支被压缩或变基" in kaohe(hub.root, "check").out
    refused = kaohe(hub.root, "publish", "2015-q1", "--tag")
    assert refused.status == 1
    assert refused.error.startswith(f"{RECORD} 冻结的提交 {hub.id('two')[:12]} 不在主分支的主线上，不能加标签。")
    (found,) = (found for found in verify_project(hub.opened).findings if found.kind == "commit")
    assert found.status == "fails"


def test_a_commit_that_came_by_a_merge_is_not_on_the_line(hub: Story, kaohe: Caller) -> None:
    hub.git("checkout", "-q", "-b", "q1")
    hub.commit("two", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    hub.git("checkout", "-q", "main")
    hub.merge("merge", "q1", "Merge branch 'q1'", "2015-03-06")
    assert kaohe(hub.root, *Q1).status == 0
    assert hub.names[frozen(hub)] == "merge"
    assert codes(kaohe, hub) == []
    forged(hub, hub.id("two"))
    hub.commit("published", "发布", "2015-04-10", who="kaoheban")
    assert codes(kaohe, hub) == [("KH660", "error")]
    (found,) = (found for found in verify_project(hub.opened).findings if found.kind == "commit")
    assert (found.status, "不在主分支的主线上，是某个分支上的提交" in found.sentence) == ("fails", True)
    assert kaohe(hub.root, "withdraw", "2015-q1", "--reason", "冻结的提交不在主线上，重新发布", "--yes").status == 0
    assert codes(kaohe, hub) == []


def test_on_a_branch_without_data_the_main_branch_is_frozen(hub: Story, kaohe: Caller) -> None:
    hub.git("checkout", "-q", "-b", "proposal")
    hub.commit("words", "改说明", "2015-03-05", {"README.md": "说明\n"}, who="kaoheban")
    said = kaohe(hub.root, *Q1)
    assert "（检出的提交不在主分支上，冻结的是主分支 main 的最后一个提交）\n" in said.out
    assert hub.names[frozen(hub)] == "one"
    hub.commit("published", "发布", "2015-04-10", who="kaoheban")
    assert codes(kaohe, hub, "--base", "origin/main") == []


def test_a_branch_that_changes_data_publishes_nothing(hub: Story, kaohe: Caller) -> None:
    hub.git("checkout", "-q", "-b", "proposal")
    hub.commit("two", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    said = kaohe(hub.root, *Q1)
    assert (said.status, said.out) == (1, "")
    assert said.error == (
        f"这里改动了主分支上没有的数据：{TWO}。发布冻结的是主分支的提交，请先把这些改动合并到主分支，或还原，再发布。\n"
    )
    assert not (hub.root / RECORD).exists()


def test_behind_its_remote_a_clone_says_what_it_leaves_out(hub: Story, kaohe: Caller) -> None:
    hub.commit("words", "改说明", "2015-03-05", {"README.md": "说明\n"}, who="kaoheban")
    hub.git("push", "-q", "origin", "main")
    hub.git("reset", "-q", "--hard", "main~1")
    said = kaohe(hub.root, *Q1)
    one = hub.id("one")
    assert f"冻结的提交：{one}（检出的提交；主分支 origin/main 有更新的提交，没有计入）\n" in said.out
    assert frozen(hub) == one


def test_what_the_data_no_longer_yield_is_not_published(hub: Story, kaohe: Caller) -> None:
    said = kaohe(hub.root, *Q1, "--at", "main~1")
    assert (said.status, said.out) == (1, "")
    assert "KH651" in said.error
    assert said.error.endswith("这一时段的结果已经不同。请冻结主分支的最后一个提交：--at main。\n")
    assert not (hub.root / RECORD).exists()


def test_from_two_main_branches_that_parted_none_is_chosen(hub: Story, kaohe: Caller) -> None:
    hub.git("reset", "-q", "--hard", "main~1")
    hub.commit("other", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    said = kaohe.refused(hub.root, *Q1)
    assert said.startswith("本地的 main 与 origin/main 已经分开，各有对方没有的提交，不能从中选一个。")
    assert "请先用 git rebase --rebase-merges origin/main 把本地的提交接到它后面" in said


def test_a_shallow_clone_cannot_tell(tmp_path: Path, kaohe: Caller) -> None:
    story = tell_year(tmp_path / "told")
    story.git("clone", "-q", "--depth", "2", story.root.as_uri(), str(tmp_path / "cut"))
    cut = Story(tmp_path / "cut", story.names)
    assert codes(kaohe, cut) == [("KH661", "warning")]
    assert "KH661 提醒：冻结的提交" in kaohe(cut.root, "check").out
    assert codes(kaohe, story) == []


def test_without_a_history_the_files_are_checked_all_the_same(tmp_path: Path, kaohe: Caller) -> None:
    story = tell_year(tmp_path / "told")
    assert kaohe(story.root, *Q2).status == 0
    (story.root / ".git").rename(tmp_path / "git")
    assert codes(kaohe, story) == []
