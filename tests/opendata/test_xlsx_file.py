from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest
from xlsxwriter.worksheet import Worksheet

from generator.model.appraisal import WITHHELD
from generator.model.problem import UserError
from generator.opendata.sheet import CoverLine, Formula, Sheet, SheetColumn, Workbook
from generator.opendata.xlsx_file import MAX_TEXT, render_workbook, row_height
from generator.opendata.year_workbook import build_workbook
from tests.opendata.office import formulas, recalculate
from tests.opendata.sample import CANARY, UNTIL, make_disclosure

DAY = date(2016, 1, 20)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=cmd|"/c calc"!A1',
    "＝1",
    "'甲",
    "#N/A",
    "#REF!",
    "<r><t>甲</t></r>",
    "<r></r>",
    "_x0041_",
    "{=1}",
    "https://evil.example/",
    "internal:'得分'!A1",
    "12345",
    "2015-06-18",
    "TRUE",
    " 两端有空白 ",
    "第一行\n第二行",
    "<script>alert(1)</script>&amp;",
    "]]>",
    "镕堃喆翀𠮷",
)


def make_book(*texts: str) -> Workbook:
    """A workbook of one column of texts."""
    sheet = Sheet(
        "文字", "标题", "注", (SheetColumn("text", "文字", "long", 30),), tuple((text,) for text in texts), frozen=0
    )
    return Workbook("书名", "示例考核办", (CoverLine("标签", "文字"),), (sheet,))


def open_book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_every_text_is_a_text_and_comes_back() -> None:
    page = open_book(render_workbook(make_book(*HOSTILE), DAY))["文字"]
    cells = [page.cell(4 + at, 1) for at in range(len(HOSTILE))]
    assert {cell.data_type for cell in cells} == {"s"}
    # Escapes of the format itself are undone by spreadsheets, not by this reader.
    assert [str(cell.value).replace("_x005F_", "_") for cell in cells] == list(HOSTILE)
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


def test_a_text_that_could_be_a_formula_stays_one_when_it_is_edited() -> None:
    page = open_book(render_workbook(make_book("=1+1", "甲"), DAY))["文字"]
    assert page["A4"].quotePrefix
    assert not page["A5"].quotePrefix


@pytest.mark.parametrize("text", ["字" * (MAX_TEXT + 1), "甲\ufffe", "\uffff", "\ud800"])
def test_a_text_that_no_cell_can_hold_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="工作表“文字”第 4 行的文字"):
        render_workbook(make_book(text), DAY)


def test_the_longest_text_fits() -> None:
    page = open_book(render_workbook(make_book("字" * MAX_TEXT), DAY))["文字"]
    assert page["A4"].value == "字" * MAX_TEXT


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert render_workbook(make_book("甲"), DAY) == render_workbook(make_book("甲"), DAY)
    assert render_workbook(make_book("甲"), DAY) != render_workbook(make_book("甲"), date(2016, 1, 21))


