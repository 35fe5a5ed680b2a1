"""Real districts' rules come to the figures that their texts state."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from generator.check.rules import check_corpus
from generator.score.operations import Value
from tests.schemes.given_project import HERE, PROJECTS, evaluate_project, read_project


def figures(project: str, column: str, *units: str) -> list[Value]:
    """The figures of a column; numbers as Fractions, which compare as numbers do."""
    found = [evaluate_project(project).cell(unit, column) for unit in units]
    return [Fraction(value) if isinstance(value, Decimal | Fraction) else value for value in found]


def numbers(*texts: str | int) -> list[Fraction]:
    return [Fraction(text) for text in texts]


ZONGZHI, RIVER, BIANBAN = "zhejiang-zongzhi-2010", "shicheng-river-2018", "bianban-eval-rank"
NATIONAL, ZHAOQING, FHRS = "gov-website-2019", "gov-website-2019-zhaoqing", "uk-fhrs"
WATER = "water-targets"
MONTHLY = "monthly-and-year-end"
STREETS = tuple(f"street-{name}" for name in "abcd")
COUNTIES = tuple(f"county-{number}" for number in range(1, 5))
DISTRICTS = tuple(f"district-{number}" for number in range(1, 6))


@pytest.mark.parametrize(
    ("project", "column", "figure_of"),
    [
        # Two incidents of 30 in an item of 50 take 50, not 60.
        (ZONGZHI, "organs:raw", {"city-1": 60}),
        (ZONGZHI, "organs:counted", {"city-1": 50, "city-2": 0}),
        # 57 % where 60 is asked takes 6 of 10; 54 % would take 12, and takes 10; 58.5 % takes 3.
        (ZONGZHI, "lawyers:counted", {"city-1": 6, "city-2": 10, "city-3": 0, "city-4": 0, "city-5": 3}),
        # Three homicides, one solved within the year, over five counties; solved after its end, it counts in full.
        (ZONGZHI, "homicide:counted", {"city-1": 1, "city-2": "2/5"}),
        # Tiers: the bound of each belongs to the next.
        (ZONGZHI, "enforcement:counted", {"city-1": 3, "city-2": 2, "city-3": 1, "city-4": 0, "city-5": 0}),
        # Whole steps alone count; what fell is no loss.
        (ZONGZHI, "losses:counted", {"city-1": 0, "city-2": 2, "city-3": 0, "city-4": 1, "city-5": 0}),
        (ZONGZHI, "ratio:counted", {"city-1": 0, "city-2": 4, "city-3": 0, "city-4": 2}),
        # Below the mean of the province, which is the same for all.
        (ZONGZHI, "safety:counted", {"city-1": 0, "city-2": "7/2", "city-3": "1/2", "city-4": "13/2"}),
        # One record, two pages: the city where the vehicle comes from loses 10, too.
        (ZONGZHI, "accidents:counted", {"city-2": 10, "city-3": 10, "city-1": 0}),
        # One of the exclusive degrees.
        (ZONGZHI, "duty:counted", {"city-4": 10, "city-2": 10, "city-3": 5}),
        # What is added inside an item has a cap of its own.
        (ZONGZHI, "detection:counted", {"city-3": -15}),
        # One project counts at its highest; twelve projects are more than the part adds.
        (ZONGZHI, "innovation:counted", {"city-1": 1, "city-2": 10}),
        (ZONGZHI, "total", {"city-1": 941}),
        # 65 of 75 is 86.666… of 100; above 80 the bonus opens; the total is rounded once.
        (NATIONAL, "check:earned", {"fagai": "260/3", "minzheng": 80, "jiaoyu": 60}),
        (NATIONAL, "total", {"fagai": "92.67", "minzheng": 80, "jiaoyu": 60}),
        (NATIONAL, "total-before-veto", {"fazhi": 95}),
        # An item of 20 spread over eight of 10: each is worth 12.5, and eleven faults take 11, not 10.
        (ZHAOQING, "item-1:max", {"fagai": "25/2", "minzheng": 10}),
        (ZHAOQING, "total", {"fagai": 89, "minzheng": 90, "fazhi": 59}),
        # Seven of ten cases are 10.5 of 15; three untreated at 2 take the item's 5; a place adds without a cap.
        (RIVER, "fishery:raw", {"nongliangju": "9/2"}),
        (RIVER, "occupied:counted", {"shuiliju": 5}),
        (RIVER, "sewage:counted", {"chengguanju": 20}),
        (RIVER, "ranked:counted", {"nongliangju": 10, "shuiliju": "-3/2", "jiaotongju": "-23/4", "gongxinju": 10}),
        (RIVER, "total", {"nongliangju": "103.5", "gongxinju": 110}),
        # A second place shared by two: each gets its points, or both get the mean of the places.
        (BIANBAN, "districts:counted", dict(zip(DISTRICTS, (60, 57, 57, 51, 48), strict=True))),
        (BIANBAN, "districts-mean:counted", dict(zip(DISTRICTS, (40, "71/2", "71/2", 31, 28), strict=True))),
        (BIANBAN, "ratio:counted", dict(zip(DISTRICTS, (12, "48/5", 6, "24/5", "12/5"), strict=True))),
        (BIANBAN, "last:counted", dict(zip(DISTRICTS, ("17/10", "2", "8/5", "19/10", "9/5"), strict=True))),
        # Below the target, but not where the figure is well above the mean of the group.
        (BIANBAN, "young:counted", {"district-2": "9/10", "district-3": "3/5", "shenji": "1/4", "renshe": "19/20"}),
        (
            BIANBAN,
            "graduates-share:counted",
            {"district-2": 1, "district-4": "1/2", "district-5": 0, "renshe": "1/10"},
        ),
        # An item may fall below 0; each side has its own cap.
        (BIANBAN, "staff:counted", {"district-4": 2, "district-5": "-1/2", "district-1": "3/2"}),
        # One finding takes 0.5; two take all.
        (BIANBAN, "audit:counted", {"renshe": 1, "shenji": 0, "zuzhibu": "3/2"}),
        # Who has nobody new gets the mean of the group: 2, 1 and 1.
        (BIANBAN, "recruits:final", {"caizheng": "4/3", "zuzhibu": 2}),
        # Each has a target of its own: at most 50, 60, 30.5 and 55; at least 0.54, 0.53, 0.6 and 0.49.
        (WATER, "use:counted", dict(zip(COUNTIES, (10, 0, 10, 10), strict=True))),
        (WATER, "irrigation:counted", dict(zip(COUNTIES, (6, 0, 6, 6), strict=True))),
        # In proportion up to one's own target: 6 of 6, 4.5 of 6, none for a rise, no more for 9 of 8.
        (WATER, "decline:counted", dict(zip(COUNTIES, (10, "15/2", 0, 10), strict=True))),
        # Below 60 % nothing; 60 % itself counts.
        (WATER, "quality:counted", dict(zip(COUNTIES, ("38/5", 6, 0, "24/5"), strict=True))),
        # Between 80, which gets 3, and 200, which gets 6.
        (WATER, "saving:counted", dict(zip(COUNTIES, (4, 3, 6, "7/2"), strict=True))),
        # 37.6 of 40 count as 32.9 of 35; the total has no decimals.
        (WATER, "goals:counted", {"county-1": "329/10", "county-4": "2401/80"}),
        (WATER, "total", dict(zip(COUNTIES, (99, 74, 79, 90), strict=True))),
        # Seven places in January take the month's 30, not 35, one in February 5: 325 over twelve months.
        # Who joined in July has six, without what was found in June.
        (MONTHLY, "litter:counted", dict(zip(STREETS, ("325/12", "115/4", 30, "85/3"), strict=True))),
        # The mean of the months that have a score: of three, of twelve, of two.
        (MONTHLY, "order:counted", dict(zip(STREETS, (65, 66, 65, "133/2"), strict=True))),
        # Of each quarter the mean of those who rated, of which the mean of the quarters.
        (MONTHLY, "visited:counted", dict(zip(STREETS, ("427/8", 56, 60, 52), strict=True))),
        # 60 % and 40 %.
        (MONTHLY, "total", dict(zip(STREETS, ("91.8", "93.45", 97, "89.7"), strict=True))),
        (BIANBAN, "performance:counted", {"zuzhibu": "50.34375", "shenji": "46.66667"}),
    ],
)
def test_a_figure(project: str, column: str, figure_of: dict[str, str | int]) -> None:
    assert figures(project, column, *figure_of) == numbers(*figure_of.values())


def test_a_veto_without_a_score_and_one_with_a_fixed_one() -> None:
    assert figures(NATIONAL, "total", "fazhi") == [None]
    assert figures(NATIONAL, "rank", "fazhi") == [None]
    assert figures(NATIONAL, "reason", "fazhi", "fagai") == ["单项否决", None]
    assert figures(NATIONAL, "grade", "fazhi", "jiaoyu", "tongji", "fagai") == [
        "failed",
        "passed",
        "failed",
        "passed",
    ]
    assert figures(ZHAOQING, "total", "fazhi") == numbers(59)
    assert figures(ZHAOQING, "grade", "fazhi", "fagai") == ["failed", "passed"]


def test_a_veto_that_bars_the_best_grade_and_keeps_the_score() -> None:
    assert figures(BIANBAN, "grade", "district-1", "district-2", "district-3") == ["good", "excellent", "good"]
    assert figures(BIANBAN, "rank", "district-1", "district-2") == numbers(1, 2)
    assert figures(BIANBAN, "grade", "zuzhibu", "renshe", "shenji") == ["excellent", "good", "good"]


def test_a_veto_that_takes_a_grade_down_by_one_and_one_that_sets_the_last() -> None:
    assert figures(WATER, "grade", *COUNTIES) == ["excellent", "passed", "failed", "good"]
    assert figures(WATER, "rank", *COUNTIES) == numbers(1, 4, 3, 2)


def test_grades_by_the_total_and_the_worst_item() -> None:
    shops = [f"shop-{name}" for name in "abcdefgh"]
    assert figures(FHRS, "grade", *shops) == ["5", "2", "4", "3", "0", "0", "1", "2"]
    assert figures(FHRS, "rank", *shops) == numbers(1, 1, 3, 4, 4, 8, 7, 6)


@pytest.mark.parametrize("project", PROJECTS)
def test_nothing_is_wrong_with_a_project(project: str) -> None:
    corpus, problems = read_project(project)
    assert [*problems, *check_corpus(corpus)] == []


@pytest.mark.parametrize("project", PROJECTS)
def test_nothing_is_awaited_and_every_project_says_what_is_invented(project: str) -> None:
    found = evaluate_project(project)
    for unit in found.units():
        assert all(found.cell(unit, part.complete) for part in found.laid.parts if part.complete)
    assert found.scheme.sample
    readme = (HERE / project / "README.md").read_text("utf-8")
    assert "来源" in readme
    assert "样例" in readme


def test_every_project_is_tested() -> None:
    assert {path.name for path in Path(HERE).iterdir() if path.is_dir() and path.name != "__pycache__"} == set(
        PROJECTS
    )
    assert set(PROJECTS) == {ZONGZHI, RIVER, BIANBAN, NATIONAL, ZHAOQING, FHRS, WATER, MONTHLY}
