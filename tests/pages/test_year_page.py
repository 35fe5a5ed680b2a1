"""The figures that stand out on the page of a period."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.pages.items_page import index_losses
from generator.pages.year_page import view_year
from generator.score.result import YearResult
from generator.score.year import score_year
from tests.opendata.sample import make_corpus
from tests.released import of_office


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
