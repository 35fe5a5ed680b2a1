"""Tables of other offices: headings of groups, columns without heads, sums in words, stages of points, per cent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from generator.sheets.cell_date import read_date
from generator.sheets.cell_points import read_points
from generator.sheets.question import Inquiry
from generator.sheets.reading_outcome import Doubt, Sure
from generator.sheets.record_names import RecordNames
from generator.sheets.row_identity import Matching
from tests.sheets import workbooks as make
from tests.sheets.asking import Read, office, read

DAY = date(2015, 9, 1)
HEAD = ("单位", "日期", "扣分事由", "扣分")


def sheets(**rows: Sequence[tuple[object, ...]]) -> bytes:
    """A workbook with several sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    return make.saved(book)


def match(*found: Read) -> tuple[list[str], list[str]]:
    """The units of what would be recorded of several files, and the texts that are asked about rows alike."""
    matching = Matching([], RecordNames([]))
    asked: list[str] = []
    for one in found:
        inquiry = Inquiry(one.reading.inquiry.file, {})
        matching.match_foreign(one.drafts, inquiry)
        asked += [question.text for question in inquiry.questions.values()]
    return [action.record.unit for action in matching.actions], asked


def test_a_sheet_that_repeats_the_rows_of_another_is_asked() -> None:
    rows = [HEAD, ("区教育局", DAY, "工单逾期", 0.5), ("区民政局", DAY, "推诿", 0.5)]
    units, asked = match(read(sheets(九月=rows, 三季度=rows)))
    assert units == ["jiaoyuju", "minzhengju"]
    assert [text.split("（")[0] for text in asked] == ["与工作表“九月”第 2 行相同", "与工作表“九月”第 3 行相同"]


def test_a_file_that_repeats_the_rows_of_another_is_asked() -> None:
    data = make.book_of(HEAD, ("区教育局", DAY, "工单逾期", 0.5))
    units, asked = match(read(data, name="九月.xlsx"), read(data, name="九月（副本）.xlsx"))
    assert units == ["jiaoyuju"]
    assert [text.split("（")[0] for text in asked] == ["与“九月.xlsx”工作表“Sheet”第 2 行相同"]


def test_sums_of_units_beside_their_rows_are_asked_before_anything_else() -> None:
    data = sheets(
        明细=[HEAD, ("区教育局", DAY, "工单逾期", 0.5), ("区教育局", DAY, "又推诿", 0.5)],
        汇总=[("序号", "单位", "扣分"), (1, "区教育局", 1), ("合计", None, 1)],
    )
    found = read(data, {"sums": "leave"})
    assert [row for row, *_ in found.rows] == [2, 3]
    assert found.kinds == ["sums"]
    assert found.left("汇总表") == [2]


def test_a_column_without_a_head_is_asked_about() -> None:
    head = ("序号", "单位", "日期", "扣分事由", None, "扣分", None)
    found = read(make.book_of(head, (1, "区教育局", DAY, "推诿", "来电人", 0.5, "已约谈")), {"column": "ignore"})
    asked = [(one.cell, one.text) for one in found.asked if one.kind == "column"]
    assert [cell for cell, _ in asked] == ["E1", "G1"]
    assert "E列，没有表头" in asked[0][1]
    assert any("E列，没有表头、G列，没有表头" in left.why for left in found.reading.inquiry.left_out)


def test_numbers_that_count_the_rows_need_no_head() -> None:
    rows = [(1, "区教育局", DAY, "逾期", 0.5), (2, "区民政局", DAY, "推诿", 0.5)]
    assert read(make.book_of((None, *HEAD), *rows)).kinds == []


def test_headings_between_rows_are_the_items_of_what_is_below() -> None:
    rows = [
        ("序号", *HEAD),
        ("一、热线办理",), (1, "区教育局", DAY, "工单逾期", 0.5),
        ("二、窗口作风",), (1, "区民政局", DAY, "不在岗", 0.5),
    ]  # fmt: skip
    found = read(make.book_of(*rows), {"group-item": "window-conduct", "standard": "complaint"})
    assert [one.text for one in found.asked if one.kind == "group-item"] == [
        "小标题“热线办理”下面的各行是哪个单项的扣分？", "小标题“窗口作风”下面的各行是哪个单项的扣分？",
    ]  # fmt: skip
    assert "item" not in {one.kind for one in found.asked}
    assert {one.kind for one in found.asked if one.cell in ("A2", "A4")} >= {"group-item"}
    assert [(one.row, one.item) for one in found.drafts] == [(3, "window-conduct"), (5, "window-conduct")]


def test_headings_that_name_an_item_are_not_asked_and_others_stay_titles() -> None:
    item = office().items(2015)["hotline-handling"].name
    rows = [("序号", *HEAD), (f"（一）{item}",), (1, "区教育局", DAY, "工单逾期", 0.5), ("以上均已核实",)]
    found = read(make.book_of(*rows))
    assert [(one.row, one.item) for one in found.drafts] == [(3, "hotline-handling")]
    assert not {"item", "group-item"} & {one.kind for one in found.asked}


def test_headings_between_rows_are_the_units_of_what_is_below() -> None:
    rows = [
        ("序号", "日期", "扣分事由", "扣分"),
        ("一、区教育局",), (1, DAY, "工单逾期", 0.5), (2, date(2015, 9, 2), "推诿", 0.5),
        ("二、区民政局",), (1, DAY, "工单逾期", 0.5),
    ]  # fmt: skip
    found = read(make.book_of(*rows))
    assert [(row, unit) for row, unit, *_ in found.rows] == [(3, "jiaoyuju"), (4, "jiaoyuju"), (6, "minzhengju")]
    assert found.kinds == []


