"""Tables of offices, each of a kind that is found in real workbooks: what is understood, asked about, or refused."""

from __future__ import annotations

import pytest

from generator.sheets.cell_date import read_date
from generator.sheets.reading_outcome import Wrong
from generator.words.day_words import reword_days
from tests.sheets import workbooks as make
from tests.sheets.asking import read

PLAIN = [
    (2, "jiaoyuju", "2015-09-01", "0.4"), (3, "caizhengju", "2015-09-08", "0.3"),
    (4, "zhujianju", "2015-09-15", "1.5"), (5, "minzhengju", "2015-09-22", "0.3"),
]  # fmt: skip
THREE = {"count": "3"}  # the third row is of three cases


def below(rows: int) -> list[tuple[int, str, str, str]]:
    """The plain rows so many rows further down."""
    return [(row + rows, *rest) for row, *rest in PLAIN]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        ("plain.xlsx", make.plain(), 0),
        ("title, notes and signatures.xlsx", make.titled(), 3),
        ("built-in date format 31.xlsx", make.date_31(), 0),
        ("1904.xlsx", make.mac_1904(), 0),
        ("phonetic guide.xlsx", make.phonetic(), 0),
        ("wrong dimension.xlsx", make.wrong_dimension(), 0),
        ("begins at C4.xlsx", make.begins_elsewhere(), 3),
        ("web page.xls", make.web_page(), 1),
        ("tab text.xls", make.text_table("\t", "gbk"), 0),
        ("gbk.csv", make.text_table(",", "gb18030"), 0),
        ("utf-8.csv", make.text_table(",", "utf-8"), 0),
        ("utf-8 with a mark.csv", make.text_table(",", "utf-8", b"\xef\xbb\xbf"), 0),
        ("utf-16.txt", make.text_table("\t", "utf-16"), 0),
        ("xml 2003.xls", make.xml_2003(), 0),
        ("opendocument.ods", make.ods(), 0),
        ("old.xls", make.file("biff8.xls"), 1),
        ("wps.et", make.file("biff8.xls"), 1),
        ("renamed.xls", make.plain(), 0),
    ],
)
def test_a_register_is_read_whatever_file_it_is(name: str, data: bytes, rows: int) -> None:
    found = read(data, THREE, name)
    assert found.rows == below(rows)
    assert [draft.count for draft in found.drafts] == [1, 1, 3, 1]
    assert [draft.internal_note for draft in found.drafts] == ["", "", "已整改", ""]
    assert (found.problems, found.kinds) == ([], [])


def test_titles_notes_and_signatures_are_told() -> None:
    found = read(make.titled(), THREE)
    assert found.left("说明") == [10, 11]
    assert found.left("签字") == [13]


def test_a_matrix_gives_a_deduction_for_each_cell_with_points() -> None:
    answers = {"table-date": "2015-09-30", "reason": "standard"}
    by_item = {"重点工作": "key-tasks", "会议决定": "meeting-decisions", "领导批示": "leader-instructions"}
    open_ = read(make.matrix(), answers)
    columns = [one for one in open_.asked if one.kind == "column-item"]
    assert [(one.cell, one.choices[0].value) for one in columns] == [
        ("C2", "key-tasks"), ("D2", "meeting-decisions"), ("E2", "leader-instructions"), ("F2", "integrity-duty"),
        ("G2", "eight-rules"),
    ]  # fmt: skip
    assert open_.drafts == []
    assert by_item.keys() <= {one.text.split("/")[1] for one in columns}


def test_a_merged_unit_and_day_hold_for_all_rows() -> None:
    assert read(make.unit_merged()).rows == [
        (2, "jiaoyuju", "2015-09-01", "0.4"), (3, "jiaoyuju", "2015-09-01", "0.3"),
        (4, "jiaoyuju", "2015-09-09", "0.3"), (5, "caizhengju", "2015-09-10", "0.5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        ("one:2015-09-02", [(2, "jiaoyuju", "2015-09-02", "1")]),
        ("each", [(n, "jiaoyuju", f"2015-09-0{n - 1}", "1") for n in (2, 3, 4)]),
        ("leave", []),
    ],
)
def test_points_merged_over_rows_are_asked(answer: str, rows: list[tuple[int, str, str, str]]) -> None:
    found = read(make.points_merged(), {"merged-points": answer, "count": "2"})
    assert found.rows == [*rows, (5, "caizhengju", "2015-09-03", "0.5")]
    assert found.question("merged-points").rows == [2, 3, 4]
    if answer.startswith("one"):
        assert found.drafts[0].reason == "信息未公开；信息公开不全；信息更新迟"


