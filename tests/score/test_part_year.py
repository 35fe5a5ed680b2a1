"""Units that are assessed from or until a day within a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.model.deduction import Charge
from generator.model.unit import Assessed
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme
from generator.rules.standards.event_rule import ChargeRule
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.score.result import YearResult
from generator.score.step import OUTSIDE
from generator.score.year import score_year
from tests.score.test_quarterly import CORPUS, SCHEME, UNITS, record

TO_DATE = replace(SCHEME, year_of=None)
MAY, JUNE = date(2015, 5, 1), date(2015, 6, 30)


def with_span(scheme: Scheme, span: Assessed, part_year: str) -> Corpus:
    """Unit a is assessed in `span`; it lost 12 in March, of which 10 count, 4 in April, and gained 3 in May."""
    units = {**UNITS, "a": replace(UNITS["a"], assessed=span)}
    return replace(CORPUS, schemes={2015: replace(scheme, part_year=part_year)}, units=units)


def totals(result: YearResult) -> dict[str, tuple[Any, Any]]:
    return {unit.unit.id: (unit.total, unit.rank) for unit in result.units}


def test_what_was_found_before_the_first_day_does_not_count() -> None:
    found = score_year(with_span(TO_DATE, Assessed(MAY), "ranked"), 2015)
    assert totals(found) == {"a": (103, 1), "b": (98, 2)}
    a = found.unit("a")
    assert a is not None
    told: Any = {effect.record.id: (effect.counted, effect.early) for effect in a.score.effects()}
    assert told == {"r1": (0, OUTSIDE), "r2": (0, OUTSIDE), "r3": (0, OUTSIDE), "r4": (3, "")}


@pytest.mark.parametrize(
    ("first", "lost"), [(date(2015, 4, 3), 4), (date(2015, 4, 4), 0), (date(2015, 3, 2), 9), (date(2015, 1, 1), 10)]
)
def test_the_first_day_counts(first: date, lost: int) -> None:
    a = score_year(with_span(TO_DATE, Assessed(first), "ranked"), 2015).unit("a")
    assert a is not None
    assert a.total == 103 - lost


@pytest.mark.parametrize(("last", "lost"), [(date(2015, 4, 3), 10), (date(2015, 4, 2), 10), (date(2015, 3, 1), 7)])
def test_the_last_day_counts(last: date, lost: int) -> None:
    a = score_year(with_span(TO_DATE, Assessed(2014, last), "ranked"), 2015).unit("a")
    assert a is not None
    assert a.total == 100 - lost


def test_a_period_before_the_first_day_knows_nothing_of_the_unit() -> None:
    corpus = with_span(TO_DATE, Assessed(MAY), "ranked")
    assert [list(totals(score_year(corpus, 2015, quarter))) for quarter in (1, 2)] == [["b"], ["a", "b"]]


def test_a_scheme_may_score_and_not_rank_such_a_unit() -> None:
    corpus = with_span(TO_DATE, Assessed(2015, JUNE), "not-ranked")
    until_then, year = score_year(corpus, 2015, 2), score_year(corpus, 2015)
    # Until it left it was as any other; what was published of that does not change when it leaves.
    assert totals(until_then) == {"b": (100, 1), "a": (93, 2)}
    assert totals(year) == {"b": (98, 1), "a": (93, None)}
    a = year.unit("a")
    assert a is not None
    assert a.reason == "年度中间参加或退出考核，不排名"


def test_a_scheme_may_leave_such_a_unit_out() -> None:
    corpus = with_span(TO_DATE, Assessed(MAY), "left-out")
    assert list(totals(score_year(corpus, 2015))) == ["b"]


def test_the_mean_is_of_the_quarters_in_which_it_was_assessed() -> None:
    corpus = with_span(SCHEME, Assessed(MAY), "ranked")
    assert list(totals(score_year(corpus, 2015, 1))) == ["b"]
    second, third = (totals(score_year(corpus, 2015, quarter)) for quarter in (2, 3))
    assert second["a"][0] == third["a"][0] == 100  # of April nothing counts
    year = score_year(corpus, 2015).unit("a")
    assert year is not None
    assert year.total == 103
    assert [quarter.quarter for quarter in year.score.quarters] == ["Q2", "Q3", "Q4"]


def test_a_quarter_in_which_it_was_assessed_throughout_ranks_it() -> None:
    corpus = with_span(SCHEME, Assessed(MAY), "not-ranked")
    assert [totals(score_year(corpus, 2015, quarter))["a"][1] for quarter in (2, 3)] == [None, 1]
    assert totals(score_year(corpus, 2015))["a"][1] is None


def test_nothing_is_charged_to_a_unit_while_it_is_not_assessed() -> None:
    work, bonus = SCHEME.components
    charging = PerEventStandard("s", "s", Decimal(1), charge=ChargeRule("另一单位", Decimal(2)))
    items = tuple(replace(found, standards=(charging,)) for found in work.items)  # type: ignore[attr-defined]
    scheme = replace(TO_DATE, components=(replace(work, items=items), bonus))  # type: ignore[type-var]
    april, june = (
        replace(record(at, "b", "late", month, 1), charge=Charge("a", Decimal(2))) for at, month in ((3, 4), (4, 6))
    )
    corpus = replace(with_span(scheme, Assessed(MAY), "ranked"), deductions=(april, june))
    assert {unit: Fraction(total or 0) for unit, (total, _) in totals(score_year(corpus, 2015)).items()} == {
        "a": 98,
        "b": 98,
    }
