"""What changes a published period: the correction is written in the same proposal, after a look at what it moves."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from generator.acts.check_proposal import check_branch
from generator.acts.plan import today
from generator.git.clock import BEIJING
from generator.words.day_words import day_words
from tests.browsing import follow
from tests.desk.desks import COUNCIL, FIELDS, Caller, Shown, Visit, run_desk, tell_district
from tests.desk.test_desk_browser import check, press
from tests.history.scripted import HOTLINE, Story, deduction

REVOKE = "/records/2015/meetings/2015-0320-caizheng-1/revocation"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The first quarter is published, by the desk."""
    story = tell_district(tmp_path_factory.mktemp("correcting") / "district")
    with run_desk(story.root) as port:
        lead = Caller(port, "kaoheban")
        page = lead.ask("/publish")
        given = {"period": "2015-q1", "token": page.token, "once": page.hidden("once")}
        seen = lead.ask("/publish", {**given, "step": "check"}).hidden("seen")
        assert lead.ask("/publish", {**given, "seen": seen, "step": "save"}).status == 303
    story.merge("published", proposed(story, "kaoheban"), "合并", datetime.now(BEIJING).isoformat())
    story.git("branch", "-D", proposed(story, "kaoheban"))
    return story


def proposed(story: Story, office: str) -> str:
    (found,) = story.git("for-each-ref", "--format=%(refname:short)", f"refs/heads/desk/{office}").splitlines()
    return found


def codes(story: Story, branch: str) -> set[str]:
    """What a check of the proposal finds wrong."""
    return {one.code for one in check_branch(story.root, branch) if one.severity == "error"}


def test_a_preview_says_who_changes_rank_since_the_last_publication(story: Story) -> None:
    more = deduction("minzheng", "2015-05-12", "2", "", "推诿两次")
    files: dict[str, str | None] = {f"{HOTLINE}/2015-0512-minzheng-1.yml": more}
    story.commit("may", "登记", datetime.now(BEIJING).isoformat(), files)
    with run_desk(story.root) as port:
        lead = Caller(port, "kaoheban")
        page = lead.ask("/publish")
        given = {"period": "2015-q2", "token": page.token, "once": page.hidden("once"), "step": "check"}
        shown = re.sub(r"\s*<[^>]+>\s*", " ", lead.ask("/publish", given).words)
    assert f"名次的变化是与《关于2015年第一季度考核情况的通报》（{day_words(today())}发布）相比" in shown
    assert re.search(r"区民政局\s+98.00\s+降 2 位", shown)
    assert re.search(r"区水务局\s+100.00\s+不变", shown)


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [1280, 390])
def test_the_leading_office_revokes_and_corrects(visit: Visit, story: Story, width: int) -> None:
    page = visit("kaoheban", REVOKE, width)
    page.fill("#revoked-date", "2015-06-01")
    page.fill("#revoked-reasons", "核实后不属该单位责任")
    press(page, "检查，看看影响")
    assert "存为提案以后，下一步写出更正" in page.inner_text("main")
    press(page, "确认，存为提案")
    branch = proposed(story, "kaoheban")
    assert codes(story, branch) == {"KH651"}
    follow(page, "a:has-text('写出更正')")
    check(page, "correct", [width])
    press(page, "看看更正什么")
    assert "缺少更正的原因" in page.inner_text(".desk-summary")
    page.fill("#reason", "核查后撤销一条扣分")
    press(page, "看看更正什么")
    text = page.inner_text("main")
    assert "关于2015年第一季度考核情况通报的更正公告" in text
    assert re.search(r"区财政局\s+96\.80 分第 4 名\s+97\.00 分第 4 名", text), text
    assert "区财政局 2015年3月20日 会风会纪" in text  # the record, not the path of its file
    assert "data/" not in text
    assert "2015-q1" not in text
    check(page, "preview", [width])
    assert len(story.git("rev-list", f"main..{branch}").split()) == 1
    press(page, "确认，放进这份提案")
    text = page.inner_text("main")
    assert "更正已放进这份提案" in text
    assert re.search(r"区财政局\s+96\.80 分第 4 名\s+97\.00 分第 4 名", text), text
    assert "data/corrections" not in text.partition("技术信息")[0]
    assert "会改动已经发布的结果" not in text
    assert codes(story, branch) == set()
    assert story.git("diff", "--name-only", "main", branch).split() == [
        "data/corrections/2015-q1-c1.yml", COUNCIL, "data/publications/chain.yml",
    ]  # fmt: skip
    assert "reason: 核查后撤销一条扣分" in story.git("show", f"{branch}:data/corrections/2015-q1-c1.yml")


