"""Rules that contradict each other, or whose sign would turn: refused, or worked out as the scheme says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.check.measure_rules import check_measures
from generator.model.problem import Problem
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.coefficient_rule import CoefficientRule
from generator.rules.derived_rule import DerivedRule
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.kinds.penalty_kind import PenaltyComponent
from generator.rules.measure_rule import MeasureRule
from generator.rules.scaled_rule import ScaledRule
from generator.rules.standards.proportion_standard import ProportionStandard
from generator.rules.total_rule import TotalRule
from tests.rules.kind_samples import SAMPLES
from tests.rules.test_edges import column, fill, item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
SCHEME, VALUES = "data/schemes/2019.yml", "data/measures/2019/first/a.yml"


def penalty(scaled: ScaledRule) -> Any:
    part = PenaltyComponent("penalty", "part", "罚分", D(10), items=(item("i", 10, starts="zero"),), scaled=scaled)
    return scheme(part, total=TotalRule(direction="lower"))


def test_penalty_points_are_not_set_against_the_worst_unit() -> None:
    assert codes(penalty(ScaledRule("best", "all"))) == ["KH430"]
    assert codes(penalty(ScaledRule("range", "all", bottom=D(0), equal="bottom"))) == []


@pytest.mark.parametrize(
    ("most", "rule", "found"), [("12", "spread", ["KH430"]), ("none", "spread", []), ("12", "rescale", [])]
)
def test_marks_that_are_spread_rise_above_a_fixed_limit(most: str, rule: str, found: list[str]) -> None:
    limit = D("Infinity") if most == "none" else D(most)
    times = CoefficientRule("系数", "earned", value=D("1.2"), most=limit)
    items = (item("i", 10, coefficient=times), item("k", 10))
    assert (
        codes(scheme(DeductionsComponent("deductions", "p", "扣分", D(20), items=items, not_applicable=rule)))
        == found
    )


@pytest.mark.parametrize(("rule", "expected"), [("full-marks", "8"), ("peer-mean", "5.6")])
def test_what_stands_in_is_multiplied_as_if_the_unit_had_done_it(rule: str, expected: str) -> None:
    """The item does not apply to a; b and c got 10 and 4, of which the mean is 7; the coefficient of all is 0.8."""
    inside = (
        item(
            "i",
            10,
            ProportionStandard("proportion", "s", "s", D(1), D(1), measure="index"),
            coefficient=CoefficientRule("系数", "earned", groups={"all": D("0.8")}),
        ),
    )
    part = EarnedComponent("earned", "p", "得分", D(10), items=inside, not_applicable=rule, peers="all")
    filled = fill(scheme(part), {"a": 3, "b": 10, "c": 4}, applies=[{"item": "i", "unit": "a", "excluded": True}])
    assert list(column(filled, "i:after").values()) == [Fraction(expected), 8, Fraction("3.2")]


GROWTH = DerivedRule("growth", "增幅", "growth", "index", "before", by_negative="magnitude")


def test_a_rise_from_below_zero_is_a_rise_where_the_scheme_says_how() -> None:
    standard = ProportionStandard("proportion", "s", "s", D(100), D(1), measure="growth")
    part = EarnedComponent("earned", "p", "得分", D(10), items=(item("i", 10, standard),))
    measures = tuple(MeasureRule(name, name, "index", "year", "last") for name in ("index", "before"))
    made = replace(scheme(part), measures=measures, derived=(GROWTH,))
    rows = [
        {"unit": unit, "measure": name, "period": "2015", "value": D(value), "done": None, "of": None}
        for unit, pair in {"a": (5, -10), "b": (-20, -10), "c": (5, 10)}.items()
        for name, value in zip(("index", "before"), pair, strict=True)
    ]
    filled = fill(made, dict.fromkeys("abc", 1), measure=rows)
    assert list(column(filled, "measure.growth").values()) == [150, -100, -50]


def problems_of(scheme_text: str, value: str) -> list[Problem]:
    files = dict(SAMPLES["derived-growth"]) | {SCHEME: scheme_text}
    files[VALUES] = files[VALUES].replace("measure: level, value: 60.5", f"measure: level, {value}")
    assert value in files[VALUES]
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    return [one for one in check_measures(corpus) if one.place.file == VALUES]


@pytest.mark.parametrize(
    ("how", "said", "expected"),
    [
        ("growth", "", ["KH483"]), ("growth", "by_negative: magnitude", []), ("share", "", ["KH483"]),
        ("ratio", "", ["KH483"]), ("difference", "", []),
    ],
)  # fmt: skip
def test_what_is_below_zero_is_asked_for(how: str, said: str, expected: list[str]) -> None:
    text = (
        SAMPLES["derived-growth"][SCHEME]
        .replace("as: growth", f"as: {how}")
        .replace("by_zero: 100", said or "by_zero: 9")
    )
    assert [one.code for one in problems_of(text, "value: -3")] == expected


def test_a_coefficient_whose_digits_do_not_end_is_said_in_a_few() -> None:
    files = SAMPLES["times-item-lost"]
    values = files[VALUES].replace("value: 1.15", "done: 4, of: 3")
    assert values != files[VALUES]
    corpus, _ = read_corpus(MemoryTree({p: t.encode() for p, t in (files | {VALUES: values}).items()}))
    (found,) = [one for one in check_measures(corpus) if one.code == "KH432"]
    assert found.message == "难度系数写的是约 1.333333（4/3），应在 0.8 至 1.2 之间"
