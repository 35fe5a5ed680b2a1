"""A file of tables becomes drafts: our own sheets by what they say of themselves, others by what they look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field

from generator.model.lazy_dataclass import dataclass
from generator.sheets.ballot_reader import CountedRow, read_ballot_sheet
from generator.sheets.draft_row import DraftRow
from generator.sheets.head_words import head_field, plain_head
from generator.sheets.known_office import Office, plain_name
from generator.sheets.own_form import MARK, read_mark
from generator.sheets.own_reader import OwnRow, read_own_sheet
from generator.sheets.question import LEAVE, Inquiry, Offer
from generator.sheets.raw_sheet import RawBook, RawSheet, SheetFault, UnstoredCell
from generator.sheets.stacked_forms import read_forms
from generator.sheets.table_finder import FoundTable, find_tables
from generator.sheets.table_groups import headless_columns
from generator.sheets.table_kinds import TableKind, number_columns, tell_kind
from generator.sheets.table_layout import TableLayout, table_spot
from generator.sheets.table_rows import read_table

_FAULTS: Mapping[str, tuple[str, str]] = {
    "empty": ("文件是空的", "请核对是不是选错了文件。"),
    "password": ("文件设有打开密码", "请在 WPS 或 Excel 里打开，取消密码，另存后再导入。"),
    "damaged": ("文件损坏，或者不是完整的表格文件", "请在 WPS 或 Excel 里打开，另存为 xlsx 再导入。"),
    "large": ("文件太大", "请只留要登记的表，分成几个文件导入。"),
    "slow": ("读了太久，没有读完", "请只留要登记的表，另存为 xlsx 再导入。"),
    "kind": ("不是表格文件", "请导入 xlsx、xls、et、ods 或 csv 文件。"),
    "binary": ("是二进制的 xlsb 格式，不能读", "请在 WPS 或 Excel 里打开，另存为 xlsx 再导入。"),
    "exchange": ("是 SYLK、DIF 这样的交换格式，不能读", "请在 WPS 或 Excel 里打开，另存为 xlsx 再导入。"),
    "encoding": ("文字编码既不是 UTF-8，也不是 GB18030", "请在 WPS 或 Excel 里打开，另存为 xlsx 再导入。"),
}
_NOT_TAKEN: Mapping[TableKind, str] = {
    "summary": "是得分、名次或合计的表，不是扣分登记表，没有导入",
    "other": "不是扣分登记表，没有导入",
}
_BY_ANSWER = "按回答不导入的表"
_OFFERED: Mapping[TableKind, str] = {
    "bonus": "这是加分表，只导入扣分；不导入这张表吗？",
    "rectification": "这是整改情况表，不是扣分；不导入这张表吗？",
}


@dataclass(slots=True)
class BookReading:
    """What one file gave: rows of other people's tables and of ours, ballots, and the layouts of the former."""

    inquiry: Inquiry
    foreign: list[DraftRow] = field(default_factory=list)
    own: list[OwnRow] = field(default_factory=list)
    ballots: list[CountedRow] = field(default_factory=list)
    layouts: list[TableLayout] = field(default_factory=list)


def file_fault(inquiry: Inquiry, fault: SheetFault) -> None:
    """KH810: a file that cannot be read, and what to do about it."""
    inquiry.refuse(("", 0, 0), "KH810", *_FAULTS[str(fault)])


def read_tables(book: RawBook, file: str, office: Office, answers: Mapping[str, str]) -> BookReading:
    """The reading of a workbook."""
    reading = BookReading(Inquiry(file, answers))
    found = 0
    sheets = [sheet for sheet in book.sheets if sheet.cells and not _is_ours_aside(sheet)]
    for sheet in sheets:
        found += _read_sheet(sheet, office, reading, book.epoch, len(sheets) > 1)
    if not found and not reading.inquiry.problems and not reading.inquiry.questions:
        words, hint = (
            "没有找到扣分登记表",
            "表头要有单位、日期、事由、扣分这样的名称；也可以用 kaohe template 生成表格再填。",
        )
        reading.inquiry.refuse(("", 0, 0), "KH811", words, hint)
    return reading


def _is_ours_aside(sheet: RawSheet) -> bool:
    """Whether a sheet of ours holds explanations or lists."""
    return sheet.cells.get((1, 1)) in (f"{MARK}-lists", f"{MARK}-guide")


def _read_sheet(sheet: RawSheet, office: Office, reading: BookReading, epoch: int, is_beside: bool) -> int:
    """Reads one sheet, `is_beside` others; how many tables it has that are imported, or left out as a person says."""
    inquiry = reading.inquiry
    own = read_mark(sheet)
    if own is not None:
        if own.form == "appraisal":
            reading.ballots += read_ballot_sheet(sheet, own, office, inquiry)
        elif not _has_unstored(sheet, inquiry):
            reading.own += read_own_sheet(sheet, own, office, inquiry, epoch)
        return 1
    heads = [{plain_head(one.text) for one in mapping.columns} for mapping in office.corpus.mappings.values()]
    tables = _with_headless(find_tables(sheet, heads))
    if not tables and (forms := read_forms(sheet)) is not None:
        laid, origins = forms
        inquiry.origins |= {(sheet.name, *spot): (sheet.name, *true) for spot, true in origins.items()}
        sheet, tables = laid, _with_headless(find_tables(laid, heads))
    if not tables:
        _tell_headless(sheet, office, inquiry)
        return 0
    if sheet.hidden and not _take_hidden(sheet, inquiry):
        return 1
    if _has_unstored(sheet, inquiry):
        return 1
    return sum(_read_one(table, office, reading, epoch, is_beside or len(tables) > 1) for table in tables)


