"""Tables as offices make them, made anew: each shows one kind that is found in real workbooks, with invented data."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

FILES = Path(__file__).parent / "files"
HEAD = ("序号", "被考核单位", "日期", "扣分事项", "扣分", "备注")
ROWS: Sequence[Sequence[Any]] = (
    (1, "区教育局", date(2015, 9, 1), "会议决定事项逾期未反馈", 0.4, None),
    (2, "区财政局", date(2015, 9, 8), "批示件退回重办1件", 0.3, None),
    (3, "区住建局", date(2015, 9, 15), "热线工单超期3件", 1.5, "已整改"),
    (4, "区民政局", date(2015, 9, 22), "抽查时1人不在岗", 0.3, None),
)


def book_of(*rows: Sequence[Any], title: str = "Sheet", change: Callable[[Worksheet], None] | None = None) -> bytes:
    """A workbook with one sheet of these rows, changed before it is saved."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(
            [value if value is None or isinstance(value, float | int | str | date) else str(value) for value in row]
        )
    if change is not None:
        change(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def register(values: Sequence[Any], column: str) -> bytes:
    """A register whose column `date` or `points` was written by many hands."""
    rows = []
    for number, value in enumerate(values, 1):
        day, points = (value, 0.1) if column == "date" else (date(2015, 9, 1), value)
        rows.append((number, "区教育局", day, f"写法样例{number}", points, None))
    return book_of(HEAD, *rows)


def edit_part(data: bytes, name: str, edit: Callable[[str], str]) -> bytes:
    """A package with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, edit(part.decode()).encode() if info.filename == name else part)
    return buffer.getvalue()


def plain() -> bytes:
    return book_of(HEAD, *ROWS)


def titled() -> bytes:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:F1", "A2:F2", "A3:C3", "D3:F3", "A10:F10", "A11:F11"):
            sheet.merge_cells(cells)

    return book_of(
        ("2015年第三季度机关作风效能扣分情况汇总表",), ("（试行）",),
        ("填报单位：区考核办", None, None, "填报日期：2015年10月8日"),
        HEAD, *ROWS, (), ("注：1.扣分依据见考核办法；",), ("    2.如有异议请于3个工作日内书面反馈。",), (),
        ("填表人：", None, "审核人：", None, "分管领导签字："), title="三季度", change=merge,
    )  # fmt: skip


def matrix() -> bytes:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:J1", "A2:A4", "B2:B4", "C2:E2", "F2:G2", "H2:H4", "I2:I4", "J2:J4", "A8:B8"):
            sheet.merge_cells(cells)

    return book_of(
        ("2015年三季度考核扣分汇总表",),
        ("序号", "单位", "决策执行", None, None, "党风廉政", None, "合计扣分", "得分", "名次"),
        (None, None, "重点工作", "会议决定", "领导批示", "责任制", "八项规定"),
        (None, None, "5分", "4分", "4分", "5分", "5分"),
        (1, "区教育局", 0.5, 0.4, None, "—", "/", 0.9, 22.1, 3),
        (2, "区财政局", None, None, 0.3, None, None, 0.3, 22.7, 2),
        (3, "区民政局", "无", 0, "0", None, None, 0, 23, 1),
        ("合计", None, 0.5, 0.4, 0.3, None, None, 1.2),
        change=merge,
    )


def unit_merged() -> bytes:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("C2:C3")

    return book_of(
        HEAD, (1, "区教育局", date(2015, 9, 1), "未按期反馈", 0.4), (2, None, None, "退回重办", 0.3),
        (3, None, date(2015, 9, 9), "1人不在岗", 0.3),
        (4, "区财政局", date(2015, 9, 10), "工单超期", 0.5), change=merge,
    )  # fmt: skip


def points_merged() -> bytes:
    rows = [
        (n, "区教育局", date(2015, 9, n), text, 1 if n == 1 else None)
        for n, text in enumerate(("信息未公开", "信息公开不全", "信息更新迟"), 1)
    ]
    return book_of(
        HEAD,
        *rows,
        (4, "区财政局", date(2015, 9, 3), "工单超期", 0.5),
        change=lambda sheet: sheet.merge_cells("E2:E4"),
    )


def subtotals(total: float = 1.2) -> bytes:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A4:D4")
        sheet.merge_cells("A7:D7")

    return book_of(
        HEAD, (1, "区教育局", date(2015, 9, 1), "未按期反馈", 0.4),
        (2, "区教育局", date(2015, 9, 9), "退回重办", 0.3),
        ("小计", None, None, None, 0.7), (1, "区财政局", date(2015, 9, 8), "工单超期", 0.5),
        (None, "小 计", None, None, 0.5), ("合计", None, None, None, total), ("平均", None, None, None, 0.6),
        ("本月累计", None, None, None, 1.2), change=merge,
    )  # fmt: skip


def date_31() -> bytes:
    """The cells show 2015年9月1日 by the built-in format 31, which the file does not define."""

    def number(sheet: Worksheet) -> None:
        for row in range(2, 6):
            sheet.cell(row, 3).number_format = "yyyy-mm-dd"

    data = book_of(HEAD, *ROWS, change=number)
    return edit_part(data, "xl/styles.xml", lambda text: re.sub(r'(<xf numFmtId=")16[4-9](")', r"\g<1>31\2", text))


def mac_1904() -> bytes:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (HEAD, *ROWS):
        sheet.append(list(row))
    return saved(book)


def sheet_per_unit() -> bytes:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "汇总"
    for row in (("单位", "扣分合计"), ("区教育局", 0.7), ("区财政局", 0.5)):
        first.append(row)
    days = {"区教育局": ((1, "未按期反馈", 0.4), (9, "退回重办", 0.3)), "区财政局 ": ((8, "工单超期", 0.5),)}
    for unit, found in days.items():
        sheet = book.create_sheet(unit)
        sheet.append([f"{unit.strip()}扣分明细"])
        sheet.merge_cells("A1:D1")
        sheet.append(["序号", "日期", "事由", "扣分"])
        for number, (day, text, points) in enumerate(found, 1):
            sheet.append([str(number), date(2015, 9, day), text, points])
    book.create_sheet("Sheet3")
    return saved(book)


def several_tables() -> bytes:
    head = ("序号", "单位", "日期", "事由", "扣分")
    return book_of(
        ("三季度考核情况",), ("一、扣分情况",), head, (1, "区教育局", date(2015, 9, 1), "未按期反馈", 0.4),
        (2, "区财政局", date(2015, 9, 8), "工单超期", 0.5), (), ("二、加分情况",), (*head[:4], "加分"),
        (1, "区民政局", date(2015, 9, 3), "经验被转发", 0.5), (), ("三、整改情况",),
        ("序号", "单位", "问题", "整改结果", "完成日期"), (1, "区教育局", "未按期反馈", "已整改", date(2015, 9, 20)),
    )  # fmt: skip


def several_units() -> bytes:
    cells = (
        ("区教育局、区财政局", "联合检查材料未报", 0.5), ("区教育局、财政局各扣0.5分", "同上", None),
        ("区住建局（牵头）、区城管局（配合）", "任务滞后", "1/0.5"), ("区教育局\n区民政局", "会议迟到", 0.2),
        ("各部门", "台账不全", 0.1), ("区教育局等3家单位", "信息零报送", 0.1), ("区财政局/区审计局", "衔接不畅", 0.1),
        ("区教育局办公室", "电话无人接听", 0.1),
    )  # fmt: skip
    return book_of(HEAD, *((n, unit, date(2015, 9, n), text, p) for n, (unit, text, p) in enumerate(cells, 1)))


def hidden() -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append([*HEAD, "内部意见"])
    for row in ROWS:
        sheet.append([*row, "领导意见：不公开"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["G"].hidden = True
    old = book.create_sheet("2014年")
    old.append(HEAD)
    old.append([1, "区教育局", date(2014, 9, 1), "上年记录", 0.4])
    old.sheet_state = "hidden"
    aside = book.create_sheet("参数")
    aside.append(["区教育局", 1])
    aside.sheet_state = "veryHidden"
    return saved(book)


def formulas(stored: bool) -> bytes:
    """Points as times by rate; a program that computes nothing stores no results."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["序号", "单位", "次数", "每次", "扣分"])
    for row, (unit, times, rate, result) in enumerate((("区教育局", 2, 0.2, 0.4), ("区财政局", 3, 0.5, 1.5)), 1):
        sheet.write_formula(row, 0, "=ROW()-1", None, row if stored else "")
        sheet.write_row(row, 1, [unit, times, rate])
        sheet.write_formula(row, 4, f"=C{row + 1}*D{row + 1}", None, result if stored else "")
    if stored:
        sheet.write_formula(4, 4, '=IF(B5="","",1)', None, "")
        sheet.write_formula(5, 4, "=VLOOKUP(1,B2:E3,4,0)", None, "#N/A")
    book.close()
    return buffer.getvalue()


def coloured() -> bytes:
    def mark(sheet: Worksheet) -> None:
        for cell in sheet[3]:
            cell.font = Font(color="FFFF0000")
        for cell in sheet[4]:
            cell.fill = PatternFill("solid", fgColor="FFFFFF00")
        for cell in sheet[5]:
            cell.font = Font(strike=True)

    return book_of(HEAD, *ROWS, (), ("红色为复核中，黄色为待确认，划线为已撤销",), change=mark)


def commented() -> bytes:
    def comment(sheet: Worksheet) -> None:
        sheet["E3"].comment = Comment("领导已同意从轻", "某人")

    return book_of(HEAD, *ROWS, change=comment)


def numbers_as_text() -> bytes:
    days = ("2015-09-01", "2015-09-08 ", "\u30002015-09-15", "2015-09-22\n", "'2015-09-23", "2015-09-24")
    points = ("0.4", " 0.3", "1.5\u3000", "0.3\xa0", "'0.2", "0.2\t")
    rows = (
        (str(n), "区教育局 ", day, f"文本型数字{n}", p, " ")
        for n, (day, p) in enumerate(zip(days, points, strict=True), 1)
    )
    return book_of(HEAD, *rows)


def phonetic() -> bytes:
    """A pinyin guide above the name of a unit."""
    data = plain()
    guide = '<si><t>区教育局</t><rPh sb="0" eb="4"><t>qujiaoyuju</t></rPh><phoneticPr fontId="1"/></si>'
    return edit_part(data, "xl/sharedStrings.xml", lambda text: text.replace("<si><t>区教育局</t></si>", guide))


def wrong_dimension() -> bytes:
    part = "xl/worksheets/sheet1.xml"
    return edit_part(plain(), part, lambda text: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', text))


def begins_elsewhere() -> bytes:
    """The table begins at C4."""
    rows = [(), (), (), *((None, None, *row) for row in (HEAD, *ROWS))]
    return book_of(*rows)


def forms() -> bytes:
    def form(unit: str, text: str, points: str, day: str, due: str) -> list[Sequence[Any]]:
        return [
            ("督查整改通知单",), ("单位", unit, "日期", day), ("问题", text), ("扣分", points, "整改期限", due),
            ("签收人", None, "签收日期"), (),
        ]  # fmt: skip

    return book_of(
        *form("区教育局", "未按期反馈会议决定事项", "0.4分", "2015年9月1日", "9月16日前"),
        *form("区财政局", "批示件退回重办", "0.3分", "2015年9月8日", "9月23日前"),
    )


def ranking() -> bytes:
    return book_of(
        ("名次", "单位", "得分", "较上季", "等次"), (1, "区民政局", 98.5, "↑2", "优秀"),
        ("并列2", "区教育局", 97.74, "—", "良好"), (2, "区财政局", 97.74, "↓1", "良好"),
        ("4", "区城管局", "97.5", "持平", "一般"),
    )  # fmt: skip


def scoring_sheet() -> bytes:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:G1", "A3:A4", "A6:B6"):
            sheet.merge_cells(cells)

    return book_of(
        ("区教育局2015年度考核评分表",), ("考核项目", "考核内容", "标准分", "评分标准", "自评", "扣分", "得分"),
        ("决策执行", "重点工作", 5, "未达序时进度，每项扣0.5分，扣完为止", 5, 0.5, 4.5),
        (None, "会议决定", 4, "逾期未办结，每件扣0.4分；\n未反馈，每件扣0.2分。", 4, 0.6, 3.4),
        ("党风廉政", "责任制", 5, "未分解到岗位，扣0.5分", 5, None, 5), ("合计", None, 14, None, 14, 1.1, 12.9),
        ("考核组签名：",), change=merge,
    )  # fmt: skip


def same_twice() -> bytes:
    return book_of(HEAD, *ROWS, ROWS[0], ("1", "区教育局", "2015-09-01", "会议决定事项逾期未反馈 ", "0.40", None))


def odd_values() -> bytes:
    def put(sheet: Worksheet) -> None:
        sheet["D2"].value = "=1+1"
        sheet["D2"].data_type = "s"

    return book_of(
        HEAD, (1, "区教育局", date(2015, 9, 1), "x", True, None),
        (2, "区财政局", date(2015, 9, 2), "<script>", 1e-07, "\u202e反"),
        (3, "区民政局", datetime(1900, 1, 1), "长" * 600, 123456789, "x"),  # noqa: DTZ001
        (4, "区民政局", date(2015, 9, 3), "长" * 600, 0.5, None),
        (5, "区民政局", date(2015, 9, 4), "\u202e反", 0.5, None),
        (6, "区民政局", date(1900, 1, 1), "早", 0.5, None), change=put,
    )  # fmt: skip


def text_table(separator: str, encoding: str, mark: bytes = b"") -> bytes:
    lines = [separator.join("" if v is None else str(v) for v in row) for row in (HEAD, *ROWS)]
    return mark + "\r\n".join(lines).encode(encoding)


def web_page() -> bytes:
    cells = "".join(
        "<tr>" + "".join(f"<td>{'' if v is None else v}</td>" for v in row) + "</tr>" for row in (HEAD, *ROWS)
    )
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" '
        'content="text/html; charset=gb2312"><title>x</title></head><body><table border=1>'
        f"<tr><td colspan=6>九月扣分表</td></tr>{cells}</table></body></html>"
    )
    return page.encode("gb18030")


def xml_2003() -> bytes:
    def cell(value: Any) -> str:
        if value is None:
            return "<Cell/>"
        kind = "DateTime" if isinstance(value, date) else "String" if isinstance(value, str) else "Number"
        return f'<Cell><Data ss:Type="{kind}">{value}{"T00:00:00.000" if kind == "DateTime" else ""}</Data></Cell>'

    rows = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in (HEAD, *ROWS))
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="九月"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def ods(hide: bool = False) -> bytes:
    """An OpenDocument sheet as LibreOffice writes it: repeated cells, merged units, a hidden row."""

    def cell(value: Any) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    lines = []
    for number, row in enumerate((HEAD, *ROWS), 1):
        seen = ' table:visibility="filter"' if hide and number == 3 else ""
        lines.append(f"<table:table-row{seen}>{''.join(map(cell, row))}</table:table-row>")
    lines.append('<table:table-row table:number-rows-repeated="1048570"/>')
    return opendocument("".join(lines))


def opendocument(rows: str) -> bytes:
    """An OpenDocument sheet with these rows of XML."""
    body = f'<table:table table:name="九月">{rows}</table:table>'
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    inner = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    content = f"<office:document-content {names}>{inner}</office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def file(name: str) -> bytes:
    """A file that no library here can make."""
    return (FILES / name).read_bytes()
