"""Units by categories: one row for each unit in order of rank, the darker a cell the more it lost there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from generator.model.number import format_points, format_rate, printed_points
from generator.pictures.drawing import Drawer
from generator.pictures.frame import WIDTH, Pads, PicturePlan, Row, mark, words
from generator.pictures.parts import PartColumn, Parts
from generator.pictures.picture import Cell, FigureTable, LinkRow, Overlay, Picture
from generator.score.result import UnitResult, YearResult
from generator.words import address
from generator.words.result_words import points_noun, points_text, rank_name, rank_words
from generator.words.site_frame import Link

_NAME = 100  # px for names
_CELL, _ROW, _GAP = 26, 24, 1  # a row is a link: as high as a finger needs
_LEAST_CELL = 12
_MOST_HEAD = 10  # characters of a head
_LONGEST = 9  # characters of a name
_STEPS = 6  # shades
_HEAD = 12  # px from one character of a head to the next
_TONES = {-1: "var(--zhu)", 0: "var(--tone-c)", 1: "var(--teal)"}


def view_heat(result: YearResult, parts: Parts, drawer: Drawer) -> Picture | None:
    """The picture of all units; None where there are fewer than two, or nothing to compare."""
    units, columns = result.units, parts.columns
    if len(units) < 2 or len(columns) < 2:
        return None
    shares = {unit.unit.id: _shares(columns, parts, unit.unit.id) for unit in units}
    darkest = max((share for row in shares.values() for share in row if share), default=Fraction(0))
    places = list(_places(units))
    plan = _plan(columns, shares, darkest, places)
    noun = points_noun(result)
    rows = tuple(
        LinkRow(
            str(y), str(_ROW), address.unit_page(result.year, unit.unit.id), f"{unit.unit.name}：{rank_words(unit)}"
        )
        for unit, y in places
    )
    about = (
        f"一行是一个单位，按名次排列；一列是一个类别。颜色越浓，{noun}占这一类分值的比例越大"
        f"（最浓的是 {format_rate(darkest)}）；没有{noun}的格子颜色最淡。点一行看这个单位。"
    )
    over = Overlay(0, plan.pads.top, rows=rows, width=WIDTH)
    return Picture(
        f"各单位各类别{noun}", about, drawer.draw(plan), parts_table(result, parts), over, links=True
    )  # fmt: skip


def _plan(
    columns: Sequence[PartColumn],
    shares: Mapping[str, Sequence[Fraction | None]],
    darkest: Fraction,
    places: Sequence[tuple[UnitResult, int]],
) -> PicturePlan:
    """A cell for each unit and column, names at the left, heads above."""
    pads = Pads(_NAME, 4, max(_head(column.name) for column in columns) * _HEAD + 6, 2)
    cell = min(_CELL, max(_LEAST_CELL, (WIDTH - pads.left - pads.right) // len(columns)))
    return PicturePlan(
        places[-1][1] + _ROW,
        pads,
        {},
        [],
        [
            mark(
                "rect", "cells", x=["x"], y=["y"], width=cell - _GAP, height=_ROW - _GAP, fill=["tone"],
                fillOpacity=["shade"],
            ),
            words("names", x=-6, y=["y"], align="right"),
            words("heads", x=["x"], y=["y"], align="center"),
        ],
        {
            "cells": list(_cells(columns, shares, darkest, places, cell)),
            "names": [{"text": _short(unit.unit.short_name, _LONGEST), "y": str(y + 16)} for unit, y in places],
            "heads": list(_heads(columns, cell)),
        },
    )  # fmt: skip


def parts_table(result: YearResult, parts: Parts) -> FigureTable:
    """The figures of all units: name, rank, score, and the points in each column."""
    heads = ("单位", "名次", "得分", *(column.name for column in parts.columns))
    rows = tuple(tuple(_cells_of(result, unit, parts)) for unit in result.units)
    return FigureTable(heads, rows, frozenset(range(1, len(heads))))


def _cells_of(result: YearResult, unit: UnitResult, parts: Parts) -> Iterator[Cell]:
    yield Link(unit.unit.short_name, address.unit_page(result.year, unit.unit.id), unit.unit.name)
    yield rank_name(unit)
    yield points_text(unit.total, result.scheme.rounding.places)
    yield from map(points_cell, parts.points[unit.unit.id])


def points_cell(points: Fraction | None) -> str:
    """Points in a table: a dash where nothing of it is the unit's."""
    return "—" if points is None else printed_points(points)


def _shares(columns: Sequence[PartColumn], parts: Parts, unit: str) -> list[Fraction | None]:
    """What part of each column's worth the unit's points are; of the most that any has where nothing limits it."""
    found: list[Fraction | None] = []
    for at, (column, points) in enumerate(zip(columns, parts.points[unit], strict=True)):
        whole = column.worth or max(abs(row[at] or Fraction(0)) for row in parts.points.values())
        found.append(None if points is None else Fraction(abs(points) / whole) if whole else Fraction(0))
    return found


def _places(units: Sequence[UnitResult]) -> Iterator[tuple[UnitResult, int]]:
    """Where the row of each unit begins; a gap parts one ranking group from the next."""
    y, group = 0, units[0].group
    for unit in units:
        if unit.group != group:
            y, group = y + _ROW // 2, unit.group
        yield unit, y
        y += _ROW


def _cells(
    columns: Sequence[PartColumn],
    shares: Mapping[str, Sequence[Fraction | None]],
    darkest: Fraction,
    places: Sequence[tuple[UnitResult, int]],
    cell: int,
) -> Iterator[Row]:
    for unit, y in places:
        for at, (column, share) in enumerate(zip(columns, shares[unit.unit.id], strict=True)):
            if share is not None:
                tone = _TONES[column.sign] if share else "var(--ground)"
                yield {"x": str(at * cell), "y": str(y), "tone": tone, "shade": _shade(share, darkest)}


def _shade(share: Fraction, darkest: Fraction) -> str:
    """How dark a cell is: one of `_STEPS`, so that neighbours can be told apart."""
    if not share:
        return "1"
    step = -(-share * _STEPS // darkest)
    return format_points(Decimal("0.1") + Decimal("0.15") * Decimal(int(step)))


def _heads(columns: Sequence[PartColumn], cell: int) -> Iterator[Row]:
    """The heads, written from top to bottom: one row for each character, the last just above the cells."""
    for at, column in enumerate(columns):
        text = _short(column.name, _MOST_HEAD)
        for below, letter in enumerate(reversed(text)):
            yield {"text": letter, "x": str(at * cell + (cell - _GAP) // 2), "y": str(-6 - below * _HEAD)}


def _head(name: str) -> int:
    return len(_short(name, _MOST_HEAD))


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