def test_no_clock_owner_or_compression_shows_in_the_archive() -> None:
    with ZipFile(io.BytesIO(render_workbook(make_book("甲"), DAY))) as archive:
        entries = archive.infolist()
        core = archive.read("docProps/core.xml").decode()
    assert {(entry.date_time, entry.create_system, entry.compress_type) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 3, ZIP_STORED)
    }
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert set(re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", core)) == {"2016-01-20T00:00:00Z"}


def test_values_have_their_types_and_formulas_their_values() -> None:
    columns = (
        SheetColumn("a", "数", "score", places=3),
        SheetColumn("b", "日", "day"),
        SheetColumn("c", "式", "points", live=True, name="名_式"),
        SheetColumn("d", "空"),
    )
    rows = ((Decimal("96.350"), date(2015, 6, 18), Formula("A4*2", Decimal("192.7")), None),)
    content = render_workbook(Workbook("书", "办", (), (Sheet("表", "题", "", columns, rows),)), DAY)
    page = open_book(content)["表"]
    assert [cell.value for cell in page[4]] == [96.35, datetime(2015, 6, 18), "=A4*2", None]  # noqa: DTZ001
    assert [cell.number_format for cell in page[4]][:3] == ["0.000", "yyyy-mm-dd", "0.00"]
    assert openpyxl.load_workbook(io.BytesIO(content), data_only=True)["表"]["C4"].value == 192.7
    assert open_book(content).defined_names["名_式"].attr_text == "'表'!$C$4:$C$4"


def test_every_function_is_spelt_as_a_file_has_it() -> None:
    """What the library would make of a formula is what is written, though it is not asked."""
    texts = {formula.text for formula in formulas(build_workbook(make_disclosure(), 2015)).values()}
    assert len(texts) > 50
    assert [text for text in texts if Worksheet()._prepare_formula(f"={text}") != text] == []


def test_a_sheet_is_made_to_be_read() -> None:
    book = open_book(render_workbook(build_workbook(make_disclosure(), 2015), UNTIL))
    assert book.sheetnames == [
        "说明",
        "得分",
        "各季度得分",
        "单项扣分",
        "扣分记录",
        "评议满意率",
        "评议计票",
        "考核单项",
        "更正",
        "变动记录",
    ]
    page = book["扣分记录"]
    assert page.freeze_panes == "C4"
    assert page.auto_filter.ref == "A3:AJ9"
    assert page.column_dimensions["B"].width > 30
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"
    assert [cell.hyperlink.location for cell in book["说明"]["A"] if cell.hyperlink] == [
        f"'{name}'!A1" for name in book.sheetnames[1:]
    ]


def test_a_small_sheet_is_printed_on_one_page_and_points_beside_each_other_are_shaded() -> None:
    book = open_book(render_workbook(build_workbook(make_disclosure(), 2015), UNTIL))
    whole = 1, None  # what is not written is 1
    assert all(book[name].page_setup.fitToHeight in whole for name in ("说明", "得分", "单项扣分"))
    shaded = {
        name: [str(where.sqref) for where in book[name].conditional_formatting if where.rules[0].type == "colorScale"]
        for name in ("得分", "单项扣分", "评议满意率")
    }
    assert shaded["得分"] == shaded["评议满意率"] == []
    assert len(shaded["单项扣分"]) == 1


def test_nothing_internal_and_nothing_withheld_is_in_the_workbook() -> None:
    content = render_workbook(build_workbook(make_disclosure(), 2015), UNTIL)
    with ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if CANARY in archive.read(name).decode()]
    book = open_book(content)
    shown = {
        row[5]: row[6:15] for row in book["评议计票"].iter_rows(min_row=6, values_only=True) if row[0] == "alpha"
    }
    assert set(shown["特邀监督员"]) == set(shown["党代表、人大代表、政协委员"]) == {None}
    assert shown["服务对象和居民代表"][0] == 50
    rates = next(row for row in book["评议满意率"].iter_rows(min_row=6, values_only=True) if row[0] == "alpha")
    assert rates == ("alpha", "示例区甲局", None, None, None, 1.63, WITHHELD)


@pytest.mark.parametrize(
    ("texts", "height"),
    [((None, None), 18), (("甲" * 5, "乙"), 18), (("甲" * 6, "乙"), 32), (("甲\n乙\n丙", ""), 46)],
)
def test_a_row_is_as_high_as_its_longest_text(texts: tuple[str | None, ...], height: int) -> None:
    assert row_height((SheetColumn("a", "", "long", 10), SheetColumn("b", "", "long", 10)), texts) == height


@pytest.mark.needs("soffice")
def test_a_spreadsheet_shows_every_text_as_it_is(needs: Callable[[str], Path], tmp_path: Path) -> None:
    page = recalculate(needs("soffice"), {"texts": render_workbook(make_book(*HOSTILE), DAY)}, tmp_path)["texts"][
        "文字"
    ]
    cells = [page.cell(4 + at, 1) for at in range(len(HOSTILE))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [str(cell.value).replace("_x005F_", "_") for cell in cells] == list(HOSTILE)
