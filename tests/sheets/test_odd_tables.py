"""Tables as they come from desks: ditto marks, void rows, rates, other characters, hidden points."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from generator.model.deduction import METHODS
from tests.libreoffice import convert
from tests.sheets import workbooks as make
from tests.sheets.asking import Read, office, read

HEADS = ("序号", "单位", "日期", "问题", "每件扣分", "件数")


def test_marks_for_the_same_as_above_hold_for_points_and_remarks() -> None:
    rows = (
        ("序号", "责任单位", "发现时间", "存在问题", "扣分", "备注"),
        (1, "区教育局", "2015-09-01", "工单逾期", 0.5, "已整改"), (2, "〃", "〃", "又逾期", "〃", "〃"),
        ("小计", None, None, None, 1, None), (3, "区民政局", "2015-09-08", "″", "同上", None),
    )  # fmt: skip
    found = read(make.book_of(*rows))
    assert found.rows == [
        (2, "jiaoyuju", "2015-09-01", "0.5"), (3, "jiaoyuju", "2015-09-01", "0.5"),
        (5, "minzhengju", "2015-09-08", "0.5"),
    ]  # fmt: skip
    assert [one.internal_note for one in found.drafts] == ["已整改", "已整改", ""]
    assert found.drafts[2].reason == "又逾期"
    assert (found.kinds, found.problems) == ([], [])


def test_rows_struck_out_or_told_to_be_void_are_asked_about() -> None:
    def strike(sheet: Worksheet) -> None:
        for cell in sheet[3]:
            cell.font = Font(strike=True)

    rows = (
        make.HEAD, (1, "区教育局", "2015-09-01", "工单逾期", 0.5, None),
        (2, "区民政局", "2015-09-02", "工单逾期", 0.5),
        (3, "区财政局", "2015-09-03", "擅自撤销窗口", 0.5, "已申诉，不扣"),
        (4, "区水利局", "2015-09-04", "工单逾期", 0.5, "作废"),
    )  # fmt: skip
    found = read(make.book_of(*rows, change=strike), {"marked-rows": "leave"})
    asked = [(one.cell, one.rows) for one in found.asked if one.kind == "marked-rows"]
    assert asked == [("A3", [3]), ("A4", [4, 5])]
    assert [row for row, *_ in found.rows] == [2]
    assert (found.left("划了删除线"), found.left("注明作废")) == ([3], [4, 5])
    assert [row for row, *_ in read(make.book_of(*rows), {"marked-rows": "take"}).rows] == [2, 3, 4, 5]


def test_the_rate_times_the_cases_is_offered_where_no_column_is_the_points() -> None:
    rows = (
        HEADS,
        (1, "区教育局", "2015-09-01", "工单逾期", 0.5, 3),
        (2, "区民政局", "2015-09-02", "工单逾期", 0.5, None),
    )
    found = read(make.book_of(*rows), {"points": "1.5/3", "blank-points": "leave"})
    assert [choice.value for choice in found.question("points").choices] == ["1.5/3", "none", "leave"]
    assert [(one.kind, one.cell) for one in found.asked if "points" in one.kind] == [
        ("points", "E2"), ("blank-points", "E3"),
    ]  # fmt: skip
    assert [(one.row, str(one.points), one.count) for one in found.drafts] == [(2, "1.5", 3)]


def test_only_the_methods_of_the_rows_item_are_offered() -> None:
    items = office().items(2015)
    sometimes, once = (items[name].name for name in ("hotline-handling", "annual-targets"))
    rows = (
        ("序号", "被考核单位", "日期", "考核单项", "扣分事由", "扣分", "考核方式"),
        (1, "区教育局", "2015-09-01", sometimes, "工单逾期", 0.5, "现场看"),
        (2, "区民政局", "2015-09-02", once, "没有做好", 0.5, "现场看"),
        (3, "区财政局", "2015-09-03", sometimes, "工单逾期", 0.5, "现场看"),
    )
    asked = [one for one in read(make.book_of(*rows), {"method": ""}).asked if one.kind == "method"]
    assert [(one.rows, [choice.value for choice in one.choices]) for one in asked] == [
        ([2, 4], list(items["hotline-handling"].methods)), ([3], list(items["annual-targets"].methods)),
    ]  # fmt: skip
    assert asked[0].choices != asked[1].choices


def test_a_method_is_asked_once_when_the_item_of_the_table_is_known() -> None:
    rows = (
        ("序号", "被考核单位", "日期", "扣分事由", "扣分", "考核方式"),
        (1, "区教育局", "2015-09-01", "逾期", 0.4, "现场看"),
    )
    found = read(make.book_of(*rows), {"item": "annual-targets", "method": "quarterly", "standard": "behind"})
    assert [choice.value for choice in found.question("method").choices] == ["quarterly", "year-end"]
    assert [one.method for one in found.drafts] == ["quarterly"]


def test_of_a_table_without_methods_those_of_the_items_that_its_column_names_are_offered() -> None:
    head = ("序号", "被考核单位", "日期", "考核单项", "扣分事由", "扣分")
    items = office().items(2015)
    rows = [(1, "区教育局", "2015-09-01", items["annual-targets"].name, "没有做好", 0.5)]
    told = read(make.book_of(head, *rows), {"method": ""}).question("method")
    assert [one.value for one in told.choices] == list(items["annual-targets"].methods)
    rows.append((2, "区民政局", "2015-09-02", "说不清的一项", "没有做好", 0.5))
    told = read(make.book_of(head, *rows), {"method": ""}).question("method")
    assert [one.value for one in told.choices] == list(METHODS), "an item that is not known yet may need any"


def test_a_question_about_an_empty_cell_names_that_cell() -> None:
    rows = (
        ("序号", "被考核单位", "日期", "扣分标准", "扣分", "考核方式", "扣分事由"),
        (1, "区教育局", "2015-09-01", None, 0.5, None, "工单逾期三天"),
        (2, "区民政局", None, "推诿扯皮的", 1, "不定期抽查", "推诿"),
    )
    found = read(make.book_of(*rows), {"date": "2015-09-02", "blank-date": "2015-09-02"})
    places = {one.kind: one.cell for one in found.asked if one.kind not in ("item", "source")}
    first = next(one for one in found.asked if "工单逾期三天" in one.text)
    assert (first.kind, first.cell) == ("standard", "D2")
    assert (places["method"], places["blank-date"]) == ("F2", "C3")


def test_points_that_are_a_multiple_by_a_slip_of_the_hand_are_those_of_one_case() -> None:
    rows = (make.HEAD, (1, "区教育局", "2015-09-01", "工单逾期", 5), (2, "区民政局", "2015-09-02", "工单逾期", 0.5))
    asked = read(make.book_of(*rows)).question("count")
    assert [(one.value, one.label) for one in asked.choices] == [
        ("10", "是 10 件"), ("0.5/1", "不是，应扣 0.5 分（1 件）"), ("leave", "这一行不导入"),
    ]  # fmt: skip
    said = {
        answer: [(str(one.points), one.count) for one in read(make.book_of(*rows), {"count": answer}).drafts]
        for answer in ("10", "0.5/1", "leave")
    }
    assert said == {"10": [("5", 10), ("0.5", 1)], "0.5/1": [("0.5", 1), ("0.5", 1)], "leave": [("0.5", 1)]}


def test_a_sum_beside_what_was_found_may_be_the_points_of_the_row() -> None:
    rows = (
        (*HEADS, "合计扣分"),
        (1, "区教育局", "2015-09-01", "工单逾期", 0.5, 3, 1.5),
        ("合计", *[None] * 4, 3, 1.5),
    )
    found = read(make.book_of(*rows), {"column": "points"})
    assert found.question("column").cell == "G1"
    assert [(one.row, str(one.points), one.count) for one in found.drafts] == [(2, "1.5", 3)]
    refused = read(make.book_of(*(row[:5] + row[6:] for row in rows)), {"column": "ignore"})
    assert (refused.rows, refused.problems) == ([], ["Sheet!A1 KH811"])


def test_traditional_characters_are_read() -> None:
    rows = (
        ("2015年第三季度機關效能扣分登記表",), ("序號", "被考核單位", "日期", "扣分事項", "扣分", "備註"),
        (1, "區教育局", "9月1日", "熱線工單逾期辦結", "0.5分", None), (2, "區財政局", "9月8日", "推諉", "無", None),
        ("合計", None, None, None, 0.5),
    )  # fmt: skip
    found = read(make.book_of(*rows))
    assert found.rows == [(3, "jiaoyuju", "2015-09-01", "0.5")]
    assert found.drafts[0].reason == "熱線工單逾期辦結", "what was written stays as it was written"
    assert (found.left("不扣分"), found.left("小计"), found.problems) == ([4], [5], [])


def test_a_comment_may_leave_its_row_out_and_those_of_the_head_are_told() -> None:
    def comment(sheet: Worksheet) -> None:
        sheet["E1"].comment = Comment("每件0.5", "某人")
        sheet["B3"].comment = Comment("此条作废", "某人")

    rows = (make.HEAD[:5], *(row[:5] for row in make.ROWS[:2]))
    found = read(make.book_of(*rows, change=comment), {"comments": "leave"})
    assert found.question("comments").rows == [3]
    assert ([row for row, *_ in found.rows], found.left("有批注的行")) == ([2], [3])
    assert found.left("每件0.5") == [1]


def two_heads() -> bytes:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"):
            sheet.merge_cells(cells)

    return make.book_of(
        ("2015年9月考核情况",), ("序号", "单位", "发现情况", None, "考核扣分", None, "整改时限"),
        (None, None, "日期", "问题", "依据", "分值"),
        (1, "区教育局", "2015-09-01", "工单逾期", "逾期办结", 0.5, "9月30日"), change=merge,
    )  # fmt: skip


def check_two_heads(found: Read) -> None:
    assert found.rows == [(4, "jiaoyuju", "2015-09-01", "0.5")]
    assert str(found.drafts[0].due) == "2015-09-30"
    assert found.problems == []


def test_a_head_of_two_rows_says_of_what_a_value_is() -> None:
    check_two_heads(read(two_heads()))


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_so_it_does_in_other_forms(tmp_path: Path, form: str) -> None:
    (tmp_path / "table.xlsx").write_bytes(two_heads())
    convert(Path("soffice"), form, [tmp_path / "table.xlsx"], tmp_path)
    check_two_heads(read((tmp_path / f"table.{form}").read_bytes(), name=f"表.{form}"))


def hide(letter: str, *rows: Sequence[Any]) -> bytes:
    def change(sheet: Worksheet) -> None:
        sheet.column_dimensions[letter].hidden = True

    return make.book_of(*rows, change=change)


def test_hidden_points_are_taken_only_where_a_person_says_so() -> None:
    matrix = (
        ("2015年9月份考核扣分汇总",), ("单位", "热线", "公开", "合计"),
        ("区教育局", 0.5, 1, 1.5), ("区民政局", 1, None, 1),
    )  # fmt: skip
    told = {"column-item": "hotline-handling", "table-date": "2015-09-30", "reason": "standard", "count": "2"}
    open_yet = read(hide("C", *matrix), told)
    assert (open_yet.question("column").cell, open_yet.rows) == ("C2", [])
    assert {"ignore", "internal_note", "matrix:key-tasks"} <= {
        one.value for one in open_yet.question("column").choices
    }
    points = {
        answer: [(row, each) for row, _, _, each in read(hide("C", *matrix), {**told, "column": answer}).rows]
        for answer in ("ignore", "matrix:hotline-handling")
    }
    assert points == {
        "ignore": [(3, "0.5"), (4, "1")],
        "matrix:hotline-handling": [(3, "0.5"), (3, "1"), (4, "1")],
    }
    register = (make.HEAD[:5], *(row[:5] for row in make.ROWS[:1]))
    open_yet = read(hide("E", *register))
    assert [one.cell for one in open_yet.asked] == ["E1"], "nothing else is asked before that"
    assert read(hide("E", *register), {"column": "points"}).rows == [(2, "jiaoyuju", "2015-09-01", "0.4")]
    assert read(hide("E", *register), {"column": "ignore"}).problems == ["Sheet!A1 KH811"]


@pytest.mark.parametrize("separator", ["|", "\t", ","])
def test_other_words_for_points_in_text_of_gb18030(separator: str) -> None:
    text = "单位|发生日期|违规事实|扣减分数\r\n區教育局|2015/9/1|工单逾期|０．５\r\n区民政局|2015-9-31|推诿|-1\r\n"
    found = read(text.replace("|", separator).encode("gb18030"), name="表.csv")
    assert found.rows == [(2, "jiaoyuju", "2015-09-01", "0.5")]
    assert found.problems == ["!B3 KH814"]
