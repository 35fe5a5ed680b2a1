"""Who knows only Excel follows the clerk's guide, from the sheet to a proposal that is sent, merged and scored."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, Page

from generator.desk.desk_guard import KEY_HEADER
from generator.load.project import open_project
from tests.browsing import follow
from tests.desk.desks import KEY, USER, run_desk, tell_district
from tests.history.scripted import HOTLINE, Story

pytestmark = pytest.mark.needs("chromium")
GUIDE = (Path(__file__).parents[2] / "content/guide/clerk.md").read_text("utf-8").partition("## 在网页上填表")[0]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """The clone that the desk reads, with a bare repository as its remote."""
    made = tell_district(tmp_path / "district")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(tmp_path / "hub.git")], check=True)
    if "origin" not in made.git("remote").split():
        made.git("remote", "add", "origin", (tmp_path / "hub.git").as_uri())
    made.git("config", "remote.origin.url", (tmp_path / "hub.git").as_uri())
    made.git("push", "-q", "origin", "main")
    return made


@pytest.fixture
def clerk(story: Story, browser: Browser) -> Iterator[Page]:
    """The clerk's browser, at the first page of the desk."""
    with run_desk(story.root, remote="origin") as port:
        context = browser.new_context(java_script_enabled=False, extra_http_headers={USER: "rexian", KEY_HEADER: KEY})
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        yield page
        context.close()


def told(words: str) -> str:
    """What the guide calls something, as it stands in the guide."""
    assert f"“{words}”" in GUIDE, f"the guide does not tell of “{words}”"
    return words


def press(page: Page, words: str) -> None:
    follow(page, f"main button:has-text('{told(words)}')")


def write_down(path: Path, rows: list[dict[str, object]]) -> None:
    """Fills in the sheet as a person does: by the heads, with what the lists of its cells offer, from row one."""
    book = openpyxl.load_workbook(path)
    sheet = next(one for one in book.worksheets if one.title == "热线办理")
    head = next(row for row in sheet.iter_rows() if any(cell.value == "被考核单位\n（必填）" for cell in row))
    columns = {str(cell.value).partition("\n")[0]: cell.column for cell in head if cell.value}
    for at, row in enumerate(rows, int(head[0].row or 0) + 1):
        for name, value in row.items():
            column = columns[name]
            assert column
            cell = sheet.cell(at, column)
            chosen = offered(book, sheet, cell.coordinate, value) if str(value).startswith("?") else value
            cell.value = chosen  # type: ignore[assignment]
    book.save(path)


def offered(book: openpyxl.Workbook, sheet: Worksheet, spot: str, wanted: object) -> str:
    """The entry of a cell's list with these words."""
    rule = next(one for one in sheet.data_validations.dataValidation if spot in one.sqref)
    name = str(rule.formula1).lstrip("=")
    where = book.defined_names[name].attr_text if name in book.defined_names else name
    title, _, area = where.replace("'", "").replace("$", "").rpartition("!")
    cells = [cell.value for row in book[title][area] for cell in row]
    return next(str(value) for value in cells if value and str(wanted)[1:] in str(value))


def test_from_the_sheet_to_a_sent_proposal(clerk: Page, story: Story, tmp_path: Path) -> None:
    page = clerk
    follow(page, f"nav >> text={told('表格')}")  # 1
    with page.expect_download() as found:  # 2
        page.click(f"li:has-text('热线办理') >> text={told('空表')}")
    path = tmp_path / found.value.suggested_filename
    assert path.suffix == ".xlsx"
    found.value.save_as(path)
    row: dict[str, object] = {
        "被考核单位": "?教育", "发现日期": "2015-04-02", "扣分标准": "?逾期", "扣分": 5, "考核方式": "?抽查",
        "线索来源": "?热线", "扣分事由": "12345 工单逾期 2 个工作日办结", "佐证材料": "工单流转记录",
        "材料存放处": "热线平台",
    }  # fmt: skip
    write_down(path, [row, {**row, "被考核单位": "?民政", "扣分": 0.5}])  # 3, with a slip: 5 for 0.5
    page.set_input_files("#files", path)  # 4
    press(page, "上传，看看里面有什么")
    assert "有 1 个问题" in page.inner_text("h1"), "is it ten cases?"  # 5
    assert re.search(r"热线办理 E5", page.inner_text("main")), "the cell is named"
    write_down(path, [row | {"扣分": 0.5}, {**row, "被考核单位": "?民政", "扣分": 0.5}])
    follow(page, "nav >> text=表格")
    page.set_input_files("#files", path)
    press(page, "上传，看看里面有什么")
    assert page.inner_text("h1") == told("将要登记的内容")
    text = page.inner_text("main")  # 6
    assert "共 2 行：新登记 2 行" in text
    assert text.count("−0.50") == 2
    assert "evidence" not in text, "nothing there speaks of data files"
    press(page, "确认，存为提案")  # 7
    press(page, "发送，请求审核")  # 8
    assert told("已发送") in page.inner_text(".kh-note")
    branch = story.git("for-each-ref", "--format=%(refname:short)", "refs/heads/desk")
    assert branch in story.git("ls-remote", "origin"), "it is where the leading office reviews it"
    story.git("merge", "-q", "--squash", f"{branch}")
    story.git("commit", "-q", "-m", "合并热线办理的扣分")
    assert open_project(story.root).errors == []
    assert (story.root / HOTLINE / "2015-0402-jiaoyu-1.yml").is_file()
    follow(page, f"nav >> text={told('提案')}")
    assert "已进入主分支" in page.inner_text("main")
    follow(page, "nav >> text=表格")
    page.set_input_files("#files", path)
    press(page, "上传，看看里面有什么")
    assert "没有要登记的" in page.inner_text("h1"), "sent twice, it changes nothing"
