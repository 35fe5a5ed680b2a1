"""Rows that tell of several events at once, each on a line of its own within the cells: 0.5⏎1, 工单逾期⏎推诿."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.sheets.cell_date import read_date
from generator.sheets.cell_points import PointsValue, parse_count, read_points
from generator.sheets.points_sign import has_other_sign
from generator.sheets.question import LEAVE, Inquiry, Offer, quote
from generator.sheets.raw_sheet import CellValue
from generator.sheets.reading_outcome import Sure
from generator.sheets.row_values import RowLeft, RowReader, Unsettled

_LINES = re.compile(r"[\r\n]+")
_PARTS = re.compile(r"[\r\n；;、]+")
_NUMBER = re.compile(r"\s*(?:[(（]?[0-9]{1,2}[)）.．、]|[①-⑳])\s*(?=[^0-9])")
_NUMBERED = re.compile(r"(?:(?<=\A)|(?<=[\s；;。]))(?:[(（]?[0-9]{1,2}[)）.．、]|[①-⑳])\s*(?=[^0-9])")


@dataclass(frozen=True, slots=True)
class RowEvent:
    """One event of a row; without a day of its own it is on that of the row."""

    points: PointsValue
    reason: str
    day: date | None


def split_events(reader: RowReader, row: int, column: int) -> list[RowEvent]:
    """The events of a row, where points and reasons are as many, and a person says that they are records apart.

    Nothing where the row tells of one; Unsettled while it is asked.
    """
    found = list(_events(reader, row, column))
    if len(found) < 2:
        return []
    told = "；".join(f"{one.reason[:20]} 扣 {format_points(one.points.points)} 分" for one in found)
    place = (reader.table.sheet.name, row, column)
    choices = [
        Offer("split", f"是 {len(found)} 件，各记一条：{told}"),
        Offer("one", "是一件"),
        Offer(LEAVE, "这一行不导入"),
    ]
    text = f"这一行像是写了 {len(found)} 件，扣分是{quote(reader.table.value(row, column))}，怎样登记？"
    answer = _ask(reader.inquiry, str(row), text, place, choices)
    return _with_counts(reader, row, found) if answer == "split" else []


def _with_counts(reader: RowReader, row: int, events: list[RowEvent]) -> list[RowEvent]:
    """The events with how many cases each is about: the row's number is of all of them, and is not theirs each."""
    value = reader.cell(row, "count")
    each = [parse_count(part) for part in _parts(value, _PARTS)]
    if len(each) != len(events) or None in each:
        whole = reader.count(row)
        if whole not in (0, len(events)):
            reader.refuse_count(row, f"件数是 {whole}，这一行写了 {len(events)} 件事，每件各是几件不清楚")
        each = [whole and 1] * len(events)
    return [
        replace(one, points=PointsValue(one.points.points, count or 0))
        for one, count in zip(events, each, strict=True)
    ]


def _ask(inquiry: Inquiry, key: str, text: str, place: tuple[str, int, int], choices: list[Offer]) -> str:
    answer = inquiry.ask("events", key, text, place, choices)
    if answer is None:
        raise Unsettled
    if answer == LEAVE:
        raise RowLeft("按回答不导入")
    return answer


def _events(reader: RowReader, row: int, column: int) -> Iterator[RowEvent]:
    value, columns = reader.table.value(row, column), reader.layout.columns
    points = [read_points(part) for part in _parts(value, _PARTS)]
    told = reader.table.value(row, columns["reason"]) if "reason" in columns else None
    reasons = _parts(told, _LINES)
    if len(reasons) != len(points):
        reasons = _parts(told, _NUMBERED)
    days = _days(reader, reader.table.value(row, columns["date"]) if "date" in columns else None, len(points))
    if len(points) < 2 or len(reasons) != len(points) or not all(isinstance(one, Sure) for one in points):
        return
    if any(has_other_sign(part, reader.layout.sign) for part in _parts(value, _PARTS)):
        return  # what is added beside what is taken is no deduction
    for one, reason, day in zip(points, reasons, days, strict=True):
        assert isinstance(one, Sure)
        yield RowEvent(one.value, reason, day)


def _parts(value: CellValue | None, between: re.Pattern[str]) -> list[str]:
    """The parts of a text without their numbers; nothing of what is no text."""
    parts = between.split(value) if isinstance(value, str) else []
    return [text for part in parts if (text := _NUMBER.sub("", part, count=1).strip(" \u3000；;"))]


def _days(reader: RowReader, value: CellValue | None, count: int) -> list[date | None]:
    """The day of each event: as many as there are events, or none of their own."""
    read = [read_date(part, reader.year, reader.epoch) for part in _parts(value, _PARTS)]
    days = [one.value for one in read if isinstance(one, Sure)]
    return list(days) if len(days) == len(read) == count else [None] * count
