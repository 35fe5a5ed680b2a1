"""The main branch is found by its name, in whichever copy is further; where the copies have parted, that is said.

The fixtures are real clones of a bare repository, as offices work in them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.git.branch import Branch, find_main
from generator.git.condition import inspect_repository
from generator.git.repository import HistoryUnavailable, open_repository
from generator.git.revision import resolve_revision
from generator.model.problem import UserError
from tests.history.scenarios import ONE, THREE, merges
from tests.history.scripted import Story, deduction
from tests.history.shapes import clone, publish

LOCAL, REMOTE = "refs/heads/main", "refs/remotes/origin/main"


@pytest.fixture
def clerk(tmp_path: Path) -> Story:
    """An ordinary clone, with one commit of its own that is not pushed."""
    story = merges(tmp_path / "told")
    found = clone(story, publish(story, tmp_path), tmp_path / "clone")
    found.commit("own", "更正扣分", "2015-04-20", {ONE: deduction("caizheng", "2015-02-12", "0.1")})
    return found


def conditions(story: Story) -> dict[str, str]:
    return {condition.kind: condition.sentence for condition in inspect_repository(story.opened)}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("HEAD", "own"),
        ("@", "own"),
        ("HEAD~1", "squash"),
        ("HEAD^", "squash"),
        ("@~2", "merge"),
        ("main", "own"),
        ("origin/main", "squash"),
        ("origin", "squash"),
        ("origin/HEAD", "squash"),
        ("rexian/q1", "inner2"),
    ],
)
def test_names_in_a_clone_mean_what_git_says(clerk: Story, name: str, meant: str) -> None:
    """Above all HEAD, which is the repository's own, never the one of the place that was cloned (gitrevisions(7))."""
    assert clerk.git("rev-parse", "refs/remotes/origin/HEAD") == clerk.id("squash")
    assert clerk.names[resolve_revision(clerk.opened, name)] == meant
    assert clerk.git("rev-parse", f"{name}^{{commit}}" if name != "rexian/q1" else "origin/rexian/q1") == clerk.id(
        meant
    )


def test_a_ref_that_is_called_head_takes_nothing_away_from_it(clerk: Story) -> None:
    clerk.git("update-ref", "refs/heads/HEAD", clerk.id("start"))
    clerk.git("update-ref", "refs/tags/HEAD", clerk.id("start"))
    assert clerk.names[resolve_revision(clerk.opened, "HEAD~1")] == "squash"


def test_what_a_fetch_left_has_a_name_too(clerk: Story) -> None:
    clerk.git("fetch", "-q", "origin", "rexian/q1")
    assert clerk.names[resolve_revision(clerk.opened, "FETCH_HEAD")] == "inner2"
    (clerk.root / ".git/FETCH_HEAD").unlink()
    with pytest.raises(UserError, match=r"^没有名为“FETCH_HEAD”的版本。"):
        resolve_revision(clerk.opened, "FETCH_HEAD")


def test_a_clone_with_a_commit_that_is_not_pushed_is_ahead(clerk: Story) -> None:
    assert find_main(clerk.opened) == Branch(LOCAL, clerk.id("own"), REMOTE, clerk.id("squash"))
    assert conditions(clerk) == {}


def test_a_clone_that_fetched_and_did_not_merge_reads_what_it_fetched(clerk: Story) -> None:
    clerk.git("reset", "-q", "--hard", "main~2")
    found = find_main(clerk.opened)
    assert (found.name, found.tip, found.twin_name) == ("origin/main", clerk.id("squash"), "main")
    assert conditions(clerk) == {
        "behind": "本地的 main 比 origin/main 少 1 个提交，这里读的是 origin/main。"
        "请用 git merge --ff-only origin/main 跟上。"
    }
    assert clerk.names[resolve_revision(clerk.opened, "2015-12-31")] == "squash"


def test_copies_that_have_parted_are_said_to(clerk: Story) -> None:
    clerk.git("update-ref", REMOTE, clerk.git("commit-tree", "-p", "main~2", "-m", "别的", "main^{tree}"))
    found = find_main(clerk.opened)
    assert (found.ref, found.tip, found.has_parted) == (LOCAL, clerk.id("own"), True)
    (said,) = conditions(clerk).values()
    assert said.startswith(
        "本地的 main 与 origin/main 已经分开：一边另有 2 个提交，另一边另有 1 个；这里读的是本地的。"
    )
    assert "远程的历史就被改写过" in said


