"""Other districts' rules fit: the two that the decision record describes, added here as it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from generator.model.deduction import Deduction
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.model.unit import Assessed, Unit
from generator.rules.corpus import Corpus
from generator.rules.scheme import Category, DeductionsComponent, Item, Rounding, Scheme, Standard
from generator.score.component import SCORERS, ScoringInput, Tally
from generator.score.items import score_items
from generator.score.result import ItemsDetail
from generator.score.year import score_year


@dataclass(frozen=True, slots=True)
class BonusComponent(DeductionsComponent):
    """Points added for good work, item by item up to its maximum, together up to the component's."""


@dataclass(frozen=True, slots=True)
class RescaledComponent(DeductionsComponent):
    """Items of which some do not apply to some units; what the others lost is scaled to the full maximum."""

    not_for: tuple[tuple[str, str], ...] = ()


def tally_bonus(component: BonusComponent, evidence: ScoringInput) -> Tally:
    """A bonus is a negative deduction."""
    detail = score_items(component, evidence.deductions)
    earned = sum((item.deducted for item in detail.items), Decimal(0))
    return Tally(-Fraction(min(earned, component.max)), True, detail)


def tally_rescaled(component: RescaledComponent, evidence: ScoringInput) -> Tally:
    """折算: lost / applicable maximum × full maximum."""
    found = score_items(component, evidence.deductions).items
    items = tuple(result for result in found if (result.item.id, evidence.unit.id) not in component.not_for)
    applicable = sum((result.item.max for result in items), Decimal(0))
    lost = sum((result.deducted for result in items), Decimal(0))
    return Tally(Fraction(lost) / Fraction(applicable) * Fraction(component.max), True, ItemsDetail(items))


@pytest.fixture
def registered() -> Iterator[None]:
    """The two kinds, known while a test runs."""
    SCORERS[BonusComponent] = tally_bonus
    SCORERS[RescaledComponent] = tally_rescaled
    yield
    del SCORERS[BonusComponent], SCORERS[RescaledComponent]


def item(name: str, maximum: str) -> Item:
    return Item(name, name, Decimal(maximum), "office", ("quarterly",), (Standard("s", "s", Decimal(1)),))


def record(number: int, in_item: str, points: str) -> Deduction:
    day = date(2015, 5, number)
    return Deduction(f"r{number}", 2015, in_item, "u", day, "s", Decimal(points), "quarterly", "hotline", "事由")


def district(component: DeductionsComponent, *records: Deduction) -> Corpus:
    base = DeductionsComponent(
        "deductions", "base", "基本", Decimal(100), (Category("b", "b", (item("base", "100"),)),)
    )
    scheme = Scheme(
        2015,
        "办法",
        "文号",
        Decimal(100),
        Rounding(2, "half-up", "component"),
        (base, component),
        Ranking((RankingGroup("organs", "机关", ("department",)),), "shared"),
        (),
    )
    unit = Unit("u", "单位", "单位", "department", (), Assessed(2015))
    return Corpus(schemes={2015: scheme}, units={"u": unit}, deductions=records)


@pytest.mark.usefixtures("registered")
def test_a_bonus_has_a_ceiling() -> None:
    items = (item("award", "3"), item("pilot", "3"))
    bonus = BonusComponent("deductions", "bonus", "加分", Decimal(5), (Category("x", "x", items),))
    corpus = district(
        bonus, record(1, "base", "10"), record(2, "award", "2"), record(3, "award", "2"), record(4, "pilot", "1")
    )
    assert score_year(corpus, 2015).units[0].total == Decimal("94.00")  # 100 − 10 + min(3, 4) + 1
    more = replace(corpus, deductions=(*corpus.deductions, record(5, "pilot", "2")))
    assert score_year(more, 2015).units[0].total == Decimal("95.00")  # the component's ceiling of 5


@pytest.mark.usefixtures("registered")
def test_items_that_do_not_apply_are_rescaled() -> None:
    items = (item("hotline", "4"), item("permits", "6"))
    rescaled = RescaledComponent(
        "deductions", "work", "工作", Decimal(10), (Category("x", "x", items),), not_for=(("permits", "u"),)
    )
    corpus = district(rescaled, record(1, "hotline", "1"))
    assert score_year(corpus, 2015).units[0].total == Decimal("97.50")  # 100 − 1 / 4 × 10
