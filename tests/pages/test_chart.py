from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.pages.chart import Segment, count_columns, share, spread_columns, stack, turn


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (Decimal(1), Decimal(4), "25"),
        (Fraction(1, 3), Decimal(1), "33.33"),
        (Decimal("0.005"), Decimal(1), "0.5"),
        (Decimal(0), Decimal(7), "0"),
        (Decimal(3), Decimal(0), "0"),
    ],
)
def test_a_share_is_in_hundredths(part: Decimal, whole: Decimal, expected: str) -> None:
    assert share(part, whole) == expected


def test_parts_lie_side_by_side_and_empty_ones_are_left_out() -> None:
    parts = [(Decimal(1), "a"), (Decimal(0), "b"), (Decimal(3), "c")]
    assert stack(parts, Decimal(8)) == (Segment("0", "12.5", "a"), Segment("12.5", "37.5", "c"))


def test_a_step_down_shows_what_is_left_and_what_was_taken() -> None:
    # from 100 down to 98 on an axis from 90 to 100
    assert turn(Decimal(100), Decimal(98), Decimal(90), Decimal(100), "a") == (
        Segment("0", "80", "score"),
        Segment("80", "20", "a"),
    )
    assert turn(Decimal(98), Decimal(98), Decimal(90), Decimal(100), "a") == (Segment("0", "80", "score"),)


def test_columns_are_scaled_to_the_largest() -> None:
    chart = count_columns(
        "题", "说明", [("一", Decimal(1), "一个"), ("二", Decimal(4), "四个"), ("三", Decimal(0), "")]
    )
    heights = [column.height for column in chart.columns]
    assert heights == ["30.5", "122", "0"]
    assert [column.value for column in chart.columns] == ["1", "4", ""]
    assert all(Decimal(column.y) + Decimal(column.height) == Decimal(chart.baseline) for column in chart.columns)


def counted(totals: list[str], full: int) -> dict[str, str]:
    chart = spread_columns("题", [Decimal(total) for total in totals], Decimal(full))
    return {column.label: column.value for column in chart.columns if column.value}


def test_every_score_falls_into_one_column() -> None:
    assert counted(["97", "97.99", "98", "100"], 100) == {"97": "2", "98": "1", "99": "1"}


def test_columns_get_wider_with_the_spread_so_that_they_stay_few() -> None:
    chart = spread_columns("题", [Decimal(3), Decimal(55), Decimal(100)], Decimal(100))
    assert [column.label for column in chart.columns][:2] == ["0", "10"]
    assert len(chart.columns) == 10
    assert sum(int(column.value or 0) for column in chart.columns) == 3


def test_a_chart_of_nobody_is_empty() -> None:
    assert spread_columns("题", [], Decimal(100)).columns == ()


def test_the_sentence_of_a_column_says_what_it_counts() -> None:
    chart = spread_columns("题", [Decimal("99.5"), Decimal(100)], Decimal(100))
    assert chart.columns[-1].about == "99 至 100 分（含 100）：2 个单位"
    assert chart.about == "共 2 个单位，最低 99.50 分，最高 100.00 分。"
