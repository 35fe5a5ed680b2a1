"""A scheme amended within its year: a record counts by the standard of its day, under the limits of the last day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.model.amendment import AmendedPlace, Amendment
from generator.model.deduction import Deduction
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.model.unit import Assessed, Unit
from generator.read.amended_scheme import amend_schemes
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.scheme import Scheme
from generator.rules.standards.escalation_standard import EscalationStandard
from generator.rules.standards.event_rule import CuredRule
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.score.live_year import LiveYear
from generator.score.record_cells import cells_of
from generator.score.step import explain_unit
from generator.score.year import score_year

D = Decimal
UNIT = Unit("a", "甲", "甲", "department", assessed=Assessed(2015))
AT = "components/work/items/late"
MAY, JULY, AUGUST = date(2015, 5, 5), date(2015, 7, 1), date(2015, 8, 8)


def scheme(*standards: Any, most: int = 10) -> Scheme:
    item = Item("late", "逾期", D(most), "office", ("quarterly",), standards)
    rest = Item("rest", "其余", D(100 - most), "office", ("quarterly",), (PerEventStandard("s", "s", D(1)),))
    part = DeductionsComponent("deductions", "work", "工作", D(100), items=(item, rest))
    ranking = Ranking((RankingGroup("all", "全部", ("department",)),), "shared")
    return Scheme(2015, "办法", "文号", D(100), (), (part,), ranking, ())


def event(name: str = "s", **more: Any) -> PerEventStandard:
    return PerEventStandard(name, name, D(1), **more)


def record(day: date, points: int, standard: str = "s", **more: Any) -> Deduction:
    name = f"r{day:%m%d}{standard}"
    return Deduction(name, 2015, "late", "a", day, standard, D(points), "quarterly", "hotline", "事由", **more)


def amended(made: Scheme, *changes: tuple[str, Any], starts: date = JULY, records: tuple[Deduction, ...]) -> Corpus:
    places = tuple(AmendedPlace(at, to) for at, to in changes)
    amendment = Amendment("july", 2015, starts, "文号", places)
    editions, problems = amend_schemes([made], [amendment])
    assert problems == []
    return Corpus(
        schemes={2015: made}, units={"a": UNIT}, deductions=records, amendments=(amendment,), amended=editions
    )


def lost(corpus: Corpus, quarter: int | None = None) -> Decimal:
    """What the unit loses; the live year, into which everything is put in the other order, says the same."""
    result = score_year(corpus, 2015, quarter)
    unit = result.unit("a")
    assert unit is not None
    assert unit.total is not None
    assert Fraction(explain_unit(result, unit).value or 0) == Fraction(unit.total)
    live = LiveYear(2015, quarter)
    for found in corpus.deductions:
        live.put_record(found.path, found.item, cells_of(found))
    for amendment in corpus.amendments:
        live.put(amendment.path, amendment)
    live.put("data/units/a.yml", UNIT)
    live.put_scheme(corpus.schemes[2015])
    live.settle()
    assert live.standings["a"].total == unit.total
    return 100 - unit.total


@pytest.mark.parametrize(("quarter", "most"), [(2, 9), (None, 4)])
def test_a_maximum_is_that_of_the_last_day_of_the_period(quarter: int | None, most: int) -> None:
    corpus = amended(scheme(event()), (f"{AT}/max", "4"), records=(record(MAY, 9),))
    assert lost(corpus, quarter) == most


def test_what_is_left_once_put_right_is_that_of_the_day_of_the_record() -> None:
    half = CuredRule(D("0.5"), "any")
    records = (record(MAY, 4, cured=AUGUST), record(AUGUST, 4, cured=AUGUST))
    milder = ("standards/s", {"text": "s", "points": "1", "cured": {"share": "0.25", "within": "any"}})
    corpus = amended(scheme(event(cured=half)), (f"{AT}/{milder[0]}", milder[1]), records=records)
    assert lost(corpus) == 2 + 1
    none = (f"{AT}/standards/s", {"text": "s", "points": "1"})
    assert lost(amended(scheme(event(cured=half)), none, records=records)) == 2 + 4


def test_records_of_a_standard_that_was_taken_out_still_count() -> None:
    records = (record(MAY, 3, "old"), record(AUGUST, 2))
    rows = [{"id": "s", "text": "s", "points": "1", "max": "9"}]
    corpus = amended(scheme(event(max=D(9)), event("old", max=D(2))), (f"{AT}/standards", rows), records=records)
    assert lost(corpus) == 2 + 2


def test_records_count_by_the_kind_that_their_standard_was_of() -> None:
    """Once 1, twice 3 in all until July; from then on each counts what it states."""
    records = (record(MAY, 1), record(date(2015, 5, 6), 1), record(AUGUST, 2), record(date(2015, 8, 9), 2))
    escalation = EscalationStandard("escalation", "s", "s", (D(1), D(3)), "last")
    corpus = amended(scheme(escalation), (f"{AT}/standards/s", {"text": "s", "points": "2"}), records=records)
    assert lost(corpus) == 3 + 4
    assert lost(corpus, 2) == 3
    later = amended(scheme(event()), (f"{AT}/standards/s", escalation_row("1", "4")), records=records)
    assert lost(later) == 1 + 1 + 4


def test_of_two_amendments_each_counts_for_its_days() -> None:
    records = (record(MAY, 1), record(date(2015, 7, 7), 1), record(AUGUST, 1), record(date(2015, 8, 9), 1))
    first = Amendment("a", 2015, JULY, "文号", (AmendedPlace(f"{AT}/standards/s", escalation_row("2")),))
    second = Amendment(
        "b", 2015, date(2015, 8, 1), "文号", (AmendedPlace(f"{AT}/standards/s", escalation_row("3", "7")),)
    )
    made = scheme(event(), most=20)
    editions, problems = amend_schemes([made], [first, second])
    assert problems == []
    corpus = Corpus(
        schemes={2015: made}, units={"a": UNIT}, deductions=records, amendments=(first, second), amended=editions
    )
    assert lost(corpus) == 1 + 2 + 7


def escalation_row(*points: str) -> dict[str, Any]:
    return {"kind": "escalation", "text": "s", "points": list(points), "then": "last"}


def test_a_rule_that_says_the_same_makes_no_difference_to_the_book() -> None:
    """Other words and other points for one event: the records state theirs."""
    change = (f"{AT}/standards/s", {"text": "另一种写法", "points": "2"})
    corpus = amended(scheme(event()), change, records=(record(MAY, 1), record(AUGUST, 2)))
    assert lost(corpus) == 3
    plain = score_year(Corpus(schemes=corpus.schemes, units={"a": UNIT}), 2015).laid.book
    assert {table.id: [c.id for c in table.columns] for table in plain.tables} == {
        table.id: [c.id for c in table.columns] for table in score_year(corpus, 2015).laid.book.tables
    }
