"""Ends that the rules allow, each reached in real git by the shortest way that the search found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from generator.load.project import open_project
from generator.model.place import CHAIN_FILE
from tests.acts.act_model import WAIT, Step, World, again, corrects, merge, parsed, redraw, standing, steps
from tests.acts.acting import REVOKED, lines_of, start_year
from tests.acts.clerks import Clerk, clone_office
from tests.acts.test_act_rules import search
from tests.release.repository import Repo

FIRST_DAY = date(2016, 1, 8)
REDACTED = "data/deductions/2015/hotline/0212-caizheng.yml"


@cache
def ways() -> dict[World, tuple[Step, ...]]:
    """The shortest ways of four acts to whatever the rules allow."""
    return search(4, 0)


def has_idle_clerks(world: World) -> bool:
    return all(not work.acts and not work.revokes for work in world.clerks)


def lines(world: World) -> list[str]:
    return [dated.line for dated in world.main]


# Kinds of ends: what is there at last, by a predicate over the world.
ENDS: dict[str, Callable[[World], bool]] = {
    "corrected": lambda w: "2016-q4-c1" in lines(w) and not w.moved,
    "withdrawn and published again": lambda w: "2016-q4-2" in lines(w),
    "final after its notice": lambda w: "2016-final" in standing(w.main),
    "final and notice taken back": lambda w: {"2016-final withdrawn", "2016-notice withdrawn"} <= set(lines(w)),
    "redacted between others": lambda w: lines(w)[1:2] == ["redaction r1"] and len(lines(w)) == 3,
    "moved by what was merged meanwhile": lambda w: w.moved == ("2016-q4",),
}


@pytest.mark.parametrize("end", sorted(ENDS))
def test_an_end_is_reached_in_git_as_in_the_model(end: str, tmp_path: Path) -> None:
    world = min((w for w in ways() if has_idle_clerks(w) and ENDS[end](w)), key=lambda w: len(ways()[w]))
    check_replay(tmp_path, world, ways()[world])


def test_two_acts_drawn_up_side_by_side_are_merged_one_after_the_other(tmp_path: Path) -> None:
    """No shortest way leads through a conflict, so this one is written down."""
    way = (
        Step("act", 0, "2016-q4"),
        Step("act", 1, "2016-notice"),
        Step("merge", 0),
        Step("redraw", 1),
        Step("merge", 1),
    )
    world = World()
    for step in way:
        world = next(after for told, after in steps(world, 9, 0) if told == step)
    check_replay(tmp_path, world, way, canonical=False)


def test_a_branch_that_moves_what_was_published_meanwhile_is_finished_with_a_correction(tmp_path: Path) -> None:
    """An act of another kind beside a revoked record: drawn up anew, it carries the correction too."""
    way = (
        Step("act", 0, "2016-notice"),
        Step("merge", 0),
        Step("revoke", 0),
        Step("act", 0, "2016-notice withdrawn"),
        Step("act", 1, "2016-q4"),
        Step("merge", 1),
        Step("redraw", 0),
        Step("act", 0, "2016-q4-c1"),
        Step("merge", 0),
    )
    world = World()
    for step in way:
        world = next(after for told, after in steps(world, 9, 0) if told == step)
    assert lines(world) == ["2016-notice", "2016-q4", "2016-notice withdrawn", "2016-q4-c1"]
    check_replay(tmp_path, world, way, canonical=False)


def check_replay(tmp_path: Path, world: World, way: tuple[Step, ...], canonical: bool = True) -> None:
    """Replays a way in two clones; at its end main is what the model says."""
    office = start_year(tmp_path / "made")
    clerks = clone_office(tmp_path, office, FIRST_DAY)
    replay(World(), way, clerks, canonical)
    clerks[0].update()
    text = (clerks[0].repo.root / CHAIN_FILE).read_text("utf-8")
    assert [line.removeprefix("- ") for line in text.splitlines()] == [_ours(line) for line in lines(world)]
    errors = open_project(clerks[0].repo.root).errors
    assert {problem.code for problem in errors} == ({"KH651"} if world.moved else set())


def _ours(line: str) -> str:
    """The line for the year of the small district, in which a redaction is called by its day."""
    return "redaction 2016-0108-1" if line == "redaction r1" else line.replace("2016-", "2015-")


def replay(world: World, way: tuple[Step, ...], clerks: tuple[Clerk, Clerk], canonical: bool) -> None:
    """Does in git what the steps say, beside the model, which says what must come of it."""
    for step in way:
        done = next(after for told, after in steps(world, 9, 0) if told == step)
        REPLAYED[step.what](world, step, clerks)
        world = done.canonical() if canonical else done
        if world != done:  # the model does not tell the clerks apart; the clones are told apart by their places
            clerks = (clerks[1], clerks[0])


def _draw(world: World, step: Step, clerks: tuple[Clerk, Clerk]) -> None:
    clerk = clerks[step.clerk]
    if world.clerks[step.clerk].revokes:
        clerk.update()
        clerk.git("switch", "-q", _branch(clerk))
        clerk.git("merge", "-q", "--no-edit", "main")
    else:
        clerk.begin(_branch(clerk))
    clerk.act(*_command(step.line))
    clerk.commit(_ours(step.line))


def _command(line: str) -> tuple[str, ...]:
    act = parsed(line)
    ties = ("--tie", "praised=", "--tie", "summons=", "--ground", "考核办会议研究")
    match act.verb:
        case "publish":
            return ("publish", _ours(act.id))
        case "redact":
            return ("redact", REDACTED, "reason", "--reason", "事由里写有住址")
        case "withdraw":
            return ("withdraw", _ours(act.id), "--reason", "误将尚未复核的扣分计入")
    return ("correct", _ours(corrects(line)), "--reason", "核查后撤销", *ties)


def _branch(clerk: Clerk) -> str:
    return f"work-{clerk.repo.root.name}"


def _revoke(world: World, step: Step, clerks: tuple[Clerk, Clerk]) -> None:
    clerk = clerks[step.clerk]
    clerk.begin(_branch(clerk))
    text = (clerk.repo.root / REVOKED).read_text("utf-8")
    clerk.repo.write(REVOKED, f"{text}revoked: {{date: 2016-01-08, reasons: 记错单位}}\n")
    clerk.commit("撤销一条扣分")


def _merge(world: World, step: Step, clerks: tuple[Clerk, Clerk]) -> None:
    clerk = clerks[step.clerk]
    assert clerk.merges_cleanly(_branch(clerk))


def _redraw(world: World, step: Step, clerks: tuple[Clerk, Clerk]) -> None:
    clerk = clerks[step.clerk]
    assert merge(world, step.clerk) is None
    assert not clerk.merges_cleanly(_branch(clerk))
    assert CHAIN_FILE in clerk.meets_conflict(_branch(clerk))
    assert [problem.code for problem in open_project(clerk.repo.root).errors][:1] == ["KH619"]
    for line in again(world, step.clerk):
        clerk.act(*_command(line))
    assert redraw(world, step.clerk) is not None
    clerk.commit("合入主分支")


def _wait(world: World, step: Step, clerks: tuple[Clerk, Clerk]) -> None:
    for clerk in clerks:
        clerk.day += timedelta(WAIT)


REPLAYED = {"act": _draw, "revoke": _revoke, "merge": _merge, "redraw": _redraw, "wait": _wait}


def test_two_who_publish_the_same_meet_a_conflict_and_the_second_gives_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = clone_office(tmp_path, start_year(tmp_path / "made"), FIRST_DAY)
    for clerk in (one, other):
        clerk.begin("work")
        clerk.act("publish", "2015-q4", "--title", f"第四季度通报（{clerk.repo.root.name}）")
        clerk.commit("发布")
    assert one.merges_cleanly("work")
    assert other.meets_conflict("work").split() == ["data/publications/2015-q4.yml"]
    capsys.readouterr()
    assert other.kaohe("publish", "2015-q4", "--date", "2016-01-08", "--yes") == 1
    said = capsys.readouterr().err
    advice = (
        "git checkout main -- data/publications/2015-q4.yml data/publications/chain.yml；然后 git commit 完成合并。"
    )
    assert "2015-q4 已在主分支上发布。" in said
    assert advice in said
    other.git(*advice.partition("；")[0].split()[1:])
    other.commit("合入主分支")
    assert open_project(other.repo.root).errors == []


_TIES = ("--tie", "praised=", "--tie", "summons=", "--ground", "季度不运用")
_CORRECT = ("correct", "2015-q1", "--reason", "记错单位", *_TIES)
_WITHDRAW = ("withdraw", "2015-q1", "--reason", "误将尚未复核的扣分计入")
# What main did meanwhile, what was drawn up on the branch, what its command says then.
GIVEN_UP = {
    "withdrawn": (_WITHDRAW, _CORRECT, "2015-q1 已于 2016-01-08 撤回，不再更正。"),
    "corrected": (_CORRECT, _CORRECT, "不需要更正。主分支上已有更正 2015-q1-c1（记错单位）。"),
    "withdrawn twice": (
        _WITHDRAW,
        _WITHDRAW,
        "2015-q1 在主分支上已经撤回（2016-01-08，理由：误将尚未复核的扣分计入）。",
    ),
}


_BESIDE = ("redact", REDACTED, "reason", "--reason", "事由里写有住址")


@pytest.mark.parametrize("beside", [(), _BESIDE], ids=["alone", "beside another"])
@pytest.mark.parametrize("on_main", [False, True], ids=["main into the branch", "the branch into main"])
@pytest.mark.parametrize("case", sorted(GIVEN_UP))
def test_a_command_that_comes_too_late_says_the_way_out_of_the_merge(
    case: str, on_main: bool, beside: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The two who did it gave other reasons, so that their files differ; the advice is followed to the letter."""
    theirs, mine, said = GIVEN_UP[case]
    one, other = clone_office(tmp_path, _with_quarter(tmp_path), FIRST_DAY)
    for clerk, command in ((one, theirs), (other, mine)):
        clerk.begin("work")
        if command[0] == "correct":
            text = (clerk.repo.root / REVOKED).read_text("utf-8")
            clerk.repo.write(REVOKED, f"{text}revoked: {{date: 2016-01-08, reasons: 记错单位}}\n")
        given = [f"{word}（复核）" if clerk is other and word in command[3:4] else word for word in command]
        clerk.act(*given)
        clerk.commit(command[0])
    if beside:
        other.act(*beside)
        other.commit("另一件")
    assert one.merges_cleanly("work")
    if on_main:
        other.update()
        with pytest.raises(AssertionError):
            other.git("merge", "-q", "--no-edit", "--no-ff", "work")
    else:
        other.meets_conflict("work")
    capsys.readouterr()
    assert other.kaohe(*mine, "--date", "2016-01-08", "--yes") == 1
    told = capsys.readouterr().err
    assert said in told
    steps = told.partition("要放弃这里写的 ")[2].partition("：")[2].partition("；然后 git commit 完成合并。")[0]
    for step in steps.split("；"):
        if step.startswith("git "):
            other.git(*step.split()[1:])
        else:
            assert (step, bool(beside)) == ("再运行一次 kaohe redact …", True)
            other.act(*beside)
    other.commit("合入主分支")
    assert open_project(other.repo.root).errors == []
    assert lines_of(other.repo) == [*lines_of(one.repo), *(["redaction 2016-0108-1"] if beside else [])]
    if not on_main and (beside or case == "withdrawn"):
        assert other.merges_cleanly("work")
        assert open_project(other.repo.root).errors == []


