"""People appear as offices, hubs as the way by which something came, and who wrote for whom is said."""

from __future__ import annotations

import pytest

from generator.history.query import EventFilter, select_events
from generator.history.report import read_history
from generator.model.committer import Committer, Committers, Forge
from generator.words.history_text import log_text
from tests.history.log_definition import printed
from tests.history.scenarios import ONE, THREE, TWO
from tests.history.scripted import Story, begin, deduction, revocation
from tests.released import of_events, of_office

REGISTER = Committers(
    (
        Committer(email="Wang@Office.example", office="one"),
        Committer(email="li@office.example", login="li-12345", office="two"),
        Committer(login="12345-zhao", office="three"),
    ),
    (
        Forge(name="甲", email="web@hub.example", private="hidden.hub.example"),
        Forge(name="乙", private="users.other.example"),
    ),
)


@pytest.mark.parametrize(
    ("address", "office"),
    [
        ("wang@office.example", "one"),
        ("WANG@office.example", "one"),
        ("li@office.example", "two"),
        ("li-12345@hidden.hub.example", "two"),  # login@host
        ("4711+LI-12345@hidden.hub.example", "two"),  # number+login@host
        ("4711-li-12345@users.other.example", "two"),  # number-login@host
        ("12345-zhao@users.other.example", "three"),  # a login that looks like that
        ("li-12345@office.example", ""),  # a login is none elsewhere
        ("li-12345@hidden.hub.example.evil.example", ""),
        ("4711+nobody@hidden.hub.example", ""),
        ("4711+@hidden.hub.example", ""),
        ("@hidden.hub.example", ""),
        ("web@hub.example", ""),  # a hub is nobody
        ("", ""),
    ],
)
def test_the_office_of_an_address(address: str, office: str) -> None:
    assert REGISTER.office_of(address) == office


def test_a_hub_is_known_by_what_it_commits_under() -> None:
    assert [REGISTER.forge_of(name) for name in ("Web@hub.example", "li@office.example", "")] == ["甲", "", ""]
    assert (REGISTER.office_of_login("LI-12345"), REGISTER.office_of_login("")) == ("two", "")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A merge and two edits on the pages of a hub that is registered later; a record by the leading office."""
    made = begin(tmp_path_factory.mktemp("office") / "repository")

    def on_the_hub(name: str, message: str, day: str, who: str, *arguments: str) -> None:
        """As a hub does it: the person is the author, the hub the committer."""
        made.git(*arguments, "-m", message, who="web", day=day)
        author = f"--author={who} 经办人 <{who}@kaohe.example>"
        made.git("commit", "-q", "--amend", "--no-edit", author, f"--date={day}T09:00:00+08:00", who="web", day=day)
        made.call(name)

    made.git("checkout", "-q", "-b", "q1")
    made.commit("inner", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    made.git("checkout", "-q", "main")
    on_the_hub("merge", "Merge pull request #7 from q1", "2015-02-13", "kaoheban", "merge", "-q", "--no-ff", "q1")
    made.put({TWO: deduction("jiaoyu", "2015-03-05")})
    made.git("add", "-A")
    on_the_hub("squash", "登记 (#8)", "2015-03-05", "rexian", "commit", "-q")
    made.put({TWO: deduction("jiaoyu", "2015-03-05", "1")})
    made.git("add", "-A")
    on_the_hub("edit", "更正", "2015-03-06", "rexian", "commit", "-q")
    hub = "forges:\n  - {name: 托管平台, email: web@kaohe.example}\n"
    register = (made.root / "data/committers.yml").read_text("utf-8")
    made.commit("late", "登记平台", "2015-03-07", {"data/committers.yml": register + hub}, who="kaoheban")
    made.commit("for", "登记", "2015-04-15", {THREE: deduction("shuiwu", "2015-04-15")}, who="kaoheban")
    revoked = {THREE: deduction("shuiwu", "2015-04-15", more=revocation("2015-04-16"))}
    made.commit("revoked", "撤销", "2015-04-16", revoked, who="kaoheban")
    return made


def test_a_commit_of_a_hub_is_its_authors_and_says_how_it_came(story: Story) -> None:
    account = read_history(story.root)
    said = story.scrub(
        log_text(of_events(select_events(account.trails, EventFilter())), of_office(account.corpus), {})
    )
    assert "提交 <inner>，由区考核办经 <merge> 并入（托管平台），合并请求 #7\n" in said
    assert "提交 <squash>，经合并请求提交（托管平台），合并请求 #8\n" in said
    assert "提交 <edit>，经网页提交（托管平台）\n" in said
    assert "未登记" not in said
    assert [remark.kind for remark in account.remarks()] == []


def test_the_hub_is_in_the_json_too(story: Story) -> None:
    account = read_history(story.root)
    rows = printed(of_events(select_events(account.trails, EventFilter(record="0305-jiaoyu"))), {})
    assert [(row["author"], row["committer"], row["forge"]) for row in rows] == [("rexian", "rexian", "托管平台")] * 2


def test_what_the_leading_office_entered_for_another_is_said(story: Story) -> None:
    account = read_history(story.root)
    said = log_text(
        of_events(select_events(account.trails, EventFilter(record="0415-shuiwu"))), of_office(account.corpus), {}
    )
    assert said.count("代为") == 1  # to revoke is its own to do
    assert "由区考核办代为登记扣分记录，这个单项由区热线中心考核。" in said
