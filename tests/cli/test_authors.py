"""Who may change what in a proposal: the gate takes the office from each commit's author, or from the hub's login."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.git.clock import BEIJING
from generator.git.fast_import import Person
from generator.git.write_branch import SigningKey, create_branch, tree_of, write_commit, write_tree
from tests.cli.calling import Caller
from tests.history.scripted import HOTLINE, REGISTER, TINY, Story, begin, deduction
from tests.history.signing import make_key

ONE, TWO = f"{HOTLINE}/2015-0212-caizheng-1.yml", f"{HOTLINE}/2015-0305-jiaoyu-1.yml"
MEETINGS = "data/deductions/2015/meetings/2015-0320-shuiwu-1.yml"  # the leading office's own item
LATE = deduction("shuiwu", "2015-03-20", "0.2").replace("standard: refused", "standard: late")
HUB = (
    "committers:\n"
    "  - {email: rexian@kaohe.example, login: Rexian-12345, office: rexian}\n"
    "  - {email: kaoheban@kaohe.example, login: kaoheban, office: kaoheban}\n"
    "  - {login: shuiwu, office: shuiwu}\n"
    "forges:\n"
    "  - {name: 托管平台, email: web@hub.example, private: hidden.hub.example}\n"
)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A main branch with one record, and a proposal that branches off."""
    made = begin(tmp_path / "repository")
    made.commit("registered", "登记平台", "2015-01-06", {"data/committers.yml": HUB}, who="kaoheban")
    made.commit("record", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    made.git("checkout", "-q", "-b", "proposal")
    return made


def told(kaohe: Caller, story: Story, *options: str) -> list[tuple[str, str, str]]:
    """Code, severity and file of what the gate says of the change, without what it says of the records themselves."""
    found: list[dict[str, Any]] = kaohe(story.root, "check", "--base", "main", *options, "--json").data
    return [(row["code"], row["severity"], row["file"]) for row in found if row["code"].startswith("KH5")]


def test_an_office_that_enters_a_record_for_another_is_stopped(story: Story, kaohe: Caller) -> None:
    story.commit("foreign", "登记", "2015-03-20", {MEETINGS: LATE})
    said = kaohe(story.root, "check", "--base", "main")
    assert said.status == 1
    words = (
        f"KH506 这个单项由区考核办（kaoheban）考核，提交 {story.id('foreign')[:12]} 的作者是区热线中心（rexian）\n"
    )
    assert f"{MEETINGS}:1:1: {words}" in said.out


def test_an_office_may_change_its_own_and_the_leading_office_anything(story: Story, kaohe: Caller) -> None:
    story.commit("own", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.commit("leading", "代为登记", "2015-03-20", {ONE: deduction("caizheng", "2015-02-12", "1")}, who="kaoheban")
    story.commit("scheme", "登记", "2015-03-20", {"data/committers.yml": HUB + "# 核对过\n"}, who="kaoheban")
    assert told(kaohe, story) == []


def test_what_only_the_leading_office_may_change(story: Story, kaohe: Caller) -> None:
    scheme = (story.root / "data/schemes/2015.yml").read_text("utf-8")
    story.commit("rules", "调整", "2015-03-20", {"data/schemes/2015.yml": scheme.replace("max: 40", "max: 39.5")})
    assert ("KH508", "error", "data/schemes/2015.yml") in told(kaohe, story)


def test_an_author_whom_nobody_registered_is_a_reminder(story: Story, kaohe: Caller) -> None:
    for number in range(1, 6):
        points = f"1.{number}"
        name = f"n{number}"
        story.commit(name, "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05", points)}, who="somebody")
    said = kaohe(story.root, "check", "--base", "main")
    assert said.status == 0
    (line,) = (line for line in said.out.splitlines() if "KH513" in line)
    named = "、".join(story.id(f"n{number}")[:12] for number in (1, 2, 3))
    assert f"KH513 提醒：提交 {named}等 5 个提交的作者没有登记到任何单位，没有核对能否改动这些文件" in line
    assert "somebody@" not in said.out  # people are offices, also in the log of a build service


def test_the_register_is_that_of_the_base_and_never_of_the_proposal(story: Story, kaohe: Caller) -> None:
    own = HUB + "  \n".strip(" ")
    taken = own.replace(
        "  - {login: shuiwu", "  - {email: somebody@kaohe.example, office: kaoheban}\n  - {login: shuiwu"
    )
    files: dict[str, str | None] = {"data/committers.yml": taken, MEETINGS: LATE}
    story.commit("taken", "自己登记自己", "2015-03-20", files, who="somebody")
    assert told(kaohe, story) == [("KH513", "warning", "data/committers.yml")]
    story.commit("by-rexian", "登记", "2015-03-20", {"data/committers.yml": taken + "# 改\n"})
    assert ("KH508", "error", "data/committers.yml") in told(kaohe, story)
    story.git("checkout", "-q", "main")  # who was registered on main meanwhile is known
    story.commit("later", "登记", "2015-03-21", {"data/committers.yml": taken}, who="kaoheban")
    story.git("checkout", "-q", "proposal")
    assert "KH513" not in {code for code, _, _ in told(kaohe, story)}


