"""Further kinds of tables as offices make them: merged heads, days in columns, marks, other forms of files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.sheets import workbooks as make

DAY = date(2015, 9, 1)


def merging(*ranges: str) -> Callable[[Worksheet], None]:
    """Merges cells of a sheet."""

    def merge(sheet: Worksheet) -> None:
        for cells in ranges:
            sheet.merge_cells(cells)

    return merge


def head_of_four_rows() -> bytes:
    merge = merging("A1:H1", "A2:A5", "B2:B5", "C2:G2", "H2:H5", "C3:E3", "F3:G3", "C4:C5", "D4:E4", "F4:F5", "G4:G5")
    return make.book_of(
        ("2015年三季度机关效能扣分表",), ("序号", "被考核单位", "扣分情况", None, None, None, None, "备注"),
        (None, None, "基本情况", None, None, "扣分内容"), (None, None, "日期", "事由", None, "分值", "次数"),
        (None, None, None, "具体事由", "线索"), (1, "区教育局", DAY, "工单逾期", "热线", 0.5, 1),
        (2, "区民政局", date(2015, 9, 2), "工单逾期两件", "热线", 1, 2), change=merge,
    )  # fmt: skip


def points_below_a_head_of_all() -> bytes:
    return make.book_of(
        ("2015年三季度",), ("单位", "扣分", None, None, "合计"), (None, "热线办理", "会风会纪", "窗口服务", None),
        ("区教育局", 0.5, None, None, 0.5), ("区民政局", None, 0.2, 0.3, 0.5),
        change=merging("A2:A3", "B2:D2", "E2:E3"),
    )  # fmt: skip


def deduction_and_score_of_each_item() -> bytes:
    return make.book_of(
        ("2015年三季度考核情况",), ("单位", "热线办理", None, "会风会纪", None, "合计"),
        (None, "扣分", "得分", "扣分", "得分"), ("区教育局", 0.5, 4.5, None, 5, 9.5),
        ("区民政局", None, 5, 0.2, 4.8, 9.8), change=merging("A2:A3", "B2:C2", "D2:E2", "F2:F3"),
    )  # fmt: skip


def scores_across() -> bytes:
    return make.book_of(
        ("2015年三季度考核得分表",), ("序号", "单位", "热线办理", "会风会纪", "政务公开", "得分", "扣分合计"),
        (1, "区教育局", 4.5, 5, 5, 14.5, 0.5), (2, "区民政局", 5, 4.8, 5, 14.8, 0.2),
    )  # fmt: skip


def result_with_deductions() -> bytes:
    return make.book_of(
        ("2015年三季度考核结果公示",), ("名次", "单位", "基础分", "加分", "扣分", "得分"),
        (1, "区教育局", 100, 0, 0.5, 99.5), (2, "区民政局", 100, 1, 2, 99),
    )  # fmt: skip


def quarters_across() -> bytes:
    return make.book_of(
        ("2015年度热线办理扣分",), ("单位", "一季度", "二季度", "三季度", "全年"), ("区教育局", 0.5, None, 1, 1.5),
        ("区民政局", None, 0.2, None, 0.2),
    )  # fmt: skip


def days_across() -> bytes:
    return make.book_of(
        ("2015年9月值班抽查扣分",), ("单位", "9月1日", "9月8日", date(2015, 9, 15), "合计"),
        ("区教育局", 0.5, None, 0.3, 0.8), ("区民政局", None, 0.2, None, 0.2),
    )  # fmt: skip


def months_in_sheets() -> bytes:
    book = Workbook()
    for month in (7, 8, 9):
        sheet = book.create_sheet(f"{month}月")
        for row in (
            ["2015年扣分登记"],
            ["单位", "日", "扣分事由", "扣分"],
            ["区教育局", 3, f"{month}月工单逾期", 0.5],
        ):
            sheet.append(row)
    return make.saved(book)


def year_month_and_day_apart() -> bytes:
    return make.book_of(
        ("单位", "年", "月", "日", "扣分事由", "扣分"), ("区教育局", 2015, 9, 1, "工单逾期", 0.5),
        ("区民政局", 2015, 9, 31, "推诿", 1),
    )  # fmt: skip


def heads_said_twice() -> bytes:
    head = ("单位", "扣分", "日期", "事由")
    return make.book_of(
        (*head, *head), ("区教育局", 0.5, DAY, "甲", "区民政局", 0.3, DAY, "乙"),
        ("区财政局", 0.5, DAY, "丙", "区住建局", 0.2, DAY, "丁"),
    )  # fmt: skip


def items_above_parts() -> bytes:
    head = ("单位", "日期", "事由", "扣分")
    return make.book_of(
        ("“12345”热线办理", None, None, None, "窗口服务规范"), (*head, *head),
        ("区教育局", DAY, "工单逾期", 0.5, "区民政局", DAY, "脱岗", 0.1),
    )  # fmt: skip


def unit_in_a_line_above() -> bytes:
    rows: list[tuple[object, ...]] = [("填报单位：区政务办",)]
    for unit in ("区教育局", "区民政局"):
        rows += [(f"被考核单位：{unit}",), ("序号", "日期", "扣分事由", "扣分"), (1, DAY, f"{unit}工单逾期", 0.5), ()]
    return make.book_of(*rows)


def matrix_with_merged_points() -> bytes:
    return make.book_of(
        ("2015年9月扣分汇总",), ("单位", "热线", "会风"), ("区教育局", 0.5, None), ("区民政局", None, 0.2),
        ("区财政局", 0.3, None), change=merging("B3:B4", "B5:C5"),
    )  # fmt: skip


def heads_merged_across() -> bytes:
    rows = [(r[0], r[1], None, r[2], r[3], None, r[4]) for r in make.ROWS]
    cells = [f"{pair[0]}{row}:{pair[1]}{row}" for row in range(1, 6) for pair in ("BC", "EF")]
    head = ("序号", "被考核单位", None, "日期", "扣分事项", None, "扣分")
    return make.book_of(head, *rows, change=merging(*cells))


def given_and_taken() -> bytes:
    return make.book_of(
        ("序号", "单位", "日期", "事由", "加减分"), (1, "区教育局", DAY, "工单逾期", -0.5),
        (2, "区民政局", DAY, "获省级表彰", 2), (3, "区财政局", DAY, "工单逾期", "-0.5"),
        (4, "区财政局", DAY, "获表彰", "+1"),
    )  # fmt: skip


def sums_by_many_names() -> bytes:
    sums = ("总分", "共4条", "本页小计", "总  计：", "扣分合计", "平均分", "最高", "最低分", "汇总", "合计（共4笔）")
    rows = [(None, name, None, None, 2.5) for name in sums]
    return make.book_of(make.HEAD, *make.ROWS, *rows, ("——以下空白——",), ("以下无正文",))


def real_table() -> bytes:
    def add(sheet: Worksheet) -> None:
        sheet.add_table(Table(displayName="扣分", ref="A1:F6", totalsRowCount=1))

    return make.book_of(make.HEAD, *make.ROWS, ("汇总", None, None, None, 2.5, None), change=add)


def nothing_taken_in_words() -> bytes:
    return make.book_of(
        make.HEAD, (1, "区教育局", DAY, "工单逾期", 0.5), (2, "区民政局", None, "无扣分", None),
        (3, "区财政局", None, "本季度无扣分情况", None), (4, "区住建局", None, None, "不予扣分"), (5, "本月无扣分"),
        ("其余单位本季度无扣分",),
    )  # fmt: skip


def events_within_cells() -> bytes:
    return make.book_of(
        ("2015年扣分登记",), make.HEAD, (1, "区教育局", "9月1日\n9月3日", "1.工单逾期\n2.推诿来电人", "0.5\n0.3"),
        (2, "区财政局", DAY, "①工单逾期 ②推诿", "0.5、0.3"), (3, "区民政局", DAY, "工单逾期", "0.5；0.3"),
    )  # fmt: skip


def points_within_reasons() -> bytes:
    return make.book_of(
        ("单位", "日期", "扣分情况"), ("区教育局", DAY, "工单逾期1件，扣0.5分"),
        ("区民政局", DAY, "工单逾期扣0.5分；推诿扣0.3分"), ("区财政局", DAY, "推诿来电人"),
    )  # fmt: skip


def units_with_numbers_and_shares() -> bytes:
    names = ("1.区教育局", "①区教育局", "区教育局、", "区教育局：0.5，区民政局：0.3", "JYJ")
    return make.book_of(make.HEAD, *((n, name, DAY, f"事由{n}", 0.5) for n, name in enumerate(names, 1)))


def notes_behind_numbers() -> bytes:
    values = ("1①", "0.5²", "0.5*", "1½", "0.5（注1）")
    return make.book_of(make.HEAD, *((n, "区教育局", DAY, f"事由{n}", v) for n, v in enumerate(values, 1)))


def raised(sheet: Worksheet) -> None:
    """The number of a note above the line: the cell holds 0.51."""
    sheet["E2"] = CellRichText("0.5", TextBlock(InlineFont(vertAlign="superscript"), "1"))


def apart_by_a_tab(sheet: Worksheet) -> None:
    """Points of two events in one cell, as they come from a table that was pasted."""
    sheet["E2"] = "0.5\t1"


def charted(sheet: Worksheet) -> None:
    """A chart of the points, within the rows."""
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=5), titles_from_data=True)
    sheet.add_chart(chart, "G3")


def part_struck() -> bytes:
    def strike(sheet: Worksheet) -> None:
        sheet["B3"] = CellRichText(TextBlock(InlineFont(strike=True), "区财政局"), "区民政局")

    return make.book_of(make.HEAD, *make.ROWS, change=strike)


def shown_otherwise() -> bytes:
    def form(sheet: Worksheet) -> None:
        for row, value, code in (
            (2, 0.45, "0.0"),
            (3, 0.5, "0"),
            (4, 1.5, ";;;"),
            (5, 0.3, "0.0"),
            (6, 0.3, "General"),
        ):
            sheet.cell(row, 5).value = value
            sheet.cell(row, 5).number_format = code

    return make.book_of(make.HEAD, *make.ROWS, (5, "区教育局", date(2015, 9, 23), "推诿", 0.3), change=form)


def shown_by_conditions() -> bytes:
    """Points under formats of several parts, of which each shows only the numbers that meet its condition."""

    def form(sheet: Worksheet) -> None:
        shown = ((0.45, '[=0]"无";0.0'), (0.5, '[=0]"无";0.0'), (0.5, '[<0.4]"轻微";0.0'), (0.3, '[<0.4]"轻微";0.0'))
        for row, (value, code) in enumerate(shown, 2):
            sheet.cell(row, 5).value = value
            sheet.cell(row, 5).number_format = code

    further = (4, "区教育局", date(2015, 9, 23), "推诿", 0.3), (5, "区教育局", date(2015, 9, 24), "推诿", 0.3)
    return make.book_of(make.HEAD, *make.ROWS[:2], *further, change=form)


def struck_on_a_page() -> bytes:
    """A page as systems of offices write it: names struck out in each of its ways, points struck out and raised."""
    cells = (
        ("<td><del>区教育局</del>", "0.5"),
        ("<td><s>区教育局</s>", "0.5"),
        ("<td><strike>区教育局", "0.5"),
        ('<td><span style="text-decoration: line-through">区教育局</span>', "0.5"),
        ('<td style="text-decoration:line-through">区教育局', "0.5"),
        ("<td>区教育局", "<del>2</del>0.5"),
        ("<td>区教育局", "0.5<sup>1</sup>"),
        ('<td><p style="text-decoration:line-through"><p>区教育局', "0.5"),
        ("<td><ruby>区<rt>qū</ruby>民政局", "0.5"),
        ('<td class="cell xl65">区教育局', "0.5"),
        ('<td style="color:red"><tr style="text-decoration:line-through"><td>区教育局', "0.5"),
    )
    rows = "<tr>".join(f"{name}<td>2015-09-{at:02}<td>迟报<td>{points}" for at, (name, points) in enumerate(cells, 1))
    head = "".join(f"<th>{word}</th>" for word in ("单位", "日期", "事项", "扣分"))
    styles = "<style>td {color: red} .xl64, td.xl65\n{text-decoration:line-through;}\n.xl65 {color:red}</style>"
    return f"<html><meta charset=utf-8>{styles}<table><tr>{head}<tr>{rows}</table></html>".encode()


def white_on_white() -> bytes:
    def paint(sheet: Worksheet) -> None:
        for cell in sheet[3]:
            cell.font = Font(color="FFFFFFFF")

    return make.book_of(make.HEAD, *make.ROWS, change=paint)


def reasons_in_comments() -> bytes:
    def comment(sheet: Worksheet) -> None:
        sheet["C2"].comment = Comment("工单逾期1件", "张某")
        sheet["C3"].comment = Comment("推诿来电人", "张某")

    return make.book_of(("单位", "日期", "扣分"), ("区教育局", DAY, 0.5), ("区民政局", DAY, 0.3), change=comment)


def unseen_signs() -> bytes:
    return make.book_of(
        ("序号", "被考核\u200b单位", "日 期\xa0", "扣分\u2060事项", "\ufeff扣分", "备注"),
        (1, "区教\u200b育局", DAY, "工单\u200b逾期", "0\u200b.5"),
        (2, "\xa0区民政局\xa0", "2015\xa0-09-02", "推诿\r\n来电", "0.3"),
    )  # fmt: skip


def very_hidden() -> bytes:
    book = load_workbook(io.BytesIO(make.plain()))
    sheet = book.create_sheet("去年")
    for row in (make.HEAD, *make.ROWS):
        sheet.append(list(row))
    sheet.sheet_state = "veryHidden"
    return make.saved(book)


def sheets_of_items() -> bytes:
    book = Workbook()
    for name in ("热线", "窗口"):
        sheet = book.create_sheet(name)
        for row in (["单位", "日期", "扣分事由", "扣分"], ["区教育局", DAY, f"{name}问题", 0.5]):
            sheet.append(row)
    return make.saved(book)


def strict() -> bytes:
    """The strict edition of the format (ISO/IEC 29500), whose names are others."""
    spaces = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make.plain())) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            text = old.read(info).decode()
            for name, other in spaces.items():
                text = text.replace(name, other)
            new.writestr(info.filename, text)
    return buffer.getvalue()


def with_macros() -> bytes:
    """A workbook that may have macros (xlsm); what it is says only its list of parts."""
    kind = ("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml")
    return make.edit_part(make.plain(), "[Content_Types].xml", lambda text: text.replace(*kind))


def commented_at(**texts: str) -> Callable[[Worksheet], None]:
    """Puts comments at cells."""

    def comment(sheet: Worksheet) -> None:
        for name, text in texts.items():
            sheet[name].comment = Comment(text, "张某")

    return comment


def matrix_with_comments() -> bytes:
    return make.book_of(
        ("2015年三季度",), ("单位", "热线办理", "会风会纪"), ("区教育局", 0.5, 0.3),
        change=commented_at(B3="工单逾期", C3="会上迟到", A3="教育线"),
    )  # fmt: skip


def merged_points_with_comments() -> bytes:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("C2:C3")
        commented_at(B2="工单逾期", B3="推诿")(sheet)

    return make.book_of(("单位", "日期", "扣分"), ("区教育局", DAY, 0.5), ("区教育局", DAY, None), change=change)


def merged_points_with_notes() -> bytes:
    return make.book_of(
        ("单位", "日期", "事由", "扣分", "备注"), ("区教育局", DAY, "甲事", 0.5, "科长已知"),
        ("区教育局", DAY, "乙事", None, "待复核"), change=merging("D2:D3"),
    )  # fmt: skip


def events_of_several_cases(count: object) -> bytes:
    return make.book_of(
        ("单位", "日期", "事由", "扣分", "件数"), ("区教育局", DAY, "1.工单逾期\n2.推诿来电人", "0.5\n0.3", count)
    )


def parts_of_days_not_there() -> bytes:
    rows = ((9, 1), ("〃", 2), ("#N/A", 3), (None, 4))
    return make.book_of(
        ("2015年",), ("单位", "月", "日", "事由", "扣分"),
        *(("区教育局", month, day, f"事由{day}", 0.5) for month, day in rows),
    )  # fmt: skip


def beyond_all_digits() -> bytes:
    def form(sheet: Worksheet) -> None:
        sheet["E3"].number_format = "0"

    return make.book_of(make.HEAD, (1, "区教育局", DAY, "甲", 0.5), (2, "区民政局", DAY, "乙", 1e30), change=form)
