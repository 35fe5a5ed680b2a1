"""Entries of registers at the desk: who sees and writes what of them, in a real browser and by plain requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Page

from generator.acts.record_act import FilledForm, draft_records
from generator.acts.record_source import MAIN, open_source
from tests.browsing import follow
from tests.desk.desks import Caller, Shown, Visit, run_desk, tell_district
from tests.desk.registers import LEAD, OWN, SECRET, confidential_of, with_registers
from tests.desk.test_desk_browser import check, home, press
from tests.history.scripted import Story

NEW = "/registers/errands/new"
ENTRY = "/registers/errands/2015/2015-0311-caizheng-1"
OTHER = "/registers/errands/2015/2015-0312-minzheng-1"
FIELDS = {
    "matter": "修订流程", "sort": "daily", "owner": "区教育局", "listed": "2015-03-20", "due": "2015-05-01",
}  # fmt: skip
browses = pytest.mark.needs("chromium")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return with_registers(tell_district(tmp_path_factory.mktemp("registers") / "district"))


@pytest.fixture(scope="module")
def still(origin: Story) -> Iterator[int]:
    """A desk whose data nobody changes."""
    with run_desk(origin.root) as port:
        yield port


def proposed(story: Story, office: str) -> str:
    """The one branch of an office."""
    (found,) = story.git("for-each-ref", "--format=%(refname:short)", f"refs/heads/desk/{office}").splitlines()
    return found


@browses
@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, False)])
def test_an_entry_is_begun_and_its_stages_are_noted(visit: Visit, story: Story, width: int, script: bool) -> None:
    page = visit("rexian", "/registers", width, script)
    follow(page, "text=督办事项")
    follow(page, "text=登记一条")
    press(page, "检查，看看影响")
    assert "缺少事项" in page.inner_text("#matter-error")
    for name, text in FIELDS.items():
        if name != "sort":
            page.fill(f"#{name}", text)
    page.select_option("#sort", "daily")
    page.fill("#owner", "jyj")  # by its pinyin initials
    page.fill("#others-0", "区水务局")
    page.click("#others button")
    page.fill("#others-1", "没有这个局")
    page.fill("#steps-0-what", "开会")
    page.fill("#steps-0-due", "2015-04-01")
    press(page, "检查，看看影响")
    assert "没有叫“没有这个局”" in page.inner_text("#others-1-error")
    page.fill("#others-1", "mzj")
    press(page, "检查，看看影响")
    text = page.inner_text("main")
    assert "还没有写入" in text
    assert "区教育局" in text
    assert "区民政局" in text
    assert "data/registers/errands/2015/2015-0320-jiaoyu-1.yml" in text
    press(page, "确认，存为提案")
    branch = proposed(story, "rexian")
    assert story.git("show", f"{branch}:data/registers/errands/2015/2015-0320-jiaoyu-1.yml") == (
        "matter: 修订流程\nsort: daily\nowner: jiaoyu\nothers: [shuiwu, minzheng]\n"
        "steps:\n  - {what: 开会, due: 2015-04-01}\nlisted: 2015-03-20\ndue: 2015-05-01"
    )
    assert story.git("log", "-1", "--format=%ae %s", branch) == "rexian@kaohe.example 登记督办事项"
    follow(page, "text=修改这条记录")
    assert page.input_value("#owner") == "区教育局"
    assert page.input_value("#others-1") == "区民政局"
    page.fill("#others-0", "")
    press(page, "检查，看看影响")
    press(page, "确认，存为提案")
    assert "others: [minzheng]" in story.git("show", f"{branch}:data/registers/errands/2015/2015-0320-jiaoyu-1.yml")
    story.merge("begun", branch, "合并", "2015-03-20")
    unit = visit("jiaoyu", "/", width, script)
    follow(unit, "nav >> text=登记簿")
    follow(unit, "text=督办事项")
    assert "清理账户" not in unit.inner_text("main")
    follow(unit, "text=修订流程")
    assert unit.locator(".desk-tasks a").all_inner_texts() == ["登记“完成日期”"]
    follow(unit, "text=登记“完成日期”")
    unit.fill("#done", "2015-04-20")
    press(unit, "检查，看看影响")
    assert "结果" in unit.inner_text("#done-error")
    unit.fill("#result", "已经修订")
    press(unit, "检查，看看影响")
    press(unit, "确认，存为提案")
    story.merge("done", proposed(story, "jiaoyu"), "合并", "2015-04-20")
    page.goto(re.sub(r"(//[^/]+).*", r"\1", page.url) + "/registers/errands/2015/2015-0320-jiaoyu-1")
    assert "已完成，待销号" in page.inner_text("main")
    follow(page, "text=登记“销号日期”")
    page.fill("#closed", "2015-04-25")
    press(page, "检查，看看影响")
    press(page, "确认，存为提案")
    last = story.git("for-each-ref", "--sort=-creatordate", "--format=%(refname)", "refs/heads/desk/rexian").split()
    text = "\n".join(story.git("show", f"{ref}:data/registers/errands/2015/2015-0320-jiaoyu-1.yml") for ref in last)
    assert "closed: 2015-04-25" in text


@browses
def test_an_entry_is_revoked_and_stays(visit: Visit, story: Story) -> None:
    page = visit("rexian", ENTRY)
    follow(page, "text=撤销")
    page.fill("#revoked-date", "2015-03-30")
    page.fill("#revoked-reasons", "重复登记")
    press(page, "检查，看看影响")
    press(page, "确认，存为提案")
    branch = proposed(story, "rexian")
    assert "revoked: {date: 2015-03-30, reasons: 重复登记}" in story.git("show", f"{branch}:{OWN}")
    story.merge("revoked", branch, "合并", "2015-03-30")
    page.goto(re.sub(r"(//[^/]+).*", r"\1", page.url) + ENTRY)
    assert "已撤销" in page.inner_text("main")
    assert page.locator(".desk-tasks").count() == 0


@browses
def test_the_pages_are_accessible_and_fit(visit: Visit) -> None:
    page = visit("rexian", "/registers")
    for path in ("/registers", "/registers/errands", NEW, ENTRY, f"{ENTRY}/amend", f"{ENTRY}/revocation"):
        page.goto(home(page) + path)
        check(page, path)


@browses
def test_what_pages_become_is_accessible_and_fits(visit: Visit) -> None:
    page = visit("rexian", NEW)
    press(page, "检查，看看影响")
    check(page, "errors")
    check(visit("caizheng", f"{ENTRY}/stage-done"), "stage")


@browses
def test_by_keyboard_alone(visit: Visit, story: Story) -> None:
    page: Page = visit("caizheng", f"{ENTRY}/stage-done")

    def focus(name: str) -> None:
        for _ in range(40):
            if page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()") == name:
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{name} is not reached")

    focus("done")
    page.keyboard.type("2015.4.20")
    focus("result")
    page.keyboard.type("已经核对")
    focus("step")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=确认，存为提案")
    page.wait_for_load_state()
    focus("step")
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposals/caizheng/**")
    assert "done: 2015-04-20" in story.git("show", f"{proposed(story, 'caizheng')}:{OWN}")


def test_who_sees_what_of_an_entry(still: int) -> None:
    """The keeper and the leading office all, the unit what is shared and its own stage, others nothing."""
    for office in ("rexian", "kaoheban"):
        page = Caller(still, office).ask(ENTRY).page
        assert all(words in page for words in (SECRET, "王某", "催过一次"))
    page = Caller(still, "caizheng").ask(ENTRY).page
    assert "王某" in page
    assert SECRET not in page
    assert "催过一次" not in page
    assert SECRET not in Caller(still, "caizheng").ask(f"{ENTRY}/stage-done").page
    for path in (OTHER, f"{OTHER}/stage-done", f"{ENTRY}/amend", f"{ENTRY}/revocation", f"{ENTRY}/stage-closed"):
        assert Caller(still, "caizheng").ask(path).status == 404
    for path in ("/registers/errands", ENTRY, NEW):
        assert Caller(still, "shuiwu").ask(path).status == 404
    assert "督办事项" not in Caller(still, "shuiwu").ask("/registers").page
    assert Caller(still, "rexian").ask(f"{ENTRY}/stage-waived").status == 404  # the leading office's alone
    assert Caller(still, "kaoheban").ask(f"{ENTRY}/stage-waived").status == 200


def test_of_what_is_not_the_offices_nothing_is_written(story: Story) -> None:
    """Fields that a form does not have are not taken from a request."""
    with run_desk(story.root) as port:
        caller = Caller(port, "caizheng")
        stage = {"done": "2015-04-20", "result": "办好", "matter": "改写", "closed": "2015-04-21", "background": ""}
        assert record(caller, f"{ENTRY}/stage-done", stage).status == 303
        text = story.git("show", f"{proposed(story, 'caizheng')}:{OWN}")
        assert "matter: 核对台账" in text
        assert SECRET in text
        assert "closed" not in text
        assert SECRET not in caller.ask("/proposals/caizheng/" + proposed(story, "caizheng").rpartition("/")[2]).page
        keeper = Caller(port, "rexian")
        assert record(keeper, NEW, {**FIELDS, "waived": "2015-03-21"}).status == 303
        branch = proposed(story, "rexian")
        assert "waived" not in story.git("show", f"{branch}:data/registers/errands/2015/2015-0320-jiaoyu-1.yml")


def test_what_the_leading_office_alone_writes_a_keeper_does_not_bring_along(origin: Story) -> None:
    """However a new entry comes: the gate asks as much of it as of a later change."""
    source = open_source(origin.root, MAIN)
    asked = FilledForm("entry", {**FIELDS, "waived": "2015-03-21"}, register="errands")

    def codes(office: str) -> list[str]:
        (draft,) = draft_records(source, [asked], office).drafts
        return [found.problem.code for found in draft.errors]

    assert codes("rexian") == ["KH506"]
    assert codes("kaoheban") == []


def test_who_writes_an_entry_keeps_it(story: Story) -> None:
    """Where an entry names its keeper, every unit may begin one in its own name, and in nobody else's."""
    with run_desk(story.root) as port:
        caller = Caller(port, "shuiwu")
        form = caller.ask("/registers/meetings/new")
        assert 'value="区水务局"' in form.page
        refused = record(caller, "/registers/meetings/new", {"convener": "区民政局", "held": "2015-03-20"})
        assert refused.status == 200
        assert "由区民政局（minzheng）填写" in refused.page
        assert record(caller, "/registers/meetings/new", {"convener": "区水务局", "held": "2015-03-20"}).status == 303
        path = "data/registers/meetings/2015/2015-0320-shuiwu-1.yml"
        assert story.git("show", f"{proposed(story, 'shuiwu')}:{path}") == "convener: shuiwu\nheld: 2015-03-20"


