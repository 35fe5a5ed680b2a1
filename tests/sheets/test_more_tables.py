"""More kinds of tables: side by side, printed page by page, lying on their side, with words beside the points."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator.sheets.cell_date import read_date
from generator.sheets.reading_outcome import Doubt, Sure
from tests.sheets import workbooks as make
from tests.sheets.asking import read

SIDE = (
    ("2015年第三季度扣分、加分情况",),
    (),
    ("序号", "单位", "扣分事由", "扣分", "日期", None, "序号", "单位", "加分事由", "加分", "日期"),
    (1, "区教育局", "工单逾期办结", 0.5, "2015-07-03", None, 1, "区财政局", "受到省级表彰", 2, "2015-07-20"),
    (2, "区教育局", "工单又逾期", 0.5, "2015-07-09", None, 2, "区发改局", "受到市级表彰", 1, "2015-09-02"),
    (None, None, "小计", 1, None, None, None, None, None, None, None),
    (3, "区民政局", "推诿来电人", 1, "2015-08-12"),
    (None, None, "总计", 2),
)
PAGES = (
    ("扣分登记表（第1页，共2页）",),
    ("单位", "日期", "扣分事由", "扣分", "备注"),
    ("区教育局", "2015-09-01", "工单逾期", 0.5, None),
    ("区民政局", "2015-09-10", "推诿", 1, "已核"),
    ("过次页", None, None, 1.5),
    ("扣分登记表（第2页，共2页）",),
    ("单位", "日期", "扣分事由", "扣分", "备注"),
    ("接上页", None, None, 1.5),
    ("区教育局", "2015-09-02", "工单逾期", 0.5, None),
    ("累计", None, None, 2),
)
MATRIX = (
    ("2015年9月份考核扣分汇总",),
    ("单位", "热线", "会风", "公开", "合计", "内部意见"),
    ("区教育局", "0.5（工单逾期1件）", None, "-", 0.5, "拟约谈"),
    ("区民政局", 1, "0.2", "无", 1.2, None),
    ("区财政局", "扣1分：推诿来电人", None, 0, 1, None),
    ("区水利局", "√", None, 0.5, 0.5, "核实中"),
    ("合 计", 2.5, 0.2, 0.5, 3.2, None),
)


def test_tables_side_by_side_are_tables_of_their_own() -> None:
    found = read(make.book_of(*SIDE), {"table": "leave", "count": "2"})
    assert found.rows == [
        (4, "jiaoyuju", "2015-07-03", "0.5"), (5, "jiaoyuju", "2015-07-09", "0.5"),
        (7, "minzhengju", "2015-08-12", "1"),
    ]  # fmt: skip
    assert found.question("table").cell == "G3"
    assert found.left("按回答不导入的表") == [4, 5]
    assert found.left("小计") == [6, 8]
    assert found.problems == []


def test_an_empty_column_within_a_table_splits_nothing() -> None:
    rows = [(*row[:3], None, *row[3:]) for row in (make.HEAD, *make.ROWS)]
    assert [row for row, *_ in read(make.book_of(*rows), {"column": "ignore", "count": "3"}).rows] == [2, 3, 4, 5]


def test_sums_carried_from_page_to_page_and_titles_of_pages_are_no_rows() -> None:
    found = read(make.book_of(*PAGES), {"count": "2"})
    assert found.rows == [
        (3, "jiaoyuju", "2015-09-01", "0.5"), (4, "minzhengju", "2015-09-10", "1"),
        (9, "jiaoyuju", "2015-09-02", "0.5"),
    ]  # fmt: skip
    assert (found.kinds, found.problems) == ([], [])
    assert found.left("标题") == [6]


def test_a_matrix_may_have_any_heads_and_words_beside_its_points() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["F"].hidden = True

    answers = {
        "column-item": "hotline-handling", "table-date": "2015-09-30", "column": "ignore", "points": "0.5",
        "reason": "standard", "count": "2",
    }  # fmt: skip
    found = read(make.book_of(*MATRIX, change=hide), answers)
    asked = [(one.kind, one.cell) for one in found.asked if one.kind in ("column-item", "column")]
    assert asked == [("column-item", "B2"), ("column-item", "C2"), ("column-item", "D2"), ("column", "F2")]
    words = {one.cell: [choice.value for choice in one.choices] for one in found.asked if one.kind == "points"}
    assert words == {"B3": ["0.5", "none", "leave"], "B5": ["1", "none", "leave"], "B6": ["none", "leave"]}
    assert [(one.row, str(one.points)) for one in found.drafts] == [
        (3, "0.5"), (4, "1"), (4, "0.2"), (5, "0.5"), (6, "0.5"), (6, "0.5"),
    ]  # fmt: skip
    reasons = {(one.row, one.reason) for one in found.drafts}
    assert {(3, "工单逾期1件"), (5, "推诿来电人")} <= reasons
    assert not any("约谈" in f"{one.reason}{one.internal_note}" for one in found.drafts)


def test_words_beside_points_of_a_register_are_kept() -> None:
    rows = (make.HEAD, (1, "区教育局", "2015-09-01", "工单逾期", "0.5（经分管领导同意减轻）", None))
    (draft,) = read(make.book_of(*rows), {"points": "0.5"}).drafts
    assert (draft.reason, draft.internal_note) == ("工单逾期", "扣分一格写着：经分管领导同意减轻")


def test_a_table_that_lies_on_its_side_is_told_at_its_first_unit() -> None:
    rows = ((), ("考核项目", "责任单位扣分"), (None, "区教育局", "区民政局"), ("热线", 0.5, None), ("小计", 0.5, 0))
    found = read(make.book_of(*rows))
    assert found.problems == ["Sheet!B3 KH811"]
    assert "转置" in found.reading.inquiry.problems[0].hint


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二○一五年九月一日", "2015-09-01"),
        ("二零一五年十月二十一日", "2015-10-21"),
        ("2015年9月卅日", "2015-09-30"),
        ("二〇一五年九月廿五", "2015-09-25"),
        ("２０１５年９月３日", "2015-09-03"),
    ],
)
def test_days_in_chinese_numerals_are_certain(text: str, day: str) -> None:
    found = read_date(text, None)
    assert isinstance(found, Sure)
    assert str(found.value) == day


def test_a_range_of_days_offers_its_ends() -> None:
    found = read_date("2015年9月1日至3日", None)
    assert isinstance(found, Doubt)
    assert [value for value, _ in found.proposals] == ["2015-09-01", "2015-09-03"]


def test_semicolons_decimal_commas_and_breaks_within_cells() -> None:
    text = (
        "2015年三季度扣分情况;;;;\r\n填报单位：区政务办;;;填报日期：2015-10-08;\r\n"
        "序号;单位名称;扣分日期;扣分原因;扣分分值\r\n"
        '1;区教育局;2015-7-3;"工单逾期；\r\n经催办仍未办结";0,5\r\n'
        '2;"区民政局";2015.8.12;推诿;"1"\r\n;;;合计;2\r\n审核人：张三;;;;\r\n'
    )
    found = read(text.encode("gb18030"), {"points": "0.5", "count": "2"}, "三季度.csv")
    assert [(unit, day, points) for _, unit, day, points in found.rows] == [
        ("jiaoyuju", "2015-07-03", "0.5"), ("minzhengju", "2015-08-12", "1"),
    ]  # fmt: skip
    assert found.drafts[0].reason == "工单逾期；\n经催办仍未办结"
    assert [choice.value for choice in found.question("points").choices] == ["0.5", "none", "leave"]
    assert found.question("points").cell == "E4"


def test_a_question_about_a_row_shows_what_the_row_says() -> None:
    rows = (make.HEAD, *make.ROWS, (5, "区教育局、区民政局", "2015-09-23", "工单\n逾期", "两分", None))
    asked = {one.kind: one.about for one in read(make.book_of(*rows), {"count": "2", "unit-several": "each"}).asked}
    said = "区教育局、区民政局　2015-09-23　扣分 两分　工单 逾期"
    assert asked["unit-several"] == asked["points"] == {6: said}
    assert asked["item"] == {}, "it is about the whole table"


def test_so_does_one_about_a_cell_of_a_matrix_or_of_one_of_two_tables() -> None:
    answers = {"column-item": "hotline-handling", "table-date": "2015-09-30", "column": "ignore"}
    matrix = [one.about for one in read(make.book_of(*MATRIX), answers).asked if one.kind == "points"]
    assert {3: "区教育局　热线 0.5（工单逾期1件）"} in matrix
    side = list(SIDE)
    side[3] = (1, "区教育居", "工单逾期办结", 0.5, "2015-07-03", None, 1, "区财政局", "受到省级表彰", 2, "2015-07-20")
    found = read(make.book_of(*side), {"table": "leave"})
    assert found.question("unit").about == {4: "区教育居　2015-07-03　扣分 0.5　工单逾期办结"}