def test_sums_are_only_held_against_the_rows() -> None:
    found = read(make.subtotals())
    assert [row for row, *_ in found.rows] == [2, 3, 5]
    assert found.left("小计") == [4, 6, 7, 8, 9]
    assert found.kinds == []


def test_a_sum_that_is_not_that_of_its_rows_is_asked() -> None:
    found = read(make.subtotals(1.5))
    assert found.kinds == ["total"]
    assert found.question("total").cell == "E7"


CERTAIN = {"扣2分": "2", "2分": "2", "-2": "2", -2: "2", "－０．５": "0.5", "０．５分": "0.5", "0.50 ": "0.5",
           "\u30000.3": "0.3", "0.5分。": "0.5", 0.3: "0.3"}  # fmt: skip
PROPOSED = {
    "0.5×3": ["1.5/3"], "0.5*2=1": ["1/2"], "0.5/次，共3次": ["1.5/3"], "0.5+0.3": ["0.8"], "两分": ["2"],
    "半分": ["0.5"],
    ".5": ["0.5"], "0,5": ["0.5"], "5角": [], "一点五": ["1.5"],
    "0.5（建议）": ["0.5"], "0.5-1": ["0.5", "1"], "0.5～1分": ["0.5", "1"],
    "扣0.5、1分": ["0.5", "1"], "加扣1分": ["1"], "减半扣0.25": ["0.25"],
    "每件0.5": [], "酌情": [], "通报": [], "1,5": [], "待定": [], "5%": [], "+0.5": [], "加0.3分": [], None: [],
}  # fmt: skip
NONE = ("无", "不扣分", "/", 0, "—")


def test_points_as_many_hands_write_them() -> None:
    cells = [*CERTAIN, *PROPOSED, *NONE]
    found = read(make.register(cells, "points"), {"count": "leave", "standard": "unsatisfied"})
    first = 2 + len(CERTAIN)
    asked = {one.rows[0]: one for one in found.asked if one.kind in ("points", "bonus-points", "blank-points")}
    assert sorted(asked) == list(range(first, first + len(PROPOSED)))
    for row, wanted in enumerate(PROPOSED.values(), first):
        offered = [choice.value for choice in asked[row].choices]
        assert offered == [*wanted, "none", "leave"]
    assert [one.kind for one in asked.values()].count("bonus-points") == 2
    assert found.left("写明不扣分") == list(range(first + len(PROPOSED), 2 + len(cells)))
    assert found.problems == []


def test_certain_points_are_taken() -> None:
    found = read(make.register(list(CERTAIN), "points"), {"count": "leave", "standard": "unsatisfied"})
    kept = {row: points for row, _, _, points in found.rows}
    left = set(found.left("按回答不导入"))
    assert {**kept, **{row: list(CERTAIN.values())[row - 2] for row in left}} == dict(enumerate(CERTAIN.values(), 2))


DAYS = ("2015-09-01", "2015-9-1", "2015.9.1", "2015．9．1", "2015. 9. 1", "2015/9/1", "2015年9月1日",
        "2015年９月１日",
        "2015 年 9 月 1 日", "二〇一五年九月一日", "20150901", 20150901, "2015-09-01 00:00:00")  # fmt: skip
WITH_YEAR = ("9月1日", "9月1号", "9.1", "9/1", "9月1日上午9:30", "15.9.1", "15-9-1")
DOUBTFUL = {
    9.1: ["2015-09-01", "2015-09-10"], 901: ["2015-09-01"], "9月上旬": ["2015-09-10", "2015-09-01"],
    "2015年9月": ["2015-09-30", "2015-09-01"], "三季度": ["2015-09-30"], "第3季度": ["2015-09-30"],
    "2015Q3": ["2015-09-30"], "9月1日至3日": ["2015-09-01", "2015-09-03"], "9.1-9.3": ["2015-09-01", "2015-09-03"],
    "9月1日、8日": ["2015-09-01", "2015-09-08"], "上周二": [],
}  # fmt: skip


def test_days_as_many_hands_write_them() -> None:
    found = read(make.register(DAYS, "date"), {"standard": "unsatisfied"})
    assert {day for _, _, day, _ in found.rows} == {"2015-09-01"}
    assert (len(found.rows), found.kinds) == (len(DAYS), [])


