"""What publications and their tags remember is held against the line; a shallow clone is not called rewritten."""

from __future__ import annotations

from pathlib import Path

from generator.git.tags import read_tags
from generator.history.report import HistoryReport, read_history
from tests.history.scenarios import TWO, force_push, linear, tag_moved
from tests.history.scripted import deduction, publication


def said(account: HistoryReport) -> list[tuple[str, str, str]]:
    """Kind, commit and sentence of what tags and publications remember."""
    tags = {name.removeprefix("publication/"): tag for name, tag in read_tags(account.repository, "").items()}
    found = [*account.remarks(), *account.remarks_on_tags(tags)]
    return [(remark.kind, remark.commit, remark.sentence) for remark in found if remark.kind in ("rewritten", "tag")]


def test_a_force_push_leaves_remembered_commits_behind(tmp_path: Path) -> None:
    story = force_push(tmp_path / "repository")
    tip, gone = story.id("again"), story.id("pushed-away")
    words = "记下的提交 {} 不在当前历史（{}）之中：历史被改写过。"
    first, second, third = said(read_history(story.root))
    assert first == ("rewritten", gone, "发布 2015-q1 " + words.format(gone, tip))
    lost = story.id("published")
    assert second == ("rewritten", lost, "标签 publication/2015-q1 " + words.format(lost, tip))
    assert third[:2] == ("tag", lost)
    story.git("reflog", "expire", "--expire=now", "--all")
    story.git("gc", "-q", "--prune=now")
    assert len(said(read_history(story.root))) == 3


def test_a_moved_tag_is_named_with_both_commits(tmp_path: Path) -> None:
    story = tag_moved(tmp_path / "repository")
    (found,) = said(read_history(story.root))
    both = f"指向提交 {story.id('later')[:12]}，记录是由提交 {story.id('published')[:12]} 写入的：标签被移动过。"
    assert found == ("tag", story.id("later"), f"标签 publication/2015-q1 {both}")


def test_a_shallow_clone_does_not_make_a_history_rewritten(tmp_path: Path) -> None:
    story = linear(tmp_path / "repository")
    frozen = story.id("record")
    story.commit("published", "发布", "2015-12-22", {"data/publications/2015-q1.yml": publication(frozen)})
    story.commit("later", "此后", "2015-12-23", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.git("tag", "publication/2015-q1", frozen)
    story.git("clone", "-q", "--depth", "1", f"file://{story.root}", str(tmp_path / "shallow"))
    story.git("-C", str(tmp_path / "shallow"), "fetch", "-q", "--depth=1", "origin", "tag", "publication/2015-q1")
    account = read_history(tmp_path / "shallow")
    assert [condition.kind for condition in account.gaps] == ["shallow"]
    assert said(account) == []
    assert [kind for kind, _, _ in said(read_history(story.root))] == ["tag"]
