"""A category in which items failed counts nothing: worked out by hand, refused where it cannot be, told in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from generator.rules.item import Category
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.kinds.penalty_kind import PenaltyComponent
from generator.rules.standards.per_step_standard import PerStepStandard
from generator.rules.voided_rule import VoidedRule
from generator.words.whole_words import whole_sentences
from tests.rules.test_edges import column, fill, item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
CLASSES: Mapping[str, Any] = {
    "deductions": DeductionsComponent, "earned": EarnedComponent, "penalty": PenaltyComponent, "bonus": BonusComponent
}  # fmt: skip


def made(kind: str, rule: VoidedRule, most: Decimal | None = None, **more: Any) -> Any:
    """A part with a category of two items, of 6 and of 4 marks, and an item of 5 beside it."""
    starts = {"starts": "full", "floor": D(0)} if kind in {"earned", "penalty"} else {}
    inside = (item("one", 6, **(starts | more)), item("two", 4, **starts))
    whole = D(15) if most is None else most + 5
    both = Category("both", "类别", inside, max=most, voided=rule)
    return CLASSES[kind](
        kind, "part", "部分", whole, categories=(both, Category("rest", "其余", (item("x", 5, **starts),)))
    )


def lost(rule: VoidedRule, *records: tuple[str, str, str], kind: str = "deductions", **more: Any) -> list[int]:
    part = made(kind, rule, **more)
    filled = fill(scheme(part), dict.fromkeys("ab", 1), *records)
    return [int(value) for value in column(filled, "part:counted").values()]


def test_one_item_in_which_nothing_is_left_takes_all_of_its_category_and_no_other() -> None:
    rule = VoidedRule(1)
    assert lost(rule, ("a", "one", "6"), ("a", "x", "1"), ("b", "one", "5"), ("b", "two", "3")) == [11, 8]
    assert lost(rule, ("a", "one", "6"), kind="earned") == [5, 15]
    assert lost(VoidedRule(2), ("a", "one", "6"), ("b", "one", "6"), ("b", "two", "4"), kind="earned") == [9, 5]
    assert lost(VoidedRule(1, ("two",)), ("a", "one", "6"), ("b", "two", "4")) == [6, 10]


def test_a_share_of_the_marks_and_a_limit_of_the_category() -> None:
    """Half of six is three: who has three left has not failed."""
    rule = VoidedRule(1, below_share=D("0.5"))
    assert lost(rule, ("a", "one", "3"), ("b", "one", "4")) == [3, 10]
    assert lost(rule, ("a", "one", "3"), ("b", "one", "4"), most=D(8)) == [3, 8]


def test_who_stands_below_zero_is_not_raised_by_it() -> None:
    assert lost(VoidedRule(1), ("a", "one", "14"), floor=D("-10")) == [14, 0]
    assert lost(VoidedRule(1), ("a", "one", "14"), kind="earned", floor=D("-10")) == [1, 15]


def test_an_item_that_does_not_apply_has_not_failed_and_gives_up_no_marks() -> None:
    part = DeductionsComponent(
        "deductions", "part", "部分", D(10), not_applicable="left-out",
        categories=(Category("both", "类别", (item("one", 6), item("two", 4)), voided=VoidedRule(1)),),
    )  # fmt: skip
    applies = [{"item": "one", "unit": "a", "excluded": True}]
    filled = fill(scheme(part), dict.fromkeys("ab", 1), ("b", "two", "4"), ("a", "two", "4"), applies=applies)
    assert list(column(filled, "part:counted").values()) == [4, 10]
    none = fill(scheme(part), dict.fromkeys("ab", 1), applies=applies)
    assert list(column(none, "part:counted").values()) == [0, 0]


def test_what_waits_for_a_figure_has_not_failed() -> None:
    low = PerStepStandard("per-step", "s", "s", D(1), D(1), "exact", below=D(6), measure="index")
    inside = (item("one", 6, low, starts="full", floor=D(0)),)
    both = Category("both", "类别", inside, voided=VoidedRule(1))
    part = EarnedComponent("earned", "part", "部分", D(6), categories=(both,))
    filled = fill(scheme(part), {"a": None, "b": 0, "c": 5})
    assert list(column(filled, "category.both:failed").values()) == [0, 1, 0]


@pytest.mark.parametrize(
    ("kind", "rule", "code"),
    [
        ("penalty", VoidedRule(1), "KH430"),
        ("deductions", VoidedRule(1, ("three",)), "KH461"),
        ("deductions", VoidedRule(3), "KH433"),
        ("deductions", VoidedRule(2, ("one",)), "KH433"),
        ("deductions", VoidedRule(2), ""),
        ("earned", VoidedRule(1, below_share=D("0.6")), ""),
    ],
)
def test_what_is_refused(kind: str, rule: VoidedRule, code: str) -> None:
    found = set(codes(scheme(made(kind, rule)))) - {"KH462", "KH401"}
    assert found == ({code} if code else set())


def test_a_share_of_what_has_no_limit_is_refused() -> None:
    both = Category("both", "类别", (item("one", D("Infinity")),), voided=VoidedRule(1, below_share=D("0.5")))
    part = BonusComponent("bonus", "part", "部分", D(5), categories=(both,))
    assert "KH430" in codes(scheme(DeductionsComponent("deductions", "d", "扣分", D(5), items=(item("y", 5),)), part))


def test_it_is_told() -> None:
    told = list(whole_sentences(scheme(made("deductions", VoidedRule(1)))))
    assert told[0] == "类别：有一个单项不得分的，这一类的分值全部扣完。"
    told = list(whole_sentences(scheme(made("earned", VoidedRule(2, ("one", "two"), D("0.6"))))))
    assert told[0] == "类别：“one”、“two”中有 2 个以上单项得分低于分值 60%的，这一类不得分。"
