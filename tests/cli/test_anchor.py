"""A publication freezes a commit of the main branch's own line; what names another is refused before it is merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.release.verify import verify_project
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
    assert "请删除这份还没有合并的记录，等数据进了主分支，再运行 kaohe publish。" in said
    assert kaohe(hub.root, "build").status == 1

    hub.git("checkout", "-q", "main")  # merged all the same, squashed: the commit is gone
    hub.git("merge", "-q", "--squash", "q1")
    hub.commit("squashed", "第一季度 (#7)", "2015-04-11", who="kaoheban")
    hub.git("branch", "-q", "-D", "q1")
    assert codes(kaohe, hub) == [("KH660", "error")]
    assert "记录合并时分支被压缩或变基" in kaohe(hub.root, "check").out
    assert kaohe.refused(hub.root, "publish", "2015-q1", "--tag").startswith(
        f"{RECORD} 冻结的提交 {hub.id('two')[:12]} 不在主分支的主线上，不能加标签。"
    )
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
    hub.put({"data/withdrawals/2015-q1.yml": "date: 2015-04-20\nreasons: 冻结的提交不在主线上，重新发布\n"})
    assert codes(kaohe, hub) == []


def test_on_a_branch_without_data_the_main_branch_is_frozen(hub: Story, kaohe: Caller) -> None:
    hub.git("checkout", "-q", "-b", "proposal")
    hub.commit("words", "改说明", "2015-03-05", {"README.md": "说明\n"}, who="kaoheban")
    said = kaohe(hub.root, *Q1)
    assert said.out.startswith("当前检出的不是主分支，冻结的是主分支（main）的最后一个提交。\n")
    assert hub.names[frozen(hub)] == "one"
    hub.commit("published", "发布", "2015-04-10", who="kaoheban")
    assert codes(kaohe, hub, "--base", "origin/main") == []


def test_a_branch_that_changes_data_publishes_nothing(hub: Story, kaohe: Caller) -> None:
    hub.git("checkout", "-q", "-b", "proposal")
    hub.commit("two", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    said = kaohe(hub.root, *Q1)
    assert (said.status, said.out) == (1, "")
    assert said.error == (f"当前分支改动了数据，合并之前不能发布：\n  {TWO}\n请先把这些改动合并到主分支。\n")
    assert not (hub.root / RECORD).exists()


def test_behind_its_remote_a_clone_says_what_it_leaves_out(hub: Story, kaohe: Caller) -> None:
    hub.git("reset", "-q", "--hard", "main~1")
    said = kaohe(hub.root, *Q1)
    start = hub.id("start")
    words = f"冻结的是当前检出的提交 {start[:12]}；主分支（origin/main）有更新的提交，没有计入。\n"
    assert said.out.startswith(words)
    assert frozen(hub) == start


def test_from_two_main_branches_that_parted_none_is_chosen(hub: Story, kaohe: Caller) -> None:
    hub.git("reset", "-q", "--hard", "main~1")
    hub.commit("other", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    said = kaohe.refused(hub.root, *Q1)
    assert said.startswith("本地的 main 与 origin/main 已经分开，各有对方没有的提交，不能从中选一个来发布。")
    assert said.endswith("请先用 git merge origin/main 合并。")


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
