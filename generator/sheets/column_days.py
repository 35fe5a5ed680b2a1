"""Days that heads say: columns of a matrix that are days or months; year, month and day in columns apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from generator.sheets.cell_date import arabic, parse_day, period_of, propose_day, read_date
from generator.sheets.head_words import PARTS
from generator.sheets.question import Inquiry, Offer, quote
from generator.sheets.raw_sheet import CellValue
from generator.sheets.reading_outcome import Doubt, Sure
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_heads import HeadColumn

_GRAINS = ("day", "month", "quarter", "half")
_WRITTEN_DAY = re.compile(r"[月/-]")  # 9.1 may as well be the number of a clause
FREE_DAY = "写成 2015-06-18 的日期"
_ANY_LEAP_YEAR = 2016


def day_columns(columns: Sequence[HeadColumn]) -> tuple[dict[int, str], list[HeadColumn]]:
    """Column -> what its head says of the days, of the finest kind that there is; and those that sum these up."""
    grains = {one.column: _grain_of(one.subject) for one in columns}
    finest = next((grain for grain in _GRAINS if grain in grains.values()), "")
    days = {one.column: one.subject for one in columns if finest and grains[one.column] == finest}
    return days, [one for one in columns if grains[one.column] not in ("", finest)]


def _grain_of(text: str) -> str:
    plain = arabic(text)
    if _WRITTEN_DAY.search(plain) and isinstance(read_date(text, _ANY_LEAP_YEAR), Sure):
        return "day"
    return period_of(plain)


def settle_days(
    table: FoundTable, heads: Mapping[int, str], inquiry: Inquiry, year: int | None, rules_year: int | None
) -> dict[int, date] | None:
    """Column -> the day of its points: certain where the head and the title say it, else as a person says.

    None while that is open.
    """
    found: dict[int, date] = {}
    for column, text in heads.items():
        read = read_date(text, year)
        if isinstance(read, Sure):
            found[column] = read.value
            continue
        near = read_date(text, rules_year)
        days = [near.value] if isinstance(near, Sure) else [day for day in map(parse_day, _proposed(near)) if day]
        choices = [Offer(*propose_day(day)) for day in days]
        asked = f"{quote(text)}这一列的扣分，按哪一天登记？"
        place = (table.sheet.name, table.head[0], column)
        answer = inquiry.ask(
            "column-date", text, asked, place, choices, FREE_DAY, lambda given: bool(parse_day(given))
        )
        if answer and (day := parse_day(answer)):
            found[column] = day
    return found if len(found) == len(heads) else None


def _proposed(read: object) -> list[str]:
    return [value for value, _ in read.proposals] if isinstance(read, Doubt) else []


def date_parts(columns: Sequence[HeadColumn]) -> dict[str, int]:
    """Year, month and day -> the column that holds it, where a day is written in columns apart."""
    found: dict[str, int] = {}
    for one in columns:
        if one.field in PARTS:
            found.setdefault(one.field, one.column)
    return found if "day" in found or "month" in found else {}


def join_parts(table: FoundTable, parts: Mapping[str, CellValue | None]) -> str:
    """The day of a row in one text: 9月1日; a month that no column has is that of the title or the sheet's name."""
    told: dict[str, str] = {}
    for name, value in parts.items():
        told[name] = re.sub(r"[年月日号份\s]", "", arabic(str(value))) if value is not None else ""
    if "month" not in parts:
        named = re.search(r"([0-9]{1,2})月", arabic(f"{' '.join(table.title)} {table.sheet.name}"))
        told["month"] = named[1] if named else ""
    units = {"year": "年", "month": "月", "day": "日"}
    return "".join(f"{told[name]}{unit}" for name, unit in units.items() if told.get(name))