def test_what_a_merge_brought_over_is_held_against_nobody(story: Story, kaohe: Caller) -> None:
    story.commit("own", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.git("checkout", "-q", "main")
    story.commit("theirs", "登记", "2015-03-06", {MEETINGS: LATE}, who="kaoheban")
    story.git("checkout", "-q", "proposal")
    story.merge("sync", "main", "Merge branch 'main'", "2015-03-07", who="rexian")
    assert told(kaohe, story) == []
    story.git("checkout", "-q", "--detach", "main")  # as a build service checks a proposal out
    story.merge("tried", "proposal", "Merge proposal into main", "2015-03-08", who="somebody")
    assert told(kaohe, story) == []


def test_what_a_merge_wrote_itself_is_its_authors(story: Story, kaohe: Caller) -> None:
    story.commit("own", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.git("checkout", "-q", "main")
    story.commit("theirs", "登记", "2015-03-06", {"data/committers.yml": HUB + "# 核对\n"}, who="kaoheban")
    story.git("checkout", "-q", "proposal")
    story.git("merge", "-q", "--no-ff", "--no-commit", "main")
    story.commit("evil", "Merge branch 'main'", "2015-03-07", {MEETINGS: LATE})
    assert told(kaohe, story) == [("KH506", "error", MEETINGS)]


def test_what_was_taken_back_in_the_proposal_is_held_against_nobody(story: Story, kaohe: Caller) -> None:
    before = (story.root / ONE).read_text("utf-8")
    story.commit("foreign", "误改", "2015-03-05", {ONE: before.replace("1.5", "1")}, who="shuiwu")
    story.commit("back", "还原", "2015-03-06", {ONE: before})
    assert told(kaohe, story) == []


def test_what_is_not_committed_yet_is_nobodys(story: Story, kaohe: Caller) -> None:
    story.put({MEETINGS: LATE})
    assert told(kaohe, story) == [("KH514", "warning", MEETINGS)]
    assert told(kaohe, story, "--office", "rexian") == [("KH506", "error", MEETINGS)]
    assert told(kaohe, story, "--office", "kaoheban") == []


def test_an_address_that_a_hub_gave_out_belongs_to_the_login_in_it(story: Story, kaohe: Caller) -> None:
    story.put({MEETINGS: LATE})
    story.git("add", "-A")
    for address in ("rexian-12345@hidden.hub.example", "4711+REXIAN-12345@hidden.hub.example"):
        story.git("commit", "-q", "--amend", "-m", "登记", f"--author=隐私 <{address}>")
        story.call("hidden")
        assert ("KH506", "error", MEETINGS) in told(kaohe, story), address
    story.git("commit", "-q", "--amend", "-m", "登记", "--author=隐私 <4711+nobody@hidden.hub.example>")
    assert ("KH513", "warning", "data/committers.yml") in told(kaohe, story)


def test_the_login_of_the_hub_counts_more_than_a_typed_address(story: Story, kaohe: Caller) -> None:
    """Anyone can type the address of the leading office; nobody can log in as it."""
    story.commit("forged", "冒名", "2015-03-20", {MEETINGS: LATE}, who="kaoheban")
    assert told(kaohe, story) == []
    assert told(kaohe, story, "--login", "rexian-12345") == [("KH506", "error", MEETINGS)]
    assert told(kaohe, story, "--login", "kaoheban") == []
    assert told(kaohe, story, "--login", "stranger") == [("KH513", "warning", "data/committers.yml")]
    said = kaohe(story.root, "check", "--base", "main", "--login", "stranger").out
    assert "KH513 提醒：提出合并请求的登录名没有登记到任何单位" in said
    assert "stranger" not in said


def test_the_assessing_office_decides_no_appeal_against_itself(story: Story, kaohe: Caller) -> None:
    appeal = "appeal: {filed: 2015-02-20, grounds: 已撤回, decided: 2015-02-27, decision: reduced, points: 0.2}\n"
    story.commit("decided", "复核", "2015-02-27", {ONE: deduction("caizheng", "2015-02-12", more=appeal)})
    assert ("KH515", "error", ONE) in told(kaohe, story)
    story.git("reset", "-q", "--hard", "main")
    answered = deduction("caizheng", "2015-02-12", more="reply: {date: 2015-02-20, text: 已改正}\n")
    story.commit("replied", "代为答复", "2015-02-20", {ONE: answered})
    assert ("KH515", "error", ONE) in told(kaohe, story)
    filed = "appeal: {filed: 2015-02-20, grounds: 已撤回}\n"
    story.git("reset", "-q", "--hard", "main")
    own = REGISTER + "  - {email: caizheng@kaohe.example, office: caizheng}\n"
    story.git("checkout", "-q", "main")
    story.commit("unit", "登记", "2015-02-13", {"data/committers.yml": own}, who="kaoheban")
    story.git("checkout", "-q", "-b", "appeal")
    story.commit(
        "filed", "申诉", "2015-02-20", {ONE: deduction("caizheng", "2015-02-12", more=filed)}, who="caizheng"
    )
    assert told(kaohe, story) == []
    decided = filed.replace("}", ", decided: 2015-02-27, decision: upheld, reasons: 属实, decided_by: jiaoyu}")
    own += "  - {email: jiaoyu@kaohe.example, office: jiaoyu}\n"
    story.git("checkout", "-q", "main")
    story.commit("decider", "登记", "2015-02-22", {"data/committers.yml": own}, who="kaoheban")
    story.git("merge", "-q", "--no-ff", "-m", "并入", "appeal", who="kaoheban")
    story.git("checkout", "-q", "-b", "decision")
    settled = {ONE: deduction("caizheng", "2015-02-12", more=decided)}
    story.commit("by-itself", "自任复核", "2015-02-27", settled, who="jiaoyu")
    assert told(kaohe, story) == [("KH515", "error", ONE)]
    named = filed.replace("}", ", decided_by: jiaoyu}")
    story.git("checkout", "-q", "main")
    for_another = {ONE: deduction("caizheng", "2015-02-12", more=named)}
    story.commit("named", "指定", "2015-02-23", for_another, who="kaoheban")
    story.git("checkout", "-q", "-B", "decision")
    story.commit("by-another", "复核", "2015-02-27", settled, who="jiaoyu")
    assert told(kaohe, story) == []
    upset = {ONE: deduction("caizheng", "2015-02-12", "1", more=decided)}
    story.commit("more", "改分", "2015-02-28", upset, who="jiaoyu")
    assert told(kaohe, story) == [("KH506", "error", ONE)]


def test_a_proposal_that_founds_the_project_takes_nothing_over(tmp_path: Path, kaohe: Caller) -> None:
    """Before there is a register, nobody is registered."""
    story = Story(tmp_path / "project")
    story.root.mkdir()
    story.git("init", "-q", "--initial-branch=main", "--template=")
    story.commit("empty", "空", "2015-01-01", {"mkdocs.yml": "site_name: kaohe\n"})
    story.git("checkout", "-q", "-b", "proposal")
    for name in ("site.yml", "units", "schemes"):
        source, target = TINY / "data" / name, story.root / "data" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
    story.commit("founded", "建立", "2015-01-02", {"data/committers.yml": REGISTER}, who="kaoheban")
    assert told(kaohe, story) == [("KH513", "warning", "data/committers.yml")]


DESK = Person("网页登记", "desk@kaohe.example")


@pytest.mark.needs("ssh-keygen")
def test_a_desk_says_who_the_author_is_by_its_signature_alone(story: Story, kaohe: Caller, tmp_path: Path) -> None:
    """It sends for all offices by one account; whose a change is, its commits say, as anyone could write."""
    public = make_key(tmp_path / "desk")
    story.git("checkout", "-q", "main")
    own = HUB.replace(
        "forges:", "  - {email: desk@kaohe.example, login: desk, office: kaoheban, desk: true}\nforges:"
    )
    keys = f'desk@kaohe.example namespaces="git" {public}\n'
    files: dict[str, str | None] = {"data/committers.yml": own, "data/allowed_signers": keys}
    story.commit("desk", "登记网页登记的公钥", "2015-03-01", files, who="kaoheban")

    def propose_by(branch: str, author: str, key: str) -> list[tuple[str, str, str]]:
        opened, main = story.opened, story.git("rev-parse", "main")
        tree = write_tree(opened, main, {MEETINGS: LATE.encode()})
        person, when = Person("x", f"{author}@kaohe.example"), datetime(2015, 3, 20, 9, tzinfo=BEIJING)
        signed = SigningKey(str(tmp_path / key)) if key else None
        commit = write_commit(opened, tree, main, person, when, "登记", DESK, signed)
        assert create_branch(opened, branch, commit)
        assert tree_of(opened, commit) == tree
        story.git("checkout", "-q", branch)
        assert told(kaohe, story) == told(kaohe, story, "--login", "desk")
        return told(kaohe, story, "--login", "DESK")

    make_key(tmp_path / "other")
    unproved = [("KH517", "warning", "data/committers.yml")]
    assert propose_by("its-own", "kaoheban", "desk") == []
    assert propose_by("anothers", "rexian", "desk") == [("KH506", "error", MEETINGS)]
    assert propose_by("unsigned", "kaoheban", "") == unproved
    assert propose_by("by-another-key", "kaoheban", "other") == unproved
    assert told(kaohe, story, "--login", "rexian-12345") == [("KH506", "error", MEETINGS)]
