"""Batches at the desk: a template is filled in and sent by the browser, its questions answered, one proposal made."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page

from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.sheets.ballot_book import render_ballots
from generator.sheets.known_office import Office
from generator.sheets.template_book import render_deductions
from tests.browsing import find_faults, follow
from tests.desk.desks import FIELDS, OTHERS, SECRET, Caller, Visit
from tests.desk.test_desk_browser import press, state_of
from tests.history.scripted import HOTLINE, Story
from tests.sheets import workbooks as make

pytestmark = pytest.mark.needs("chromium")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("序号", "被扣分单位", "日期", "扣分事由", "扣分")
FOREIGN = (
    (1, "区教育局", "2015-04-02", "12345 工单逾期办结", 0.5),
    (2, "区民政局", "2015-04-03", "12345 工单逾期办结", 0.5),
)

ROW: dict[str, str | float] = {
    "被考核单位": "区教育局", "发现日期": "2015-04-02", "扣分标准": "逾期办结，每件扣0.5分", "扣分": 0.5,
    "考核方式": "不定期抽查", "线索来源": "“12345”热线", "佐证材料": "工单流转记录", "材料存放处": "热线平台",
    "扣分事由": "12345 工单逾期 2 个工作日办结",
}  # fmt: skip


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """The columns of a template by the first line of their heads, and the row of the heads."""
    for row in sheet.iter_rows(min_row=1, max_row=12):
        heads = {str(cell.value).split("\n")[0]: int(cell.column or 0) for cell in row if cell.value}
        if "被考核单位" in heads and len(heads) > 4:
            return {**heads, "": int(row[0].row or 0)}
    raise AssertionError([[cell.value for cell in row] for row in sheet.iter_rows(max_row=12)])


def fill_in(data: bytes, *rows: dict[str, str | float]) -> bytes:
    """A template with these rows, as a person fills them in: heads and lists stay."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = next(one for one in book.worksheets if str(one.cell(1, 1).value).startswith("kaohe:"))
    heads = columns_of(sheet)
    free = heads[""] + 1
    while sheet.cell(free, heads["扣分"]).value is not None:
        free += 1
    for at, row in enumerate(rows):
        for name, value in row.items():
            sheet.cell(free + at, heads[name]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(page: Page, words: str) -> bytes:
    with page.expect_download() as found:
        page.click(f"a[aria-label='{words}']")
    return Path(found.value.path()).read_bytes()


def upload(page: Page, name: str, data: bytes) -> None:
    page.set_input_files("#files", {"name": name, "mimeType": XLSX, "buffer": data})
    press(page, "上传，看看里面有什么")


@pytest.mark.parametrize(("script", "width"), [(False, 390), (True, 1280)])
def test_a_template_is_filled_in_sent_and_proposed(visit: Visit, story: Story, script: bool, width: int) -> None:
    before = state_of(story)
    page = visit("rexian", "/batch", width, script)
    blank = download(page, "2015 年度热线办理的空表")
    upload(page, "热线四月.xlsx", fill_in(blank, ROW, {**ROW, "被考核单位": "区民政局", "发现日期": "2015-04-03"}))
    text = page.inner_text("main")
    assert "将要登记的内容" in text, text
    assert "共 2 行：新登记 2 行" in text
    assert re.search(r"区教育局\s+2015年4月2日\s+热线办理\s+逾期办结\S*\s+0.5\s+−0\.50", text), text
    assert "原名次" not in text, "where a unit stands is the leading office's to know"
    assert not script or find_faults(page) == ""
    assert story.git("for-each-ref", "refs/heads/desk") == ""
    press(page, "确认，存为提案")
    branch = re.search(r"desk/rexian/[0-9]{8}-[0-9a-f]{6}", page.inner_text("main"))
    assert branch
    assert story.git("diff", "--name-only", "main", branch[0]).splitlines() == [
        f"{HOTLINE}/2015-0402-jiaoyu-1.yml", f"{HOTLINE}/2015-0403-minzheng-1.yml",
    ]  # fmt: skip
    assert story.git("log", "-1", "--format=%ae %s", branch[0]) == (
        "rexian@kaohe.example 从表格登记 2 条扣分：热线办理"
    )
    assert story.git("rev-list", "--count", f"main..{branch[0]}") == "1"
    assert state_of(story) == before
    press(page, "发送，请求审核")
    assert story.git("ls-remote", "origin", branch[0]).startswith(story.git("rev-parse", branch[0]))


@pytest.mark.parametrize("script", [False, True])
def test_what_a_foreign_table_leaves_open_is_asked_on_the_page_once(visit: Visit, story: Story, script: bool) -> None:
    page = visit("rexian", "/batch", 390, script)
    upload(page, "九月督查.xlsx", make.book_of(HEAD, *FOREIGN))
    assert "个问题" in page.inner_text("h1")
    if script:
        assert find_faults(page) == ""
    rounds = 0
    while "个问题" in page.inner_text("h1"):
        rounds += 1
        assert rounds < 6
        legends = [one.inner_text() for one in page.query_selector_all("form > fieldset > legend")]
        assert len(legends) == len(set(legends)), "the same question is asked once"
        for field in page.query_selector_all("form > fieldset"):
            name = (field.get_attribute("id") or "").partition("-")[0]
            wanted = {"item": "hotline", "standard": "overdue", "source": "hotline", "method": "spot-check"}.get(name)
            assert wanted, (name, field.inner_text())
            if choice := field.query_selector(f"input[value='{wanted}']"):
                choice.check()
            else:
                page.select_option(f"#{field.get_attribute('id')} > select", wanted)
        press(page, "继续")
    text = page.inner_text("main")
    assert "共 2 行：新登记 2 行" in text, text
    assert "下次同样的表头不再问" in text
    follow(page, "text=修改回答")
    assert page.inner_text("h1") == "修改回答"
    press(page, "继续")
    press(page, "确认，存为提案")
    assert "/proposals/rexian/" in page.url
    assert "还有错误" not in page.inner_text("main")
    press(page, "发送，请求审核")
    assert "已发送到分支" in page.inner_text(".kh-note"), "the layout of an office's own table is its own to keep"
    branch = story.git("for-each-ref", "--format=%(refname:short)", "refs/heads/desk")
    story.git("merge", "-q", branch)
    page.goto(page.url.partition("/proposals")[0] + "/batch")
    upload(page, "九月督查.xlsx", make.book_of(HEAD, *FOREIGN))
    assert "没有要登记的" in page.inner_text("h1"), "the same file twice changes nothing, and asks nothing"


@pytest.fixture
def rexian(port: int) -> Caller:
    return Caller(port, "rexian")


def send(caller: Caller, data: bytes, name: str = "a.xlsx", **more: str) -> str:
    """Sends a file as a browser does; where that leads, or the page."""
    token = caller.ask("/batch").token
    edge = "----kaohe"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n' for key, text in
             {"token": token, "into": "", **more}.items()]  # fmt: skip
    head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    body = "".join([*parts, head]).encode() + data + f"\r\n--{edge}--\r\n".encode()
    shown = caller.ask("/batch", body, {"Content-Type": f"multipart/form-data; boundary={edge}"})
    return shown.headers.get("location") or shown.page


