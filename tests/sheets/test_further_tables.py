"""Further kinds of tables: each is understood, asked about, or named by its cell; nothing is taken twice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.sheets.raw_sheet import SheetFault
from generator.sheets.reading_child import read_book
from tests.libreoffice import convert
from tests.sheets import further_tables as further
from tests.sheets import workbooks as make
from tests.sheets.asking import Read, read

ITEM = {"column-item": "hotline-handling", "table-date": "2015-09-30", "reason": "standard", "column": "ignore"}
J, M, C, Z = "jiaoyuju", "minzhengju", "caizhengju", "zhujianju"
PLAIN = [(2, J, "2015-09-01", "0.4"), (3, C, "2015-09-08", "0.3"), (5, M, "2015-09-22", "0.3")]
Rows = list[tuple[int, str, str, str]]
# A table; answers by kind beside those of the layout; the rows that it gives; the kinds of what it asks, in order.
TABLES: Mapping[str, tuple[bytes, Mapping[str, str], Rows, list[str]]] = {
    "head of four rows": (
        further.head_of_four_rows(), {"column": "source"},
        [(6, J, "2015-09-01", "0.5"), (7, M, "2015-09-02", "1")], ["column"],
    ),
    "points below a head of all": (
        further.points_below_a_head_of_all(), {**ITEM, "table": "deductions"},
        [(4, J, "2015-09-30", "0.5"), (5, M, "2015-09-30", "0.2"), (5, M, "2015-09-30", "0.3")],
        ["column-item", "table-date", "reason"],
    ),
    "deduction and score of each item": (
        further.deduction_and_score_of_each_item(), ITEM,
        [(4, J, "2015-09-30", "0.5"), (5, M, "2015-09-30", "0.2")], ["column-item", "table-date", "reason"],
    ),
    "scores across": (further.scores_across(), {"table": "leave"}, [], ["table"]),
    "result with deductions": (further.result_with_deductions(), {"sums": "leave"}, [], ["sums"]),
    "quarters across": (
        further.quarters_across(), {**ITEM, "column-date": "2015-09-30", "count": "2"},
        [(3, J, "2015-09-30", "0.5"), (3, J, "2015-09-30", "1"), (4, M, "2015-09-30", "0.2")],
        ["column-date", "reason"],
    ),
    "days across": (
        further.days_across(), {"reason": "standard"},
        [(3, J, "2015-09-01", "0.5"), (3, J, "2015-09-15", "0.3"), (4, M, "2015-09-08", "0.2")], ["reason"],
    ),
    "months in sheets": (
        further.months_in_sheets(), {},
        [(3, J, "2015-07-03", "0.5"), (3, J, "2015-08-03", "0.5"), (3, J, "2015-09-03", "0.5")], [],
    ),
    "heads said twice": (
        further.heads_said_twice(), {},
        [(2, J, "2015-09-01", "0.5"), (3, C, "2015-09-01", "0.5"), (2, M, "2015-09-01", "0.3"),
         (3, Z, "2015-09-01", "0.2")], [],
    ),
    "items above parts": (
        further.items_above_parts(), {"standard": "leave"}, [], [],
    ),
    "unit in a line above": (
        further.unit_in_a_line_above(), {}, [(4, J, "2015-09-01", "0.5"), (8, M, "2015-09-01", "0.5")], [],
    ),
    "matrix with merged points": (
        further.matrix_with_merged_points(), {**ITEM, "merged-cells": "once"},
        [(3, J, "2015-09-30", "0.5"), (4, M, "2015-09-30", "0.2"), (5, C, "2015-09-30", "0.3")],
        ["column-item", "table-date", "merged-cells", "reason"],
    ),
    "heads merged across": (further.heads_merged_across(), {}, PLAIN, []),
    "given and taken": (
        further.given_and_taken(), {"signs": "negative"}, [(2, J, "2015-09-01", "0.5"), (4, C, "2015-09-01", "0.5")],
        ["signs"],
    ),
    "sums by many names": (further.sums_by_many_names(), {}, PLAIN, []),
    "real table": (further.real_table(), {}, PLAIN, []),
    "nothing taken in words": (further.nothing_taken_in_words(), {}, [(2, J, "2015-09-01", "0.5")], []),
    "events within cells": (
        further.events_within_cells(), {"events": "split", "points": "leave"},
        [(3, J, "2015-09-01", "0.5"), (3, J, "2015-09-03", "0.3"), (4, C, "2015-09-01", "0.5"),
         (4, C, "2015-09-01", "0.3")], ["events", "points"],
    ),
    "points within reasons": (
        further.points_within_reasons(), {"within": "within", "points": "0.8", "blank-points": "none"},
        [(2, J, "2015-09-01", "0.5"), (3, M, "2015-09-01", "0.8")], ["within", "points", "blank-points"],
    ),
    "units with numbers and shares": (
        further.units_with_numbers_and_shares(), {"unit-shares": "区教育局=0.5、区民政局=0.3", "unit": J},
        [(2, J, "2015-09-01", "0.5"), (3, J, "2015-09-01", "0.5"), (4, J, "2015-09-01", "0.5"),
         (5, J, "2015-09-01", "0.5"), (5, M, "2015-09-01", "0.3"), (6, J, "2015-09-01", "0.5")],
        ["unit-shares", "unit"],
    ),
    "part struck": (further.part_struck(), {"marked-rows": "leave"}, [PLAIN[0], PLAIN[2]], ["marked-rows"]),
    "white on white": (further.white_on_white(), {"marked-rows": "leave"}, [PLAIN[0], PLAIN[2]], ["marked-rows"]),
    "shown otherwise": (
        further.shown_otherwise(), {"marked-rows": "leave"},
        [(5, M, "2015-09-22", "0.3"), (6, J, "2015-09-23", "0.3")], ["marked-rows"],
    ),
    "shown by conditions": (
        further.shown_by_conditions(), {"marked-rows": "leave"},
        [(3, "caizhengju", "2015-09-08", "0.5"), (4, J, "2015-09-23", "0.5")], ["marked-rows"],
    ),
    "struck on a page": (
        further.struck_on_a_page(), {"marked-rows": "leave"},
        [(9, J, "2015-09-08", "0.5"), (10, M, "2015-09-09", "0.5")], ["marked-rows"],
    ),
    "raised number": (
        make.book_of(make.HEAD, *make.ROWS, change=further.raised), {"marked-rows": "leave"}, PLAIN[1:],
        ["marked-rows"],
    ),
    "unseen signs": (further.unseen_signs(), {}, [(2, J, "2015-09-01", "0.5"), (3, M, "2015-09-02", "0.3")], []),
    "very hidden": (further.very_hidden(), {"hidden-sheet": "leave"}, PLAIN, ["hidden-sheet"]),
    "strict": (further.strict(), {}, PLAIN, []),
    "with macros": (further.with_macros(), {}, PLAIN, []),
    "UTF-16 little end first": (make.text_table("\t", "utf-16-le"), {}, PLAIN, []),
    "UTF-16 big end first": (make.text_table(",", "utf-16-be"), {}, PLAIN, []),
    "semicolons": (make.text_table(";", "utf-8"), {}, PLAIN, []),
    "commas of Chinese": (make.text_table("，", "gb18030"), {}, PLAIN, []),
    "lines of old Macs": (make.text_table(",", "gb18030").replace(b"\r\n", b"\r"), {}, PLAIN, []),
    "XLS of 1995": (make.file("biff5.xls"), {}, PLAIN, []),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_its_rows_and_asks_what_is_not_certain(name: str) -> None:
    data, answers, rows, kinds = TABLES[name]
    found = read(data, answers)
    assert found.rows == rows
    assert found.kinds == kinds
    assert found.problems == []


def test_what_was_not_taken_is_told_by_its_row_or_its_head() -> None:
    found = read(further.deduction_and_score_of_each_item(), ITEM)
    assert any("热线办理/得分" in one.why for one in found.reading.inquiry.left_out)
    found = read(further.quarters_across(), {**ITEM, "column-date": "2015-09-30"})
    assert any("不采用的列：全年" in one.why for one in found.reading.inquiry.left_out)
    assert read(further.sums_by_many_names()).left("小计") == list(range(6, 16))
    assert read(further.nothing_taken_in_words()).left("写明不扣分") == [3, 4, 5, 6]
    assert read(further.given_and_taken(), {"signs": "negative"}).left("正负号相反") == [3, 5]
    assert read(make.book_of(("2015年扣分",), make.HEAD)).left("表头下面没有登记的内容") == [2]


def test_of_two_columns_the_one_that_is_not_used_is_told() -> None:
    rows = (("单位", "日期", "存在问题", "扣分事由", "扣分"), ("区教育局", further.DAY, "甲", "乙", 0.5))
    found = read(make.book_of(*rows), {"same-columns": "4"})
    assert [choice.label for choice in found.question("same-columns").choices] == ["C 列：存在问题", "D 列：扣分事由"]
    assert any("存在问题（C 列）" in one.why for one in found.reading.inquiry.left_out)


def test_tables_that_are_called_after_different_items_are_asked_apart() -> None:
    answers = {"item": "leave"}
    asked = [one for one in read(further.sheets_of_items(), answers).asked if one.kind == "item"]
    assert [(one.sheet, one.choices[0].value) for one in asked] == [
        ("热线", "hotline-handling"),
        ("窗口", "window-conduct"),
    ]
    found = read(further.items_above_parts(), {"standard": "leave"})
    assert [one.kind for one in found.asked if one.kind == "item"] == [], "the line above names them"
    texts = [one.text for one in found.asked if one.kind == "standard"]
    assert len(texts) == 2


def test_a_day_that_stands_in_columns_apart_is_refused_like_another() -> None:
    found = read(further.year_month_and_day_apart())
    assert found.rows == [(2, J, "2015-09-01", "0.5")]
    assert found.problems == ["Sheet!D3 KH814"]


def test_the_mark_of_a_note_is_no_digit() -> None:
    found = read(further.notes_behind_numbers(), {"points": "leave"})
    assert found.rows == []
    offered = {one.cell: one.choices[0].value for one in found.asked if one.kind == "points"}
    assert offered == {"E2": "1", "E3": "0.5", "E4": "0.5", "E5": "1", "E6": "0.5"}


def test_a_comment_may_be_the_reason() -> None:
    found = read(further.reasons_in_comments(), {"comments": "reason"})
    assert [one.reason for one in found.drafts] == ["工单逾期1件", "推诿来电人"]
    assert [one.internal_note for one in found.drafts] == ["", ""]


def test_comments_of_a_matrix_are_of_their_cells() -> None:
    answers = {**ITEM, "table": "deductions", "comments": "reason"}
    found = read(further.matrix_with_comments(), answers)
    assert [one.reason for one in found.drafts] == ["教育线\n工单逾期", "教育线\n会上迟到"]
    noted = read(further.matrix_with_comments(), {**answers, "comments": "note"})
    assert [one.internal_note for one in noted.drafts] == [
        "批注：教育线\n批注：工单逾期",
        "批注：教育线\n批注：会上迟到",
    ]


@pytest.mark.parametrize(
    ("answer", "reasons"), [("one:2015-09-01", ["工单逾期；推诿"]), ("each", ["工单逾期", "推诿"])]
)
def test_points_merged_over_rows_keep_the_reasons_of_comments(answer: str, reasons: list[str]) -> None:
    found = read(further.merged_points_with_comments(), {"comments": "reason", "merged-points": answer})
    assert [one.reason for one in found.drafts] == reasons


def test_one_record_of_several_rows_keeps_the_notes_of_all() -> None:
    (found,) = read(further.merged_points_with_notes(), {"merged-points": "one:2015-09-01"}).drafts
    assert (found.reason, found.internal_note) == ("甲事；乙事", "科长已知\n待复核")


@pytest.mark.parametrize(
    ("count", "counts", "problems"),
    [(2, [1, 1], []), ("3件\n1件", [3, 1], []), (5, [], ["Sheet!E2 KH815"]), ("1\n2\n3", [], ["Sheet!E2 KH815"])],
)
def test_the_cases_of_a_row_are_those_of_its_events_together(
    count: object, counts: list[int], problems: list[str]
) -> None:
    found = read(further.events_of_several_cases(count), {"events": "split"})
    assert ([one.count for one in found.drafts], found.problems) == (counts, problems)


def test_cases_on_two_lines_are_no_number_of_two_digits() -> None:
    found = read(further.events_of_several_cases("1\n2"), {"events": "one", "points": "0.8"})
    assert (found.drafts, found.problems) == ([], ["Sheet!E2 KH815"])


@pytest.mark.parametrize(
    ("written", "offered", "count"), [("0.5\n1", "1.5", "3"), ("1\n2", "3", "6"), ("0.5　0.25", "0.75", "")]
)
def test_points_that_stand_apart_are_no_one_number(written: str, offered: str, count: str) -> None:
    data = make.book_of(make.HEAD, (1, "区教育局", further.DAY, "工单逾期", written))
    found = read(data, {"points": offered, "count": count})
    assert (found.rows, found.kinds) == ([(2, J, "2015-09-01", offered)], ["points"])
    assert found.question("points").choices[0].value == offered


def test_what_is_added_is_no_event_of_a_row_that_takes() -> None:
    rows = (("区教育局", further.DAY, "1.工单逾期\n2.表扬", "-0.5\n1"), ("区民政局", further.DAY, "无", "-"))
    found = read(
        make.book_of(("单位", "日期", "事由", "加减分"), *rows),
        {"signs": "negative", "events": "split", "points": "0.5"},
    )
    assert (found.rows, found.left("写明不扣分")) == ([(2, J, "2015-09-01", "0.5")], [3])
    taken = read(make.book_of(("单位", "日期", "事由", "加减分"), rows[1]), {"signs": "positive"})
    assert taken.left("写明不扣分") == [2]


def test_a_month_as_above_and_one_that_is_an_error() -> None:
    found = read(further.parts_of_days_not_there())
    assert found.rows == [(3, J, "2015-09-01", "0.5"), (4, J, "2015-09-02", "0.5")]
    assert found.problems == ["Sheet!B5 KH813"]
    assert [one.text for one in found.asked if one.kind == "date"] == ["“4日”是哪一天？"]


def test_a_number_beyond_all_digits_is_refused_at_its_cell() -> None:
    found = read(further.beyond_all_digits())
    assert (found.rows, found.problems) == ([(2, J, "2015-09-01", "0.5")], ["Sheet!E3 KH815"])


def test_numbers_of_many_digits_are_refused_at_their_cells() -> None:
    rows = ((1, "区教育局", further.DAY, "甲", 1 / 3), (2, "区民政局", further.DAY, "乙", 0.1 + 0.2))
    found = read(make.book_of(make.HEAD, *rows))
    assert found.problems == ["Sheet!E2 KH815"]
    assert found.rows == [(3, M, "2015-09-01", "0.3")]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b'ID;PWXL;N;E\r\nC;Y1;X1;K"x"\r\n', "exchange"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "exchange"),
        (b"\xff\xd8\xff\xe0" + bytes(300), "kind"),
        (make.plain()[:2000], "damaged"),
    ],
)
def test_what_is_no_table_says_which_kind_it_is(data: bytes, fault: str) -> None:
    with pytest.raises(SheetFault, match=fault):
        read_book(data)


def converted(folder: Path, data: bytes, form: str) -> Read:
    """A workbook as LibreOffice saves it in another form."""
    (folder / "table.xlsx").write_bytes(data)
    convert(Path("soffice"), form, [folder / "table.xlsx"], folder)
    return read((folder / f"table.{form}").read_bytes(), {"marked-rows": "leave"}, f"表.{form}")


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("form", ["fods", "ods", "xls"])
def test_a_raised_number_is_asked_about_in_other_forms_too(tmp_path: Path, form: str) -> None:
    found = converted(tmp_path, make.book_of(make.HEAD, *make.ROWS, change=further.raised), form)
    assert (found.rows, found.kinds) == (PLAIN[1:], ["marked-rows"])


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("form", ["fods", "ods", "xls"])
def test_points_that_a_tab_sets_apart_are_no_one_number_in_other_forms_either(tmp_path: Path, form: str) -> None:
    found = converted(tmp_path, make.book_of(make.HEAD, *make.ROWS, change=further.apart_by_a_tab), form)
    assert (found.rows, found.kinds) == (PLAIN[1:], ["points"])


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("form", ["fods", "ods"])
def test_the_figures_of_a_chart_are_no_rows(tmp_path: Path, form: str) -> None:
    plain = converted(tmp_path, make.book_of(make.HEAD, *make.ROWS), form)
    found = converted(tmp_path, make.book_of(make.HEAD, *make.ROWS, change=further.charted), form)
    assert (found.rows, found.kinds, found.problems) == (plain.rows, plain.kinds, plain.problems)