def test_a_missing_year_is_asked_once() -> None:
    cells = [*WITH_YEAR, *DOUBTFUL, 42248, None]
    found = read(make.register(cells, "date"), {"year": "2015", "standard": "unsatisfied"})
    assert found.question("year").rows == [1]
    assert [row for row, *_ in found.rows] == list(range(2, 2 + len(WITH_YEAR)))
    asked = {one.rows[0]: [choice.value for choice in one.choices] for one in found.asked if one.kind == "date"}
    assert asked == {row: [*days, "leave"] for row, days in enumerate(DOUBTFUL.values(), 2 + len(WITH_YEAR))}
    assert found.question("date-serial").choices[0].value == "2015-09-01"
    assert found.question("blank-date").rows == [1 + len(cells)]


def test_days_that_there_are_not_are_refused_at_their_cells() -> None:
    assert read(make.register(["2015年9月31日", "2015.13.1"], "date")).problems == [
        "Sheet!C2 KH814",
        "Sheet!C3 KH814",
    ]


@pytest.mark.parametrize("day", ["2015年9月31日", "2015.13.1"])
def test_a_page_that_rewords_days_still_names_the_form_of_the_sheet(day: str) -> None:
    (wrong,) = read(make.register([day], "date")).reading.inquiry.problems
    assert reword_days(wrong.hint) == "请写成“2015-06-18”这样的日期。"


def test_a_sheet_is_of_the_unit_it_is_called_after() -> None:
    found = read(make.sheet_per_unit())
    assert found.rows == [
        (3, "jiaoyuju", "2015-09-01", "0.4"), (4, "jiaoyuju", "2015-09-09", "0.3"),
        (3, "caizhengju", "2015-09-08", "0.5"),
    ]  # fmt: skip
    assert found.left("合计的表") == [2, 3]
    assert len([one for one in found.asked if one.kind == "item"]) == 1, "the same question on two sheets is one"


def test_tables_below_each_other_are_each_read_by_their_own_head() -> None:
    found = read(make.several_tables(), {"table": "leave"})
    assert [row for row, *_ in found.rows] == [4, 5]
    assert [one.cell for one in found.asked if one.kind == "table"] == ["A8", "A12"]
    assert found.left("按回答不导入的表") == [9, 13]


def test_several_units_in_a_cell() -> None:
    answers = {
        "unit-several": "each", "unit-roles": "区住建局=1、区城管局=0.5", "unit-group": "区教育局、区财政局",
        "unit": "jiaoyuju",
        "count": "2",
    }  # fmt: skip
    found = read(make.several_units(), answers)
    units: dict[int, list[str]] = {}
    for row, unit, _, points in found.rows:
        units.setdefault(row, []).append(f"{unit} {points}")
    assert units == {
        2: ["jiaoyuju 0.5", "caizhengju 0.5"], 3: ["jiaoyuju 0.5", "caizhengju 0.5"],
        4: ["zhujianju 1", "chengguanju 0.5"], 5: ["jiaoyuju 0.2", "minzhengju 0.2"],
        6: ["jiaoyuju 0.1", "caizhengju 0.1"], 7: ["jiaoyuju 0.1", "caizhengju 0.1"],
        8: ["caizhengju 0.1", "shenjiju 0.1"], 9: ["jiaoyuju 0.1"],
    }  # fmt: skip
    assert found.question("unit-roles").choices[0].value == "区住建局=1、区城管局=0.5"
    assert found.question("unit").choices[0].value == "jiaoyuju"
    assert [draft.reason for draft in found.drafts if draft.row == 3] == ["联合检查材料未报"] * 2


@pytest.mark.parametrize("data", [make.hidden(), make.file("hidden.xls")])
def test_what_is_hidden_is_asked_and_never_slips_into_a_public_field(data: bytes) -> None:
    open_ = read(data)
    assert open_.kinds == ["column", "hidden-rows", "hidden-sheet"]
    assert [choice.value for choice in open_.question("column").choices] == ["ignore", "internal_note"]
    assert open_.question("hidden-rows").rows == [3]
    left = read(data, {"column": "ignore", "hidden-rows": "leave", "hidden-sheet": "leave", **THREE})
    assert [row for row, *_ in left.rows] == [2, 4, 5]
    assert left.left("隐藏的行") == [3]
    taken = read(data, {"column": "internal_note", "hidden-rows": "take", "hidden-sheet": "leave", **THREE})
    assert [row for row, *_ in taken.rows] == [2, 3, 4, 5]
    assert not any("领导意见" in draft.reason for draft in taken.drafts)


def test_a_row_hidden_in_an_opendocument_sheet_is_asked() -> None:
    assert read(make.ods(hide=True)).question("hidden-rows").rows == [3]