def test_nothing_of_another_offices_items_is_offered_told_or_written(story: Story, rexian: Caller, port: int) -> None:
    assert rexian.ask("/batch/sheet/2015?item=meetings").status == 404
    assert rexian.ask("/batch/sheet/2015?appraisal=1").status == 404
    assert rexian.ask("/batch/sheet/1999").status == 404
    assert Caller(port, "jiaoyu").ask("/batch").status == 404
    lead = Caller(port, "kaoheban")
    assert lead.ask("/batch/sheet/2015?appraisal=1").status == 200
    rows = ((1, "区财政局", "2015-03-20", "迟到一次", 0.2),)
    where = send(rexian, make.book_of((*HEAD, "考核单项"), *((*row, "会风会纪") for row in rows)))
    asked = rexian.ask(where).page
    assert "meetings" not in asked
    assert "已有 1 条记录" not in asked, "whether there is a record is not told either"
    assert lead.ask(where).status == 404, "a batch is its office's own"
    assert rexian.ask(where, {"token": rexian.ask(where).token, "step": "save", "seen": "x"}).status == 200
    assert story.git("for-each-ref", "refs/heads/desk") == ""
    mine = rexian.ask("/batch/sheet/2015?filled=1")
    assert mine.status == 200
    assert "filename*=UTF-8''%E6%89%A3" in mine.headers["content-disposition"]