def _with_headless(tables: list[FoundTable]) -> list[FoundTable]:
    """The tables with the columns that hold something below no head: what stands there is not dropped."""
    beside = Counter(table.head for table in tables)
    for table in tables:
        found = headless_columns(table, beside[table.head] == 1)
        table.columns = sorted([*table.columns, *found], key=lambda one: one.column)
    return tables


def _tell_headless(sheet: RawSheet, office: Office, inquiry: Inquiry) -> None:
    """KH811 where units stand side by side in a row, which is a table that lies on its side; else it is left out."""
    across: dict[int, list[int]] = {}
    for (row, column), value in sorted(sheet.cells.items(), key=lambda one: one[0]):
        if isinstance(value, str) and office.unit_called(value):
            across.setdefault(row, []).append(column)
    row = next((row for row, columns in across.items() if len(columns) > 1), 0)
    if not row:
        inquiry.leave(sheet.name, "没有认出表头，没有导入")
        return
    words = f"单位是横着排的（这一行有 {len(across[row])} 个单位），要一行一个单位"
    hint = "请在 WPS 或 Excel 里选中整张表，复制，再用“选择性粘贴”里的“转置”贴到新的工作表，然后导入。"
    inquiry.refuse((sheet.name, row, across[row][0]), "KH811", words, hint)


def _take_hidden(sheet: RawSheet, inquiry: Inquiry) -> bool:
    choices = [Offer(LEAVE, "不导入"), Offer("take", "照常导入")]
    text = f"工作表“{sheet.name}”是隐藏的，导入吗？"
    answer = inquiry.ask("hidden-sheet", "", text, (sheet.name, 0, 0), choices)
    if answer == LEAVE:
        inquiry.leave(sheet.name, "隐藏的工作表，按回答不导入")
    return answer == "take"


def _has_unstored(sheet: RawSheet, inquiry: Inquiry) -> bool:
    """KH812: formulas whose results the file does not hold, told once for the sheet."""
    spots = sorted(spot for spot, value in sheet.cells.items() if isinstance(value, UnstoredCell))
    if spots:
        words = f"有 {len(spots)} 个公式没有存下结果"
        inquiry.refuse((sheet.name, *spots[0]), "KH812", words, "请用 WPS 或 Excel 打开这个文件，保存一次，再导入。")
    return bool(spots)


def _read_one(table: FoundTable, office: Office, reading: BookReading, epoch: int, is_beside: bool) -> int:
    if not table.data_rows():
        reading.inquiry.leave(table.sheet.name, "表头下面没有登记的内容", *range(table.head[0], table.head[1] + 1))
        return 1
    kind = tell_kind(table)
    inquiry, place = reading.inquiry, (table.sheet.name, *table_spot(table))
    if kind in _NOT_TAKEN:
        inquiry.leave(table.sheet.name, _NOT_TAKEN[kind], *table.data_rows())
        return 0
    if kind in _OFFERED:
        answer = inquiry.ask("table", str(table.head[0]), _OFFERED[kind], place, [Offer(LEAVE, "不导入这张表")])
        if answer:
            inquiry.leave(table.sheet.name, _BY_ANSWER, *table.data_rows())
        return 1
    if kind == "matrix" and not _says_deductions(table):
        choices = [Offer("deductions", "是扣分"), Offer(LEAVE, "不是，不导入这张表")]
        answer = inquiry.ask("table", str(table.head[0]), "表里的数是扣分吗？", place, choices)
        if answer == LEAVE:
            inquiry.leave(table.sheet.name, _BY_ANSWER, *table.data_rows())
        if answer != "deductions":
            return 1
    if (is_beside or table.fields() & {"score", "rank"}) and _sums_up(table):
        words = "只有单位和扣分，没有日期和事由，像是汇总或者结果，不是逐笔的登记。导入吗？"
        choices = [Offer(LEAVE, "是汇总，不导入"), Offer("take", "不是汇总，照常导入")]
        answer = inquiry.ask("sums", str(table.head[0]), words, place, choices)
        if answer == LEAVE:
            inquiry.leave(table.sheet.name, "汇总表，按回答不导入", *table.data_rows())
        if answer != "take":
            return 1
    made = read_table(table, kind, office, inquiry, epoch, _unit_of(table, office))
    reading.foreign += made.drafts
    if made.layout.ready and not (made.layout.groups or made.layout.days):  # these are those of one table alone
        reading.layouts.append(made.layout)
    return 1


def _says_deductions(table: FoundTable) -> bool:
    """Whether the heads or the title of a matrix say that its numbers are deductions, and not scores."""
    title = "".join((*table.title, table.sheet.name))
    return any("扣" in one.text for one in number_columns(table)) or ("扣" in title and "得分" not in title)


def _sums_up(table: FoundTable) -> bool:
    """Whether a table says of units how many points they lose, and neither when nor for what."""
    fields = table.fields()
    return fields >= {"unit", "points"} and not fields & {"date", "reason", "item", "standard"}


def _unit_of(table: FoundTable, office: Office) -> str:
    """The unit that the sheet is called after, or the one that its title names; empty where neither is sure."""
    if found := office.unit_called(table.sheet.name):
        return found
    for line in reversed(table.title):
        plain = plain_name(line)
        label, colon, named_there = plain.partition(":")
        if colon and head_field(label) == "unit" and (found := office.unit_called(named_there)):
            return found
        if colon:
            continue
        named = {office.names[name] for name in office.names if len(name) > 2 and name in plain}
        if len(named) == 1:
            return named.pop()
    return ""
