"""Edges of rules: ties across the end of a table and across a quota, nobody to compare with, groups of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.model.number import UNLIMITED
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.rules.compiled import compile_scheme
from generator.rules.item import Item
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.measure_rule import MeasureRule
from generator.rules.scheme import Rounding, Scheme
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.rules.standards.rank_standard import RankStandard, StepOn
from generator.rules.thresholds import Threshold, check_order, find_gaps
from generator.rules.total_rule import GradeRule, TotalRule
from generator.score.evaluate import FilledBook, evaluate

GROUPS = Ranking((RankingGroup("all", "全部", ("department",)),), "shared")
MEASURE = MeasureRule("index", "指数", "index", "year", "last")


def item(name: str, most: int | Decimal, *standards: Any, **more: Any) -> Item:
    made = standards or (PerEventStandard("s", "s", Decimal(1)),)
    return Item(name, name, Decimal(most), "office", ("quarterly",), made, **more)


def scheme(*parts: Any, **more: Any) -> Scheme:
    full = sum((part.max for part in parts), Decimal(0))
    return Scheme(2015, "办法", "文号", full, (), parts, GROUPS, (), measures=(MEASURE,), **more)


def fill(
    made: Scheme, figures: Mapping[str, int | None], *records: tuple[str, str, str], **tables: Any
) -> FilledBook:
    """The book with a unit for each figure of the one measure, and records of unit, item and points."""
    rows: dict[str, list[dict[str, Any]]] = {
        "unit": [{"unit": unit, "group": "all"} for unit in figures],
        "measure": [
            {"unit": unit, "measure": "index", "period": "2015", "value": Decimal(value), "done": None, "of": None}
            for unit, value in figures.items()
            if value is not None
        ],
        "record": [
            {
                "record": f"r{at}", "unit": unit, "item": name, "standard": "s", "date": "2015-05-05",
                "points": Decimal(points), "revoked": False, "decision": "", "decided_points": None,
            }
            for at, (unit, name, points) in enumerate(records)
        ],
    }  # fmt: skip
    return evaluate(compile_scheme(made).book, {**rows, **tables})


def column(filled: FilledBook, name: str) -> dict[str, Any]:
    found = {str(key[0]): filled.cell("unit", key, name) for key in filled.tables["unit"].rows}
    return {
        unit: Fraction(value) if isinstance(value, Decimal | Fraction) else value for unit, value in found.items()
    }


def ranked(then: str | StepOn, ties: str) -> Scheme:
    table = RankStandard(
        "rank", "s", "名次", (Decimal(10), Decimal(6)), then, measure="index", order="highest", among="all", ties=ties
    )
    return scheme(EarnedComponent("earned", "part", "得分", Decimal(10), items=(item("i", 10, table),)))


@pytest.mark.parametrize(
    ("then", "ties", "expected"),
    [
        ("last", "shared", [10, 6, 6, 6]),
        ("zero", "shared", [10, 6, 6, 0]),
        ("zero", "mean", [10, 3, 3, 0]),
        ("last", "mean", [10, 6, 6, 6]),
        (StepOn(Decimal(-1)), "mean", [10, "11/2", "11/2", 4]),
        ("proportional", "shared", [10, 6, 6, 2]),
    ],
)
def test_a_tie_across_the_end_of_a_table(then: str | StepOn, ties: str, expected: list[Any]) -> None:
    filled = fill(ranked(then, ties), {"a": 100, "b": 50, "c": 50, "d": 20})
    assert list(column(filled, "i:counted").values()) == [Fraction(value) for value in expected]


def test_a_group_of_one_is_first_and_its_own_best() -> None:
    assert column(fill(ranked("proportional", "shared"), {"a": 3}), "i:counted") == {"a": 10}
    assert column(fill(ranked("last", "shared"), {"a": None}), "part:complete") == {"a": False}


@pytest.mark.parametrize(("rounds", "expected"), [("down", 1), ("up", 2), ("half-up", 1)])
def test_a_share_of_seven_units_that_is_no_whole_number(rounds: str, expected: int) -> None:
    made = scheme(
        DeductionsComponent("deductions", "work", "工作", Decimal(100), items=(item("i", 100),)),
        grades=(
            GradeRule("good", "好", top_share=Decimal("0.2"), quota_rounds=rounds),
            GradeRule("passed", "合格"),
        ),
    )
    units = [f"u{at}" for at in range(7)]
    filled = fill(made, dict.fromkeys(units), *((unit, "i", str(at)) for at, unit in enumerate(units)))
    assert list(column(filled, "grade").values()).count("good") == expected


def test_a_tie_across_a_quota_takes_the_whole_tie() -> None:
    made = scheme(
        DeductionsComponent("deductions", "work", "工作", Decimal(100), items=(item("i", 100),)),
        grades=(GradeRule("good", "好", top=1), GradeRule("passed", "合格")),
    )
    filled = fill(made, dict.fromkeys(("a", "b", "c")), ("c", "i", "1"))
    assert column(filled, "grade") == {"a": "good", "b": "good", "c": "passed"}


def test_nobody_to_take_the_mean_of_leaves_the_item_open() -> None:
    part = EarnedComponent(
        "earned", "part", "得分", Decimal(10), items=(item("i", 10, starts="zero"),),
        not_applicable="peer-mean", peers="group",
    )  # fmt: skip
    excluded = [{"item": "i", "unit": unit, "excluded": True} for unit in ("a", "b")]
    filled = fill(scheme(part), {"a": None, "b": None}, applies=excluded)
    assert column(filled, "i:final") == {"a": None, "b": None}
    assert column(filled, "part:complete") == {"a": False, "b": False}
    assert column(filled, "total") == {"a": 0, "b": 0}


def test_an_item_below_zero_and_the_floor_of_the_total() -> None:
    part = DeductionsComponent("deductions", "work", "工作", Decimal(10), items=(item("i", 10, floor=-UNLIMITED),))
    records = [("a", "i", "25"), ("b", "i", "4")]
    assert column(fill(scheme(part), dict.fromkeys("ab"), *records), "total") == {"a": -15, "b": 6}
    bounded = scheme(part, total=TotalRule(floor=Decimal(0)))
    assert column(fill(bounded, dict.fromkeys("ab"), *records), "total") == {"a": 0, "b": 6}


@pytest.mark.parametrize(("of", "expected"), [("earned", "90.01"), ("lost", "90.00")])
def test_what_is_rounded_is_what_the_scheme_names(of: str, expected: str) -> None:
    parts = (DeductionsComponent("deductions", "work", "工作", Decimal(100), items=(item("i", 100),)),)
    made = replace(scheme(*parts), roundings=(Rounding(2, "half-up", "component", of),))
    filled = fill(made, {"a": None}, ("a", "i", "9.995"))
    assert column(filled, "total") == {"a": Fraction(expected)}


def test_equal_totals_are_told_apart_by_what_the_scheme_names() -> None:
    parts = (
        DeductionsComponent("deductions", "one", "一", Decimal(10), items=(item("i", 10),)),
        DeductionsComponent("deductions", "two", "二", Decimal(10), items=(item("j", 10),)),
    )
    records = [("a", "i", "2"), ("b", "j", "2"), ("c", "j", "2")]
    made = scheme(*parts)
    assert column(fill(made, dict.fromkeys("abc"), *records), "rank") == {"a": 1, "b": 1, "c": 1}
    broken = replace(made, ranking=replace(GROUPS, breaks=("one",)))
    assert column(fill(broken, dict.fromkeys("abc"), *records), "rank") == {"a": 3, "b": 1, "c": 1}


def rows(*texts: tuple[str | None, str | None]) -> list[Threshold]:
    """Rows of at least the first, below the second."""
    return [
        Threshold(at_least=low and Decimal(low), below=high and Decimal(high))  # type: ignore[arg-type]
        for low, high in texts
    ]


@pytest.mark.parametrize(
    ("given", "gaps"),
    [
        ([("90", None), (None, "90")], []),
        ([("90", None), (None, "89")], ["89–90"]),
        ([("90", None), ("60", "80")], ["60 以下", "80–90"]),
        ([(None, None)], []),
        ([("60", "80")], ["60 以下", "80 以上"]),
    ],
)
def test_gaps_are_named(given: list[tuple[str | None, str | None]], gaps: list[str]) -> None:
    assert find_gaps(rows(*given)) == gaps


def test_a_bound_that_nobody_takes_is_a_gap() -> None:
    assert find_gaps([Threshold(above=Decimal(80)), Threshold(below=Decimal(80))]) == ["正好 80"]
    assert find_gaps([Threshold(above=Decimal(80)), Threshold(at_most=Decimal(80))]) == []


def test_a_row_behind_one_that_takes_all_it_takes_is_told() -> None:
    assert [flaw.steps for flaw in check_order(rows((None, "80"), (None, "60")), "tiers")] == [("tiers", 1)]
    assert list(check_order(rows((None, "60"), (None, "80")), "tiers")) == []
    assert [flaw.steps for flaw in check_order(rows(("80", "80")), "tiers")] == [("tiers", 0)]
