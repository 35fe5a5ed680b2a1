"""What a picture shows is what its table says: places are figures, by the scale of its axis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from generator.model.number import format_points, format_rate
from generator.pages.picture_views import UnitGround
from generator.pictures.causes_picture import view_by_item, view_by_source
from generator.pictures.course_picture import view_course
from generator.pictures.drawing import Drawer, Drawn
from generator.pictures.heat_picture import view_heat
from generator.pictures.parts import points_by_part
from generator.pictures.picture import Cell
from generator.pictures.ranks_picture import rank_points, view_ranks
from generator.pictures.spread_picture import mark_unit, view_spread
from generator.pictures.votes_picture import view_votes
from generator.score.result import YearResult
from generator.score.votes import votes_of
from generator.score.year import score_year
from generator.words.result_words import rank_text
from tests.sample import read_sample

DRAWER = Drawer()


@pytest.fixture(scope="module")
def result() -> YearResult:
    return score_year(read_sample(), 2015)


@pytest.fixture(scope="module")
def quarters() -> list[YearResult]:
    return [score_year(read_sample(), 2015, quarter) for quarter in (2, 3, 4)]


def elements(drawn: Drawn, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<svg>{drawn.inner}</svg>").iter(tag))


def place(node: ElementTree.Element) -> tuple[Decimal, Decimal]:
    found = re.fullmatch(r"translate\(([-\d.]+),\s*([-\d.]+)\)", node.get("transform", "translate(0,0)"))
    assert found is not None
    return Decimal(found[1]), Decimal(found[2])


def texts(drawn: Drawn) -> list[str]:
    return [node.text or "" for node in elements(drawn, "text")]


def plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.name


def boxes(drawn: Drawn) -> Iterator[tuple[Decimal, Decimal, ElementTree.Element]]:
    """Width and height of the rectangles, which the library writes as paths."""
    for node in elements(drawn, "path"):
        found = re.fullmatch(r"M[-\d.]+,[-\d.]+h([\d.]+)v([\d.]+)h-[\d.]+Z", node.get("d", ""))
        if found:
            yield Decimal(found[1]), Decimal(found[2]), node


def test_each_unit_is_a_dot_at_its_score_and_the_median_is_said(result: YearResult) -> None:
    group = result.units[0].group
    spread = view_spread(result, group, DRAWER)
    assert spread is not None
    totals = sorted(unit.total for unit in result.ranked(group) if unit.total is not None)
    dots = [place(node) for node in elements(spread.picture.drawn, "path") if "A" in node.get("d", "")]
    assert len(dots) == len(totals)
    for (x, _), total in zip(sorted(dots), totals, strict=True):
        assert abs(x - spread.scale.at(total)) < Decimal("0.02")
    assert f"中位数 {format_points(spread.middle, spread.places)}" in texts(spread.picture.drawn)
    assert sum(int(plain(row[1])) for row in spread.picture.table.rows) == len(totals)
    near = [(one, other) for one in dots for other in dots if one < other and abs(one[0] - other[0]) < 3]
    assert all(abs(one[1] - other[1]) >= 3 for one, other in near), "no dot covers another"


def test_the_own_dot_lies_on_one_of_them_and_the_table_says_where(result: YearResult) -> None:
    spread = view_spread(result, result.units[0].group, DRAWER)
    assert spread is not None
    dots = [place(node) for node in elements(spread.picture.drawn, "path") if "A" in node.get("d", "")]
    for unit in result.ranked(result.units[0].group):
        assert unit.total is not None
        own = mark_unit(spread, unit)
        assert own.drawn is spread.picture.drawn, "drawn once for all"
        assert own.over is not None
        (spot,) = own.over.spots
        assert any(
            abs(Decimal(spot.x) - x) < Decimal("0.1") and abs(Decimal(spot.y) - y) < Decimal("0.1") for x, y in dots
        )
        shown = format_points(unit.total, spread.places)
        assert [plain(row[1]) for row in own.table.rows if plain(row[0]).startswith("本单位")] == [shown]
        assert own.over.labels[0].text == f"本单位 {shown}"


@pytest.mark.parametrize("view", [view_by_item, view_by_source])
def test_bars_are_as_long_as_their_points(result: YearResult, view: object) -> None:
    picture = view(result, DRAWER)  # type: ignore[operator]
    assert picture is not None
    table = [Decimal(plain(row[2])) for row in picture.table.rows]
    assert table == sorted(table, reverse=True)
    bars = [width for width, height, _ in boxes(picture.drawn) if height == 9]
    shown = [Decimal(text.removesuffix(" 分")) for text in texts(picture.drawn) if re.fullmatch(r"[\d.]+ 分", text)]
    rest = len(table) > len(bars)  # all the others together have a figure and no bar, which would be longer than many
    figures = shown[-len(bars) - rest :]
    assert figures[: len(bars)] == table[: len(bars)]
    assert sum(figures) == sum(table)
    for width, points in zip(bars, figures[: len(bars)], strict=True):
        assert abs(width / bars[0] - points / figures[0]) < Decimal("0.001")


def test_what_belongs_to_no_category_is_told_beside_the_sum(result: YearResult) -> None:
    """The categories of the year's page come to less: the picture says by how much, and why."""
    picture = view_by_item(result, DRAWER)
    assert picture is not None
    (part,) = [laid.part for laid in result.laid.parts if not laid.items]
    at = [laid.part for laid in result.laid.parts].index(part)
    points = sum((Fraction(unit.score.components[at].counted) for unit in result.units), Fraction(0))
    assert picture.about.endswith(f"其中{part.name}的 {format_points(points)} 分不属于哪个类别。")


