"""What is unusual about a repository is named; what is replaced or grafted changes nothing that is read."""

from __future__ import annotations

from pathlib import Path

from generator.git.branch import find_main
from generator.git.condition import inspect_repository
from generator.git.git_tree import GitTree
from generator.git.repository import open_repository
from generator.history.mainline import read_changes
from generator.history.query import EventFilter, select_events
from generator.history.remark import find_remarks
from generator.history.report import read_history
from generator.history.trail import read_trails
from tests.history.scenarios import ONE, TWO, linear, merges
from tests.history.scripted import Story, begin, deduction


def kinds(story: Story) -> list[str]:
    return [condition.kind for condition in inspect_repository(story.opened)]


def test_a_whole_clone_on_a_branch_has_nothing_unusual(tmp_path: Path) -> None:
    assert inspect_repository(merges(tmp_path / "repository").opened) == ()


def test_a_shallow_clone_says_what_is_missing(tmp_path: Path) -> None:
    story = linear(tmp_path / "repository")
    story.git("clone", "-q", "--depth", "3", f"file://{story.root}", str(tmp_path / "shallow"))
    repository = open_repository(tmp_path / "shallow")
    (condition,) = inspect_repository(repository)
    assert condition.kind == "shallow"
    assert condition.subjects == (story.id("revoke"),)
    assert "git fetch --unshallow" in condition.sentence
    log = read_changes(repository, find_main(repository).tip)
    assert [story.names[step.commit.id] for step in log.steps] == ["revoke", "tally", "rules"]
    events = select_events(read_trails(repository, log), EventFilter(record=TWO))
    assert [(event.kind, event.earlier) for event in events] == [("recorded", True)]


def test_a_branch_cut_by_a_shallow_clone_is_not_guessed_at(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    story.git("clone", "-q", "--depth", "3", f"file://{story.root}", str(tmp_path / "shallow"))
    repository = open_repository(tmp_path / "shallow")
    log = read_changes(repository, find_main(repository).tip)
    assert {story.names[commit] for commit in log.cut} == {"direct", "inner2"}
    assert [step.dropped for step in log.steps] == [(), (), ()]
    trails = read_trails(repository, log)
    (event,) = trails[ONE].events
    assert (story.names[event.writer.id], event.by_merge, event.earlier) == ("inner2", False, True)
    assert [remark.kind for remark in find_remarks(log, trails, {})] == []


def test_a_replaced_object_is_named_and_not_followed(tmp_path: Path) -> None:
    story = linear(tmp_path / "repository")
    before = read_changes(story.opened, story.id("rules"))
    blob = story.git("rev-parse", f"HEAD:{ONE}")
    other = story.git("hash-object", "-w", "--stdin", given=deduction("caizheng", "2015-02-12", "0.1").encode())
    story.git("replace", blob, other)
    story.git("replace", story.id("amend"), story.id("record"))
    (condition,) = inspect_repository(story.opened)
    assert condition.kind == "replaced"
    assert condition.subjects == tuple(sorted([blob, story.id("amend")]))
    assert condition.sentence.startswith("这个仓库用 refs/replace 替换了 2 个对象。本程序不理会它")
    assert GitTree(story.opened, story.id("rules")).read(ONE) == (story.root / ONE).read_bytes()
    assert read_changes(story.opened, story.id("rules")) == before


def test_a_graft_is_named_and_not_followed(tmp_path: Path) -> None:
    story = linear(tmp_path / "repository")
    before = read_changes(story.opened, story.id("rules"))
    info = story.root / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "grafts").write_text(f"# 改接\n{story.id('rules')} {story.id('start')}\n", "utf-8")
    assert len(story.git("rev-list", "HEAD").splitlines()) == 2  # git itself follows it
    (condition,) = inspect_repository(story.opened)
    assert (condition.kind, condition.subjects) == ("grafted", (story.id("rules"),))
    assert read_changes(story.opened, story.id("rules")) == before


def test_borrowed_objects_partial_clones_and_detached_heads_are_named(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    story.git("clone", "-q", "--shared", ".", str(tmp_path / "shared"))
    shared = Story(tmp_path / "shared")
    assert kinds(shared) == ["alternates"]
    shared.git("checkout", "-q", "--detach")
    shared.git("config", "remote.origin.promisor", "true")
    assert kinds(shared) == ["partial", "alternates", "detached"]


def test_content_that_a_partial_clone_lacks_is_not_called_damaged(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("record", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("revised", "更正", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("config", "uploadpack.allowFilter", "true")
    place = tmp_path / "partial"
    story.git("clone", "-q", "--no-local", "--filter=blob:none", story.root.as_uri(), str(place))
    said = [remark.sentence for remark in read_history(place).remarks()]
    assert said == [f"{ONE} 的内容读不出来，也可能只是不在这个部分克隆里；这里没有计分。"]
