"""Months scored by themselves, points that fall to a least one, the last share of a group, full marks of quarters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.check.fact_rules import check_facts
from generator.model.number import UNLIMITED
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.full_marks import full_marks_in, marks_of_year
from generator.rules.item import Category
from generator.rules.kind_list import kind_of
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.span_rule import AveragedRule
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import Range
from generator.rules.standards.given_standard import GivenStandard
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.rules.standards.rank_standard import RankStandard, StepOn
from generator.rules.total_rule import FigureCondition, GradeRule, TotalRule, VetoRule, YearOf
from generator.score.step import absorbed_words
from generator.score.year import score_year
from tests.rules.kind_samples import SAMPLES, Files
from tests.rules.test_edges import column, fill, item, scheme
from tests.rules.test_more_rules import codes, earned

D = Decimal
GIVEN = GivenStandard("given", "s", "评0至10分", Range(D(0), D(10)))
EVENT = PerEventStandard("s", "每次扣1分", D(1))


def losing(*standards: Any, **more: Any) -> DeductionsComponent:
    return DeductionsComponent("deductions", "part", "扣分", D(10), items=(item("i", 10, *standards, **more),))


def monthly(*standards: Any) -> EarnedComponent:
    one = item("i", 10, *standards, averaged=AveragedRule("month"))
    return EarnedComponent("earned", "part", "得分", D(10), items=(one,))


def mixed(unscored: str) -> EarnedComponent:
    """Scores of months, and what is taken each time."""
    taken = replace(EVENT, id="t", effect="loses")
    one = item("i", 10, GIVEN, taken, averaged=AveragedRule("month", unscored), floor=D(0))
    return EarnedComponent("earned", "part", "得分", D(10), items=(one,))


def falls(least: Decimal | None, first: int = 10, ties: str = "shared", by: int = -4) -> RankStandard:
    then = StepOn(D(by))
    return RankStandard(
        "rank", "s", "名次", (D(first),), then, measure="index", order="highest", among="all", ties=ties, least=least
    )


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (earned(GIVEN), []),
        (monthly(GIVEN), ["KH459"]),
        (losing(EVENT, averaged=AveragedRule("month")), []),
        (losing(EVENT, averaged=AveragedRule("month", "zero")), ["KH433"]),
        (losing(falls(D(0)), averaged=AveragedRule("quarter")), ["KH433", "KH459"]),
        (losing(EVENT, averaged=AveragedRule("month"), month_max=D(2)), ["KH433"]),
        (losing(EVENT, averaged=AveragedRule("month"), once="highest-of-all"), ["KH433"]),
        (losing(EVENT, averaged=AveragedRule("month"), once="highest"), []),
        *((mixed(unscored), ["KH433"]) for unscored in ("full", "zero", "left-out")),
        (mixed("awaited"), []),
        (losing(GIVEN), ["KH416"]),
        (losing(GivenStandard("given", "s", "视情节扣0至10分", Range(D(0), D(10)))), []),
        (earned(falls(D(12))), ["KH433"]),
        (earned(falls(D(0), by=4)), ["KH433"]),
        (earned(falls(-UNLIMITED)), ["KH459"]),
    ],
)  # fmt: skip
def test_what_is_asked(made: Any, said: list[str]) -> None:
    assert codes(scheme(made)) == said


def test_a_category_has_no_limit_beside_months() -> None:
    inside = (item("i", 10, EVENT, averaged=AveragedRule("month")), item("j", 10))
    part = DeductionsComponent(
        "deductions", "part", "扣分", D(15), categories=(Category("c", "c", inside, max=D(15)),)
    )
    assert codes(scheme(part)) == ["KH433"]


def test_points_that_would_fall_below_zero_ask_for_the_least() -> None:
    kind, sizes = falls(None), [2, 2]
    assert [flaw.code for flaw in standard_kind(kind).check_groups(kind, sizes)] == ["KH459"]
    assert list(standard_kind(kind).check_groups(kind, [3])) == []
    for least in (D(0), -UNLIMITED):
        made = falls(least)
        assert list(standard_kind(made).check_groups(made, sizes)) == []


@pytest.mark.parametrize(
    ("standard", "expected"),
    [
        (falls(D(1)), [10, 6, 2, 1, 1]),
        (falls(D(2)), [10, 6, 2, 2, 2]),
        (falls(-UNLIMITED), [10, 6, 2, -2, -6]),
    ],
)
def test_points_fall_to_the_least(standard: RankStandard, expected: list[int]) -> None:
    filled = fill(scheme(earned(standard)), {"a": 9, "b": 8, "c": 7, "d": 6, "e": 5})
    assert list(column(filled, "i:counted").values()) == expected


def test_tied_units_share_points_that_have_reached_the_least() -> None:
    filled = fill(scheme(earned(falls(D(1), ties="mean"))), {"a": 9, "b": 8, "c": 7, "d": 7, "e": 5})
    assert list(column(filled, "i:counted").values()) == [10, 6, Fraction(3, 2), Fraction(3, 2), 1]


@pytest.mark.parametrize(
    ("share", "rounds", "expected"), [("0.3", "up", 2), ("0.3", "down", 1), ("0.3", "half-up", 2), ("0.2", "down", 1)]
)
def test_the_last_share_of_a_group_has_a_grade(share: str, rounds: str, expected: int) -> None:
    grades = (GradeRule("poor", "较差", bottom_share=D(share), quota_rounds=rounds), GradeRule("rest", "其余"))
    made = scheme(losing(), grades=grades)
    rows = [(name, "i", str(at)) for at, name in enumerate("abcde", 1)]
    found = column(fill(made, dict.fromkeys("abcde", 1), *rows), "grade")
    assert [name for name, grade in found.items() if grade == "poor"] == list("edcba"[:expected])[::-1]


def test_a_share_of_the_last_places_is_said_whole() -> None:
    last = GradeRule("poor", "较差", bottom_share=D("0.3"))
    both = GradeRule("poor", "较差", top_share=D("0.2"), bottom_share=D("0.3"), quota_rounds="up")
    assert codes(scheme(losing(), grades=(last, GradeRule("rest", "其余")))) == ["KH459"]
    assert codes(scheme(losing(), grades=(both, GradeRule("rest", "其余")))) == ["KH433"]


def files_of(name: str, *more: tuple[str, str]) -> Files:
    files = dict(SAMPLES[name])
    one = next(text for path, text in files.items() if "/bonuses/" in path)
    for unit, day in more:
        path = f"data/bonuses/2019/first/2019-{day.replace('-', '')}-{unit}-1.yml"
        files[path] = one.replace("date: 2019-04-10", f"date: 2019-{day}").replace("unit: a", f"unit: {unit}")
    return files


@pytest.mark.parametrize(
    ("name", "more", "number"),
    [
        ("standard-given", (("a", "05-10"),), 1),
        ("averaged-left-out", (("a", "06-10"),), 0),
        ("averaged-left-out", (("a", "04-30"),), 1),
    ],
)
def test_points_that_are_given_outright_are_given_once(name: str, more: Any, number: int) -> None:
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files_of(name, *more).items()}))
    assert problems == []
    assert [problem.code for problem in check_facts(corpus)] == ["KH438"] * number


def test_each_record_of_a_month_counts_its_share_and_what_is_beyond_the_month() -> None:
    corpus, problems = read_corpus(
        MemoryTree({path: text.encode() for path, text in SAMPLES["averaged-lost"].items()})
    )
    assert problems == []
    unit = score_year(corpus, 2019).unit("a")
    assert unit is not None
    first, second, third = unit.score.effects()
    assert [round(one.counted, 4) for one in (first, second, third)] == [D("0.5833"), D("0.25"), D("0.5833")]
    assert absorbed_words(second) == ("0.333334", "单项一个月的上限")  # so that the three add up
    assert sum(one.counted for one in (first, second, third)) == D("1.416667")


def test_full_marks_of_a_year_of_quarters() -> None:
    parts = (losing(), EarnedComponent("earned", "end", "年终", D(4), items=(item("e", 4, GIVEN),), at="year"))
    made = scheme(*parts, year_of=YearOf("mean", weight=D("0.6")))
    assert marks_of_year(made) == 10
    assert full_marks_in(made, 2) == 10
    assert marks_of_year(scheme(*parts, year_of=YearOf("sum"))) == 44
    assert kind_of(parts[0]).effect == "loses"


def barred(said: str, *ties: str) -> dict[str, Any]:
    """The grades where a, which is first, may not have the best one; `ties` are units that lost as much as b."""
    veto = VetoRule("no", "一票否优", "kept", ("j/s",), bars=("top",))
    top = GradeRule("top", "优秀", top_share=D("0.5"), quota_rounds="down", barred_places=said)
    part = DeductionsComponent("deductions", "part", "扣分", D(20), items=(item("i", 10), item("j", 10)))
    made = scheme(part, vetoes=(veto,), grades=(top, GradeRule("rest", "其余")))
    lost = {"a": 1, "b": 3, "c": 4, "d": 5} | dict.fromkeys(ties, 3)
    rows = [("a", "j", "0"), *((unit, "i", str(points)) for unit, points in lost.items())]
    return column(fill(made, dict.fromkeys("abcd", 1), *rows), "grade")


@pytest.mark.parametrize(
    ("said", "ties", "top"),
    [
        ("kept", "", "b"),
        ("passed-on", "", "bc"),
        ("kept", "c", "bc"),
        ("passed-on", "c", "bc"),
        ("passed-on", "cd", "bcd"),
    ],
)
def test_the_place_of_who_is_barred_stays_empty_or_is_passed_on(said: str, ties: str, top: str) -> None:
    assert "".join(unit for unit, grade in barred(said, *ties).items() if grade == "top") == top


def test_whether_a_barred_place_is_passed_on_is_asked() -> None:
    veto = VetoRule("no", "一票否优", "kept", ("i/s",), bars=("top",))
    for said, code in (("", ["KH459"]), ("kept", []), ("passed-on", [])):
        grades = (GradeRule("top", "优秀", top=1, barred_places=said), GradeRule("rest", "其余"))
        assert codes(scheme(losing(), vetoes=(veto,), grades=grades)) == code
    grades = (GradeRule("top", "优秀", top=1, barred_places="kept"), GradeRule("rest", "其余"))
    assert codes(scheme(losing(), grades=grades)) == ["KH433"]


def test_no_veto_holds_of_what_is_not_known_yet() -> None:
    for when in (FigureCondition(item="i", below=D(6)), FigureCondition(part="part", below=D(6))):
        veto = VetoRule("low", "过低", "fixed", when=(when,), fixed=D(1))
        part = EarnedComponent("earned", "part", "得分", D(10), items=(item("i", 10, GIVEN),))
        filled = fill(scheme(part, vetoes=(veto,)), {"a": 1, "b": 1, "c": 1}, ("a", "i", "5"), ("b", "i", "7"))
        assert column(filled, "total") == {"a": 1, "b": 7, "c": 0}


def test_a_limit_of_the_total_below_full_marks_is_told() -> None:
    assert codes(scheme(losing(), total=TotalRule(cap=D(9)))) == ["KH430"]
    assert codes(scheme(losing(), total=TotalRule(cap=D(10)))) == []


def test_points_that_fall_below_zero_ask_for_the_floor_of_the_total() -> None:
    assert codes(scheme(earned(falls(-UNLIMITED)), total=TotalRule(cap=D(10)))) == ["KH459"]


def test_quarters_are_not_averaged_twice() -> None:
    part, once = losing(EVENT, averaged=AveragedRule("quarter")), losing(EVENT, averaged=AveragedRule("month"))
    assert codes(scheme(part, year_of=YearOf("mean"))) == ["KH433"]
    assert codes(scheme(replace(part, at="year"), year_of=YearOf("mean"))) == []
    assert codes(scheme(once, year_of=YearOf("mean"))) == []


@pytest.mark.parametrize(
    ("unscored", "expected", "provisional"),
    [
        ("awaited", "7.25", True),
        ("left-out", "7.25", False),
        ("full", "9.541667", False),
        ("zero", "1.208333", False),
    ],
)
def test_what_a_month_without_a_score_counts(unscored: str, expected: str, provisional: bool) -> None:
    """Eight points in April and 6.5 in May, of ten."""
    corpus, problems = read_corpus(
        MemoryTree({path: text.encode() for path, text in SAMPLES[f"averaged-{unscored}"].items()})
    )
    assert problems == []
    unit = score_year(corpus, 2019).unit("a")
    assert unit is not None
    found = next(one for one in unit.score.items() if one.item.id == "first")
    assert (round(found.counted, 6), unit.score.provisional) == (D(expected), provisional)