def test_a_proposal_behind_main_is_drawn_up_anew_without_a_merge(tmp_path: Path) -> None:
    """The files are written as main would have them; git's conflict that follows is settled by the same command."""
    one, other = clone_office(tmp_path, start_year(tmp_path / "made"), FIRST_DAY)
    for clerk, name in ((one, "2015-q3"), (other, "2015-q4")):
        clerk.begin("work")
        clerk.act("publish", name)
        clerk.commit("发布")
    assert one.merges_cleanly("work")
    other.update()
    other.git("switch", "-q", "work")
    assert [problem.code for problem in open_project(other.repo.root).errors] == ["KH617"]
    other.act("publish", "2015-q4")
    record = (other.repo.root / "data/publications/2015-q4.yml").read_text("utf-8")
    assert "previous: 2015-q3\n" in record
    assert f"commit: {other.git('rev-parse', 'main')}\n" in record
    assert open_project(other.repo.root).errors == []
    other.commit("按主分支重新写出")
    other.meets_conflict("work")
    other.act("publish", "2015-q4")
    other.commit("合入主分支")
    assert other.merges_cleanly("work")
    assert open_project(other.repo.root).errors == []


def test_a_correction_whose_number_is_taken_gets_the_next_and_leaves_the_other_as_it_is(tmp_path: Path) -> None:
    one, other = clone_office(tmp_path, _with_quarter(tmp_path), FIRST_DAY)
    ties = ("--tie", "praised=", "--tie", "summons=", "--ground", "季度不运用")
    paths = (REVOKED, "data/deductions/2015/hotline/0212-caizheng.yml")
    for clerk, path in zip((one, other), paths, strict=True):
        clerk.begin("work")
        text = (clerk.repo.root / path).read_text("utf-8")
        clerk.repo.write(path, f"{text}revoked: {{date: 2016-01-08, reasons: 记错单位}}\n")
        clerk.act("correct", "2015-q1", "--reason", f"撤销 {path}", *ties)
        clerk.commit("更正")
    assert one.merges_cleanly("work")
    other.meets_conflict("work")
    other.act("correct", "2015-q1", "--reason", "撤销第二条", *ties)
    other.commit("合入主分支")
    assert other.merges_cleanly("work")
    first = one.git("show", "main:data/corrections/2015-q1-c1.yml")
    assert (other.repo.root / "data/corrections/2015-q1-c1.yml").read_text("utf-8") == f"{first}\n"
    assert "reason: 撤销第二条\n" in (other.repo.root / "data/corrections/2015-q1-c2.yml").read_text("utf-8")
    assert open_project(other.repo.root).errors == []


