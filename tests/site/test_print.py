"""Pages on paper, by a real browser: each sheet can be traced back, heads are repeated, paper is white."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.site.sample import demo_pages

pytestmark = pytest.mark.needs("chromium")
PAGES = [
    "index.html",
    "2015/index.html",
    "2015/q1.html",
    "2015/ranking.html",
    "2015/units/caizheng.html",
    "2015/items/hotline.html",
    "2015/records/hotline/2015-0212-caizheng-1.html",
    "notice/2015-1/opinions.html",
    "guide/public.html",
    "2015/appraisal.html",
    "2015/outcomes.html",
    "2015/items.html",
    "documents/index.html",
    "documents/2015/praise.html",
    "documents/2015/circular.html",
    "documents/2015/feedback/caizheng.html",
    "notice/2015-1/index.html",
    "audit.html",
    "audit/git.html",
    "data.html",
    "method.html",
    "units.html",
]
# As many rows as a district has, so that a table goes on to the next sheet.
MANY = """() => { const body = document.querySelector(".kh-ranking tbody"), rows = [...body.rows];
    for (let i = 0; i < 18; i += 1) for (const row of rows) body.append(row.cloneNode(true)); }"""


@pytest.fixture
def sheets(window: Page, needs: Callable[[str], Path], tmp_path: Path) -> Callable[..., list[str]]:
    """Prints a page and gives the text of each sheet."""

    def printed(path: Path, script: str = "", scheme: Literal["light", "dark"] = "light") -> list[str]:
        page = window
        page.emulate_media(color_scheme=scheme)
        page.goto(f"file://{path}")
        if script:
            page.evaluate(script)
        page.pdf(path=str(tmp_path / "out.pdf"), prefer_css_page_size=True, format="A4", print_background=True)
        run = [str(needs("pdftotext")), "-layout", str(tmp_path / "out.pdf"), "-"]
        return subprocess.run(run, capture_output=True, check=True, encoding="utf-8").stdout.split("\f")[:-1]

    return printed


def lines(sheet: str) -> list[str]:
    return [line.strip() for line in sheet.splitlines() if line.strip()]


@pytest.mark.parametrize("kind", PAGES)
def test_each_sheet_says_which_page_it_is_of_and_has_more_than_a_line(
    built: Path, sheets: Callable[..., list[str]], kind: str
) -> None:
    found = sheets(built / kind)
    for number, sheet in enumerate(found, start=1):
        foot = "".join(lines(sheet)[-2:]).replace(" ", "")  # a long one takes two lines
        assert kind in foot, sheet
        assert "数据截至" in foot
        assert f"{number}/{len(found)}" in foot
        assert len(lines(sheet)) >= 7, sheet  # what is of the page, and the foot
    if kind.startswith("2015/"):
        assert "草稿" in "".join(lines(found[0])[-2:])  # which publication it shows, or that it is none


def test_the_head_of_a_table_stands_on_every_sheet(built: Path, sheets: Callable[..., list[str]]) -> None:
    found = sheets(built / "2015/ranking.html", MANY)
    assert len(found) > 1
    for sheet in found:
        if "区财政局" in sheet:
            assert any("名次" in line and "得分" in line for line in lines(sheet)), sheet


def test_paper_is_white_in_the_dark_scheme_too(
    built: Path, needs: Callable[[str], Path], sheets: Callable[..., list[str]], tmp_path: Path
) -> None:
    sheets(built / "2015/index.html", scheme="dark")
    run = [str(needs("pdftoppm")), "-r", "20", str(tmp_path / "out.pdf"), str(tmp_path / "sheet")]
    subprocess.run(run, check=True)
    pictures = sorted(tmp_path.glob("sheet*.ppm"))
    assert pictures
    for picture in pictures:
        head, _, pixels = picture.read_bytes().partition(b"\n255\n")
        width, height = map(int, head.split()[1:3])
        dark = sum(sum(pixels[at : at + 3]) < 3 * 90 for at in range(0, len(pixels), 3))
        assert pixels[:3] == pixels[-3:] == b"\xff\xff\xff"
        assert dark < width * height / 20


def test_a_card_is_not_cut_in_two(built: Path, sheets: Callable[..., list[str]]) -> None:
    many = """() => { const list = document.querySelector(".kh-records");
        for (let i = 0; i < 30; i += 1) {
            const card = list.firstElementChild.cloneNode(true);
            card.querySelector("header p").textContent = `begin${i}.`;
            card.querySelector(".kh-record-foot").textContent = `end${i}.`;
            list.append(card);
        } }"""
    found = sheets(built / "2015/units/caizheng.html", many)
    assert len(found) > 2
    for sheet in found:
        assert set(re.findall(r"begin(\d+)", sheet)) == set(re.findall(r"end(\d+)", sheet))
    assert len(set(re.findall(r"begin(\d+)", "".join(found)))) == 30


def test_the_missing_page_is_one_sheet_wherever_it_is_opened(built: Path, sheets: Callable[..., list[str]]) -> None:
    [sheet] = sheets(built / "404.html")
    assert "没有这个页面" in sheet
    assert "全部栏目" not in sheet


# With as many rows and changes as a district has.
LONG = [
    "documents/2015/circular.html",
    "documents/2015/q3-circular.html",
    "2015/records/window-conduct/2015-0610-danganju-1.html",
    "2015/index.html",
    "registers/tasks.html",
]


@pytest.mark.parametrize("kind", LONG)
def test_long_pages_leave_no_sheet_with_a_line_or_two(sheets: Callable[..., list[str]], kind: str) -> None:
    """An annex begins on a sheet of its own (GB/T 9704, 7.3.4): what closes the text before it may be less."""
    found = [lines(sheet) for sheet in sheets(demo_pages() / kind)]
    before_annex = {at for at, after in enumerate(found[1:]) if after[0].startswith("附件")}
    assert [len(sheet) for at, sheet in enumerate(found) if len(sheet) < (6 if at in before_annex else 8)] == []


# The second group alone, so many millimetres down.
LOWER = """const tables = [...document.querySelectorAll(".kh-ranking")];
    tables[0].remove();
    tables[1].before(document.createElement("div"));
    tables[1].previousSibling.style.height = "%dmm";"""


def test_a_sheet_does_not_end_with_the_head_of_a_table_and_a_row(sheets: Callable[..., list[str]]) -> None:
    for millimetres in (60, 75, 90):
        found = sheets(demo_pages() / "2015/ranking.html", LOWER % millimetres)
        [rows] = [
            [name for name in ("丙街道", "乙镇", "甲镇") if name in sheet] for sheet in found if "丙街道" in sheet
        ]
        assert len(rows) > 1, millimetres


def test_the_last_annex_begins_a_sheet(sheets: Callable[..., list[str]]) -> None:
    found = [lines(sheet) for sheet in sheets(demo_pages() / "documents/2015/circular.html")]
    [first] = [sheet for sheet in found if "附件" in sheet]
    assert first[0] == "附件"
    assert any(line.startswith("附件：") for sheet in found[: found.index(first)] for line in sheet)


def test_a_circular_prints_a_name_on_one_line(sheets: Callable[..., list[str]]) -> None:
    found = sheets(demo_pages() / "documents/2015/circular.html")
    assert len(found) <= 6
    assert "示例区人力资源和社会保障局" in "".join(found)


def test_short_tables_do_not_leave_the_first_sheet_empty(sheets: Callable[..., list[str]]) -> None:
    found = sheets(demo_pages() / "documents/index.html")
    assert {"通知", "年度通报", "公示"} <= set(lines(found[0]))


def test_no_way_on_is_printed(sheets: Callable[..., list[str]]) -> None:
    pages = demo_pages()
    unit = "\n".join(sheets(pages / "2015/units/zuzhibu.html"))
    assert "的全部记录" not in unit
    assert "结果反馈单" not in unit, "a title of links alone"
    assert "得分的登记和更改" in unit
    duties = "\n".join(sheets(pages / "calendar.html"))
    assert "合计" in duties
    assert "没有待办事项的单位" not in duties, "the table says it"


def test_what_leads_to_a_table_stands_on_its_sheet(sheets: Callable[..., list[str]]) -> None:
    """However far down it begins: its title and sentence are not left behind, nor cut in two."""
    down = """const place = document.querySelector("#losses").parentElement.previousElementSibling;
        place.style.paddingBottom = "%dmm";"""
    for millimetres in range(0, 60, 6):
        found = sheets(demo_pages() / "2015/items/hotline-handling.html", down % millimetres)
        [sheet] = [sheet for sheet in found if "哪些单位扣了分" in sheet]
        assert "条：计入超过上限未计" in re.sub(r"\s", "", sheet), millimetres
        assert "实际扣分" in sheet, millimetres


# Pages of many rows, long examples, long rows, notes of an editor, pictures.
FULL = [
    "publications/2015-final.html",
    "publications/2015-q2.html",
    "2015/units/huanweichu.html",
    "guide/clerk.html",
    "guide/scheme.html",
    "notice/2015-41/index.html",
    "notice/2015-41/opinions.html",
    "clauses.html",
    "audit.html",
]
BETWEEN = 0.6  # of its height a sheet that is not the last holds at least


def filled(sheet: bytes) -> float:
    """How far down a sheet (a grey picture of it, PGM) is written on, without its margins and foot."""
    size, _, pixels = sheet.removeprefix(b"P5\n").partition(b"\n255\n")
    width, height = map(int, size.split())
    top, bottom = height * 16 // 297, height * (297 - 18) // 297
    written = (at for at in range(bottom - 1, top, -1) if min(pixels[at * width : (at + 1) * width]) < 200)
    return (next(written, top) - top) / (bottom - top)


@pytest.mark.parametrize("kind", FULL)
def test_no_sheet_but_the_last_ends_early(
    sheets: Callable[..., list[str]], needs: Callable[[str], Path], tmp_path: Path, kind: str
) -> None:
    number = len(sheets(demo_pages() / kind))
    assert number > 1
    run = [str(needs("pdftoppm")), "-gray", "-r", "20", str(tmp_path / "out.pdf"), str(tmp_path / "sheet")]
    subprocess.run(run, check=True)
    found = [filled(path.read_bytes()) for path in sorted(tmp_path.glob("sheet*.pgm"))]
    assert len(found) == number
    assert all(part >= BETWEEN for part in found[:-1]), [round(part, 2) for part in found]
