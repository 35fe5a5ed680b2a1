"""Where the tables of a sheet are: heads of one or several rows, what lies below each, and what stands above."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.sheets.cell_date import read_date
from generator.sheets.cell_points import plain_text
from generator.sheets.head_words import (
    TAKEN,
    head_field,
    is_label,
    is_note,
    is_signature,
    is_sum,
    is_sum_of,
    plain_head,
)
from generator.sheets.raw_sheet import CellValue, RawSheet
from generator.sheets.reading_outcome import Sure
from generator.sheets.table_heads import HeadColumn, is_full_marks, read_heads, split_beside, value_at

RowKind = Literal["data", "blank", "numbered", "sum", "note", "signature", "title"]
_CORE = ("unit", "points", "reason", "bonus", "score", "item", "date")


@dataclass(slots=True)
class FoundTable:
    """One table. `rows` are those below its head with what each is; `title` the texts above it, the nearest last.

    `part` is what stands right above it alone, where several lie side by side.
    """

    sheet: RawSheet
    head: tuple[int, int]
    columns: list[HeadColumn]
    title: tuple[str, ...]
    rows: list[tuple[int, RowKind]] = field(default_factory=list)
    part: str = ""

    def value(self, row: int, column: int) -> CellValue | None:
        """What a cell holds, of a merged one what stands in its first cell; None where it is empty."""
        return value_at(self.sheet, row, column)

    def data_rows(self) -> list[int]:
        """The rows that are about something."""
        return [row for row, kind in self.rows if kind == "data"]

    def fields(self) -> set[str]:
        """The fields that the known heads name."""
        return {column.field for column in self.columns if column.field}


def find_tables(sheet: RawSheet, known_heads: Sequence[Collection[str]] = ()) -> list[FoundTable]:
    """The tables of a sheet from above; `known_heads` are the head texts of layouts that are known."""
    lines = _lines(sheet)
    tables: list[FoundTable] = []
    current: list[FoundTable] = []  # those that lie side by side where the last head was
    above: list[str] = []
    last = 0
    for row in sorted(lines):
        if row <= last:
            continue
        if _is_head(lines[row], known_heads) or _heads_points(lines, row):
            last = _head_end(sheet, row, lines)
            above += _take_title(current, lines)
            parts = split_beside(read_heads(sheet, row, last, lines), lines, row)
            current = [FoundTable(sheet, (row, last), part, tuple(above[-4:])) for part in parts]
            if len(current) > 1:
                _part_title(current, lines.get(row - 1, {}))
            tables += current
            above = []
        elif current:
            for table in current:
                line = lines[row] if len(current) == 1 else _within(lines[row], table)
                kind = _row_kind(table, line, row) if line else "blank"
                if line:
                    table.rows.append((row, kind))
                if kind in ("title", "note"):
                    above = [*above, *(str(value) for value in line.values())]
        else:
            above += [str(value) for value in lines[row].values() if isinstance(value, str)]
    return tables


def _part_title(tables: Sequence[FoundTable], line: Mapping[int, CellValue]) -> None:
    """Gives each of several tables the text right above its own columns, where each has one."""
    told = [[text for text in _within(line, table).values() if isinstance(text, str)] for table in tables]
    if all(len(texts) == 1 for texts in told):
        for table, texts in zip(tables, told, strict=True):
            table.part = texts[0].strip()


def _within(line: Mapping[int, CellValue], table: FoundTable) -> dict[int, CellValue]:
    """What of a row lies in the columns of one of several tables."""
    first, last = table.columns[0].column, table.columns[-1].column
    return {column: value for column, value in line.items() if first <= column <= last}


def _take_title(tables: Sequence[FoundTable], lines: Mapping[int, Mapping[int, CellValue]]) -> list[str]:
    """The lone text right above a further head, which is its title and no row of the table before."""
    for table in tables:
        if table.rows and table.rows[-1][1] == "data":
            line = list(lines[table.rows[-1][0]].values())
            if len(line) == 1 and isinstance(line[0], str):
                table.rows[-1] = (table.rows[-1][0], "title")
                return [line[0]]
    return []


def _heads_points(lines: Mapping[int, Mapping[int, CellValue]], row: int) -> bool:
    """Whether a row of texts, the unit among them, stands above points: the heads of a matrix may be any words."""
    line = lines[row]
    unit = next((column for column, v in line.items() if isinstance(v, str) and head_field(v) == "unit"), 0)
    others = [column for column in line if column != unit]
    if not unit or len(others) < 2 or not all(isinstance(value, str | date) for value in line.values()):
        return False
    below = [lines[at] for at in range(row + 1, row + 4) if at in lines]
    named = [one for one in below if isinstance(one.get(unit), str)]
    filled = {column for one in named for column in others if isinstance(one.get(column), Decimal)}
    return bool(named) and len(filled) >= 2 and not is_form_line(dict(line))


def _lines(sheet: RawSheet) -> dict[int, dict[int, CellValue]]:
    """The rows that hold anything beside blanks: column -> value, in order."""
    found: dict[int, dict[int, CellValue]] = {}
    for (row, column), value in sorted(sheet.cells.items(), key=lambda entry: entry[0]):
        if not (isinstance(value, str) and not plain_text(value)):
            found.setdefault(row, {})[column] = value
    return found


def _is_head(line: dict[int, CellValue], known_heads: Sequence[Collection[str]]) -> bool:
    texts = [value for value in line.values() if isinstance(value, str)]
    if len(texts) < 2 or len(texts) < len(line) / 2:
        return False
    plain = {plain_head(text) for text in texts}
    if any(set(heads) <= plain for heads in known_heads if len(heads) > 1):
        return True
    named = [head_field(text) for text in texts]
    fields = {name for name in named if name}
    if not fields & set(_CORE) or len(fields) < 2 or is_form_line(line):
        return False
    return len(fields) >= 3 or 2 * sum(map(bool, named)) > len(texts)


def is_form_line(line: dict[int, CellValue]) -> bool:
    """Whether labels and their values stand side by side: 单位 | 区教育局 | 日期 | 2015年9月1日."""
    values = list(line.values())
    named = [isinstance(value, str) and bool(head_field(value)) for value in values]
    if not named[0] or len(values) < 2 or any(a and b for a, b in pairwise(named)):
        return False
    return sum(named) * 2 == len(values) and all(named[::2])


def _head_end(sheet: RawSheet, row: int, lines: dict[int, dict[int, CellValue]]) -> int:
    """The last row of a head that begins in `row`: as far as its merged cells reach, and full marks below it."""
    end = row
    across = False
    for top, left, bottom, right in sheet.merges:
        if top == row and (row, left) in sheet.cells:
            end = max(end, bottom)
            across = across or (right > left and bottom == row)
    if end == row and across and (below := lines.get(row + 1)) and all(isinstance(v, str) for v in below.values()):
        end = row + 1
    below = lines.get(end + 1, {})
    marks = [value for value in below.values() if isinstance(value, str) and is_full_marks(value)]
    return end + 1 if below and len(marks) == len(below) else end


def _row_kind(table: FoundTable, line: dict[int, CellValue], row: int) -> RowKind:
    texts = [value for value in line.values() if isinstance(value, str)]
    first = texts[0] if texts else ""
    serial = {column.column for column in table.columns if column.field == "serial"}
    if any(is_sum(text) for text in texts[:2]) or _sums_up_group(table, line):
        return "sum"
    if first and (is_signature(first) or _is_signed(list(line.values()))):
        return "signature"
    if first and is_note(first):
        return "note"
    if set(line) <= serial and all(not isinstance(v, str) or v.strip().isdecimal() for v in line.values()):
        return "numbered"
    if len(line) == 1 and texts and _is_lone(table, next(iter(line)), row):
        return "title"
    return "data"


def _sums_up_group(table: FoundTable, line: Mapping[int, CellValue]) -> bool:
    """Whether a row begins with the sum of a unit or a group: not where that is what was found."""
    column, text = next(((at, one) for at, one in line.items() if isinstance(one, str)), (0, ""))
    held = next((one.field for one in table.columns if one.column == column), "")
    return held not in ("reason", "standard", "points") and is_sum_of(text)


def _is_signed(values: Sequence[CellValue]) -> bool:
    """Whether a row holds several labels with names, and dates perhaps: 主办：张三 | 复核：李四."""
    texts = [value for value in values if isinstance(value, str)]
    labels = [text for text in texts if is_label(text)]
    others = [value for value in values if value not in labels and not isinstance(read_date(value, 2000), Sure)]
    return len(labels) >= 2 and not others


def _is_lone(table: FoundTable, column: int, row: int) -> bool:
    """Whether a text that stands alone in its row stands across columns, or in none that is taken over."""
    held = next((one.field for one in table.columns if one.column == column), "")
    across = any(top == row and left == column and right > left for top, left, _, right in table.sheet.merges)
    return across or held not in TAKEN