def test_formulas_with_results_are_read_and_an_error_is_named_by_its_cell() -> None:
    found = read(make.formulas(stored=True), {"table-date": "2015-09-30", "reason": "standard", "count": "leave"})
    assert [(row, points) for row, _, _, points in found.rows] == [(2, "0.4"), (3, "1.5")]
    assert [draft.count for draft in found.drafts] == [2, 3]
    assert found.problems == ["Sheet1!E6 KH813"]


def test_formulas_without_results_are_no_zeros() -> None:
    found = read(make.formulas(stored=False))
    assert (found.rows, found.problems) == ([], ["Sheet1!A2 KH812"])
    assert "保存一次" in found.reading.inquiry.problems[0].hint


def test_colours_and_strokes_are_asked() -> None:
    found = read(make.coloured(), {"marked-rows": "leave"})
    assert [row for row, *_ in found.rows] == [2]
    assert [(one.rows, one.text) for one in found.asked if one.kind == "marked-rows"] == [
        ([3], "有 1 行字是红色，导入吗？"), ([4], "有 1 行底色是黄色，导入吗？"),
        ([5], "有 1 行划了删除线，导入吗？"),
    ]  # fmt: skip


def test_a_comment_is_asked_and_stays_inside() -> None:
    found = read(make.commented(), {"comments": "note", **THREE})
    assert found.question("comments").rows == [3]
    assert found.drafts[1].internal_note == "批注：领导已同意从轻"


def test_numbers_and_days_typed_as_text() -> None:
    found = read(make.numbers_as_text(), {"count": "3", "standard": "unsatisfied"})
    assert [points for *_, points in read(make.numbers_as_text(), {"standard": "overdue"}).rows] == [
        "0.4", "0.3", "0.3", "0.2", "0.2",
    ]  # fmt: skip
    assert {draft.internal_note for draft in found.drafts} == {""}


def test_a_file_with_a_password_says_so() -> None:
    from generator.sheets.raw_sheet import SheetFault
    from generator.sheets.reading_child import read_book

    with pytest.raises(SheetFault, match="password"):
        read_book(make.file("password.xlsx"))


def test_forms_are_read_as_rows_with_their_true_cells() -> None:
    found = read(make.forms())
    assert [(unit, day, points) for _, unit, day, points in found.rows] == [
        ("jiaoyuju", "2015-09-01", "0.4"), ("caizhengju", "2015-09-08", "0.3"),
    ]  # fmt: skip
    assert [draft.due.isoformat() if draft.due else "" for draft in found.drafts] == ["2015-09-16", "2015-09-23"]
    assert [one.cell for one in found.asked if one.kind == "standard"] == ["B3", "B9"]


def test_a_ranking_is_no_register() -> None:
    found = read(make.ranking())
    assert (found.rows, found.problems) == ([], ["! KH811"])
    assert found.left("名次") == [2, 3, 4, 5]


def test_a_scoring_sheet_of_one_unit() -> None:
    answers = {"table-date": "2015-12-31", "row-item": "meeting-decisions", "reason": "standard"}
    found = read(make.scoring_sheet(), answers)
    texts = {one.rows[0]: one for one in found.asked if one.kind == "standard"}
    assert "overdue=0.4+no-report=0.2" in [choice.value for choice in texts[4].choices]
    assert found.left("没有填写扣分") == [5]
    assert found.left("小计") == [6]
    split = read(make.scoring_sheet(), {**answers, "standard": "overdue=0.4+no-report=0.2"})
    assert [(row, unit, points) for row, unit, _, points in split.rows] == [
        (4, "jiaoyuju", "0.4"),
        (4, "jiaoyuju", "0.2"),
    ]


def test_odd_values_are_text_or_refused_at_their_cells() -> None:
    found = read(make.odd_values())
    assert found.problems == [
        "Sheet!E2 KH815", "Sheet!E3 KH815", "Sheet!E4 KH815", "Sheet!D5 KH817", "Sheet!D6 KH817", "Sheet!C7 KH819",
    ]  # fmt: skip
    assert not any(one.problem.message.count("\u202e") for one in found.reading.inquiry.problems)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("2015.12.32", "2015 年 12 月只有 31 天"),
        ("2015年2月29日", "2015 年 2 月只有 28 天"),
        ("9月31日", "9 月只有 30 天"),
        ("2015.13.1", "一年只有 12 个月，月和日写反了的，是 1 月 13 日"),
        ("2015-13-45", "一年只有 12 个月"),
        ("2015-12-0", "没有 0 日，每月从 1 日起"),
    ],
)
def test_of_a_day_that_there_is_not_what_is_near_is_told(text: str, near: str) -> None:
    found = read_date(text, None)
    assert isinstance(found, Wrong)
    assert found.message == f"日历上没有这一天，{near}"