def test_of_another_office_what_was_sent_is_corrected_and_sent_again(story: Story) -> None:
    """The clerk cannot; the leading office adds the correction to what was sent, as a commit of its own."""
    with run_desk(story.root, remote="origin") as port:
        clerk, lead = Caller(port, "rexian"), Caller(port, "kaoheban")
        made = clerk.record({**FIELDS, "date": "2015-03-30"})
        place = made.headers["location"].partition("?")[0]
        told = clerk.ask(place).page
        assert "发送以后由考核办在同一份提案里写出更正" in told
        assert clerk.ask(f"{place}/correct").status == 404
        assert lead.ask(f"{place}/correct").status == 404  # not sent yet: it is the clerk's alone
        assert "等待审核" not in lead.ask("/").page
        send(clerk, place)
        assert "等待审核的提案（1 份）" in lead.ask("/").words
        assert f'<a href="{place}">' in lead.ask("/").page
        assert "等待审核的提案" not in clerk.ask("/").page
        assert "写出更正" in lead.ask(place).page
        form = lead.ask(f"{place}/correct")
        given = {"reason": "补记一条扣分", "token": form.token}
        seen = lead.ask(f"{place}/correct", {**given, "step": "check"}).hidden("seen")
        assert lead.ask(f"{place}/correct", {**given, "seen": "old", "step": "save"}).status == 200
        assert lead.ask(f"{place}/correct", {**given, "seen": seen, "step": "save"}).status == 303
        branch = proposed(story, "rexian")
        assert codes(story, branch) == set()
        assert story.git("log", "--format=%ae", f"main..{branch}").split() == [
            "kaoheban@kaohe.example", "rexian@kaohe.example",
        ]  # fmt: skip
        assert "之后又有改动还没有发送" in lead.ask(place).page
        send(lead, place)
        assert story.git("ls-remote", "origin", branch).split()[0] == story.git("rev-parse", branch)
        told = clerk.ask(place).words
        assert "的更正公告</h2>" in told
        assert "内容在合并以后公开" in told
        assert "data/corrections" not in told.partition("技术信息")[0]
        assert not re.search(r"9[0-9]\.[0-9]{2}|→", told)  # where units stand is not the clerk's to know


def test_what_main_has_published_meanwhile_is_said(story: Story) -> None:
    with run_desk(story.root) as port:
        lead = Caller(port, "kaoheban")
        fields = {"revoked/date": "2015-06-01", "revoked/reasons": "记错单位"}
        made = lead.record(fields, REVOKE)
        place = made.headers["location"].partition("?")[0]
        chain = story.git("show", "main:data/publications/chain.yml")
        story.commit(
            "else",
            "另一次",
            datetime.now(BEIJING).isoformat(),
            {"data/publications/chain.yml": f"{chain}\n# 又一次\n"},
        )
        form = lead.ask(f"{place}/correct")
        told = lead.ask(f"{place}/correct", {"reason": "核查", "token": form.token, "step": "check"})
        assert told.status == 400
        assert "请撤回，再按现在的样子登记一次" in told.page


def send(caller: Caller, place: str) -> Shown:
    page = caller.ask(place)
    found = caller.ask(f"{place}/send", {"token": page.token, "seen": page.hidden("seen")})
    assert found.status == 200
    assert "已发送" in found.page
    return found
