"""Importing: shown first, written whole or not at all, the same file twice changes nothing."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from generator.desk.desk_appraisals import tally_fields, tally_groups
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from tests.acts.importing import Importer, choose_plain, lay_sample
from tests.sheets import workbooks as make

PLAIN = [
    ("zhujianju", "2015-0915-zhujianju", "1.5"), ("minzhengju", "2015-0922-minzhengju", "0.3"),
]  # fmt: skip


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Importer:
    root = tmp_path / "p"
    root.mkdir()
    lay_sample(root)
    return Importer(root, capsys)


def plain_file(office: Importer) -> Path:
    rows = ((2, "区住建局", make.ROWS[2][2], "热线工单超期3件", 1.5, "已整改"), make.ROWS[3])
    return office.put("九月.xlsx", make.book_of(make.HEAD, *rows))


def test_a_dry_run_shows_rows_questions_and_effects_and_writes_nothing(office: Importer) -> None:
    before = office.files()
    path = plain_file(office)
    asked = office.dry(path)
    assert {one["kind"] for one in asked["questions"]} == {"item", "source"}
    keys = {"id", "file", "sheet", "cell", "kind", "text", "choices", "free", "rows", "about"}
    assert set(asked["questions"][0]) == keys
    done = office.dry(path, office.settle(path, choose_plain))
    assert [(row["kind"], row["unit"], row["points"], row["count"]) for row in done["rows"]] == [
        ("new", "zhujianju", "1.5", 3), ("new", "minzhengju", "0.3", 1),
    ]  # fmt: skip
    moved = {score["unit"]: (score["old"], score["new"]) for score in done["scores"] if score["old"] != score["new"]}
    assert set(moved) == {"zhujianju", "minzhengju"}
    assert all(float(old) > float(new) for old, new in moved.values())
    assert office.files() == before


def test_an_import_writes_records_and_the_layout_and_says_how_to_take_it_back(office: Importer) -> None:
    path = plain_file(office)
    before = office.files()
    code, out, error = office.write(path, office.settle(path, choose_plain))
    assert (code, error) == (0, "")
    new = office.files().keys() - before.keys()
    assert [name.rpartition("/")[2][:-6] for name in sorted(new) if "deductions" in name] == [
        "2015-0915-zhujianju", "2015-0922-minzhengju",
    ]  # fmt: skip
    assert "data/mappings/hotline-handling.yml" in new
    assert "提交之前要收回：删除 data/deductions/" in out
    code, out, _ = office.call("check", "data/deductions/2015/hotline-handling", "data/mappings")
    assert code == 0, out


def test_the_same_file_twice_changes_nothing_and_asks_nothing(office: Importer) -> None:
    path = plain_file(office)
    office.write(path, office.settle(path, choose_plain))
    before = office.files()
    again = office.dry(path, {})
    assert again["questions"] == []
    code, out, _ = office.write(path, office.settle(path, choose_plain))
    assert (code, office.files()) == (0, before)
    assert "没有要写入的" in out
    assert "按 data/mappings/hotline-handling.yml 读" in out


def test_a_row_that_agrees_in_unit_item_and_day_alone_is_asked(office: Importer) -> None:
    path = plain_file(office)
    office.write(path, office.settle(path, choose_plain))
    (record,) = (name for name in office.files() if "2015-0922-minzhengju" in name and "hotline" in name)
    name = Path(record).stem
    other = office.put("更正.xlsx", make.book_of(make.HEAD, (1, "区民政局", make.ROWS[3][2], "抽查时2人不在岗", 0.6)))

    def choose(question: Any) -> str:
        if question["kind"] == "near":
            assert [one["value"] for one in question["choices"]] == ["new", f"amend:{name}", "leave"]
            return f"amend:{name}"
        return choose_plain(question)

    code, out, error = office.write(other, office.settle(other, choose))
    assert (code, error) == (0, "")
    text = (office.root / record).read_text("utf-8")
    assert "points: 0.6\ncount: 2\n" in text
    assert "reason: 抽查时2人不在岗" in text
    assert "要手工改回" in out  # what was there before is in no commit


def test_nothing_is_written_on_any_problem_and_the_cell_is_named(office: Importer) -> None:
    rows = (
        *make.ROWS[3:],
        (5, "区教育局", "2015年9月31日", "工单", 0.5),
        (6, "区教育局", make.ROWS[0][2], "工单", "x"),
    )
    path = office.put("坏.xlsx", make.book_of(make.HEAD, *rows))
    before = office.files()
    answers = office.settle(path, lambda q: "0.5" if q["kind"] == "points" else choose_plain(q))
    code, _, error = office.write(path, answers)
    assert code == 1
    assert "坏.xlsx[Sheet]:3:3: KH814 C3 “2015年9月31日”：日历上没有这一天" in error
    assert office.files() == before


def test_what_a_check_would_say_is_told_at_the_row(office: Importer) -> None:
    path = office.put("不符.xlsx", make.book_of(make.HEAD, (1, "区教育局", make.ROWS[0][2], "工单逾期", 0.4)))
    before = office.files()
    answers = office.settle(path, lambda q: "overdue" if q["kind"] == "standard" else choose_plain(q))
    code, _, error = office.write(path, answers)
    assert code == 1
    assert "不符.xlsx[Sheet]:2:5: KH306 E2 扣 0.4 分与标准不符" in error
    assert office.files() == before


def test_rows_that_look_alike_are_asked_and_none_is_written_twice(office: Importer) -> None:
    path = office.put("重复.xlsx", make.same_twice())

    def choose(question: Any) -> str:
        if question["kind"] == "same-rows":
            assert question["rows"] == [6, 7]
            return "one"
        return choose_plain(question)

    done = office.dry(path, office.settle(path, choose))
    assert [row["row"] for row in done["rows"]] == [2, 3, 4, 5]
    assert any(one["rows"] == [6, 7] for one in done["left_out"])


def test_an_answer_that_fits_nothing_is_a_problem(office: Importer) -> None:
    path = plain_file(office)
    (item,) = (one["id"] for one in office.dry(path)["questions"] if one["kind"] == "item")
    found = office.dry(path, {item: "nonsense", "other-1": "x"})
    assert [one["code"] for one in found["problems"]] == ["KH820"]
    assert found["unused_answers"] == ["other-1"]


def test_without_a_terminal_questions_are_listed_with_their_ids(office: Importer) -> None:
    path = plain_file(office)
    code, out, error = office.call("import", str(path))
    assert code == 1
    (item,) = (one["id"] for one in office.dry(path)["questions"] if one["kind"] == "item")
    assert item in out
    assert "hotline-handling" in out
    assert "没有写入。" in error


def exported(office: Importer, *arguments: str) -> Path:
    path = office.root.parent / "导出.xlsx"
    code, out, _ = office.call("export", *arguments, "--out", str(path))
    assert code == 0, out
    return path


def test_what_is_exported_comes_back_and_changes_nothing(office: Importer) -> None:
    before = office.files()
    code, out, error = office.call("import", str(exported(office, "2015")), "--yes")
    assert (code, error) == (0, "")
    assert "没有要写入的" in out
    assert office.files() == before


def test_a_row_of_our_own_amends_its_record_field_by_field(office: Importer) -> None:
    path = exported(office, "hotline-handling")
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    record = str(sheet["A5"].value)
    sheet["I5"] = "核对以后改写的事由，工单逾期"
    book.save(path)
    file = office.root / f"data/deductions/2015/hotline-handling/{record}.yml"
    old = file.read_text("utf-8").splitlines()
    code, out, error = office.call("import", str(path), "--yes")
    assert (code, error) == (0, ""), out
    new = file.read_text("utf-8").splitlines()
    assert [line for line in new if line not in old] == ["reason: 核对以后改写的事由，工单逾期"]
    assert len(new) == len(old)


def test_what_others_changed_meanwhile_stays(office: Importer) -> None:
    path = exported(office, "hotline-handling")
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    file = office.root / f"data/deductions/2015/hotline-handling/{sheet['A5'].value}.yml"
    text = file.read_text("utf-8")
    reason = next(line for line in text.splitlines() if line.startswith("reason:"))
    file.write_text(text.replace(reason, "reason: 别人改过的事由，工单逾期"), "utf-8")
    assert office.dry(path)["rows"][0]["kind"] == "same"
    sheet["I5"] = "这里也改过的事由，工单逾期"
    book.save(path)
    (question,) = office.dry(path)["questions"]
    assert (question["kind"], question["cell"]) == ("both-changed", "I5")


def test_an_id_that_is_not_there_and_one_that_is_there_twice_are_refused(office: Importer) -> None:
    path = exported(office, "hotline-handling")
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    sheet["A5"], sheet["A7"] = "2015-0101-nobody-1", sheet["A6"].value
    book.save(path)
    found = office.dry(path)["problems"]
    assert [(one["cell"], one["code"]) for one in found] == [("A5", "KH818"), ("E7", "KH818")]


def test_a_template_is_filled_in_and_imported(office: Importer) -> None:
    path = office.root.parent / "表.xlsx"
    office.call("template", "hotline-handling", "--out", str(path))
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    assert office.dry(path)["rows"] == []
    labels = {name: cell.value for name, cell in zip(sheet[1], book["选项"]["B"], strict=False)}
    assert labels
    standard = next(str(row[4].value) for row in book["选项"].iter_rows(2, 2) if row[4].value)
    values = (
        "区教育局",
        date(2015, 9, 2),
        standard,
        0.5,
        None,
        "不定期抽查",
        "“12345”热线",
        "工单逾期两天",
        "工单流转记录",
        "热线平台",
    )
    for column, value in enumerate(values, 2):
        sheet.cell(5, column).value = value
    book.save(path)
    (row,) = office.dry(path, {})["rows"]
    assert (row["kind"], row["unit"], row["points"], row["reason"]) == ("new", "jiaoyuju", "0.5", "工单逾期两天")


def test_no_file_is_overwritten(office: Importer) -> None:
    path = exported(office, "hotline-handling")
    before = path.read_bytes()
    code, _, error = office.call("template", "2015", "--out", str(path))
    assert code == 2
    assert "没有覆盖" in error
    assert path.read_bytes() == before


def test_the_appraisal_goes_out_and_comes_back(office: Importer) -> None:
    path = exported(office, "2015", "--appraisal")
    assert {row["kind"] for row in office.dry(path)["rows"]} == {"same"}
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    first, second = int(sheet["F5"].value), int(sheet["G5"].value)
    sheet["F5"], sheet["G5"] = first - 1, second + 1
    book.save(path)
    changed = [row for row in office.dry(path)["rows"] if row["kind"] != "same"]
    assert [(row["kind"], row["unit"]) for row in changed] == [("amend", sheet["A5"].value)]
    sheet["F5"] = "多"
    book.save(path)
    assert [(one["cell"], one["code"]) for one in office.dry(path)["problems"]] == [("F5", "KH815")]


def test_channels_have_a_sheet_and_a_table_of_the_desk_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = Path(__file__).parents[1] / "cases"
    root = tmp_path / "p"
    for folder in ("base/minimal", "valid/appraisal-by-channels"):
        shutil.copytree(cases / folder, root, dirs_exist_ok=True)
    office = Importer(root, capsys)
    path = exported(office, "2015", "--appraisal")
    book = openpyxl.load_workbook(path)
    assert [str(book[name]["A2"].value) for name in book.sheetnames[1:]] == [
        "2015年度 代表委员", "2015年度 居民代表（网上）", "2015年度 居民代表（纸质）",
    ]  # fmt: skip
    assert {row["kind"] for row in office.dry(path)["rows"]} == {"same"}
    (voted,) = read_corpus(WorkTree(root))[0].schemes[2015].appraisals
    assert [table.title for table in tally_groups(voted)] == ["代表委员", "居民代表（网上）", "居民代表（纸质）"]
    assert "panels/online/tallies/law/satisfied" in {field.name for field in tally_fields(voted)}


def test_each_of_several_appraisals_has_sheets_and_files_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = Path(__file__).parents[1] / "cases/base/minimal"
    root = tmp_path / "p"
    shutil.copytree(base, root)
    scheme = root / "data/schemes/2015.yml"
    head, _, rest = scheme.read_text("utf-8").partition("  - kind: appraisal\n")
    voted, _, tail = rest.partition("target_assessment_weight")
    votes = "  - kind: appraisal\n" + voted.replace("max: 10", "max: 5")
    second = votes.replace("id: appraisal", "id: peers").replace("千人评议", "互评")
    scheme.write_text(f"{head}{votes}{second}target_assessment_weight{tail}", "utf-8")
    folder = root / "data/appraisals/2015"
    for unit in ("caizheng", "jiaoyu", "shuiwu"):
        (folder / "appraisal").mkdir(exist_ok=True)
        (folder / f"{unit}.yml").rename(folder / f"appraisal/{unit}.yml")
    office = Importer(root, capsys)
    path = exported(office, "2015", "--appraisal")
    assert {row["kind"] for row in office.dry(path)["rows"]} == {"same"}
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 5
    filled, empty = book[book.sheetnames[1]], book[book.sheetnames[3]]
    for line in empty, book[book.sheetnames[4]]:
        line["B3"] = filled["B3"].value
        for column in range(3, 12):
            line.cell(5, column).value = filled.cell(5, column).value
    book.save(path)
    new = [row["path"] for row in office.dry(path)["rows"] if row["kind"] == "new"]
    assert new == [f"data/appraisals/2015/peers/{filled['A5'].value}.yml"]


def test_what_is_hidden_or_struck_in_our_own_sheet_is_asked(office: Importer) -> None:
    path = exported(office, "hotline-handling")
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    sheet.row_dimensions[6].hidden = True
    sheet["I7"].font = Font(strike=True)
    book.save(path)
    assert [(one["kind"], one["rows"]) for one in office.dry(path)["questions"]] == [
        ("hidden-rows", [6]), ("marked-rows", [7]),
    ]  # fmt: skip


def test_a_revoked_record_is_not_written_again(office: Importer) -> None:
    path = plain_file(office)
    answers = office.settle(path, choose_plain)
    office.write(path, answers)
    (record,) = (name for name in office.files() if "2015-0922-minzhengju" in name and "hotline" in name)
    file = office.root / record
    file.write_text(file.read_text("utf-8") + "revoked: {date: 2015-10-08, reasons: 核实有误}\n", "utf-8")
    assert {row["unit"]: row["kind"] for row in office.dry(path, {})["rows"]} == {
        "zhujianju": "same", "minzhengju": "revoked",
    }  # fmt: skip


def test_points_beyond_the_maximum_of_an_item_are_marked_at_their_rows(office: Importer) -> None:
    days = [date(2015, month, 9) for month in (1, 8, 9, 10, 11)]  # the first is before the scheme was in force
    rows = [(n, "区水利局", day, f"第 {n} 次被媒体曝光", 1.5, None) for n, day in enumerate(days, 1)]
    path = office.put("曝光.xlsx", make.book_of(make.HEAD, *rows))

    def choose(question: Any) -> str:
        return "exposed" if question["kind"] == "standard" else choose_plain(question)

    given = office.settle(path, choose)
    done = office.dry(path, given)
    absorbed = {row["row"]: Decimal(row["absorbed"]) for row in done["rows"]}
    (moved,) = [one for one in done["scores"] if one["unit"] == "shuiliju"]
    assert Decimal(moved["old"]) - Decimal(moved["new"]) == 6 - sum(absorbed.values())
    assert sum(absorbed.values()) >= 2, "the maximum of the item is 4"
    assert absorbed[6] == Decimal("1.5"), "it falls on the last by date"
    assert absorbed[2] == absorbed[3] == 0
    _, out, _ = office.call("import", str(path), "--dry-run", "--answers", str(office.answers(given)))
    assert "Sheet 6 行：区水利局，“12345”热线办理，2015-11-09，扣分超过单项上限，按上限计，其中 1.5 分不再扣。" in out
    assert "Sheet 2 行：区水利局，“12345”热线办理，2015-01-09，施行前，不计分。" in out
    assert out.count("按上限计") == sum(points > 0 for points in absorbed.values())