def test_what_is_left_unanswered_is_said(rexian: Caller) -> None:
    where = send(rexian, make.book_of(HEAD, *FOREIGN))
    shown = rexian.ask(where)
    assert "没有回答" not in shown.page, "nothing was asked before"
    count = re.search(r"有 (\d+) 个问题", shown.words)
    names = re.findall(r'<fieldset class="desk-field" id="((\w+)-\w+)"', shown.page)
    assert count
    assert int(count[1]) == len(names) > 1
    again = rexian.ask(where, {"token": shown.token, "step": "check"})
    assert f"还有 {len(names)} 个问题没有回答。" in again.words
    (source,) = (name for name, kind in names if kind == "source")
    less = rexian.ask(where, {"token": again.token, "step": "check", f"a/{source}": "hotline"})
    assert f"还有 {len(names) - 1} 个问题没有回答。" in less.words


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no workbook", b"\x00" * 5000, "没有表头".encode()])
def test_a_file_that_is_no_table_is_told_and_harms_nothing(rexian: Caller, data: bytes) -> None:
    where = send(rexian, data, "../../坏的.xlsx")
    page = rexian.ask(where).words
    assert "处要改" in page
    assert "坏的.xlsx" in page
    assert "../" not in page


def test_no_file_too_many_and_what_is_too_large_are_refused(rexian: Caller, story: Story) -> None:
    token = rexian.ask("/batch").token
    assert "没有选文件" in rexian.ask("/batch", {"token": token}).page
    shown = rexian.ask("/batch", b"x" * (16 * 1024 * 1024 + 1), {"Content-Type": "multipart/form-data; boundary=x"})
    assert shown.status == 413
    assert rexian.ask("/batch/00").status == 404
    where = send(rexian, make.book_of(HEAD, *FOREIGN), token="wrong")
    assert "/batch/" not in where[:20]
    assert (SECRET in where, OTHERS in where) == (False, False)


def test_a_file_that_is_mended_and_sent_again_keeps_its_answers_and_is_recorded_once(
    visit: Visit, story: Story
) -> None:
    page = visit("rexian", "/batch", 390, False)
    blank = download(page, "2015 年度热线办理的空表")
    told = {**ROW, "被考核单位": "区民政居", "发现日期": "2015-04-03", "整改期限": "2015-05-08"}
    upload(page, "热线四月.xlsx", fill_in(blank, {**ROW, "扣分": 9}, told))
    question = page.query_selector("form > fieldset")
    assert question
    assert "区民政局" in question.inner_text(), "one character is wrong"
    assert "第 6 行：区民政居　2015年4月3日　扣分 0.5　12345 工单逾期 2 个工作日办结" in question.inner_text()
    page.fill("form > fieldset input[type=text]", "民政")
    press(page, "继续")
    assert "热线办理 E5" in page.inner_text("main")
    page.goto(page.url.rpartition("/")[0])
    upload(page, "热线四月.xlsx", fill_in(blank, ROW, told))
    assert page.inner_text("h1") == "将要登记的内容", "what was answered is not asked again"
    press(page, "确认，存为提案")
    text = page.inner_text("main")
    assert "工单流转记录" in text
    assert "2015年5月8日" in text
    press(page, "发送，请求审核")
    follow(page, "nav >> text=表格")
    upload(page, "热线四月.xlsx", fill_in(blank, ROW, told))
    assert page.inner_text("h1") == "没有要登记的"
    assert re.search(r"已在提案“从表格登记 2 条扣分\S*”里", page.inner_text("main"))
    assert len(story.git("for-each-ref", "--format=%(refname)", "refs/heads/desk").split()) == 1