def test_points_by_item_are_all_points_that_were_lost(result: YearResult) -> None:
    picture = view_by_item(result, DRAWER)
    assert picture is not None
    lost = sum((Fraction(part.counted) for unit in result.units for part in unit.score.components), Fraction(0))
    assert sum(Fraction(plain(row[2])) for row in picture.table.rows) == lost


def test_weeks_are_as_high_as_their_points_and_hold_every_record_that_counts(result: YearResult) -> None:
    picture = view_course(result, [], DRAWER)
    assert picture is not None
    rows = picture.table.rows
    columns = [height for _, height, _ in boxes(picture.drawn)]
    points = [Decimal(plain(row[2])) for row in rows]
    assert len(columns) == len(rows)
    for height, lost in zip(columns, points, strict=True):
        assert abs(height / max(columns) - lost / max(points)) < Decimal("0.001")
    effects = [effect for unit in result.units for effect in unit.score.effects()]
    counting = [effect for effect in effects if effect.effective]
    assert sum(int(plain(row[1])) for row in rows) == len(counting) < len(effects)
    assert sum(points) == sum(effect.counted for effect in effects)


def test_the_heat_map_has_a_cell_for_each_figure_and_darker_is_more(result: YearResult) -> None:
    parts = points_by_part(result)
    picture = view_heat(result, parts, DRAWER)
    assert picture is not None
    cells = [node for _, height, node in boxes(picture.drawn) if height == 23]
    figures = [plain(cell) for row in picture.table.rows for cell in row[3:]]
    assert len(cells) == len([figure for figure in figures if figure != "—"])
    for node, figure in zip(cells, (figure for figure in figures if figure != "—"), strict=True):
        assert (node.get("fill") == "var(--ground)") == (figure == "0")
    columns = len(parts.columns)
    for at in range(columns):
        column = [
            (Decimal(figures[row * columns + at]), Decimal(cells[row * columns + at].get("fill-opacity", "1")))
            for row in range(len(result.units))
        ]
        lost = sorted(found for found in column if found[0])
        assert [shade for _, shade in lost] == sorted(shade for _, shade in lost)
    assert picture.over is not None
    assert [row.title.partition("：")[0] for row in picture.over.rows] == [unit.unit.name for unit in result.units]


def test_the_line_of_ranks_lies_where_the_axis_says(result: YearResult, quarters: list[YearResult]) -> None:
    for unit in result.units[:8]:
        points = rank_points([*quarters, result], unit.unit.id, unit.group)
        picture = view_ranks(points, DRAWER)
        assert picture is not None
        assert picture.over is not None
        ranked = [point for point in points if point.rank is not None]
        axis = {text: place(node)[1] for node, text in named(picture.drawn) if text.startswith("第")}
        last = max(point.size for point in ranked)
        top, foot = axis["第1名"], axis[f"第{last}名"]
        for spot, point in zip(picture.over.spots, ranked, strict=True):
            assert point.rank is not None
            expected = (foot - top) * (Decimal(str(point.rank)) - 1) / (last - 1)
            assert abs(Decimal(spot.y) - expected) < Decimal("0.02")
        assert [label.text for label in picture.over.labels] == [rank_text(point.rank) for point in ranked]
        assert [plain(row[1]) for row in picture.table.rows] == [point.shown for point in points]


def test_the_years_below_ten_years_of_ranks_do_not_touch(result: YearResult) -> None:
    unit = next(found for found in result.units if found.rank is not None)
    years = [replace(result, year=year) for year in range(2010, 2020)]
    picture = view_ranks(rank_points(years, unit.unit.id, unit.group, by_year=True), DRAWER)
    assert picture is not None
    found = [(text, place(node)[0]) for node, text in named(picture.drawn) if text.isdecimal()]
    assert [text for text, _ in found] == ["2011", "2013", "2015", "2017", "2019"]
    assert min(after - before for (_, before), (_, after) in pairwise(found)) > 40


def named(drawn: Drawn) -> list[tuple[ElementTree.Element, str]]:
    return [(node, node.text or "") for node in elements(drawn, "text")]


def test_rates_lie_where_the_axis_says_and_differences_show(result: YearResult) -> None:
    part = result.scheme.appraisals[0]
    by_aspect, by_panel = view_votes(result, part.id, DRAWER)
    assert [plain(row[0]) for row in by_aspect.table.rows] == [aspect.name for aspect in part.aspects]
    assert [plain(row[0]) for row in by_panel.table.rows] == [panel.name for panel in part.panels]
    lowest = min(Decimal(plain(row[1]).rstrip("%")) for row in by_aspect.table.rows)
    first = next(text for text in texts(by_aspect.drawn) if re.fullmatch(r"[\d.]+", text))
    assert lowest - Decimal(first) < 6, "the axis begins where the rates do"
    ground = UnitGround(DRAWER, [result], result, result.until)
    for unit in result.units[:5]:
        picture = ground.pictures(unit).votes[part.name]
        component = next(found for found in unit.score.components if found.component.id == part.id)
        votes = votes_of(component)
        assert votes is not None
        assert picture.over is not None
        rates = [format_rate(aspect.rate) for aspect in votes.aspects if aspect.rate is not None]
        assert [plain(row[1]) for row in picture.table.rows] == rates
        ticks = {
            Decimal(text.rstrip("%")): place(node)[0]
            for node, text in named(picture.drawn)
            if re.fullmatch(r"[\d.]+%?", text)
        }
        (low, left), *_, (high, right) = sorted(ticks.items())
        own = [Decimal(spot.x) for spot in picture.over.spots if spot.shape == "own"]
        for x, rate in zip(own, rates, strict=True):
            expected = left + (right - left) * (Decimal(rate.rstrip("%")) - low) / (high - low)
            assert abs(x - expected) < Decimal("0.7")
