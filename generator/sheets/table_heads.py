"""The heads of tables, of one or several rows: what each column is called, and what that says of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from generator.model.lazy_dataclass import dataclass
from generator.sheets.cell_points import plain_text
from generator.sheets.head_words import head_field, plain_head
from generator.sheets.raw_sheet import CellValue, RawSheet

Lines = Mapping[int, Mapping[int, CellValue]]  # row -> column -> value, of what is filled
_TELLING = re.compile(r"\w")
_FULL_MARKS = re.compile(r"(?:满分)?[0-9]+(?:\.[0-9]+)?分\Z|满分\Z|分值\Z|\((?:分|件|次|年月日)\)\Z")
_MOST = 4  # tables side by side below one row of heads that says the same again and again


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """One column of a table: the texts of its head from above, and the field that they name, if they are known."""

    column: int
    pieces: tuple[str, ...]
    field: str
    hidden: bool = False

    @property
    def text(self) -> str:
        """The head on one line: 决策执行/重点工作."""
        return "/".join(self.pieces)

    @property
    def subject(self) -> str:
        """What a column of points is about: 重点工作 of 决策执行/重点工作/5分, 热线办理 of 热线办理/扣分."""
        told = [piece for piece in self.pieces if head_field(piece) != "points" and not is_full_marks(piece)]
        told = told or list(self.pieces)
        return told[1] if len(told) > 1 else told[0]


def value_at(sheet: RawSheet, row: int, column: int) -> CellValue | None:
    """What a cell holds, of a merged one what stands in its first cell; blanks are nothing."""
    spot = row, column
    value = sheet.cells.get(sheet.anchor(spot) if sheet.merges and spot not in sheet.cells else spot)
    return None if isinstance(value, str) and not _TELLING.search(value) and not plain_text(value) else value


def is_full_marks(text: str) -> bool:
    """Whether a head is no more than how many points there are at most: 5分."""
    return bool(_FULL_MARKS.match(plain_text(text)))


def split_beside(columns: list[HeadColumn], lines: Lines, head: int) -> list[list[HeadColumn]]:
    """The columns of each of several tables side by side: an empty column between, units on both sides; or heads that
    say the same again.
    """
    if repeated := _repeated(columns):
        return repeated
    held = {column for row, line in lines.items() if row >= head for column in line}
    parts: list[list[HeadColumn]] = [[]]
    for column in columns:
        is_apart = parts[-1] and any(gap not in held for gap in range(parts[-1][-1].column + 1, column.column))
        parts = [*parts, [column]] if is_apart else [*parts[:-1], [*parts[-1], column]]
    return parts if len(parts) > 1 and all("unit" in {one.field for one in part} for part in parts) else [columns]


def _repeated(columns: list[HeadColumn]) -> list[list[HeadColumn]]:
    """The columns of each of several tables whose heads say the same, one right after the other; else nothing."""
    serial = columns[:1] if columns[0].field == "serial" else []
    for own in (columns, columns[len(serial) :]):
        for count in range(2, _MOST + 1):
            size = len(own) // count
            parts = [own[at * size : (at + 1) * size] for at in range(count)]
            heads = {tuple(plain_head(one.text) for one in part) for part in parts}
            if (
                size > 1
                and size * count == len(own)
                and len(heads) == 1
                and "unit" in {one.field for one in parts[0]}
            ):
                return parts if own is columns else [[*serial, *parts[0]], *parts[1:]]
    return []


def read_heads(sheet: RawSheet, row: int, end: int, lines: Lines) -> list[HeadColumn]:
    """The columns of a head from `row` to `end`."""
    last = max(column for line in range(row, end + 1) for column in lines.get(line, {0: ""}))
    below = {column for line, values in lines.items() if line > end for column in values}
    found: list[HeadColumn] = []
    for column in range(1, last + 1):
        pieces: list[str] = []
        for line in range(row, end + 1):
            value = value_at(sheet, line, column)
            text = "" if value is None else re.sub(r"\s+", "", str(value))
            if text and text not in pieces:
                pieces.append(text)
        is_same = bool(found) and tuple(pieces) == found[-1].pieces and column not in below
        if pieces and not is_same:  # one cell merged over several columns heads the first, where the others are empty
            named = (head_field(text) for text in ("".join(pieces), pieces[-1]))
            name = next(filter(None, named), "")
            if name == "full" and any("扣" in text for text in pieces[:-1]):  # 考核扣分/分值
                name = "points"
            found.append(HeadColumn(column, tuple(pieces), name, column in sheet.hidden_columns))
    return _settle_project(_part_points(_inherit(found)))


def _inherit(columns: list[HeadColumn]) -> list[HeadColumn]:
    """The columns with what the heads above say of those whose own words are not known.

    Where such a head stands above several of them, it says no more than what they are about together: 扣分 above
    items, 单位 above name and number. Then the first has it, and of points and reasons none.
    """
    found = []
    given: Counter[tuple[str, str]] = Counter()
    for column in columns:
        upper = next((piece for piece in reversed(column.pieces[:-1]) if head_field(piece)), "")
        name = head_field(upper) if upper and not column.field else ""
        beside = [one for one in columns if one is not column and upper in one.pieces[:-1]] if name else []
        shares = name in ("points", "reason") and any(not one.field for one in beside)
        if name and not shares and not given[upper, name] and name not in {one.field for one in beside}:
            given[upper, name] += 1
            found.append(replace(column, field=name))
        else:
            found.append(column)
    return found


def _part_points(columns: list[HeadColumn]) -> list[HeadColumn]:
    """Points below heads that differ are those of several items, or of several days: 热线办理/扣分, 会风会纪/扣分."""
    of = [one for one in columns if one.field == "points" and len(one.pieces) > 1]
    firsts = {one.pieces[0] for one in of}
    if len(of) < 2 or len(firsts) < len(of) or any(head_field(f"{first}扣分") for first in firsts):
        return columns
    return [replace(one, field="") if one in of else one for one in columns]


def _settle_project(columns: list[HeadColumn]) -> list[HeadColumn]:
    """考核项目 is the item where nothing nearer is, else the category."""
    has_item = any(column.field == "item" for column in columns)
    name = "category" if has_item else "item"
    return [replace(one, field=name) if one.field == "project" else one for one in columns]