def amended(story: Story, points: str) -> bytes:
    """The filled sheet of the item hotline in which somebody changed the points of the first record."""
    office = Office(read_corpus(WorkTree(story.root))[0])
    records = [one for one in office.corpus.deductions if one.item == "hotline"]
    book = openpyxl.load_workbook(
        io.BytesIO(render_deductions(office, 2015, [office.items(2015)["hotline"]], records))
    )
    sheet = next(one for one in book.worksheets if str(one.cell(1, 1).value).startswith("kaohe:"))
    heads = columns_of(sheet)
    sheet.cell(heads[""] + 1, heads["扣分"]).value = points
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def propose(caller: Caller, data: bytes) -> str:
    """Sends a file that leaves nothing to ask, and confirms it as a proposal of its own; the page that follows."""
    where = send(caller, data)
    page = caller.ask(where)
    made = caller.ask(where, {"token": page.token, "seen": page.hidden("seen"), "step": "save"})
    return caller.ask(made.headers["location"]).page if made.status == 303 else page.page


def test_a_filled_sheet_that_is_sent_twice_is_recognised(story: Story, rexian: Caller) -> None:
    assert "这份提案" in propose(rexian, amended(story, "1.5"))
    again = rexian.ask(send(rexian, amended(story, "1.5"))).words
    assert "没有要登记的" in again
    assert "已在提案“从表格登记 1 条扣分：热线办理”里，等待合并" in again
    # Of another change of the same record a person says whether it is to be made as well.
    other = rexian.ask(send(rexian, amended(story, "1.6"))).page
    assert "也改过，还没有合并，这一行还改吗？" in other
    assert len(story.git("for-each-ref", "refs/heads/desk").splitlines()) == 1


def test_tallies_that_are_sent_twice_are_recognised(story: Story, port: int) -> None:
    lead = Caller(port, "kaoheban")

    def counted(fairly: int) -> bytes:
        office = Office(read_corpus(WorkTree(story.root))[0])
        (part,) = office.corpus.schemes[2015].appraisals
        ballots = Ballots(10, 9, 8)
        row = {"satisfied": 8 - fairly, "fairly": fairly, "dissatisfied": 0, "dont-know": 0}
        panels = {one.id: PanelTally(ballots, {aspect.id: row for aspect in part.aspects}) for one in part.polls}
        return render_ballots(office, 2015, [Appraisal("caizheng", 2015, date(2015, 12, 18), panels)])

    assert "这份提案" in propose(lead, counted(1))
    again = lead.ask(send(lead, counted(1))).page
    assert "没有要登记的" in again
    assert "里，等待合并" in again
    other = lead.ask(send(lead, counted(2))).page
    assert "里有这个单位的另一份计票，还没有合并" in other


def test_points_beyond_the_maximum_are_marked_in_the_preview_and_in_the_form(port: int) -> None:
    lead = Caller(port, "kaoheban")
    head = (*HEAD, "考核单项", "扣分标准", "考核方式", "线索来源")
    told = ("无故不在岗", 0.4, "窗口服务", "工作时间无故不在岗，每人次扣0.4分", "不定期抽查", "“12345”热线")
    rows = [(n, "区水务局", f"2015-04-0{n}", *told) for n in range(1, 5)]  # 1.6 of at most 1
    shown = lead.ask(send(lead, make.book_of(head, *rows))).words
    assert "将要登记的内容" in shown, shown
    marked = re.findall(r"扣分超过单项上限，按上限计，其中 ([\d.]+) 分不再扣", shown)
    assert marked == ["0.2", "0.4"], "the third in part, the fourth wholly"
    form = {**FIELDS, "unit": "水务", "standard": "absent", "points": "1.2", "count": "3"}
    first = lead.ask("/record/2015/window")
    asked = {**form, "token": first.token, "once": first.hidden("once"), "step": "check"}
    assert "超过上限，按上限计" in lead.ask("/record/2015/window", asked).words