def test_sums_that_name_their_unit_are_no_rows() -> None:
    rows = [
        HEAD,
        ("区教育局", DAY, "工单逾期", 0.5), ("区教育局小计", None, None, 0.5),
        ("区民政局", DAY, "三次迟到合计", 0.5), ("全区合计", None, None, 1),
    ]  # fmt: skip
    found = read(make.book_of(*rows))
    assert [row for row, *_ in found.rows] == [2, 4]
    assert found.left("小计") == [3, 5]
    assert found.kinds == []


def test_what_was_found_is_no_sum_though_it_ends_like_one() -> None:
    head = ("日期", "扣分事由", "扣分")
    found = read(make.book_of(("区教育局扣分",), head, (DAY, "三次迟到合计", 0.5)))
    assert [row for row, *_ in found.rows] == [3]


def test_of_points_at_several_stages_a_person_says_which_count() -> None:
    head = ("单位", "日期", "扣分事由", "初扣分", "复核后扣分")
    found = read(make.book_of(head, ("区教育局", DAY, "工单逾期", 1, 0.5)), {"same-columns": "5"})
    assert found.kinds == ["same-columns"]
    assert found.rows == [(2, "jiaoyuju", "2015-09-01", "0.5")]


def test_cases_and_points_below_one_head_are_told_apart() -> None:
    def merge(sheet: Worksheet) -> None:
        for block in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(block)

    rows = [("单位", "检查情况", None, "扣分", None), (None, "日期", "问题", "件数(件)", "分值(分)")]
    found = read(make.book_of(*rows, ("区教育局", DAY, "逾期", 2, 1), change=merge))
    assert [(str(one.points), one.count) for one in found.drafts] == [("1", 2)]
    assert found.kinds == []


@pytest.mark.parametrize("reason", ["工单逾期（已撤销）", "工单逾期【作废】", "冲回上月误扣"])
def test_a_reason_that_says_it_is_void_is_asked(reason: str) -> None:
    found = read(make.book_of(HEAD, ("区教育局", DAY, reason, 0.5), ("区民政局", DAY, "推诿", 0.5)))
    assert [row for row, *_ in found.rows] == [3]
    assert found.question("marked-rows").rows == [2]


def test_a_reason_may_speak_of_what_is_void() -> None:
    assert read(make.book_of(HEAD, ("区教育局", DAY, "擅自撤销窗口", 0.5))).kinds == []


@pytest.mark.parametrize("form", ["0%", "0.00%", "xls", "ods"])
def test_points_that_are_shown_as_per_cent_are_asked(form: str) -> None:
    data = _per_cent_in(form)
    found = read(data)
    assert found.rows == []
    assert "百分数" in found.question("marked-rows").text
    assert [row for row, *_ in read(data, {"marked-rows": "take"}).rows] == [2]


def _per_cent_in(form: str) -> bytes:
    if form == "ods":
        cell = '<table:table-cell office:value-type="{}" {}><text:p>{}</text:p></table:table-cell>'
        rows = [
            "".join(cell.format("string", "", text) for text in HEAD),
            cell.format("string", "", "区教育局")
            + cell.format("date", 'office:date-value="2015-09-01"', "2015-09-01")
            + cell.format("string", "", "工单逾期") + cell.format("percentage", 'office:value="0.5"', "50%"),
        ]  # fmt: skip
        return make.opendocument("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    if form == "xls":
        return make.file("percent.xls")

    def show(sheet: Worksheet) -> None:
        sheet["D2"].number_format = form

    return make.book_of(HEAD, ("区教育局", DAY, "工单逾期", 0.5), change=show)


def test_words_struck_out_within_a_cell_are_asked() -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["C2"] = CellRichText("工单逾期", TextBlock(InlineFont(strike=True), "三件"), "两件")

    found = read(make.book_of(HEAD, ("区教育局", DAY, "", 0.5), ("区民政局", DAY, "推诿", 0.5), change=strike))
    assert found.question("marked-rows").rows == [2]


def test_names_below_a_table_are_no_row() -> None:
    last = ("主办：张三", "复核：李四", None, "2015年9月30日")
    found = read(make.book_of(HEAD, ("区教育局", DAY, "工单逾期", 0.5), last))
    assert (found.kinds, found.left("签字")) == ([], [3])


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("0.5（2次）", ["0.5/2", "1/2"]),
        ("2次共1分", ["1/2"]),
        ("0.5分/次×2次", ["1/2"]),
        ("3件，扣1.5分", ["1.5/3"]),
    ],
)
def test_points_with_cases_propose_both(text: str, proposed: list[str]) -> None:
    found = read_points(text)
    assert isinstance(found, Doubt)
    assert [answer for answer, _ in found.proposals] == proposed


@pytest.mark.parametrize("text", ["扣分0.5", "扣分：0.5分", "０．５ 分"])
def test_points_after_their_name_are_certain(text: str) -> None:
    found = read_points(text)
    assert isinstance(found, Sure)
    assert str(found.value.points) == "0.5"


@pytest.mark.parametrize("text", ["2015/12/3 上午", "2015年12月3日下午", "2015\\12\\3", "2015。12。3"])
def test_days_with_a_part_of_the_day_or_other_strokes(text: str) -> None:
    assert read_date(text, None) == Sure(date(2015, 12, 3))


@pytest.mark.parametrize("text", ["12月3日—5日", "2015-12-3至2015-12-5", "2015年12月3日—2015年12月5日"])
def test_ranges_of_days_offer_their_ends(text: str) -> None:
    found = read_date(text, 2015)
    assert isinstance(found, Doubt)
    assert [answer for answer, _ in found.proposals] == ["2015-12-03", "2015-12-05"]
