"""The sheets of an appraisal that we made: one for each panel, units down, aspects with their options across."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.rules.part_record import VotedPart
from generator.sheets.cell_date import parse_day
from generator.sheets.known_office import Office
from generator.sheets.own_form import FIRST_ROW, OwnSheet
from generator.sheets.question import Inquiry, quote
from generator.sheets.raw_sheet import CellValue, ErrorCell, RawSheet, UnstoredCell

HELD = (3, 2)  # the cell of the day on which the panel met
COUNTS = ("issued", "returned", "valid")


@dataclass(frozen=True, slots=True)
class CountedRow:
    """The counts of one unit by one panel: `ballots` by COUNTS, `tallies` aspect -> option -> number.

    `part` is the appraisal that they are of, where the scheme has several.
    """

    file: str
    sheet: str
    row: int
    year: int
    panel: str
    unit: str
    held: date
    ballots: Mapping[str, int]
    tallies: Mapping[str, Mapping[str, int]]
    part: str = ""


def read_ballot_sheet(sheet: RawSheet, own: OwnSheet, office: Office, inquiry: Inquiry) -> list[CountedRow]:
    """The rows of a sheet that have numbers; what is wrong is a problem of `inquiry`."""
    scheme = office.scheme(own.year) if own.year in office.corpus.schemes else None
    part = next((one for one in scheme.appraisals if one.id == own.part), None) if scheme else None
    if part is None or own.of not in {panel.id for panel in part.polls}:
        words = f"表格是 {own.year} 年度评议主体 {own.of} 的，考核办法里没有"
        inquiry.refuse((sheet.name, 1, 1), "KH821", words, "请用 kaohe template 重新生成表格。")
        return []
    wanted = {f"{aspect.id}/{option.id}" for aspect in part.aspects for option in part.options}
    if lacking := (wanted | set(COUNTS)) - own.columns.keys():
        inquiry.refuse(
            (sheet.name, 1, 1), "KH821", f"这张表少了 {len(lacking)} 列", "请用 kaohe template 重新生成表格。"
        )
        return []
    rows = sorted({row for row, column in sheet.cells if row >= FIRST_ROW and column > 2})
    held = _held(sheet, inquiry) if rows else None
    found = [_row(sheet, own, part, row, held, inquiry) for row in rows]
    several = scheme is not None and len(scheme.appraisals) > 1
    return [replace(one, part=own.part if several else "") for one in found if one is not None]


def _held(sheet: RawSheet, inquiry: Inquiry) -> date | None:
    value = sheet.cells.get(HELD)
    day = value if isinstance(value, date) else parse_day(value) if isinstance(value, str) else None
    if day is None:
        inquiry.refuse((sheet.name, *HELD), "KH814", "没有写评议的日期", "请在这一格写上日期，如“2015-12-18”。")
    return day


def _row(
    sheet: RawSheet, own: OwnSheet, part: VotedPart, row: int, held: date | None, inquiry: Inquiry
) -> CountedRow | None:
    unit = sheet.cells.get((row, 1))
    if not isinstance(unit, str):
        words = "这一行没有单位的编号"
        inquiry.refuse(
            (sheet.name, row, 1), "KH818", words, "请用 kaohe template 重新生成表格，把数字填进去；行不要自己添加。"
        )
        return None
    known = len(inquiry.problems)
    numbers = {
        name: _whole(sheet, row, column, inquiry)
        for name, column in own.columns.items()
        if name in COUNTS or "/" in name
    }
    if len(inquiry.problems) > known or held is None:
        return None
    tallies = {
        aspect.id: {option.id: numbers[f"{aspect.id}/{option.id}"] for option in part.options}
        for aspect in part.aspects
    }
    ballots = {name: numbers[name] for name in COUNTS}
    return CountedRow(inquiry.file, sheet.name, row, own.year, own.of, unit, held, ballots, tallies)


def _whole(sheet: RawSheet, row: int, column: int, inquiry: Inquiry) -> int:
    value: CellValue | None = sheet.cells.get((row, column))
    place = (sheet.name, row, column)
    if isinstance(value, ErrorCell):
        inquiry.refuse(place, "KH813", f"是出错的值 {value.text}", "请改正公式或填写内容后再导入。")
    elif isinstance(value, UnstoredCell):
        inquiry.refuse(
            place, "KH812", "有 1 个公式没有存下结果", "请用 WPS 或 Excel 打开这个文件，保存一次，再导入。"
        )
    elif value is None:
        inquiry.refuse(place, "KH815", "没有填写票数", "没有票的请填 0；整行都没有的，把整行清空。")
    else:
        number = (
            Decimal(value)
            if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal()
            else value
        )
        if isinstance(number, Decimal) and number == number.to_integral_value() and 0 <= number <= 1_000_000:
            return int(number)
        inquiry.refuse(place, "KH815", f"{quote(value)}不是票数", "请填写整数。")
    return 0
