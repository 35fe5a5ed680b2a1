"""A name becomes one commit, or one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.git.revision import find_base, resolve_revision
from generator.model.problem import UserError
from tests.history.scenarios import ONE, backdated, merges
from tests.history.scripted import Story, begin, deduction


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    made = merges(tmp_path_factory.mktemp("revision") / "repository")
    made.git("tag", "v1", made.id("inner"))
    made.git("tag", "-a", "-m", "说明", "季度/一", made.id("direct"))
    made.git("tag", "both", made.id("start"))
    made.git("branch", "both", made.id("merge"))
    made.git("tag", "same", made.id("start"))
    made.git("branch", "same", made.id("start"))
    made.git("update-ref", "refs/remotes/origin/release", made.id("inner2"))
    made.git("update-ref", "refs/remotes/origin/main", made.id("start"))
    made.git("tag", "2015-04-15", made.id("start"))
    made.git("tag", made.id("inner")[:12], made.id("start"))
    made.git("update-ref", "refs/heads/MERGE_HEAD", made.id("start"))
    (made.root / ".git" / "MERGE_HEAD").write_text(made.id("merge") + "\n", "ascii")
    return made


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("HEAD", "squash"),
        ("@", "squash"),
        ("@~1", "merge"),
        ("HEAD^^2", "inner2"),
        ("main~2", "direct"),
        ("v1", "inner"),
        ("refs/tags/v1", "inner"),
        ("tags/v1", "inner"),
        ("季度/一", "direct"),
        ("rexian/q1", "inner2"),
        ("origin/release", "inner2"),
        ("release", "inner2"),
        ("main", "squash"),  # the local branch, although origin has another
        ("origin/main", "start"),
        ("same", "start"),
        ("refs/heads/both", "merge"),
        ("2015-04-14", "start"),
        ("2015-04-16", "merge"),
        ("2016-01-01", "squash"),
    ],
)
def test_a_name_means_a_commit(story: Story, name: str, meant: str) -> None:
    assert story.names[resolve_revision(story.opened, name)] == meant


def test_an_id_and_its_beginning_mean_the_commit(story: Story) -> None:
    commit = story.id("inner")
    assert resolve_revision(story.opened, commit) == commit
    assert resolve_revision(story.opened, commit[:10]) == commit


def test_a_tag_that_looks_like_another_commit_is_refused(story: Story) -> None:
    short = story.id("inner")[:12]
    with pytest.raises(UserError, match=f"^“{short}”有几种含义（refs/tags/{short}、提交 {short}），指向不同的提交。"):
        resolve_revision(story.opened, short)
    assert resolve_revision(story.opened, story.id("inner")[:11].upper()) == story.id("inner")


def test_the_words_around_an_id_mean_nothing(story: Story) -> None:
    with pytest.raises(UserError, match="没有名为"):
        resolve_revision(story.opened, f"v9-g{story.id('inner')[:10]}")


def test_the_id_of_a_publication_means_its_frozen_commit(story: Story) -> None:
    frozen = {"2015-q1": story.id("direct"), "v1": story.id("merge")}
    assert resolve_revision(story.opened, "2015-q1", frozen) == story.id("direct")
    with pytest.raises(UserError, match=r"^“v1”有几种含义（refs/tags/v1、发布 v1），指向不同的提交。"):
        resolve_revision(story.opened, "v1", frozen)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("both", "refs/heads/both、refs/tags/both"),
        ("both~0", "refs/heads/both~0、refs/tags/both~0"),
        ("2015-04-15", "refs/tags/2015-04-15、日期 2015-04-15"),
        ("MERGE_HEAD", "refs/heads/MERGE_HEAD、MERGE_HEAD"),
    ],
)
def test_a_name_with_several_meanings_is_refused(story: Story, name: str, places: str) -> None:
    with pytest.raises(UserError) as refused:
        resolve_revision(story.opened, name)
    assert str(refused.value) == f"“{name}”有几种含义（{places}），指向不同的提交。请写完整的名称或提交编号。"


@pytest.mark.parametrize(
    "name",
    ["-n", "--all", "-", "", " ", "a b", "a..b", "a...b", "^main", "HEAD@{1}", "main@{yesterday}", ":/记录",
     "HEAD:data", "HEAD^{/记录}", "a\nb", "a\0b", "*", "main:", "refs/heads/*", "$(id)", "../x"],
)  # fmt: skip
def test_what_is_no_name_is_never_given_to_git(story: Story, name: str) -> None:
    with pytest.raises(UserError, match="不是版本的名称"):
        resolve_revision(story.opened, name)


@pytest.mark.parametrize("name", ["missing", "0" * 40, "f" * 64, "2015-02-30", "HEAD~99", "main^3", "refs/heads"])
def test_a_name_without_meaning_is_one_sentence(story: Story, name: str) -> None:
    with pytest.raises(UserError, match=r"^没有名为“.+”的版本。可以写提交编号、标签、分支、日期"):
        resolve_revision(story.opened, name)


def test_a_day_before_the_first_commit_is_one_sentence(story: Story) -> None:
    with pytest.raises(UserError, match=r"^到 2014-12-31 为止，主分支上还没有提交。$"):
        resolve_revision(story.opened, "2014-12-31")


def test_a_tree_or_blob_is_no_revision(story: Story) -> None:
    tree = story.git("rev-parse", "HEAD^{tree}")
    with pytest.raises(UserError, match="没有名为"):
        resolve_revision(story.opened, tree)


def test_a_day_ends_at_midnight_in_beijing(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("late", "深夜", "2015-06-30T15:59:59Z", {ONE: deduction("caizheng", "2015-06-30")})
    story.commit("next", "次日", "2015-06-30T16:00:00Z", {ONE: deduction("caizheng", "2015-06-30", "1")})
    assert story.names[resolve_revision(story.opened, "2015-06-30")] == "late"
    assert story.names[resolve_revision(story.opened, "2015-07-01")] == "next"


def test_a_backdated_commit_does_not_reach_into_a_day_that_has_passed(tmp_path: Path) -> None:
    story = backdated(tmp_path / "repository")  # the commit claims 2015-03-31, after one of 2015-04-15
    assert story.names[resolve_revision(story.opened, "2015-03-31")] == "start"
    assert story.names[resolve_revision(story.opened, "2015-04-15")] == "backdated"


def test_a_name_follows_a_tag_that_was_moved(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    story.git("tag", "q1", story.id("direct"))
    assert resolve_revision(story.opened, "q1") == story.id("direct")
    story.git("tag", "-f", "q1", story.id("inner"))
    assert resolve_revision(story.opened, "q1") == story.id("inner")


def test_replaced_objects_are_read_as_they_were(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    story.git("replace", story.id("squash"), story.id("start"))
    assert resolve_revision(story.opened, "HEAD~1") == story.id("merge")


def test_where_two_histories_part(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    repository = story.opened
    assert find_base(repository, story.id("inner2"), story.id("direct")) == story.id("start")
    orphan = story.git("commit-tree", "-m", "另起", story.git("rev-parse", "HEAD^{tree}"))
    assert find_base(repository, orphan, story.id("merge")) is None
