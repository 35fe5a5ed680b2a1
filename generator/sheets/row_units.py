"""The units of one row, asked about where a cell names several, a group, none or one that is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model.number import format_points
from generator.sheets.cell_points import PointsValue, parse_points
from generator.sheets.cell_unit import UnitReading, parse_units, read_units
from generator.sheets.known_office import Office
from generator.sheets.question import LEAVE, Offer, quote
from generator.sheets.raw_sheet import CellValue
from generator.sheets.row_values import LEAVE_ROW, RowLeft, RowReader, Unsettled


class RowUnits:
    """Reads the units of rows of one table; where it has no such column, `groups` has those of rows that stand below
    a heading, and `unit` is the one of the whole table.
    """

    def __init__(self, reader: RowReader, unit: str, groups: Mapping[int, str] | None = None) -> None:
        self._reader, self._unit, self._groups = reader, unit, groups or {}

    def read(self, row: int, points: int) -> list[tuple[str, PointsValue | None]]:
        """The units of a row, each with points of its own where the row says so."""
        if "unit" not in self._reader.layout.columns:
            return [(self._groups.get(row) or self._unit or self._table_unit(), None)]
        value = self._reader.cell(row, "unit")
        if value is None:
            return [(self._unit_above(row), None)]
        if not isinstance(value, str):
            self._reader.inquiry.refuse(
                self._reader.place(row, "unit"), "KH816", f"{quote(value)}不是单位的名称", "请填写单位的名称。"
            )
            raise Unsettled
        found = read_units(value, self._reader.office)
        if found.kind == "one":
            return [(found.units[0], found.each)]
        return self._ask_units(row, value, found, self._reader.table.value(row, points) if points else None)

    def _ask_units(
        self, row: int, value: str, found: UnitReading, points: CellValue | None
    ) -> list[tuple[str, PointsValue | None]]:
        if found.kind == "several" and found.each is not None and points is None:
            return [(name, found.each) for name in found.units]
        place = self._reader.place(row, "unit")
        text, choices, free = self._asked(quote(value), value, found, points)
        answer = self._reader.inquiry.ask(
            f"unit-{found.kind}" if found.kind != "unknown" else "unit", value, text, place, choices, free,
            lambda given: bool(parse_shares(given, self._reader.office) or parse_units(given, self._reader.office)),
        )  # fmt: skip
        if answer is None:
            raise Unsettled
        if answer == LEAVE:
            raise RowLeft("按回答不导入")
        if answer == "each":
            return [(name, found.each) for name in found.units]
        if shares := parse_shares(answer, self._reader.office):
            return list(shares.items())
        return [(name, found.each) for name in parse_units(answer, self._reader.office)]

    def _asked(
        self, said: str, value: str, found: UnitReading, points: CellValue | None
    ) -> tuple[str, list[Offer], str]:
        """What is asked about a cell, with its choices, and what else may be answered."""
        office = self._reader.office
        names = [office.unit(name).short_name for name in found.units]
        each = Offer("each", f"{'、'.join(names)}各记一条，分值都是本行的分值")
        by_unit, listed = "单位=分值，如 甲局=1、乙局=0.5", "单位的名称、简称或拼音首字母，几个的用“、”分开"
        if found.kind == "several":
            return f"{said}是几个单位，每个单位都扣本行的分值吗？", [each, LEAVE_ROW], by_unit
        if found.kind == "roles":
            return f"{said}，各扣几分？", [*self._share(found, points), each, LEAVE_ROW], by_unit
        if found.kind == "shares":
            pairs = zip(names, found.shares, strict=True)
            told = "、".join(f"{name}={format_points(share.points)}" for name, share in pairs)
            return f"{said}，是各扣这些分吗？", [Offer(told, f"各记一条：{told}"), LEAVE_ROW], by_unit
        if found.kind == "group":
            return f"{said}是哪些单位？请逐个列出", [LEAVE_ROW], listed
        return f"没有叫{said}的单位，是哪个单位？", [*office.near_units(value), LEAVE_ROW], listed

    def _share(self, found: UnitReading, points: CellValue | None) -> list[Offer]:
        numbers = re.findall(r"[0-9]+(?:\.[0-9]+)?", points) if isinstance(points, str) else []
        if len(numbers) != len(found.units):
            return []
        told = "、".join(
            f"{self._reader.office.unit(name).short_name}={n}" for name, n in zip(found.units, numbers, strict=True)
        )
        return [Offer(told, "依次各扣")]

    def _unit_above(self, row: int) -> str:
        place = self._reader.place(row, "unit")
        choices = [Offer("above", "与上面一行相同"), LEAVE_ROW]
        answer = self._reader.inquiry.ask("blank-unit", "", "没有写单位，是哪个单位？", place, choices)
        if answer is None:
            raise Unsettled
        if answer == LEAVE:
            raise RowLeft("没有写单位，按回答不导入")
        for above in range(row - 1, self._reader.table.head[1], -1):
            value = self._reader.table.value(above, self._reader.layout.columns["unit"])
            if isinstance(value, str):
                found = read_units(value, self._reader.office)
                if found.kind == "one":
                    return found.units[0]
                break
        self._reader.inquiry.refuse(place, "KH816", "上面一行没有一个确定的单位", "请在这一格写上单位的名称。")
        raise Unsettled

    def _table_unit(self) -> str:
        place = (self._reader.table.sheet.name, self._reader.table.head[0], 1)
        text = "表里没有单位一列，整张表是哪个单位的？"
        near = self._reader.office.near_units(" ".join((*self._reader.table.title, self._reader.table.sheet.name)))
        free = "单位的名称、简称或拼音首字母"
        answer = self._reader.inquiry.ask(
            "table-unit",
            str(place[1]),
            text,
            place,
            near,
            free,
            lambda given: len(parse_units(given, self._reader.office)) == 1,
        )
        if answer is None:
            raise Unsettled
        self._unit = parse_units(answer, self._reader.office)[0]
        return self._unit


def parse_shares(answer: str, office: Office) -> dict[str, PointsValue | None]:
    """The points of each unit that an answer lists: 甲局=1、乙局=0.5; nothing where it is no such list."""
    found: dict[str, PointsValue | None] = {}
    for part in re.split(r"[、,，;；]+", answer.strip()):
        name, equals, points = part.partition("=")
        unit, given = office.unit_meant(name), parse_points(points)
        if not equals or not unit or given is None:
            return {}
        found[unit] = given
    return found
