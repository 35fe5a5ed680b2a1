"""The item in which most was lost: of parts that take and of parts that fill up; refused where none can be lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.standards.threshold_standard import ThresholdStandard
from generator.rules.total_rule import GradeRule, TotalRule, YearOf
from tests.rules.test_edges import column, fill, item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
REACHED = ThresholdStandard("threshold", "s", "达到10得满分", measure="index", at_least=D(10), otherwise=D(3))
GRADES = (GradeRule("best", "优秀", worst_item=D(5)), GradeRule("rest", "其余"))
ADDED = BonusComponent("bonus", "p", "加分", D(5), items=(item("i", 5),))
TOTAL = TotalRule(cap=D(100), floor=D(0))


def parts() -> tuple[Any, ...]:
    losing = DeductionsComponent("deductions", "lost", "扣分", D(20), items=(item("l", 20),), at="year")
    filled = EarnedComponent("earned", "filled", "得分", D(10), items=(item("f", 10, REACHED),), at="year")
    return losing, filled


def test_what_was_not_earned_is_lost_too() -> None:
    """a lost 5 of 20 and nothing of 10; b 6 of 20; c earned 3 of 10, so 7 are lost; of d nothing is known yet."""
    made = scheme(*parts(), grades=GRADES, total=TOTAL)
    filled = fill(made, {"a": 10, "b": 10, "c": 9, "d": None}, ("a", "l", "5"), ("b", "l", "6"))
    assert column(filled, "worst") == {"a": 5, "b": 6, "c": 7, "d": 0}
    assert column(filled, "grade") == {"a": "best", "b": "rest", "c": "rest", "d": "best"}


def test_where_nothing_is_taken_what_was_not_earned_decides() -> None:
    made = scheme(parts()[1], grades=GRADES, total=TOTAL)
    assert codes(made) == []
    assert column(fill(made, {"a": 10, "b": 9}), "grade") == {"a": "best", "b": "rest"}


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (scheme(*parts(), grades=GRADES, total=TOTAL), []),
        (scheme(ADDED, grades=GRADES, total=TOTAL), ["KH461"]),
        (scheme(*parts(), grades=GRADES, total=TOTAL, year_of=YearOf("mean")), []),
    ],
)  # fmt: skip
def test_an_item_can_be_lost_in(made: Any, said: list[str]) -> None:
    assert [code for code in codes(made) if code in {"KH461", "KH442"}] == said


def test_items_of_quarters_have_no_figure_in_the_year() -> None:
    losing = DeductionsComponent("deductions", "lost", "扣分", D(20), items=(item("l", 20),))
    made = scheme(losing, parts()[1], grades=GRADES, total=TOTAL, year_of=YearOf("mean"))
    assert "KH442" in codes(made)