def test_two_who_commit_to_main_at_once_follow_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without branches: the push of the second is refused; what was not pushed yet is put behind what was."""
    one, other = clone_office(tmp_path, start_year(tmp_path / "made"), FIRST_DAY)
    for clerk, name in ((one, "2015-q3"), (other, "2015-q4")):
        clerk.act("publish", name)
        clerk.commit(f"发布 {name}")
    one.git("push", "-q", "origin", "main")
    other.git("fetch", "-q")
    capsys.readouterr()
    assert other.kaohe("publish", "2015-q2", "--date", "2016-01-08", "--yes") == 2
    advice = "git rebase --rebase-merges origin/main"
    assert f"请先用 {advice} 把本地的提交接到它后面" in capsys.readouterr().err
    with pytest.raises(AssertionError):
        other.git(*advice.split()[1:])
    other.act("publish", "2015-q4")
    other.git("add", "-A")
    other.git("-c", "core.editor=true", "rebase", "--continue")
    other.git("push", "-q", "origin", "main")
    one.update()
    assert lines_of(one.repo) == ["2015-q3", "2015-q4"]
    assert open_project(one.repo.root).errors == []


def test_where_a_pull_put_the_main_line_aside_it_is_brought_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was published on main lies on a side line after a merge that took the wrong side for the first."""
    one, other = clone_office(tmp_path, start_year(tmp_path / "made"), FIRST_DAY)
    one.repo.write("README.md", "说明\n")
    one.commit("说明")
    one.act("publish", "2015-q4")
    one.commit("发布 2015-q4")
    one.git("push", "-q", "origin", "main")
    other.repo.write("content/README.md", "说明\n")
    other.commit("另一处说明")
    other.git("-c", "pull.rebase=false", "pull", "-q", "--no-edit", "origin", "main")
    other.git("push", "-q", "origin", "main")
    [problem] = open_project(other.repo.root).errors
    assert problem.code == "KH660"
    advice = problem.hint.partition("再推送：")[2].split(" && ")
    assert len(advice) == 3
    for command in advice:
        other.git("-c", "core.editor=true", *command.split()[1:])
    for clerk in (one, other):
        clerk.update()
        assert open_project(clerk.repo.root).errors == []


def _with_quarter(tmp_path: Path) -> Repo:
    """The district with its first quarter published."""
    made = start_year(tmp_path / "made")
    clerk = Clerk(made, date(2016, 1, 5))
    clerk.act("publish", "2015-q1")
    clerk.commit("发布")
    return made
