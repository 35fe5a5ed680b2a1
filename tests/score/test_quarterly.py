"""Quarters that are scored by themselves, and the year from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.model.amendment import AmendedPlace, Amendment
from generator.model.deduction import Deduction
from generator.model.measured import Measured, MeasuredValue
from generator.model.publication import Publication
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.model.unit import Assessed, Unit
from generator.read.amended_scheme import amend_schemes
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.measure_rule import MeasureRule
from generator.rules.scheme import Scheme
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.rules.standards.threshold_standard import ThresholdStandard
from generator.rules.total_rule import TotalRule, YearOf
from generator.score.live_year import LiveYear
from generator.score.record_cells import cells_of
from generator.score.result import YearResult
from generator.score.result_json import year_json
from generator.score.step import explain_unit
from generator.score.year import score_year

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


def total(result: YearResult, unit: str) -> Fraction | None:
    found = result.unit(unit)
    assert found is not None
    return None if found.total is None else Fraction(found.total)


@pytest.mark.parametrize(("quarter", "points"), [(1, 90), (2, 96), (3, 100), (4, 100)])
def test_a_quarter_is_scored_from_its_first_to_its_last_day_caps_included(quarter: int, points: int) -> None:
    result = score_year(CORPUS, 2015, quarter)
    assert total(result, "a") == points
    assert [part.part.id for part in result.laid.parts] == ["work"]
    unit = result.unit("a")
    assert unit is not None
    days = {effect.record.date.month for effect in unit.score.effects()}
    assert all(1 + (month - 1) // 3 == quarter for month in days), "records of another quarter are none of this one's"


@pytest.mark.parametrize(
    ("take", "points"), [("mean", Fraction(386, 4) + 3), ("sum", 200), ("highest", 103), ("last", 103)]
)
def test_the_year_follows_from_its_quarters_and_what_counts_once(take: str, points: Fraction | int) -> None:
    result = score_year(amended(YearOf(take)), 2015)
    assert total(result, "a") == points
    unit = result.unit("b")
    assert unit is not None
    assert unit.rank == (1 if take in {"sum", "mean"} else 2)


def amended(rule: YearOf) -> Corpus:
    return replace(CORPUS, schemes={2015: replace(SCHEME, year_of=rule)})


def test_a_year_that_has_only_begun_is_of_the_quarters_so_far() -> None:
    so_far = replace(CORPUS, deductions=CORPUS.deductions[:4])  # up to May
    assert total(score_year(so_far, 2015), "a") == 93 + 3
    assert total(score_year(so_far, 2015, ended=True), "a") == Fraction(386, 4) + 3
    last = replace(so_far, schemes={2015: replace(SCHEME, year_of=YearOf("last"))})
    assert total(score_year(last, 2015), "a") == 96 + 3


def test_a_year_of_which_a_quarter_is_still_to_come_is_provisional() -> None:
    so_far = replace(CORPUS, deductions=CORPUS.deductions[:4])  # up to May
    found = score_year(so_far, 2015)
    assert found.missing == "第三季度、第四季度"
    a = found.unit("a")
    assert a is not None
    assert [(score.name, score.total, score.complete) for score in a.score.quarters] == [
        ("第一季度", Decimal(90), True),
        ("第二季度", Decimal(96), True),
        ("第三季度", None, False),
        ("第四季度", None, False),
    ]
    told = next(unit for unit in year_json(found, "1" * 40)["units"] if unit["unit"] == "a")
    assert (told["provisional"], told["quarters"]["Q3"]) == (True, {"total": None, "complete": False})
    assert score_year(so_far, 2015, ended=True).missing == ""
    assert score_year(CORPUS, 2015).missing == ""


def test_a_quarter_in_which_a_unit_is_not_assessed_is_not_awaited() -> None:
    gone = replace(UNITS["b"], assessed=Assessed(2014, date(2015, 6, 30)))
    rules = {2015: replace(SCHEME, part_year="ranked")}
    so_far = replace(CORPUS, units=UNITS | {"b": gone}, schemes=rules, deductions=CORPUS.deductions[:4])
    missing = {unit.unit.id: unit.score.missing for unit in score_year(so_far, 2015).units}
    assert missing == {"a": ("第三季度", "第四季度"), "b": ()}


def test_a_weighted_year_shows_each_quarter_with_its_weight_and_what_both_come_to() -> None:
    result = score_year(amended(YearOf("weighted", tuple(map(Decimal, (1, 2, 3, 4))))), 2015)
    unit = result.unit("a")
    assert unit is not None
    (whole,) = explain_unit(result, unit).inputs
    taken = next(found for found in whole.inputs if found.label == "各季度得分合成")
    assert (taken.formula, taken.value) == ("各季度得分 × 权重之和 ÷ 权重之和：982 ÷ 10", Fraction("98.2"))
    products, weights = taken.inputs
    assert products.formula == "90 ＋ 192 ＋ 300 ＋ 400"
    assert [(found.label, found.formula, found.value) for found in products.inputs] == [
        (f"第{name}季度得分 × 权重", f"{points} × {weight}", Decimal(points * weight))
        for weight, (name, points) in enumerate(zip("一二三四", (90, 96, 100, 100), strict=True), 1)
    ]
    assert (weights.label, weights.value) == ("权重之和", Decimal(10))


@pytest.mark.parametrize(("name", "mean"), [("2015-q3", Fraction("95.333333")), ("2015-final", Fraction(386, 4))])
def test_what_was_published_has_begun(name: str, mean: Fraction) -> None:
    published = Publication(name, "题", date(2015, 10, 9), "1" * 40, "0" * 64, {}, 2)
    so_far = replace(CORPUS, deductions=CORPUS.deductions[:4], publications={name: published})
    assert total(score_year(so_far, 2015), "a") == mean + 3


def test_a_quarter_is_scored_by_what_is_in_force_at_its_end() -> None:
    """From July on an item has another maximum, of which the first quarter knows nothing."""
    change = AmendedPlace("components/work/items/late/max", "2")
    made = Amendment("july", 2015, date(2015, 7, 1), "文号", (change,))
    late = record(6, "a", "late", 8, 9)
    editions, problems = amend_schemes([SCHEME], [made])
    assert problems == []
    corpus = replace(CORPUS, deductions=(*CORPUS.deductions, late), amendments=(made,), amended=editions)
    assert [total(score_year(corpus, 2015, quarter), "a") for quarter in (1, 2, 3)] == [90, 96, 98]
    assert total(score_year(corpus, 2015), "a") == Fraction(90 + 96 + 98 + 100, 4) + 3


def test_an_explanation_of_a_year_leads_to_its_quarters() -> None:
    result = score_year(CORPUS, 2015)
    unit = result.unit("a")
    assert unit is not None
    step = explain_unit(result, unit)
    (whole,) = step.inputs
    taken = next(found for found in whole.inputs if found.label == "各季度得分合成")
    assert taken.formula == "各季度得分的平均"
    assert [(found.label, found.value) for found in taken.inputs] == [
        (f"第{name}季度得分", Decimal(points)) for name, points in zip("一二三四", (90, 96, 100, 100), strict=True)
    ]


def test_the_live_year_is_the_same_at_every_moment() -> None:
    live = LiveYear(2015)
    live.put_scheme(SCHEME)
    so_far: tuple[Deduction, ...] = ()
    for unit in UNITS.values():
        live.put(f"data/units/{unit.id}.yml", unit)
    for found in (None, *CORPUS.deductions):
        if found is not None:
            so_far += (found,)
            live.put_record(found.path, found.item, cells_of(found))
        live.settle()
        scored = score_year(replace(CORPUS, deductions=so_far), 2015)
        assert {name: score.total for name, score in live.standings.items()} == {
            unit.unit.id: unit.total for unit in scored.units
        }


def test_the_json_of_a_year_says_what_each_quarter_came_to() -> None:
    year, quarter = (year_json(score_year(CORPUS, 2015, part), None)["units"] for part in (None, 1))
    assert year[0]["quarters"]["Q1"] == {"total": "90", "complete": True}
    assert list(year[0]["quarters"]) == ["Q1", "Q2", "Q3", "Q4"]
    assert "quarters" not in quarter[0]


def test_a_year_waits_for_what_its_quarters_wait_for() -> None:
    """A value that the third quarter awaits leaves the year provisional, and says of which quarter."""
    standard = ThresholdStandard("threshold", "t", "t", Decimal(1), at_least=Decimal(90), measure="rate", points=None)
    late = item("late", 10)
    work: Any = SCHEME.components[0]
    part = replace(work, items=(replace(late, standards=(*late.standards, standard)), item("rest", 90)))
    scheme = replace(
        SCHEME,
        components=(part, SCHEME.components[1]),
        measures=(MeasureRule("rate", "率", "percent", "quarter", "last"),),
    )
    rows = tuple(MeasuredValue("rate", f"2015-Q{quarter}", Decimal(95)) for quarter in (1, 2, 4))
    measured = tuple(Measured(unit, 2015, "late", rows) for unit in UNITS)
    corpus = replace(CORPUS, schemes={2015: scheme}, measures=measured)
    result = score_year(corpus, 2015)
    assert [unit.score.missing for unit in result.units] == [("第三季度",)] * 2
    assert score_year(corpus, 2015, 2).missing == ""
    live = LiveYear(2015)
    for found in (*UNITS.values(), *measured):
        live.put(f"{found}", found)
    live.put_scheme(scheme)
    for record_found in CORPUS.deductions:
        live.put_record(record_found.path, record_found.item, cells_of(record_found))
    live.settle()
    assert {score.provisional for score in live.standings.values()} == {True}
