"""The values of one row: unit, day, points and texts, each taken, asked about, or a problem at its cell."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import NoReturn

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.sheets.cell_date import parse_day, period_days, read_date
from generator.sheets.cell_points import PointsValue, parse_count, parse_points, read_points
from generator.sheets.cell_text import even_text, has_unseen, is_ditto
from generator.sheets.column_days import join_parts
from generator.sheets.known_office import Office
from generator.sheets.points_sign import has_other_sign
from generator.sheets.points_within import read_within
from generator.sheets.question import LEAVE, Inquiry, Offer, quote
from generator.sheets.raw_sheet import CellValue, ErrorCell, UnstoredCell
from generator.sheets.reading_outcome import Doubt, Nothing, Sure, Wrong
from generator.sheets.table_finder import FoundTable
from generator.sheets.table_heads import value_at
from generator.sheets.table_layout import TableLayout

LEAVE_ROW = Offer(LEAVE, "这一行不导入")
NO_POINTS = Offer("none", "不扣分，不登记")
_TEXT_LIMIT = 500


class Unsettled(Exception):
    """A row of which something is asked or wrong: it gives no record now."""


class RowLeft(Exception):
    """A row that gives no record, for the reason that it holds."""


@dataclass(slots=True)
class RowReader:
    """Reads rows of one table. `year` is that of days without one, `rules_year` that of the scheme that is asked."""

    table: FoundTable
    layout: TableLayout
    office: Office
    inquiry: Inquiry
    year: int | None
    rules_year: int | None
    epoch: int
    needs_year: bool = False

    def settle_year(self) -> None:
        """Asks for the year where days do not name it, before any day is asked about."""
        column, parts = self.layout.columns.get("date"), self.layout.parts
        if self.year is not None or not (column or parts):
            return
        for row in self.table.data_rows():
            value = self.table.value(row, column) if column else join_parts(self.table, self._parts(row))
            found = read_date(value, None, self.epoch)
            if isinstance(found, Doubt) and found.kind == "year":
                self.needs_year = True
                with suppress(Unsettled):
                    self.year = self._ask_year()
                    self.needs_year = False
                return

    def refuse_errors(self, row: int) -> None:
        """Unsettled where a cell of the row that is taken over holds an error, which is a problem."""
        is_wrong = False
        for column in {*self.layout.columns.values(), *self.layout.items, *self.layout.parts.values()}:
            value = self.table.value(row, column)
            if isinstance(value, ErrorCell):
                self._refuse_error(row, column, value)
                is_wrong = True
        if is_wrong:
            raise Unsettled

    def _refuse_error(self, row: int, column: int, value: ErrorCell) -> None:
        place = (self.table.sheet.name, row, column)
        self.inquiry.refuse(place, "KH813", f"是出错的值 {value.text}", "请改正公式或填写内容后再导入。")

    def place(self, row: int, name: str) -> tuple[str, int, int]:
        """Where a field of a row stands."""
        parts = self.layout.parts.values() if name == "date" else ()
        column = self.layout.columns.get(name) or max(parts, default=0) or self.layout.columns.get("points") or 1
        return self.table.sheet.name, row, column

    def cell(self, row: int, name: str) -> CellValue | None:
        """What stands in the column of a field; what is written as the same as above is what stands above."""
        column = self.layout.columns.get(name)
        if column is None:
            return None
        value = self._same_as_above(row, column)
        if isinstance(value, ErrorCell):
            self._refuse_error(row, column, value)
        if isinstance(value, ErrorCell | UnstoredCell):  # the latter is told once for the sheet
            raise Unsettled
        return value

    def _same_as_above(self, row: int, column: int) -> CellValue | None:
        """What a cell holds; where it says so, what stands in the row of data above it."""
        value = value_at(self.table.sheet, row, column)
        if not is_ditto(value):
            return value
        for above in sorted((one for one in self.table.data_rows() if one < row), reverse=True):
            value = self.table.value(above, column)
            if not is_ditto(value):
                break
        return value

    def text(self, row: int, name: str, limit: int = _TEXT_LIMIT) -> str:
        """The text of a field, blanks at its ends aside; a problem where a record cannot hold it."""
        return self._plain(row, name, self.cell(row, name), limit)

    def text_in(self, row: int, column: int, name: str, limit: int = _TEXT_LIMIT) -> str:
        """The same of one of several columns that belong to a field."""
        value = self._same_as_above(row, column)
        return self._plain(row, name, None if isinstance(value, ErrorCell | UnstoredCell) else value, limit)

    def _plain(self, row: int, name: str, value: CellValue | None, limit: int) -> str:
        if value is None:
            return ""
        text = format_points(value) if isinstance(value, Decimal) else str(value)
        text = even_text(text)
        if has_unseen(text):
            self.inquiry.refuse(
                self.place(row, name), "KH817", f"{quote(text)}里有看不见的字符", "请重新输入这一格的文字。"
            )
            raise Unsettled
        if len(text) > limit:
            words = f"文字有 {len(text)} 个字，最多 {limit} 个"
            self.inquiry.refuse(self.place(row, name), "KH817", words, "请缩短。")
            raise Unsettled
        return text

    def day(self, row: int) -> date:
        """The day of the finding."""
        if "date" not in self.layout.columns and self.layout.parts:
            return self._joined_day(row)
        if "date" not in self.layout.columns:
            return self._table_day()
        value = self.cell(row, "date")
        found = read_date(value, self.year, self.epoch)
        if isinstance(found, Doubt) and self.needs_year:
            raise Unsettled  # the year is asked first
        return self._settle_day(row, "date", value, found)

    def _joined_day(self, row: int) -> date:
        """The day whose year, month and day stand in columns apart."""
        told = self._parts(row)
        if any(isinstance(value, ErrorCell | UnstoredCell) for value in told.values()):
            raise Unsettled
        text = join_parts(self.table, told) or None
        found = read_date(text, self.year)
        if isinstance(found, Doubt) and self.needs_year:
            raise Unsettled
        return self._settle_day(row, "date", text, found)

    def _parts(self, row: int) -> dict[str, CellValue | None]:
        """What a row says of year, month and day, where they stand in columns apart."""
        return {name: self._same_as_above(row, column) for name, column in self.layout.parts.items()}

    def due(self, row: int, found_on: date) -> date | None:
        """The day by which things are to be put right; None where none is given."""
        value = self.cell(row, "due")
        if value is None:
            return None
        if isinstance(value, str):
            value = re.sub(r"[之以]?前\Z", "", value.strip())
        return self._settle_day(row, "due", value, read_date(value, found_on.year, self.epoch))

    def _settle_day(self, row: int, name: str, value: CellValue | None, found: object) -> date:
        place = self.place(row, name)
        if isinstance(found, Sure):
            assert isinstance(found.value, date)
            return found.value
        if isinstance(found, Wrong):
            self.inquiry.refuse(place, "KH814", f"{quote(value)}：{found.message}", "请写成“2015-06-18”这样的日期。")
            raise Unsettled
        assert isinstance(found, Doubt)
        if self.year is None and not found.proposals and isinstance(value, str):  # of the year whose rules hold
            again = read_date(value, self.rules_year, self.epoch)
            found = again if isinstance(again, Doubt) else found
        choices = [Offer(answer, label) for answer, label in found.proposals]
        if found.kind == "blank-date":
            choices = [Offer(day.isoformat(), "这一期的最后一天") for day in self._period()]
            text, key = "没有写日期，是哪一天？", "blank"
        else:
            text, key = f"{quote(value)}是哪一天？", str(value)
        if found.kind == "date-serial":
            text = f"{quote(value)}是没有设日期格式的数，是这一天吗？"
        free = "写成 2015-06-18 的日期"
        answer = self.inquiry.ask(
            found.kind,
            f"{name}|{key}",
            text,
            place,
            [*choices, LEAVE_ROW],
            free,
            lambda given: parse_day(given) is not None,
        )
        return self._answered_day(answer)

    def _answered_day(self, answer: str | None) -> date:
        if answer is None:
            raise Unsettled
        if answer == LEAVE:
            raise RowLeft("按回答不导入")
        day = parse_day(answer)
        assert day is not None
        return day

    def _period(self) -> list[date]:
        return period_days("".join((*self.table.title, self.table.sheet.name)), self.rules_year)

    def _table_day(self) -> date:
        """The one day of a table that gives none."""
        place = (self.table.sheet.name, self.table.head[0], 1)
        choices = [Offer(day.isoformat(), "这一期的最后一天") for day in self._period()]
        answer = self.inquiry.ask(
            "table-date",
            "+".join(day.isoformat() for day in self._period()),
            "表里没有日期，按哪一天登记？",
            place,
            choices,
            "写成 2015-06-18 的日期",
            lambda given: parse_day(given) is not None,
        )
        return self._answered_day(answer)

    def _ask_year(self) -> int:
        column = self.layout.columns.get("date") or min(self.layout.parts.values())
        place = (self.table.sheet.name, self.table.head[0], column)
        years = [Offer(str(year), f"{year} 年") for year in sorted(self.office.corpus.schemes, reverse=True)]
        answer = self.inquiry.ask("year", "", "日期没有写年份，是哪一年？", place, years)
        if answer is None:
            raise Unsettled
        return int(answer)

    def points(self, row: int, column: int) -> PointsValue:
        """The points in a column; RowLeft where there are none."""
        value = self._same_as_above(row, column) if column else None
        rate = self.layout.rate
        if not column and rate:  # what one case takes, times the cases: a person says whether that is it
            each, times = self._same_as_above(row, rate), self.cell(row, "count")
            value = f"{each}×{times}" if each is not None and times is not None else None
            column = rate
        if not column and self.layout.within:
            column = self.layout.within
            value = self._same_as_above(row, column)
        place = (self.table.sheet.name, row, column)
        if isinstance(value, ErrorCell):
            self._refuse_error(row, column, value)
        if isinstance(value, ErrorCell | UnstoredCell):
            raise Unsettled
        if has_other_sign(value, self.layout.sign):
            raise RowLeft("不是扣分：正负号相反，按回答不导入")
        found = read_within(value) if column == self.layout.within else read_points(value)
        if isinstance(found, Sure):
            return found.value
        if isinstance(found, Nothing):
            raise RowLeft("写明不扣分")
        if isinstance(found, Wrong):
            self.inquiry.refuse(
                place, "KH815", f"{quote(value)}：{found.message}", "请改正这一格，写成 0.5 这样的数。"
            )
            raise Unsettled
        return self._ask_points(place, value, found)

    def _ask_points(self, place: tuple[str, int, int], value: CellValue | None, found: Doubt) -> PointsValue:
        text = f"{quote(value)}是扣几分？" if value is not None else "写了单位，没有写扣分，扣几分？"
        if found.kind == "bonus-points":
            text = f"{quote(value)}像是加分，不是扣分，怎样登记？"
        choices = [*(Offer(answer, label) for answer, label in found.proposals), NO_POINTS, LEAVE_ROW]
        free = "扣分的数，如 0.5；几件的写 1.5/3（共 1.5 分，3 件）"
        answer = self.inquiry.ask(
            found.kind, str(value), text, place, choices, free, lambda given: parse_points(given) is not None
        )
        if answer is None:
            raise Unsettled
        if answer in (LEAVE, "none"):
            raise RowLeft("按回答不扣分" if answer == "none" else "按回答不导入")
        given = parse_points(answer)
        assert given is not None
        return given

    def count(self, row: int) -> int:
        """How many cases a row is about; 0 where it does not say."""
        text = self.text(row, "count")
        found = parse_count(text)
        if found is None:
            self.refuse_count(row, f"件数{quote(text)}不是 1 到 999 的整数")
        return found

    def refuse_count(self, row: int, words: str) -> NoReturn:
        """Adds a problem about how many cases a row is about."""
        self.inquiry.refuse(self.place(row, "count"), "KH815", words, "请改正这一格。")
        raise Unsettled
