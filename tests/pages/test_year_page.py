"""The figures that stand out on the page of a period."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.pages.items_page import index_losses, view_item
from generator.pages.year_page import view_year
from generator.pictures.causes_picture import view_by_item, view_by_source
from generator.pictures.course_picture import view_course
from generator.pictures.drawing import Drawer
from generator.pictures.picture import FigureTable
from generator.score.result import YearResult
from generator.score.year import score_year
from tests.opendata.sample import make_corpus
from tests.released import of_office
from tests.sample import read_sample


def tile(result: YearResult, name: str) -> str:
    view = view_year(of_office(make_corpus()), result, index_losses(result), ())
    return next(tile.value for tile in view.tiles if tile.name == name)


@pytest.mark.parametrize(
    ("totals", "median"),
    [
        (("96.35", "96.36"), "96.36"),
        (("96.35", "97"), "96.68"),
        (("90", "96.3", "97"), "96.30"),
    ],
)
def test_a_median_has_as_many_places_as_the_scores_beside_it(totals: tuple[str, ...], median: str) -> None:
    found = score_year(make_corpus(), 2015)
    units = [
        replace(unit, score=replace(unit.score, total=Decimal(total)))
        for unit, total in zip(found.units, totals, strict=False)
    ]
    result = replace(found, units=tuple(units))
    assert tile(result, "中位数") == median
    assert len(median.partition(".")[2]) == len(tile(result, "最高分").partition(".")[2])


def records_in(table: FigureTable) -> int:
    at = table.heads.index("记录")
    return sum(int(str(row[at])) for row in table.rows if str(row[at]).isdigit())


@pytest.mark.parametrize("quarter", [None, 2, 3, 4])
def test_each_table_of_the_page_counts_the_records_that_the_headline_counts(quarter: int | None) -> None:
    corpus = read_sample()
    result = score_year(corpus, 2015, quarter)
    losses = index_losses(result)
    view = view_year(of_office(corpus), result, losses, ())
    headline = next(int(tile.value) for tile in view.tiles if tile.name == "扣分记录")
    assert 0 < headline < sum(1 for unit in result.units for _ in unit.score.effects()), "some do not count"
    assert sum(int(category.records) for category in view.categories) == headline
    for picture in (
        view_by_item(result, Drawer()),
        view_by_source(result, Drawer()),
        view_course(result, [], Drawer()),
    ):
        assert picture is not None
        assert records_in(picture.table) == headline, picture.title
    items = [view_item(of_office(corpus), result, losses, item, (), result.until) for item in result.scheme.items]
    used = sum(int(standard.used.removesuffix(" 次")) for item in items for standard in item.standards)
    assert used == headline
