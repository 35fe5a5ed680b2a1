"""Quarters that are scored by themselves, and the year from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from generator.model.deduction import Deduction
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.model.unit import Assessed, Unit
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.scheme import Scheme
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.rules.total_rule import TotalRule, YearOf
from generator.score.quarterly import evaluate_quarter, evaluate_year

UNITS = {name: Unit(name, name, name, "department", assessed=Assessed(2015)) for name in ("a", "b")}


def item(name: str, most: int) -> Item:
    return Item(name, name, Decimal(most), "office", ("quarterly",), (PerEventStandard("s", "s", Decimal(1)),))


SCHEME = Scheme(
    2015,
    "办法",
    "文号",
    Decimal(100),
    (),
    (
        DeductionsComponent("deductions", "work", "工作", Decimal(100), items=(item("late", 10), item("rest", 90))),
        BonusComponent("bonus", "plus", "加分", Decimal(5), items=(item("praise", 5),), at="year"),
    ),
    Ranking((RankingGroup("all", "全部", ("department",)),), "shared"),
    (),
    total=TotalRule(Decimal(200)),
    year_of=YearOf("mean"),
)


def record(number: int, unit: str, in_item: str, month: int, points: int) -> Deduction:
    day = date(2015, month, number)
    return Deduction(f"r{number}", 2015, in_item, unit, day, "s", Decimal(points), "quarterly", "hotline", "事由")


# Unit a loses 12, of which 10 count, in the first quarter, 4 in the second; 3 are added in the year.
CORPUS = Corpus(
    schemes={2015: SCHEME},
    units=UNITS,
    deductions=(
        record(1, "a", "late", 3, 7),
        record(2, "a", "late", 3, 5),
        record(3, "a", "late", 4, 4),
        record(4, "a", "praise", 5, 3),
        record(5, "b", "rest", 12, 2),
    ),
)


@pytest.mark.parametrize(("quarter", "total"), [(1, 90), (2, 96), (3, 100), (4, 100)])
def test_a_quarter_is_scored_from_its_first_to_its_last_day_caps_included(quarter: int, total: int) -> None:
    laid, filled = evaluate_quarter(CORPUS, SCHEME, quarter)
    assert filled.cell("unit", ("a",), laid.total) == total
    assert [part.part.id for part in laid.parts] == ["work"]


@pytest.mark.parametrize(
    ("take", "total"), [("mean", Fraction(386, 4) + 3), ("sum", 200), ("highest", 103), ("last", 103)]
)
def test_the_year_follows_from_its_quarters_and_what_counts_once(take: str, total: Fraction | int) -> None:
    scheme = replace(SCHEME, year_of=YearOf(take))
    laid, filled = evaluate_year(CORPUS, scheme, date(2015, 12, 31))
    assert filled.cell("unit", ("a",), laid.total) == total
    assert filled.cell("unit", ("b",), laid.rank) == (1 if take in {"sum", "mean"} else 2)


def test_a_year_that_has_only_begun_is_of_the_quarters_so_far() -> None:
    laid, filled = evaluate_year(CORPUS, SCHEME, date(2015, 5, 31))
    assert filled.cell("unit", ("a",), laid.total) == 93 + 3