def test_without_a_branch_of_its_own_a_clone_reads_the_remote_one(clerk: Story) -> None:
    clerk.git("checkout", "-q", "--detach", clerk.id("inner"))
    clerk.git("branch", "-D", "main")
    assert find_main(clerk.opened) == Branch(REMOTE, clerk.id("squash"))
    clerk.git("update-ref", "-d", REMOTE)
    clerk.git("symbolic-ref", "-d", "refs/remotes/origin/HEAD")
    assert find_main(clerk.opened) == Branch("HEAD", clerk.id("inner"))


def test_where_a_clone_was_cloned_its_head_is_not_the_main_branch(clerk: Story, tmp_path: Path) -> None:
    """It is whatever was checked out there, such as a proposal."""
    clerk.git("checkout", "-q", "-b", "proposal", "main~2")
    second = clone(clerk, clerk.root.as_uri(), tmp_path / "second")
    assert second.git("symbolic-ref", "refs/remotes/origin/HEAD") == "refs/remotes/origin/proposal"
    assert find_main(second.opened) == Branch(REMOTE, clerk.id("own"))


def test_a_main_branch_of_another_name_is_the_one_that_the_hub_says(tmp_path: Path) -> None:
    story = merges(tmp_path / "told")
    story.git("branch", "-m", "main", "trunk")
    found = clone(story, story.root.as_uri(), tmp_path / "clone")
    assert find_main(found.opened) == Branch("refs/heads/trunk", story.id("squash"))
    found.git("checkout", "-q", "-b", "proposal", "trunk~1")
    found.git("branch", "-D", "trunk")
    assert find_main(found.opened).name == "origin/trunk"


def test_a_branch_follows_the_remote_that_its_settings_name(clerk: Story) -> None:
    clerk.git("remote", "rename", "origin", "gitee")
    assert find_main(clerk.opened).twin_name == "gitee/main"
    clerk.git("branch", "--unset-upstream", "main")
    assert find_main(clerk.opened).twin_name == "gitee/main"  # the only one there is
    clerk.git("update-ref", "refs/remotes/upstream/main", clerk.id("merge"))
    assert find_main(clerk.opened).twin == ""


def test_a_hub_that_renamed_its_main_branch_leaves_a_clone_readable(clerk: Story) -> None:
    """origin/HEAD then points at nothing."""
    clerk.git("update-ref", "refs/remotes/origin/trunk", REMOTE)
    clerk.git("update-ref", "-d", REMOTE)
    assert find_main(clerk.opened) == Branch(LOCAL, clerk.id("own"))
    with pytest.raises(UserError, match=r"^没有名为“origin/HEAD”的版本。"):
        resolve_revision(clerk.opened, "origin/HEAD")


def test_a_stale_master_does_not_stand_for_main(clerk: Story) -> None:
    clerk.git("update-ref", "refs/heads/master", clerk.id("start"))
    assert find_main(clerk.opened).ref == LOCAL
    clerk.git("checkout", "-q", "--detach")
    clerk.git("branch", "-D", "main")
    assert find_main(clerk.opened).ref == REMOTE


def test_a_repository_without_commits_is_one_sentence(tmp_path: Path) -> None:
    Story(tmp_path).git("init", "-q")
    with pytest.raises(HistoryUnavailable, match=r"^这个仓库还没有任何提交。请先提交数据，再查看历史。$"):
        find_main(open_repository(tmp_path))


def test_a_worktree_sees_the_branches_of_its_repository(clerk: Story, tmp_path: Path) -> None:
    clerk.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "side", clerk.id("start"))
    side = Story(tmp_path / "tree", clerk.names)
    side.commit("aside", "旁支", "2015-05-01", {THREE: deduction("shuiwu", "2015-04-15", "0.5")})
    assert find_main(side.opened).tip == clerk.id("own")
    assert clerk.names[resolve_revision(side.opened, "HEAD")] == "aside"
