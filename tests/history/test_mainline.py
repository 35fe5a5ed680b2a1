"""The change log: who wrote what a merge brought, and what a merge left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.git import log as git_log
from generator.git.between import read_between
from generator.git.branch import find_main
from generator.history.mainline import read_changes
from generator.history.office import UNREGISTERED
from generator.history.remark import find_remarks
from tests.history.scenarios import ONE, THREE, TWO, backdated, merges
from tests.history.scripted import HOTLINE, REGISTER, Story, begin, deduction


def dropped(story: Story) -> list[tuple[str, str, str]]:
    """Step, path and writer of everything that merges left out."""
    log = read_changes(story.opened, find_main(story.opened).tip)
    return [
        (story.names[step.commit.id], change.path, story.names[change.writer])
        for step in log.steps
        for change in step.dropped
    ]


def test_every_commit_belongs_to_one_step(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    log = read_changes(story.opened, story.id("squash"))
    told = [[story.names[commit.id] for commit in (step.commit, *step.merged)] for step in log.steps]
    assert told == [["start"], ["direct"], ["merge", "inner2", "inner"], ["squash"]]
    assert (log.tip, log.cut) == (story.id("squash"), frozenset())


@pytest.mark.parametrize("size", [1, 7, 100])
def test_the_stream_of_git_may_be_cut_anywhere(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = merges(tmp_path / "repository")
    whole = read_changes(story.opened, story.id("squash"))
    monkeypatch.setattr(git_log, "_PIECE", size)
    assert read_changes(story.opened, story.id("squash")) == whole


def test_a_merge_is_set_against_its_first_parent(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    merge = read_changes(story.opened, story.id("squash")).steps[2]
    (change,) = merge.changes
    assert (change.path, change.old, story.names[change.writer]) == (ONE, None, "inner2")


def test_nested_and_manifold_merges(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    for branch, path, unit in (("a", ONE, "caizheng"), ("b", TWO, "jiaoyu"), ("c", THREE, "shuiwu")):
        story.git("checkout", "-q", "-b", branch, "main")
        story.commit(f"on-{branch}", branch, "2015-04-15", {path: deduction(unit, "2015-04-15")})
    story.git("checkout", "-q", "a")
    story.merge("a-takes-b", "b", "Merge branch 'b' into a", "2015-04-16")
    story.git("checkout", "-q", "main")
    story.git("merge", "-q", "--no-ff", "-m", "Merge branches", "a", "c", day="2015-04-17")
    story.call("octopus")
    log = read_changes(story.opened, story.id("octopus"))
    last = log.steps[-1]
    assert {story.names[commit.id] for commit in last.merged} == {"on-a", "on-b", "on-c", "a-takes-b"}
    assert {change.path: story.names[change.writer] for change in last.changes} == {
        ONE: "on-a", TWO: "on-b", THREE: "on-c",
    }  # fmt: skip
    assert dropped(story) == []


def test_a_conflict_settled_for_one_side_is_dropped(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "side")
    story.commit("lower", "减少", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("checkout", "-q", "main")
    story.commit("raise", "增加", "2015-02-14", {ONE: deduction("caizheng", "2015-02-12", "2")})
    story.merge("merge", "side", "Merge branch 'side'", "2015-02-15", "-X", "ours")
    assert dropped(story) == [("merge", ONE, "lower")]


def test_what_the_line_has_had_is_not_dropped(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.git("checkout", "-q", "-b", "side")
    record = story.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("brief", "临时", "2015-02-12", {TWO: deduction("jiaoyu", "2015-02-12")})
    story.commit("undone", "删去临时的记录", "2015-02-13", {TWO: None})
    story.git("checkout", "-q", "main")
    story.git("cherry-pick", record, day="2015-02-14")
    story.call("picked")
    story.commit("amend", "更正", "2015-02-15", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.merge("merge", "side", "Merge branch 'side'", "2015-02-16", "-X", "ours")
    assert dropped(story) == []


def test_a_merge_of_a_branch_that_undid_a_dropped_change_drops_nothing(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "side")
    story.commit("lower", "减少", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.commit("back", "改回", "2015-02-14", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "main")
    story.merge("merge", "side", "Merge branch 'side'", "2015-02-15")
    assert dropped(story) == []


def test_offices_are_read_by_the_register_of_their_day(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("early", "登记之前", "2015-01-06", who="wang")
    registered = REGISTER + "  - {email: Wang@kaohe.example, office: caizheng}\n"
    story.commit("registered", "登记", "2015-01-07", {"data/committers.yml": registered}, who="kaoheban")
    story.commit("as-caizheng", "在财政局", "2015-01-08", who="wang")
    broken = {"data/committers.yml": "committers: [\n"}
    story.commit("broken", "登记簿损坏", "2015-01-09", broken, who="kaoheban")
    story.commit("still-caizheng", "仍在财政局", "2015-01-10", who="wang")
    moved = {"data/committers.yml": registered.replace("office: caizheng", "office: shuiwu")}
    story.commit("moved", "调动", "2015-01-11", moved, who="kaoheban")
    story.commit("as-shuiwu", "在水务局", "2015-01-12", who="wang")
    story.commit("stranger", "生人", "2015-01-13", who="nobody")
    log = read_changes(story.opened, story.id("stranger"))
    authors = {story.names[step.commit.id]: step.commit.author for step in log.steps}
    assert authors["early"] == authors["as-caizheng"] == authors["still-caizheng"] == "caizheng"
    assert authors["as-shuiwu"] == "shuiwu"
    assert authors["stranger"] == UNREGISTERED
    assert "kaohe.example" not in repr(log)


def test_a_time_is_never_earlier_than_that_of_the_step_before(tmp_path: Path) -> None:
    story = backdated(tmp_path / "repository")
    log = read_changes(story.opened, story.id("foreign"))
    reached = {story.names[step.commit.id]: step.reached - step.commit.committed for step in log.steps}
    assert reached.pop("backdated") == 15 * 86400
    assert set(reached.values()) == {0}


def test_commits_between_two_revisions(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    repository = story.opened

    def between(old: str, new: str) -> dict[str, list[str]]:
        found = read_between(repository, story.id(old), story.id(new)).commits
        return {path: [story.names[commit] for commit in commits] for path, commits in found.items()}

    assert between("direct", "squash") == {ONE: ["merge"], TWO: ["squash"]}
    assert between("inner2", "merge") == {THREE: ["direct"], ONE: ["merge"]}
    assert between("squash", "inner") == {}


def test_messages_times_and_people_of_any_form_are_read(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    tree = story.git("rev-parse", "HEAD^{tree}")
    head = f"tree {tree}\nparent {story.id('start')}\n"
    odd = (
        head + "author  <> 0 +0000\ncommitter 王 <rexian@kaohe.example> 99999999999 +0800\n\n"
    ).encode() + b"\xff\xfe \x1b[31m\n:100644 not a change\n\n"
    commit = story.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=odd)
    step = read_changes(story.opened, commit).steps[-1]
    assert (step.commit.author, step.commit.authored) == ("", 0)
    assert (step.commit.committer, step.commit.committed) == ("rexian", 99999999999)
    assert step.changes == ()
    gbk = (head + "author a <a@b> 1 +0000\ncommitter a <a@b> 1 +0000\nencoding GBK\n\n").encode() + "记录".encode(
        "gbk"
    )
    commit = story.git("hash-object", "-t", "commit", "-w", "--stdin", given=gbk)
    assert read_changes(story.opened, commit).steps[-1].commit.message.strip() == "记录"


def test_only_what_lies_below_data_is_told_and_every_commit_is_there(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit(
        "elsewhere", "别处", "2015-02-01", {"data2/x.yml": "a: b\n", "README": "x\n", "docs/data/y.yml": "c: d\n"}
    )
    odd = f"{HOTLINE}/:100644 000000 a b M\n:.yml"
    story.commit("odd", "怪名", "2015-02-02", {ONE: deduction("caizheng", "2015-02-12"), odd: "x\n"})
    steps = read_changes(story.opened, story.id("odd")).steps
    assert [story.names[step.commit.id] for step in steps] == ["start", "elsewhere", "odd"]
    assert [len(step.changes) for step in steps[1:]] == [0, 2]
    assert {change.path for change in steps[-1].changes} == {ONE, odd}
    assert set(read_between(story.opened, story.id("start"), story.id("odd")).commits) == {ONE, odd}


def test_a_record_behind_an_ignored_submodule_vanishes_all_the_same(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    start = story.commit("start", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.put({".gitmodules": f'[submodule "y"]\n\tpath = {ONE}\n\turl = ./y\n\tignore = all\n', ONE: None})
    story.git("add", ".gitmodules")
    story.git("rm", "-q", "--cached", ONE)
    story.git("update-index", "--add", "--cacheinfo", f"160000,{start},{ONE}")
    story.git("commit", "-q", "-m", "换成子模块", day="2015-02-20")
    story.git("rm", "-q", "--cached", ONE)
    story.git("commit", "-q", "-m", "移除", day="2015-02-21")
    steps = read_changes(story.opened, story.call("gone")).steps
    assert [[(change.path, change.kind) for change in step.changes] for step in steps[-2:]] == [
        [(ONE, "submodule")],
        [(ONE, None)],
    ]


def test_what_a_merge_on_the_branch_dropped_is_named_with_that_merge(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "hub")
    story.git("checkout", "-q", "-b", "sub")
    story.commit("lower", "减少", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("checkout", "-q", "hub")
    story.merge("ours", "sub", "Merge branch 'sub' into hub", "2015-02-14", "-s", "ours")
    story.git("checkout", "-q", "main")
    story.merge("merge", "hub", "Merge branch 'hub'", "2015-02-15")
    assert dropped(story) == [("merge", ONE, "lower")]
    (discard,) = read_changes(story.opened, story.id("merge")).steps[-1].dropped
    assert story.names[discard.merge] == "ours"


def test_what_a_branch_changed_again_after_a_merge_is_not_dropped(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "hub")
    story.git("checkout", "-q", "-b", "sub")
    story.commit("lower", "减少", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("checkout", "-q", "hub")
    story.merge("inner", "sub", "Merge branch 'sub' into hub", "2015-02-14")
    story.commit("again", "再改", "2015-02-14", {ONE: deduction("caizheng", "2015-02-12", "1.2")})
    story.git("checkout", "-q", "main")
    story.commit("other", "另一条", "2015-02-14", {TWO: deduction("jiaoyu", "2015-02-14")})
    story.git("checkout", "-q", "hub")
    story.merge("sync", "main", "Merge branch 'main' into hub", "2015-02-15")
    story.git("checkout", "-q", "main")
    story.commit("more", "又改", "2015-02-15", {TWO: deduction("jiaoyu", "2015-02-14", "1")})
    story.merge("merge", "hub", "Merge branch 'hub'", "2015-02-16")
    assert dropped(story) == []


def test_a_project_that_was_moved_began_elsewhere(tmp_path: Path) -> None:
    root = begin(tmp_path / "repository")
    root.commit("record", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    root.commit("other", "登记", "2015-02-13", {TWO: deduction("jiaoyu", "2015-02-13")})
    root.put({"考核/.keep": ""})
    for name in ("data", "mkdocs.yml"):
        root.git("mv", name, f"考核/{name}")
    root.git("rm", "-q", "-f", f"考核/{TWO}")
    moved = root.commit("moved", "移动", "2015-02-20")
    story = Story(root.root / "考核", root.names)
    log = read_changes(
        story.opened, story.commit("later", "登记", "2015-03-05", {THREE: deduction("shuiwu", "2015-03-05")})
    )
    assert log.former is not None
    assert (log.former.commit, log.former.folder, log.former.missing) == (moved, "", (TWO,))
    assert log.cut == {moved}
    said = [remark.sentence for remark in find_remarks(log, {}, {}) if remark.kind == "moved"]
    assert said == [
        f"项目原在仓库的根文件夹，由提交 {moved[:12]} 移到现在的位置；此前的登记和改动要到那里查看。"
        f"有 1 个数据文件没有一同移来：{TWO}。"
    ]


def test_another_project_of_the_repository_is_not_where_this_one_was(tmp_path: Path) -> None:
    root = begin(tmp_path / "repository")
    root.commit("record", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    root.commit("gone", "移除", "2015-02-13", {ONE: None})
    text = (root.root / "data/site.yml").read_text("utf-8")
    tip = root.commit(
        "second", "另一个项目", "2015-02-14", {"b/data/site.yml": text, f"b/{ONE}": deduction("jiaoyu", "2015-02-12")}
    )
    assert read_changes(Story(root.root / "b", root.names).opened, tip).former is None


def _merge_with_tree_of(story: Story, tree: str, *branches: str) -> None:
    """A merge of `branches` into main, made by hand with the tree of one commit."""
    parents = [word for branch in ("main", *branches) for word in ("-p", branch)]
    made = story.git("commit-tree", f"{tree}^{{tree}}", *parents, "-m", "Merge branches", day="2015-02-20")
    story.git("checkout", "-q", "main")
    story.git("reset", "-q", "--hard", made)
    story.call("merge")


def test_of_two_branches_merged_at_once_the_loser_is_named(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    for branch, points in (("a", "1"), ("b", "2")):
        story.git("checkout", "-q", "-b", branch, "main")
        story.commit(f"on-{branch}", branch, "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", points)})
    _merge_with_tree_of(story, "a", "a", "b")
    assert dropped(story) == [("merge", ONE, "on-b")]


def test_a_merge_that_takes_an_older_state_of_a_branch_drops_the_newer(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "side")
    older = story.commit("older", "改", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "2")})
    story.commit("newer", "再改", "2015-02-14", {ONE: deduction("caizheng", "2015-02-12", "1")})
    _merge_with_tree_of(story, older, "side")
    assert dropped(story) == [("merge", ONE, "newer")]


def test_a_branch_that_builds_on_another_drops_nothing(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.git("checkout", "-q", "-b", "a")
    story.commit("first", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "b")
    story.commit("second", "更正", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("checkout", "-q", "a")
    story.commit("third", "另一条", "2015-02-13", {TWO: deduction("jiaoyu", "2015-02-13")})
    story.git("checkout", "-q", "main")
    story.git("merge", "-q", "--no-ff", "-m", "Merge branches", "a", "b", day="2015-02-17")
    story.call("octopus")
    assert dropped(story) == []


def test_a_change_that_the_line_had_undone_before_the_branch_began_is_dropped_anew(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("raise", "增加", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "2")})
    story.git("revert", "--no-edit", "HEAD", day="2015-02-14")
    story.call("revert")
    story.git("checkout", "-q", "-b", "side")
    story.git("revert", "--no-edit", "HEAD", day="2015-02-15")
    story.call("again")
    story.git("checkout", "-q", "main")
    story.merge("ours", "side", "Merge branch 'side'", "2015-02-16", "-s", "ours")
    assert dropped(story) == [("ours", ONE, "again")]
