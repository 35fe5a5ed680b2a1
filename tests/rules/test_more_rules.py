"""Rules of districts worked out by hand: ratios, coefficients, failed items, growth, shares of places, stretches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.check.kind_rules import check_kinds
from generator.check.whole_rules import check_whole
from generator.model.number import UNLIMITED
from generator.rules.coefficient_rule import CoefficientRule
from generator.rules.compiled import compile_scheme
from generator.rules.derived_rule import DerivedRule
from generator.rules.item import Category
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.kinds.penalty_kind import PenaltyComponent
from generator.rules.measure_rule import FigureSource, MeasureRule
from generator.rules.scaled_rule import ScaledRule
from generator.rules.scheme import Scheme
from generator.rules.standards.curve_standard import CurvePoint, CurveStandard
from generator.rules.standards.escalation_standard import EachFurther, EscalationStandard
from generator.rules.standards.proportion_standard import ProportionStandard
from generator.rules.standards.quotient_standard import QuotientStandard
from generator.rules.standards.rank_even_standard import RankEvenStandard
from generator.rules.standards.rank_share_standard import PlaceBand, RankShareStandard
from generator.rules.standards.rank_standard import RankStandard
from generator.rules.standards.tier_table_standard import AlsoBounds, TierRow, TiersStandard
from generator.rules.total_rule import FailedItems, FigureCondition, GateRule, GradeRule, TotalRule, VetoRule, YearOf
from tests.rules.test_edges import MEASURE, column, fill, item, scheme

D = Decimal
Figures = Mapping[str, int | None]
LEAST = FigureSource(measure="index", take="lowest", among="all")
BEST = FigureSource(measure="index", take="highest", among="all")


def earned(standard: Any, most: int = 10, **more: Any) -> EarnedComponent:
    return EarnedComponent("earned", "part", "得分", D(most), items=(item("i", most, standard),), **more)


def points(standard: Any, figures: Figures, name: str = "i:counted") -> list[Any]:
    return list(column(fill(scheme(earned(standard)), figures), name).values())


def codes(made: Scheme) -> list[str]:
    """The codes of what is said of a scheme itself; its places are not looked at."""
    return sorted({found.code for found in (*check_kinds(made), *check_whole(made, []))})


# Ratios.


def ratio(better: str, over: str, base: Any, zero: str = "full", **more: Any) -> QuotientStandard:
    return QuotientStandard("quotient", "s", "s", better, over, base, zero, measure="index", **more)


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        (ratio("lower", "cap", LEAST), [10, 5, "10/3"]),
        (ratio("higher", "cap", BEST), ["10/3", "20/3", 10]),
        (ratio("lower", "cap", D(4)), [10, 10, "20/3"]),
        (ratio("lower", "extra", D(4)), [20, 10, "20/3"]),
        (ratio("higher", "extra", D(4), max=D(12)), [5, 10, 12]),
        (ratio("higher", "cap", D(4), full=D(6)), [3, 6, 6]),
    ],
)
def test_one_figure_by_the_other(standard: QuotientStandard, expected: list[Any]) -> None:
    name = "i/s" if standard.max is None else "i/s/capped"
    assert points(standard, {"a": 2, "b": 4, "c": 6}, name) == [Fraction(value) for value in expected]


@pytest.mark.parametrize(("zero", "expected"), [("full", [10, 0, 0]), ("nothing", [0, 0, 0])])
def test_who_has_nothing_is_the_best_as_the_scheme_says(zero: str, expected: list[int]) -> None:
    assert points(ratio("lower", "cap", LEAST, zero), {"a": 0, "b": 4, "c": 5}) == expected


def test_nothing_is_known_where_the_unit_has_no_figure() -> None:
    assert points(ratio("lower", "cap", LEAST), {"a": None, "b": 4}, "i/s") == [None, 10]


def test_what_a_ratio_leaves_unsaid() -> None:
    assert codes(scheme(earned(ratio("lower", "cap", None)))) == ["KH459"]
    assert codes(scheme(earned(ratio("lower", "cap", D(4), "")))) == ["KH459"]
    assert codes(scheme(earned(ratio("higher", "cap", D(4), "")))) == []
    assert codes(scheme(earned(ratio("higher", "cap", D(0))))) == ["KH433"]
    ranked = RankStandard(
        "rank", "s", "s", (D(10),), "proportional", measure="index", order="lowest", among="all", ties="shared"
    )
    assert codes(scheme(earned(ranked))) == ["KH433"]  # the higher the figure, the more points


# Places.


def shares(rounds: str, *bands: tuple[str, int]) -> RankShareStandard:
    made = tuple(PlaceBand(D(top), D(many)) for top, many in bands)
    return RankShareStandard("rank-share", "s", "s", "highest", "all", made, rounds, D(1), measure="index")


@pytest.mark.parametrize(
    ("rounds", "expected"), [("down", [8, 8, 1, 1, 1]), ("up", [10, 8, 8, 1, 1]), ("half-up", [10, 8, 8, 1, 1])]
)
def test_a_share_of_the_places(rounds: str, expected: list[int]) -> None:
    """Half a place, and two and a half."""
    figures = dict(zip("abcde", (90, 80, 70, 60, 50), strict=True))
    assert points(shares(rounds, ("0.1", 10), ("0.5", 8)), figures) == expected


def test_units_that_tie_have_the_first_of_their_places() -> None:
    figures = {"a": 90, "b": 80, "c": 80, "d": 50, "e": None}
    assert points(shares("down", ("0.25", 10), ("0.5", 8)), figures)[:4] == [10, 8, 8, 1]
    assert codes(scheme(earned(shares("down", ("0.5", 10), ("0.5", 8))))) == ["KH433"]


@pytest.mark.parametrize(("ties", "tied"), [("shared", "26/3"), ("mean", 8)])
def test_places_fall_evenly(ties: str, tied: Any) -> None:
    standard = RankEvenStandard("rank-even", "s", "s", "lowest", "all", ties, D(10), D(6), measure="index")
    found = points(standard, {"a": 1, "b": 2, "c": 2, "d": 9})
    assert found == [10, Fraction(tied), Fraction(tied), 6]
    assert points(standard, {"a": 1}) == [10]


# Stretches, further times.


def test_points_rise_by_stretches() -> None:
    nodes = tuple(CurvePoint(D(at), D(many)) for at, many in ((60, 5), (80, 8), (90, 10)))
    standard = CurveStandard("curve", "s", "s", nodes, D(0), measure="index")
    figures = dict(zip("abcdef", (59, 60, 70, 80, 85, 99), strict=True))
    assert points(standard, figures) == [0, 5, Fraction(13, 2), 8, 9, 10]
    wrong = CurveStandard("curve", "s", "s", nodes[::-1], D(0), measure="index")
    assert codes(scheme(earned(wrong))) == ["KH433"]


def test_each_further_time_counts_as_much() -> None:
    standard = EscalationStandard("escalation", "s", "s", (D("0.2"), D("0.4")), EachFurther(D("0.5")))
    part = DeductionsComponent("deductions", "part", "扣分", D(10), items=(item("i", 10, standard),))
    records = [("a", "i", "1")] * 4 + [("b", "i", "1")]
    filled = fill(scheme(part), dict.fromkeys("abc"), *records)
    assert column(filled, "i:counted") == {"a": Fraction(7, 5), "b": Fraction(1, 5), "c": 0}


# Coefficients.


def losing(coefficient: CoefficientRule | None = None, of_item: CoefficientRule | None = None) -> Scheme:
    more: dict[str, Any] = {} if of_item is None else {"coefficient": of_item}
    items = (item("i", 10, **more),)
    return scheme(DeductionsComponent("deductions", "part", "扣分", D(10), items=items, coefficient=coefficient))


def factor(of: str, most: Any = None, **more: Any) -> CoefficientRule:
    return CoefficientRule("难度系数", of, most=None if most is None else D(most), **more)


BY_INDEX = {"measure": "index", "at_most": D(200)}


@pytest.mark.parametrize(
    ("rule", "lost"),
    [
        (factor("lost", value=D("0.5")), [2, 0]),
        (factor("lost", 5, value=D(2)), [5, 0]),
        (factor("earned", value=D("0.5")), [7, 5]),
        (factor("earned", 9, value=D("1.2")), [Fraction(14, 5), 1]),
        (factor("earned", UNLIMITED, value=D("1.5")), [1, -5]),
        (factor("lost", UNLIMITED, **BY_INDEX), [12, 0]),
    ],
)
def test_points_are_multiplied_and_limited(rule: CoefficientRule, lost: list[Any]) -> None:
    """Unit a lost 4 of 10, b nothing; the measured coefficient of a is 3, of b 2."""
    for made, name in ((losing(rule), "part:counted"), (losing(of_item=rule), "i:after")):
        found = column(fill(made, {"a": 3, "b": 2}, ("a", "i", "4")), name)
        assert list(found.values()) == lost
        assert codes(made) == []


def test_until_a_coefficient_is_known_the_points_stay_and_are_awaited() -> None:
    rule = factor("lost", UNLIMITED, **BY_INDEX)
    for made in (losing(rule), losing(of_item=rule)):
        filled = fill(made, {"a": None, "b": 2}, ("a", "i", "4"))
        laid = compile_scheme(made)
        assert column(filled, "total") == {"a": 6, "b": 10}
        assert column(filled, laid.parts[0].complete) == {"a": False, "b": True}


def test_the_whole_is_multiplied_and_awaited_by_its_name() -> None:
    rule = factor("earned", 12, **BY_INDEX)
    part = DeductionsComponent("deductions", "part", "扣分", D(10), items=(item("i", 10),))
    made = scheme(part, total=TotalRule(coefficient=rule))
    filled = fill(made, {"a": 2, "b": 1, "c": None}, ("a", "i", "5"), ("b", "i", "1"))
    laid = compile_scheme(made)
    assert column(filled, "total") == {"a": 10, "b": 9, "c": 10}
    [(awaited, name)] = laid.awaited
    assert (name, column(filled, awaited)) == ("难度系数", {"a": True, "b": True, "c": False})


@pytest.mark.parametrize(("value", "total"), [(30, "36/5"), (10, 6), (-5, "24/5"), (None, 6)])
def test_a_coefficient_that_is_worked_out_stays_within_its_bounds(value: int | None, total: Any) -> None:
    """Of 10 points 6 are earned, times the value by 10: of no less than 0.8 and no more than 1.2."""
    measures = (MEASURE, MeasureRule("then", "上年", "index", "year", "last"))
    rule = factor("earned", 10, measure="change", at_least=D("0.8"), at_most=D("1.2"))
    derived = (DerivedRule("change", "倍数", "ratio", "index", "then"),)
    made = replace(losing(rule), measures=measures, derived=derived)
    rows = [
        {"unit": "a", "measure": name, "period": "2015", "value": D(figure), "done": None, "of": None}
        for name, figure in (("index", value), ("then", 10))
        if figure is not None
    ]
    assert column(fill(made, {"a": None}, ("a", "i", "4"), measure=rows), "total") == {"a": Fraction(total)}
    assert codes(made) == []


def test_groups_have_coefficients_of_their_own() -> None:
    made = losing(factor("lost", groups={"all": D("0.5")}))
    assert column(fill(made, {"a": 1}, ("a", "i", "4")), "total") == {"a": 8}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (factor("lost"), "KH459"),
        (factor("lost", value=D(1), measure="index", at_most=D(1)), "KH459"),
        (factor("lost", value=D("1.1")), "KH459"),
        (factor("lost", groups={"none": D(1)}), "KH461"),
        (factor("lost", groups={"none": D(1)}), "KH459"),
        (factor("lost", measure="nothing", at_most=D(1)), "KH461"),
        (factor("lost", measure="rate", at_most=D(1)), "KH433"),
        (factor("lost", measure="index", at_least=D(1), at_most=D("0.5")), "KH433"),
    ],
)
def test_what_is_wrong_with_a_coefficient(rule: CoefficientRule, code: str) -> None:
    made = losing(rule)
    rate = MeasureRule("rate", "比率", "percent", "year", "last")
    assert code in codes(replace(made, measures=(*made.measures, rate)))


def test_a_coefficient_is_no_sum_of_periods() -> None:
    added = replace(losing(factor("lost", UNLIMITED, **BY_INDEX)), measures=(replace(MEASURE, over="sum"),))
    assert codes(added) == ["KH433"]


def test_of_what_has_no_marks_nothing_lost_is_multiplied() -> None:
    bonus = BonusComponent(
        "bonus", "part", "加分", UNLIMITED, items=(item("i", 10),), coefficient=factor("lost", value=D("0.5"))
    )
    made = scheme(bonus, total=TotalRule(cap=UNLIMITED))
    assert codes(made) == ["KH430"]


# Failed items, vetoes of figures and of times.


def three(**more: Any) -> Scheme:
    items = tuple(item(name, 10) for name in "ijk")
    return scheme(
        DeductionsComponent("deductions", "part", "扣分", D(30), items=items, not_applicable="left-out"), **more
    )


def failing(rule: FailedItems, **bounds: Any) -> FigureCondition:
    return FigureCondition(failed=rule, **bounds)


RECORDS = [("a", "i", "10"), ("a", "j", "12"), ("b", "i", "5"), ("b", "k", "3"), ("c", "j", "10")]
APPLIES = {"applies": [{"item": "j", "unit": "c", "excluded": True}]}


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        (FailedItems(part="part"), [2, 0, 0]),
        (FailedItems(items=("i", "k")), [1, 0, 0]),
        (FailedItems(part="part", below_share=D("0.6")), [2, 1, 0]),
        (FailedItems(part="part", below_share=D("0.5")), [2, 0, 0]),
    ],
)
def test_items_that_failed_are_counted(rule: FailedItems, number: list[int]) -> None:
    """Of unit c the item in which it lost all does not apply."""
    made = three(grades=(GradeRule("top", "优", when=(failing(rule, at_most=D(0)),)), GradeRule("rest", "其余")))
    filled = fill(made, dict.fromkeys("abc"), *RECORDS, **APPLIES)
    [name] = [found.id for found in compile_scheme(made).book.table("unit").columns if found.id.startswith("failed.")]
    assert list(column(filled, name).values()) == number
    assert [grade == "top" for grade in column(filled, "grade").values()] == [one == 0 for one in number]
    assert codes(made) == []


def test_a_figure_brings_a_veto_about() -> None:
    when = (failing(FailedItems(part="part"), at_least=D(2)), FigureCondition(item="k", below=D(8)))
    made = three(vetoes=(VetoRule("v", "否决", "fixed", when=when, fixed=D(9)),))
    assert column(fill(made, dict.fromkeys("abc"), *RECORDS, **APPLIES), "total") == {"a": 9, "b": 9, "c": 20}
    assert codes(made) == []


def test_a_veto_asks_for_so_many_times() -> None:
    made = three(vetoes=(VetoRule("v", "否决", "fixed", ("i/s", "j/s"), times=2, fixed=D(9)),))
    assert column(fill(made, dict.fromkeys("abc"), *RECORDS), "total") == {"a": 9, "b": 22, "c": 20}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (FailedItems(), "KH459"),
        (FailedItems(part="part", items=("i",)), "KH459"),
        (FailedItems(part="nothing"), "KH461"),
        (FailedItems(items=("i", "nothing")), "KH461"),
    ],
)
def test_what_is_wrong_with_what_is_counted(rule: FailedItems, code: str) -> None:
    made = three(vetoes=(VetoRule("v", "否决", "kept", when=(failing(rule, at_least=D(1)),)),))
    assert code in codes(made)


def test_a_part_and_a_category_of_one_name_are_told_apart() -> None:
    """Unit a failed in the category, b in the part."""
    whole = Category("q", "类别", (item("i", 5), item("j", 5)))
    parts = (
        DeductionsComponent("deductions", "p", "扣分", D(10), categories=(whole,)),
        DeductionsComponent("deductions", "q", "扣分", D(10), items=(item("k", 10),)),
    )
    vetoes = tuple(
        VetoRule(name, name, "fixed", when=(failing(rule, at_least=D(1)),), fixed=D(fixed))
        for name, rule, fixed in (("v", FailedItems(part="q"), 1), ("w", FailedItems(category="q"), 2))
    )
    filled = fill(scheme(*parts, vetoes=vetoes), dict.fromkeys("ab"), ("a", "i", "5"), ("b", "k", "10"))
    assert column(filled, "total") == {"a": 2, "b": 1}


def test_of_what_cannot_be_earned_nothing_fails() -> None:
    bonus = BonusComponent("bonus", "more", "加分", UNLIMITED, items=(item("m", UNLIMITED),))
    penalties = PenaltyComponent("penalty", "points", "记分", D(10), items=(item("n", 10),))
    for part, rule in (
        (bonus, FailedItems(part="more", below_share=D("0.6"))),
        (penalties, FailedItems(items=("n",))),
    ):
        when = (failing(rule, at_least=D(1)),)
        made = scheme(part, vetoes=(VetoRule("v", "否决", "kept", when=when),), total=TotalRule(cap=UNLIMITED))
        assert "KH430" in codes(made)
    plain = VetoRule("v", "否决", "kept", when=(failing(FailedItems(part="more"), at_least=D(1)),))
    assert codes(scheme(bonus, vetoes=(plain,), total=TotalRule(cap=UNLIMITED))) == []


def test_a_gate_counts_items_of_parts_before_it() -> None:
    bonus = BonusComponent("bonus", "more", "加分", D(5), items=(item("m", 5),))
    losing_part = three().components[0]
    gate = GateRule(("more",), failing(FailedItems(part="part"), at_most=D(1)))
    made = scheme(losing_part, bonus, gates=(gate,), total=TotalRule(cap=UNLIMITED, floor=D(0)))
    filled = fill(made, dict.fromkeys("ab"), *RECORDS[:4], ("a", "m", "2"), ("b", "m", "2"))
    assert column(filled, "total") == {"a": 10, "b": 24}
    turned = scheme(bonus, losing_part, gates=(gate,), total=TotalRule(cap=UNLIMITED, floor=D(0)))
    assert "KH442" in codes(turned)


@pytest.mark.parametrize(
    "more",
    [
        {"gates": (GateRule(("more",), failing(FailedItems(part="part"), at_most=D(0))),)},
        {
            "grades": (
                GradeRule("a", "优", when=(failing(FailedItems(part="part"), at_most=D(0)),)),
                GradeRule("b", "其余"),
            )
        },
        {"vetoes": (VetoRule("v", "否决", "kept", when=(failing(FailedItems(items=("i", "m")), at_least=D(1)),)),)},
    ],
)
def test_items_of_quarters_are_not_counted_in_the_year(more: Mapping[str, Any]) -> None:
    """No book of one span has them all: the year had no results, and the veto never came about."""
    bonus = BonusComponent("bonus", "more", "加分", D(5), items=(item("m", 5),), at="year")
    made = scheme(
        *three().components, bonus, year_of=YearOf("mean"), total=TotalRule(cap=UNLIMITED, floor=D(0)), **more
    )
    assert codes(made) == ["KH442"]


# Two figures in one tier, the last places.


def test_a_tier_asks_for_another_figure_as_well() -> None:
    rows = (
        TierRow(D(10), at_least=D(5), also=(AlsoBounds("other", at_least=D(3)),)),
        TierRow(D(4), at_least=D(5)),
    )
    standard = TiersStandard("tiers", "s", "s", rows, D(1), measure="index")
    part = earned(standard)
    measures = (MEASURE, MeasureRule("other", "另一个", "index", "year", "last"))
    made = replace(scheme(part), measures=measures)
    values = {"a": (6, 3), "b": (6, 2), "c": (4, 9), "d": (6, None)}
    given = [
        {"unit": unit, "measure": name, "period": "2015", "value": D(value), "done": None, "of": None}
        for unit, both in values.items()
        for name, value in zip(("index", "other"), both, strict=True)
        if value is not None
    ]
    filled = fill(made, dict.fromkeys(values), measure=given)
    assert column(filled, "i/s") == {"a": 10, "b": 4, "c": 1, "d": None}
    assert codes(made) == []
    alone = replace(made, components=(earned(replace(standard, tiers=(rows[1], rows[0]))),))
    assert codes(alone) == ["KH433"]  # the first tier leaves nothing to the second


def test_the_last_of_a_group_have_a_grade() -> None:
    grades = (GradeRule("poor", "较差", bottom=1), GradeRule("rest", "其余"))
    filled = fill(three(grades=grades), dict.fromkeys("abc"), ("a", "i", "5"), ("b", "i", "5"))
    assert column(filled, "grade") == {"a": "poor", "b": "poor", "c": "rest"}


# Growth.


@pytest.mark.parametrize(
    ("how", "expected"),
    [("growth", [50, -50, 7]), ("share", [150, 50, 7]), ("ratio", ["3/2", "1/2", 7]), ("difference", [2, -2, 6])],
)
def test_one_figure_follows_from_two(how: str, expected: list[Any]) -> None:
    """This year 6, 2 and 6; last year 4, 4 and nothing, for which the scheme says 7."""
    standard = ProportionStandard("proportion", "s", "s", D(1), D(1), measure="change")
    part = EarnedComponent("earned", "part", "得分", D(900), items=(item("i", 900, standard, floor=D(-900)),))
    made = Scheme(
        2015, "办法", "文号", D(900), (), (part,), scheme(part).ranking, (),
        measures=tuple(MeasureRule(name, name, "index", "year", "last") for name in ("now", "then")),
        derived=(DerivedRule("change", "增幅", how, "now", "then", D(7)),),
    )  # fmt: skip
    rows = [
        {"unit": unit, "measure": name, "period": "2015", "value": D(value), "done": None, "of": None}
        for unit, values in {"a": (6, 4), "b": (2, 4), "c": (6, 0)}.items()
        for name, value in zip(("now", "then"), values, strict=True)
    ]
    filled = fill(made, dict.fromkeys("abcd"), measure=rows)
    assert list(column(filled, "measure.change").values()) == [*map(Fraction, expected), None]


def test_what_is_derived_is_of_two_measures() -> None:
    wrong = DerivedRule("index", "增幅", "growth", "index", "nothing")
    assert codes(scheme(earned(ratio("higher", "cap", BEST)), derived=(wrong,))) == ["KH402", "KH461"]


# Parts beside those of the others.


def scaled(rule: ScaledRule) -> Scheme:
    return scheme(earned(ProportionStandard("proportion", "s", "s", D(1), D(1), measure="index"), scaled=rule))


@pytest.mark.parametrize(
    ("rule", "figures", "expected"),
    [
        (ScaledRule("best", "all"), (8, 4, 2), [10, 5, "5/2"]),
        (ScaledRule("best", "all", top=D(9)), (8, 4, 2), [9, "9/2", "9/4"]),
        (ScaledRule("best", "all"), (0, 0, 0), [0, 0, 0]),
        (ScaledRule("range", "group", bottom=D(6), equal="top"), (8, 4, 2), [10, "22/3", 6]),
        (ScaledRule("range", "group", bottom=D(6), equal="top"), (3, 3, 3), [10, 10, 10]),
        (ScaledRule("range", "group", bottom=D(6), equal="bottom"), (3, 3, 3), [6, 6, 6]),
    ],
)
def test_a_part_is_set_against_the_others(rule: ScaledRule, figures: tuple[int, ...], expected: list[Any]) -> None:
    found = column(fill(scaled(rule), dict(zip("abc", figures, strict=True))), "part:counted")
    assert list(found.values()) == [Fraction(value) for value in expected]
    assert codes(scaled(rule)) == []


def test_what_is_lost_is_set_against_the_others_by_what_is_left() -> None:
    part = DeductionsComponent(
        "deductions", "part", "扣分", D(10), items=(item("i", 10),), scaled=ScaledRule("best", "all")
    )
    filled = fill(scheme(part), dict.fromkeys("ab"), ("a", "i", "2"), ("b", "i", "6"))
    assert column(filled, "total") == {"a": 10, "b": 5}


def test_what_a_part_beside_the_others_leaves_unsaid() -> None:
    assert codes(scaled(ScaledRule("range", "all"))) == ["KH459"]
    assert codes(scaled(ScaledRule("best", "all", top=D(11)))) == ["KH430"]
    assert codes(scaled(ScaledRule("range", "all", bottom=D(10), equal="top"))) == ["KH433"]
