"""Items that score each month or quarter by the figures of it, of which the mean counts, or the sum: by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.check.kind_rules import check_kinds
from generator.check.rules import check_corpus
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.compiled import compile_scheme
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.measure_rule import FigureSource, MeasureRule
from generator.rules.scheme import Rounding, Scheme
from generator.rules.span_rule import AveragedRule, SummedRule
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import Range
from generator.rules.standards.given_standard import GivenStandard
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.rules.standards.per_step_standard import PerStepStandard
from generator.rules.standards.proportion_standard import ProportionStandard
from generator.rules.standards.rated_standard import EndsLeftOut, RatedStandard
from generator.rules.standards.target_standard import TargetStandard
from generator.rules.total_rule import TotalRule, YearOf
from generator.score.year import score_year
from generator.words.derivation import derivation_text
from tests.rules.kind_samples import _RECORD as RECORD
from tests.rules.kind_samples import BASE, SAMPLES, part, project
from tests.rules.test_edges import item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
STEPS = PerStepStandard("per-step", "s", "每低1扣1分", D(1), D(1), "exact", measure="rate", below=D(90))
EVENT = PerEventStandard("s", "每次扣1分", D(1))
GIVEN = GivenStandard("given", "s", "评0至10分", Range(D(0), D(10)))
OF_100 = GivenStandard("given", "s", "评0至100分", Range(D(0), D(100)), scored_of=D(100))
RATED_OF_100 = RatedStandard(
    "rated", "s", "评0至100分", Range(D(0), D(100)), EndsLeftOut(0, 0), 1, "mean", scored_of=D(100)
)
QUARTERS = SummedRule("quarter", D(5), "awaited")
TARGET = TargetStandard("target", "s", "每低1扣1分", D(1), D(1), "exact", measure="rate", at_least=D(90))
SCHEME = "data/schemes/2019.yml"
FROM_FULL = "      starts: full\n      floor: 0\n      summed: {over: quarter, max: 5}\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Q1: b and c share 0.5 and 0.3; Q2: c first, a and b share 0.3 and nothing; Q3 without c, Q4 without b.
        ("summed-places", {"a": "101.15", "b": "100.85", "c": "101.2"}),
        # a lost 3 in Q1 alone; b 1.5 in Q3, and nothing in Q4, of which nothing was measured; c 9, of which 3 count.
        ("summed-lost", {"a": "97", "b": "98.5", "c": "97"}),
        # 10, 10, 7.3 and 3, each rounded; 7.3 alone; eight times 10, three times 3, once 7.3.
        ("averaged-tiers", {"a": "97.575", "b": "97.3", "c": "98.025"}),
        # Each seven points of deductions count, to 8 in a month and to 10 together.
        ("summed-records", {"a": "90", "b": "93", "c": "100"}),
    ],
)
def test_figures_of_months_and_quarters(name: str, expected: dict[str, str]) -> None:
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in SAMPLES[name].items()}))
    result = score_year(corpus, 2019)
    assert {unit.unit.id: unit.total for unit in result.units} == {unit: D(total) for unit, total in expected.items()}


def test_a_quarter_is_told_with_its_place() -> None:
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in SAMPLES["summed-places"].items()}))
    result = score_year(corpus, 2019)
    told = derivation_text(result, next(unit for unit in result.units if unit.unit.id == "b"))
    for words in (
        "第二季度 = 0.15",
        "（名次） = 2",
        "第四季度 = 0（没有评分或者数值，全期计分，按 0）",
    ):
        assert words in told


def summed(*standards: Any, rule: Any = QUARTERS, worth: int = 10, **more: Any) -> DeductionsComponent:
    one = item("i", worth, *standards, summed=rule)
    return DeductionsComponent("deductions", "part", "扣分", D(worth), items=(one,), **more)


def from_full(worth: int) -> EarnedComponent:
    """Each quarter begins with five points, of which something is taken each time."""
    one = item("i", worth, EVENT, summed=SummedRule("quarter", D(5)), starts="full", floor=D(0))
    return EarnedComponent("earned", "part", "得分", D(worth), items=(one,))


def from_zero(worth: int) -> DeductionsComponent:
    """Each quarter begins with nothing, and loses what is not added of five points."""
    added = replace(EVENT, text="每次加1分", effect="adds")
    one = item("i", worth, added, summed=SummedRule("quarter", D(5)), starts="zero")
    return DeductionsComponent("deductions", "part", "扣分", D(worth), items=(one,))


def months_of_two(worth: int) -> EarnedComponent:
    """Two points in each month, of which something is earned."""
    one = item("i", worth, replace(EVENT, effect="adds"), summed=SummedRule("month", D(2)), starts="zero")
    return EarnedComponent("earned", "part", "得分", D(worth), items=(one,))


def with_measures(part: Any, due: str = "quarter") -> Scheme:
    measures = (
        MeasureRule("rate", "办结率", "percent", due, "last"),
        MeasureRule("goal", "目标", "percent", "year", "last"),
        MeasureRule("monthly", "月报", "percent", "month", "last"),
    )
    return replace(scheme(part, total=TotalRule(cap=D(100), floor=D(0))), measures=measures)


def below(name: str) -> PerStepStandard:
    return replace(STEPS, below=FigureSource(measure=name))


def more_than_marks(part: type, kind: str) -> Any:
    one = replace(item("i", 10, replace(EVENT, effect="adds"), summed=replace(QUARTERS, unscored="")), starts="zero")
    return part(kind, "part", "得分", D(10), items=(replace(one, earns_at_most=D(2)),))


def test_what_is_rounded_up_is_beyond_no_limit() -> None:
    """Of 1.15 and 0.85, rounded quarter by quarter, none is beyond a limit."""
    files = dict(SAMPLES["summed-places"])
    files["data/schemes/2019.yml"] = files["data/schemes/2019.yml"].replace(
        "rounding: []", "rounding: [{at: span, of: earned, places: 1, mode: half-up}]"
    )
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    found = {unit.unit.id: unit for unit in score_year(corpus, 2019).units}
    assert {name: unit.total for name, unit in found.items()} == {"a": D("101.2"), "b": D("100.9"), "c": D("101.2")}
    assert {item.raw - item.counted for unit in found.values() for item in unit.score.items()} == {D(0)}


def test_full_marks_are_those_of_a_quarter() -> None:
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in SAMPLES["summed-median"].items()}))
    (one, *_) = corpus.schemes[2019].items.values()
    (standard,) = one.standards
    told = "".join(standard_kind(standard).tell(standard, one, corpus.schemes[2019]))
    assert "该单项每期的全部分值；否则 1 分" in told


@pytest.mark.parametrize("standard", [OF_100, RATED_OF_100])
@pytest.mark.parametrize(("rule", "said"), [(QUARTERS, "折算成本单项每期的分值"), (None, "折算成本单项的分值")])
def test_scores_out_of_a_hundred_become_marks_of_a_quarter(standard: Any, rule: Any, said: str) -> None:
    one = item("i", 10, standard, summed=rule)
    made = scheme(EarnedComponent("earned", "part", "得分", D(10), items=(one,)))
    assert said in "".join(standard_kind(standard).tell(standard, one.of_one_span, made))


def test_points_beyond_those_of_a_quarter_are_told_as_such() -> None:
    part = EarnedComponent("earned", "part", "得分", D(10), items=(item("i", 10, GIVEN, summed=QUARTERS),))
    (flaw,) = check_kinds(scheme(part))
    assert flaw.message == "评分可达 10 分，超过本单项每期的分值 5 分"


@pytest.mark.parametrize(("name", "said"), [("summed-part-year", "不计入"), ("averaged-between", "不计入平均")])
def test_what_a_month_without_a_score_is_left_out_of_is_told(name: str, said: str) -> None:
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in SAMPLES[name].items()}))
    columns = [column for table in compile_scheme(corpus.schemes[2019]).book.tables for column in table.columns]
    told = {column.said_none for column in columns if column.id == "first:scored"}
    assert told == {f"没有评分或者数值，{said}"}


def test_what_others_had_in_the_same_month_is_told_as_such() -> None:
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in SAMPLES["averaged-between"].items()}))
    result = score_year(corpus, 2019)
    told = derivation_text(result, next(unit for unit in result.units if unit.unit.id == "a"))
    assert "（各单位同期办结率中最高的）" in told
    assert "各各" not in told


@pytest.mark.parametrize(
    ("part", "due", "said"),
    [
        (summed(STEPS), "quarter", []),
        (summed(below("goal")), "quarter", []),
        (summed(below("monthly")), "quarter", ["KH433"]),
        (summed(STEPS), "month", ["KH433"]),
        (summed(STEPS), "year", ["KH433"]),
        (summed(STEPS, rule=replace(QUARTERS, over="month")), "month", []),
        (summed(STEPS, rule=replace(QUARTERS, unscored="")), "quarter", ["KH459"]),
        (summed(EVENT), "quarter", ["KH433"]),
        (summed(EVENT, rule=replace(QUARTERS, unscored="")), "quarter", []),
        (summed(STEPS, replace(EVENT, id="t"), rule=replace(QUARTERS, unscored="full")), "quarter", ["KH433"]),
        (summed(STEPS, rule=replace(QUARTERS, max=D(2))), "quarter", ["KH430"]),
        (summed(STEPS, rule=replace(QUARTERS, max=D(11))), "quarter", ["KH430"]),
        (summed(replace(STEPS, effect="gives"), worth=20), "quarter", []),
        (summed(replace(STEPS, effect="gives")), "quarter", ["KH430"]),
        (summed(TARGET), "quarter", ["KH430"]),
        (summed(TARGET, worth=20), "quarter", []),
        (from_full(10), "quarter", ["KH430"]),
        (from_full(20), "quarter", []),
        (from_zero(10), "quarter", ["KH430"]),
        (from_zero(20), "quarter", []),
        (summed(STEPS, not_applicable="spread"), "quarter", ["KH433"]),
        (
            summed(ProportionStandard("proportion", "s", "s", D(1), D(1), score="peace")),
            "quarter",
            ["KH433", "KH461"],
        ),
        (summed(replace(GIVEN, text="扣0至10分")), "quarter", ["KH405"]),
        (more_than_marks(EarnedComponent, "earned"), "quarter", ["KH433"]),
        (more_than_marks(BonusComponent, "bonus"), "quarter", ["KH433"]),
    ],
)
def test_what_is_asked(part: Any, due: str, said: list[str]) -> None:
    assert codes(with_measures(part, due)) == said


@pytest.mark.parametrize(
    ("worth", "more", "said"),
    [
        (24, {}, []),
        (25, {}, ["KH430"]),
        (6, {"year_of": YearOf("mean")}, []),  # three months of a quarter
        (7, {"year_of": YearOf("mean")}, ["KH430"]),
        (16, {"in_force": date(2015, 5, 20), "before": "not-counted"}, []),  # May and seven more
        (17, {"in_force": date(2015, 5, 20), "before": "not-counted"}, ["KH430"]),
        (24, {"in_force": date(2015, 5, 20), "before": "counted"}, []),
        # One month of the second quarter.
        (2, {"year_of": YearOf("mean"), "in_force": date(2015, 6, 1), "before": "not-counted"}, []),
        (3, {"year_of": YearOf("mean"), "in_force": date(2015, 6, 1), "before": "not-counted"}, ["KH430"]),
    ],
)
def test_no_more_months_are_added_up_than_count(worth: int, more: Any, said: list[str]) -> None:
    assert codes(scheme(months_of_two(worth), total=TotalRule(cap=D(100), floor=D(0)), **more)) == said


def test_what_is_added_up_in_the_year_alone_has_all_months() -> None:
    part = replace(months_of_two(24), at="year")
    assert codes(scheme(part, total=TotalRule(cap=D(100), floor=D(0)), year_of=YearOf("mean"))) == []


def test_points_taken_from_full_quarters_are_lost() -> None:
    """One point in each of four quarters of five points: 16 of 20 are left, as of four points in one quarter."""
    made = part("earned", "{id: found, text: 每件扣1分, points: 1}", FROM_FULL, 20)
    files = project(made, BASE.replace("90", "80"))
    lost = [("a", "0210", 1), ("a", "0510", 1), ("a", "0810", 1), ("a", "1110", 1), ("b", "0210", 4)]
    for unit, day, points in lost:
        files[f"data/deductions/2019/first/2019-{day}-{unit}-1.yml"] = RECORD.format(
            unit=unit, month=1, standard="found", points=points, more=f"count: {points}\n" if points > 1 else ""
        ).replace("2019-01-10", f"2019-{day[:2]}-{day[2:]}")
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert (list(problems), check_corpus(corpus)) == ([], [])
    found = {unit.unit.id: unit.total for unit in score_year(corpus, 2019).units}
    assert found == {"a": D(96), "b": D(96), "c": D(100)}
    said = files["data/schemes/2019.yml"].replace("max: 20", "max: 10").replace("max: 80", "max: 90")
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in (files | {SCHEME: said}).items()}))
    assert [problem.code for problem in check_corpus(corpus)] == ["KH430"]


def rounded(part: Any, at: str, places: int) -> Scheme:
    return replace(with_measures(part), roundings=(Rounding(places, "half-up", at, "earned"),))


AVERAGED = AveragedRule("quarter", "full")


@pytest.mark.parametrize(
    ("at", "places", "worth", "more", "said"),
    [
        ("span", 1, "2.25", {"averaged": AVERAGED}, ["KH433"]),  # 2.3 of 2.25
        ("span", 2, "2.25", {"averaged": AVERAGED}, []),
        ("span", 0, "20", {"averaged": AVERAGED}, []),
        ("span", 1, "2.25", {}, []),
        ("span", 1, "9", {"summed": replace(QUARTERS, max=D("2.25"))}, ["KH433"]),
        ("span", 1, "8.25", {"summed": replace(QUARTERS, max=D("2.5"))}, []),
        ("item", 1, "8.25", {"summed": replace(QUARTERS, max=D("2.5"))}, ["KH433"]),
        ("item", 1, "2.25", {}, ["KH433"]),
        ("item", 1, "2.2", {}, []),
        ("total", 1, "2.25", {"averaged": AVERAGED}, []),
    ],
)
def test_full_marks_have_no_more_decimals_than_are_kept(
    at: str, places: int, worth: str, more: Any, said: list[str]
) -> None:
    one = item("i", D(worth), STEPS, **more)
    part = DeductionsComponent("deductions", "part", "扣分", D(worth), items=(one,))
    assert codes(rounded(part, at, places)) == said


def test_what_is_spread_over_rounded_quarters_is_refused() -> None:
    one = item("i", 10, STEPS, averaged=AVERAGED)
    part = DeductionsComponent("deductions", "part", "扣分", D(10), items=(one,), not_applicable="spread")
    assert codes(rounded(part, "span", 2)) == ["KH433"]
    assert codes(rounded(part, "item", 2)) == []


def test_full_marks_are_refused_by_name() -> None:
    one = item("i", D("2.25"), STEPS, averaged=AVERAGED)
    part = DeductionsComponent("deductions", "part", "扣分", D("2.25"), items=(one,))
    (flaw,) = check_kinds(rounded(part, "span", 1))
    assert flaw.message == ("“i”每季度的分值是 2.25 分，得分却只保留 1 位小数，满分舍入以后就变了")


def test_both_at_once_are_refused() -> None:
    one = item("i", 10, STEPS, summed=QUARTERS, averaged=AveragedRule("quarter", "awaited"))
    assert "KH433" in codes(with_measures(DeductionsComponent("deductions", "part", "扣分", D(10), items=(one,))))


def test_excess_of_a_month_is_found() -> None:
    """A rate that may not go beyond its target is looked at in each quarter by itself."""
    done = "{id: found, kind: completion, text: 完成率, measure: rate, of: 90, over: error}"
    files = SAMPLES["summed-median"]
    text = files["data/schemes/2019.yml"]
    begin = text.index("- {id: found, kind: threshold")
    changed = text[:begin] + f"- {done}\n" + text[text.index("\n", begin) + 1 :]
    corpus, problems = read_corpus(
        MemoryTree({path: made.encode() for path, made in (files | {"data/schemes/2019.yml": changed}).items()})
    )
    assert list(problems) == []
    assert "KH464" in {problem.code for problem in check_corpus(corpus)}