def test_what_is_overdue_waits_on_the_first_page(still: int) -> None:
    for office in ("rexian", "caizheng"):
        page = Caller(still, office).ask("/").page
        assert "督办事项：还没有完成日期" in page
        assert "核对台账" in page
    assert ("清理账户" in Caller(still, "rexian").ask("/").page) is True
    assert ("清理账户" in Caller(still, "caizheng").ask("/").page) is False


def test_a_confidential_register_has_a_desk_of_its_own(origin: Story, tmp_path: Path) -> None:
    """There its accounts alone hold; here it is not so much as listed. Who answers sees of a lead what is shared."""
    with run_desk(origin.root) as port:
        for office in ("jiaoyu", "kaoheban"):
            caller = Caller(port, office)
            assert "/registers/leads" not in caller.ask("/registers").page
            assert caller.ask("/registers/leads/new").status == 404
    copytree(origin.root, tmp_path / "main", symlinks=True)
    there = confidential_of(tmp_path / "main", tmp_path / "leads")
    with run_desk(there.root) as port:
        assert Caller(port, "caizheng").ask("/").status == 400  # no account
        keeper = Caller(port, "jiaoyu")
        assert keeper.ask("/").status == 200
        listed = keeper.ask("/registers").page
        assert "/registers/leads" in listed
        assert "/registers/errands" not in listed
        assert "/publish" not in listed
        lead = "/registers/leads/2015/2015-0311-caizheng-1"
        assert SECRET in keeper.ask(lead).page
        handler = Caller(port, "shuiwu")
        assert SECRET not in handler.ask(lead).page + handler.ask("/registers/leads").page + handler.ask("/").page
        assert record(handler, f"{lead}/stage-answered", {"answered": "2015-03-13", "answer": "已查"}).status == 303
        assert SECRET in there.git("show", f"{proposed(there, 'shuiwu')}:{LEAD}")
        assert Caller(port, "minzheng").ask(lead).status == 404


def record(caller: Caller, url: str, fields: Mapping[str, str]) -> Shown:
    return caller.record(fields, url)
