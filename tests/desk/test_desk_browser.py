"""The desk in a real browser: recording, answering and deciding, without a script engine, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page

from tests.browsing import find_faults, follow, lay_out_for
from tests.desk.desks import FIELDS, SECRET, Caller, Visit
from tests.history.scripted import HOTLINE, Story, deduction

pytestmark = pytest.mark.needs("chromium")
TOLD = "/records/2015/hotline/2015-0212-caizheng-1"


def fill(page: Page, **fields: str) -> None:
    """Fills in the form for a deduction in the item `hotline`."""
    given = {"unit": "区教育局", "date": "2015-04-02", "reason": "12345 工单逾期 2 个工作日办结", **fields}
    for name, text in given.items():
        page.fill(f"#{name}", text)
    page.check("#standard input[value=overdue]")
    page.check("#method input[value=spot-check]")
    page.select_option("#source", "hotline")


def press(page: Page, words: str) -> None:
    follow(page, f"button:has-text('{words}')")


def state_of(story: Story) -> tuple[str, ...]:
    """What a desk must leave alone: the main branch, what is checked out, the index, the files."""
    status = story.git("--no-optional-locks", "status", "--porcelain", "--ignored")
    index = (story.root / ".git/index").read_bytes().hex()
    return story.git("rev-parse", "main"), story.git("symbolic-ref", "HEAD"), index, status


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_deduction_is_recorded_seen_and_sent(visit: Visit, story: Story, script: bool, width: int) -> None:
    before = state_of(story)
    page = visit("rexian", "/", width, script)
    follow(page, "nav >> text=登记")
    follow(page, "text=热线办理")
    press(page, "检查，看看影响")
    assert "还有 7 处要改" in page.inner_text(".desk-summary")
    assert "缺少被考核单位" in page.inner_text("#unit-error")
    fill(page)
    page.fill("#evidence-0-title", "工单流转记录")
    page.fill("#evidence-0-held_at", "热线平台")
    page.fill("#rectification-due", "2015-04-20")
    page.fill("#internal_note", "来电人是老住户")
    press(page, "检查，看看影响")
    text = page.inner_text("main")
    assert "还没有写入" in text
    assert re.search(r"区教育局\s+得分 −0\.50", text)
    assert "data/deductions/2015/hotline/2015-0402-jiaoyu-1.yml" in text
    assert story.git("for-each-ref", "refs/heads/desk") == ""
    press(page, "确认，存为提案")
    text = page.inner_text("main")
    found = re.search(r"desk/rexian/[0-9]{8}-[0-9a-f]{6}", text)
    assert found
    branch = found[0]
    assert story.git("rev-parse", branch) in text
    assert "data/deductions/2015/hotline/2015-0402-jiaoyu-1.yml" in text
    assert re.search(r"区教育局\s+得分 −0\.50", text)
    assert story.git("show", f"{branch}:data/deductions/2015/hotline/2015-0402-jiaoyu-1.yml") == (
        "unit: jiaoyu\ndate: 2015-04-02\nstandard: overdue\npoints: 0.5\nmethod: spot-check\nsource: hotline\n"
        "reason: 12345 工单逾期 2 个工作日办结\nevidence:\n  - {title: 工单流转记录, held_at: 热线平台}\n"
        "rectification: {due: 2015-04-20}\ninternal_note: 来电人是老住户"
    )
    assert story.git("log", "-1", "--format=%ae %ce %s", branch) == (
        "rexian@kaohe.example desk@kaohe.example 登记扣分：热线办理 区教育局 2015年4月2日"
    )
    assert state_of(story) == before
    press(page, "发送，请求审核")
    assert "已发送到分支" in page.inner_text(".kh-note")
    assert story.git("ls-remote", "origin", branch).startswith(story.git("rev-parse", branch))
    story.git("merge", "-q", "--squash", branch)
    story.git("commit", "-q", "-m", "合并")
    follow(page, "nav >> text=提案")
    assert "已进入主分支" in page.inner_text(".desk-list")


@pytest.mark.parametrize(("width", "script"), [(1280, False), (320, True)])
def test_a_day_is_taken_from_the_calendar_of_its_field(visit: Visit, width: int, script: bool) -> None:
    """Without a script, and in no language but ours."""
    page = visit("rexian", "/record/2015/hotline", width, script)
    page.fill("#reason", "写到一半")
    page.fill("#date", "2015-04-02")
    follow(page, "button[aria-label^='日历：发现']")
    assert page.url.endswith("#date")
    assert page.locator(".desk-month strong").inner_text() == "2015年4月"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not script or find_faults(page) == ""
    press(page, "上个月")
    follow(page, "button[aria-label^='3月20日，星期五']")
    assert page.input_value("#date") == "2015-03-20"
    assert page.input_value("#reason") == "写到一半"
    assert page.locator(".desk-month").count() == 0
    assert page.locator("input[type=date]").count() == 0


def test_the_button_for_files_is_ours(visit: Visit) -> None:
    page = visit("rexian", "/batch")
    field = page.locator("#files")
    assert page.locator("label.desk-button[for=files]").inner_text() == "选择文件"
    assert field.evaluate("one => getComputedStyle(one, '::file-selector-button').display") == "none"
    assert field.evaluate("one => getComputedStyle(one).color") == "rgba(0, 0, 0, 0)"  # what a browser says of none
    with page.expect_file_chooser() as chosen:
        page.click("label.desk-button[for=files]")
    chosen.value.set_files([{"name": "热线.csv", "mimeType": "text/csv", "buffer": b"x"}])
    assert field.evaluate("one => getComputedStyle(one).color") != "rgba(0, 0, 0, 0)"


def test_two_at_once_lose_nothing(visit: Visit, story: Story) -> None:
    """Both look before either confirms; each gets a branch and a file of its own."""
    pages = [visit("rexian", "/record/2015/hotline") for _ in range(2)]
    for page, reason in zip(pages, ("工单逾期一", "工单逾期二"), strict=True):
        fill(page, reason=reason)
        press(page, "检查，看看影响")
    for page in pages:
        press(page, "确认，存为提案")
        assert "/proposals/rexian/" in page.url
    branches = story.git("for-each-ref", "--format=%(refname)", "refs/heads/desk/rexian").splitlines()
    assert len(branches) == 2
    files = [story.git("diff", "--name-only", "main", branch) for branch in branches]
    assert sorted(files) == [f"data/deductions/2015/hotline/2015-0402-jiaoyu-{number}.yml" for number in (1, 2)]
    texts = "".join(story.git("show", f"{branch}:{file}") for branch, file in zip(branches, files, strict=True))
    assert "工单逾期一" in texts
    assert "工单逾期二" in texts


def test_many_at_once_and_a_page_sent_twice(story: Story, port: int) -> None:
    callers = [Caller(port, "rexian") for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        made = list(
            pool.map(lambda one: one[1].record({**FIELDS, "reason": f"第 {one[0]} 件工单逾期"}), enumerate(callers))
        )
    assert [shown.status for shown in made] == [303] * 6
    branches = story.git("for-each-ref", "--format=%(refname)", "refs/heads/desk/rexian").splitlines()
    changed = [story.git("diff", "--name-only", "main", branch).splitlines() for branch in branches]
    paths = [path for files in changed for path in files]
    assert len(paths) == len(set(paths)) == 6
    again = Caller(port, "rexian")
    first = again.ask("/record/2015/hotline?new")
    asked = {**FIELDS, "date": "2015-04-30", "token": first.token, "once": first.hidden("once"), "into": ""}
    seen = again.ask("/record/2015/hotline", {**asked, "step": "check"}).hidden("seen")
    sent = [again.ask("/record/2015/hotline", {**asked, "seen": seen, "step": "save"}) for _ in range(2)]
    assert sent[0].headers["location"] == sent[1].headers["location"]


def test_another_offices_item_is_not_there(visit: Visit, port: int) -> None:
    page = visit("rexian", "/record")
    assert "会风会纪" not in page.inner_text("main")
    caller = Caller(port, "rexian")
    assert caller.ask("/record/2015/meetings").status == 404
    token = caller.ask("/record/2015/hotline").token
    assert caller.ask("/record/2015/meetings", {**FIELDS, "token": token, "step": "save"}).status == 404
    assert caller.ask("/record/2015/hotline/", {**FIELDS, "token": token}).status == 404


def test_a_draft_is_added_to_amended_and_withdrawn(visit: Visit, story: Story) -> None:
    page = visit("rexian", "/record/2015/hotline")
    fill(page)
    press(page, "检查，看看影响")
    press(page, "返回修改")
    assert page.input_value("#reason") == "12345 工单逾期 2 个工作日办结"
    press(page, "检查，看看影响")
    press(page, "确认，存为提案")
    follow(page, "text=再登记一条")
    follow(page, "text=热线办理")
    assert page.input_value("#into") != ""
    fill(page, date="2015-04-03", reason="推诿")
    page.check("#standard input[value=refused]")
    press(page, "检查，看看影响")
    assert "缺少" in page.inner_text("#points-error")
    page.fill("#points", "9")
    press(page, "检查，看看影响")
    assert "1至2分" in page.inner_text("#points-error")
    page.fill("#points", "1.5")
    press(page, "检查，看看影响")
    press(page, "确认，存为提案")
    assert "2 次提交" in page.inner_text(".kh-head")
    follow(page, "text=修改这条记录 >> nth=0")
    assert page.input_value("#unit") == "区教育局"
    page.fill("#reason", "12345 工单逾期 3 个工作日办结")
    press(page, "检查，看看影响")
    press(page, "确认，存为提案")
    assert "3 次提交" in page.inner_text(".kh-head")
    assert "逾期 3 个" in page.inner_text("main")
    follow(page, "a:has-text('撤回')")
    press(page, "确认撤回")
    assert "还没有提案" in page.inner_text("main")
    assert story.git("for-each-ref", "refs/heads/desk") == ""
    assert len(story.git("for-each-ref", "refs/kaohe/withdrawn").splitlines()) == 1


def test_a_row_is_added_where_it_is_asked_for_and_what_lacks_in_one_is_told(visit: Visit) -> None:
    page = visit("rexian", "/record/2015/hotline")

    def rows(name: str) -> int:
        return int(page.locator(f"#{name} .desk-row").count())

    fill(page)
    page.fill("#evidence-0-title", "工单流转记录")
    before = rows("from")
    assert before == 1
    for _ in range(2):
        press(page, "检查，看看影响")
        assert rows("evidence") == 2, "a look adds no row beside the blank one"
    assert "第 1 份：" in page.inner_text("#evidence-error")
    assert page.locator(".desk-summary a[href='#evidence']").count() == 1
    page.click("#evidence button")
    assert (rows("evidence"), rows("from")) == (3, before)
    assert not page.is_visible("#from"), "few records have it"


def test_a_unit_answers_and_an_appeal_is_decided(visit: Visit, story: Story) -> None:
    """Each office writes its own part of a record, and sees of it what is its own to see."""
    page = visit("caizheng", "/records")
    text = page.inner_text("main")
    assert "推诿一次，已告知" in text
    assert "还没有告知" not in text
    assert SECRET not in page.content()
    follow(page, "text=推诿一次，已告知")
    follow(page, ".desk-tasks >> text=申诉")
    page.fill("#appeal-filed", "2015-02-25")
    page.fill("#appeal-grounds", "来电时已经转办，有记录")
    press(page, "检查，看看影响")
    assert "得分没有变化" in page.inner_text("main")
    press(page, "确认，存为提案")
    branch = story.git("for-each-ref", "--format=%(refname)", "refs/heads/desk/caizheng")
    assert SECRET in story.git("show", f"{branch}:data/deductions/2015/hotline/2015-0212-caizheng-1.yml")
    assert SECRET not in page.content()
    story.merge("appealed", branch, "合并", "2015-02-26")
    lead = visit("kaoheban", f"{TOLD}/decision")
    lead.fill("#appeal-decided", "2015-03-02")
    lead.select_option("#appeal-decision", "reduced")
    lead.fill("#appeal-points", "0.5")
    lead.fill("#appeal-reasons", "部分属实")
    lead.select_option("#appeal-decided_by", "kaoheban")
    press(lead, "检查，看看影响")
    text = lead.inner_text("main")
    assert re.search(r"区财政局\s+得分 \+0\.50", text)
    assert "现名次" in text  # where a unit stands is the leading office's to know
    press(lead, "确认，存为提案")
    assert "现名次" in lead.inner_text("main")
    rexian = visit("rexian", "/record/2015/hotline")
    fill(rexian)
    press(rexian, "检查，看看影响")
    assert "名次" not in rexian.inner_text("main")


def count(page: Page) -> None:
    """Fills in the form for tallies: of eight valid ballots each aspect has eight."""
    page.fill("#held", "2015-12-18")
    for panel in ("delegates", "residents"):
        for name, value in (("issued", "10"), ("returned", "9"), ("valid", "8")):
            page.fill(f"#panels-{panel}-ballots-{name}", value)
        for aspect in ("law", "service"):
            for option, value in (("satisfied", "6"), ("fairly", "1"), ("dissatisfied", "0"), ("dont-know", "1")):
                page.fill(f"#panels-{panel}-tallies-{aspect}-{option}", value)


def test_tallies_are_counted_by_the_form(visit: Visit, story: Story) -> None:
    page = visit("kaoheban", "/appraisals/2015/caizheng", 390)
    count(page)
    page.fill("#panels-delegates-tallies-law-dont-know", "0")  # seven of eight
    press(page, "检查，看看影响")
    assert "代表委员，依法行政：各选项合计 7 票" in page.inner_text(".desk-summary"), "which of the many counts it is"
    page.fill("#panels-delegates-tallies-law-dont-know", "1")
    press(page, "检查，看看影响")
    press(page, "确认，存为提案")
    branch = story.git("for-each-ref", "--format=%(refname)", "refs/heads/desk/kaoheban")
    assert "satisfied: 6" in story.git("show", f"{branch}:data/appraisals/2015/caizheng.yml")


PAGES = {
    "rexian": (
        "/",
        "/record",
        "/record/2015/hotline",
        "/records",
        TOLD,
        f"{TOLD}/amend",
        f"{TOLD}/revocation",
        "/proposals",
    ),
    "caizheng": (f"{TOLD}/reply", f"{TOLD}/appeal"),
    "kaoheban": ("/appraisals", "/appraisals/2015/caizheng", "/records?q=推诿&page=2", "/publish"),
}


def test_the_pages_are_accessible_and_fit(visit: Visit) -> None:
    for office, paths in PAGES.items():
        page = visit(office)
        for path in paths:
            page.goto(home(page) + path)
            check(page, path)


def test_what_pages_become_is_accessible_and_fits(visit: Visit) -> None:
    page = visit("rexian", "/record/2015/hotline")
    press(page, "检查，看看影响")
    check(page, "errors")
    fill(page)
    press(page, "检查，看看影响")
    check(page, "preview")
    press(page, "确认，存为提案")
    check(page, "proposal")
    follow(page, "a:has-text('撤回')")
    check(page, "withdraw")
    lead = visit("kaoheban", "/publish")
    press(lead, "看看将要发布什么")
    assert lead.inner_text("h1") == "将要发布的内容"
    check(lead, "what would be published")
    lead.goto(f"{home(lead)}/appraisals/2015/caizheng")
    count(lead)
    lead.fill("#panels-delegates-tallies-law-dont-know", "0")
    press(lead, "检查，看看影响")
    check(lead, "tallies with errors")
    lead.fill("#panels-delegates-tallies-law-dont-know", "1")
    press(lead, "检查，看看影响")
    check(lead, "what tallies would be recorded")
    unit = visit("rexian", f"{TOLD}/amend")
    unit.fill("#reason", "推诿一次，已告知并约谈")
    press(unit, "检查，看看影响")
    assert "这次的改动" in unit.inner_text("main")
    check(unit, "what an amendment would change")


def test_a_day_of_a_month_is_on_one_line_and_what_leads_on_looks_like_it(visit: Visit, story: Story) -> None:
    plan = "rectification: {due: 2015-04-20}\nnotified: 2015-03-01\n"
    files: dict[str, str | None] = {
        f"{HOTLINE}/2015-02{day:02}-minzheng-1.yml": deduction(
            "minzheng", f"2015-02-{day:02}", "1", plan, "推诿" + "一" * day
        )
        for day in range(13, 26)
    }
    story.commit("plans", "登记", "2015-03-21", files)
    page = visit("rexian", "/", 390)
    days = page.locator(".kh-one:text-matches('^[0-9]{1,2}月[0-9]{1,2}日$')")  # a line may end after the year
    assert days.count() >= 26
    assert all(one.evaluate("one => one.getClientRects().length") == 1 for one in days.all())
    link = page.locator(".desk-list a strong").first
    assert link.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    # What a form holds is as it was typed.
    words = "2015-04-02 的 3 件，<b>第 2 件</b>逾期"
    page.goto(f"{home(page)}/record/2015/hotline")
    page.fill("#reason", words)
    page.fill("#evidence-0-title", words)
    press(page, "检查，看看影响")
    assert page.input_value("#reason") == words
    assert page.input_value("#evidence-0-title") == words


def home(page: Page) -> str:
    return re.sub(r"(//[^/]+).*", r"\1", page.url)


def check(page: Page, where: str, widths: Sequence[int] = (390, 1280)) -> None:
    """No rule of axe is broken and nothing is wider than its window, on a telephone and then on a desk."""
    for width in widths:
        lay_out_for(page, (width, "light"))
        assert find_faults(page) == "", f"{where}, {width}"


def test_by_keyboard_alone(visit: Visit, story: Story) -> None:
    """From the item to the proposal with Tab, arrows, space and Enter; what has the focus is always seen."""
    page = visit("rexian", "/record/2015/hotline")

    def focus(name: str) -> None:
        for _ in range(80):
            if page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()") == name:
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", name
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{name} is not reached")

    focus("unit")
    page.keyboard.type("jyj")  # by its pinyin initials
    focus("date")
    page.keyboard.type("20150402")
    focus("standard")
    page.keyboard.press("Space")
    focus("method")
    page.keyboard.press("Space")
    focus("source")
    page.keyboard.press("ArrowDown")
    focus("reason")
    page.keyboard.type("工单逾期")
    focus("evidence/0/title")
    page.keyboard.press("Enter")  # checks, and does not add a row
    page.wait_for_selector("text=确认，存为提案")
    page.wait_for_load_state()
    focus("确认，存为提案" if page.query_selector("button:not([name])") else "step")
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposals/rexian/**")
    assert story.git("for-each-ref", "refs/heads/desk/rexian") != ""
