"""Of several records only the highest counts: of which standards that can be, and what it comes to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.check.fact_rules import check_facts
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.item import ByParts
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.span_rule import AveragedRule, SummedRule
from generator.rules.standard_record import Range
from generator.rules.standards.escalation_standard import EscalationStandard
from generator.rules.standards.event_rule import ChargeRule, CuredRule
from generator.rules.standards.given_standard import GivenStandard
from generator.rules.standards.levels_standard import LevelsStandard
from generator.rules.standards.one_off_standard import OneOffStandard
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.rules.standards.proportion_standard import ProportionStandard
from generator.rules.standards.rated_standard import EndsLeftOut, RatedStandard
from generator.rules.total_rule import TotalRule
from generator.score.year import score_year
from tests.rules.kind_samples import SAMPLES
from tests.rules.test_edges import item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
ALL = "highest-of-all"
EVENT, TWICE = PerEventStandard("s", "每次扣1分", D(1)), PerEventStandard("t", "每次扣2分", D(2))
GIVEN = GivenStandard("given", "s", "评0至10分", Range(D(0), D(10)))
OF_100 = GivenStandard("given", "t", "评0至100分", Range(D(0), D(100)), scored_of=D(100))
RATED = RatedStandard("rated", "s", "评0至10分", Range(D(0), D(10)), EndsLeftOut(0, 0), 1, "mean")


def lost(*standards: Any, once: str = ALL, **more: Any) -> DeductionsComponent:
    one = item("i", 10, *standards, once=once, **more)
    return DeductionsComponent("deductions", "part", "扣分", D(10), items=(one,))


def got(*standards: Any, once: str = ALL, in_part: str = "", **more: Any) -> EarnedComponent:
    one = item("i", 10, *standards, once=once, **more)
    return EarnedComponent("earned", "part", "得分", D(10), items=(one,), once=in_part)


MONTHS, SUM = AveragedRule("month", "left-out"), SummedRule("month", D(10), "zero")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (lost(EVENT, TWICE), []),
        (lost(EVENT, LevelsStandard("levels", "t", "按级别扣分", {"city": D(1), "county": D(3)})), []),
        (lost(PerEventStandard("s", "每次扣1分", D(1), cured=CuredRule(D("0.5"), "any"))), []),
        (got(PerEventStandard("s", "每次加1分", D(1), effect="adds"), starts="zero"), []),
        (got(GIVEN), []),
        (lost(EVENT, PerEventStandard("t", "每次加2分", D(2), effect="adds"), earns_at_most=D(5)), ["KH433"]),
        (lost(EVENT, parts=ByParts("counties", "sum")), ["KH433"]),
        (lost(EVENT, month_max=D(2)), ["KH433"]),
        (lost(EVENT, PerEventStandard("t", "每次扣2分", D(2), charge=ChargeRule("车籍地", D(2)))), ["KH433"]),
        (lost(EVENT, PerEventStandard("t", "每次扣2分", D(2), max=D(4))), ["KH433"]),
        (lost(EscalationStandard("escalation", "s", "一次扣1分", (D(1), D(3)), "last")), ["KH433"]),
        (lost(OneOffStandard("one-off", "s", "扣5分", D(5))), ["KH433"]),
        (lost(EVENT, ProportionStandard("proportion", "t", "t", D(1), D(1), measure="index")), ["KH433"]),
        (got(RATED), ["KH433"]),
        (got(GIVEN, OF_100), ["KH433"]),
        (got(GIVEN, PerEventStandard("t", "每次加2分", D(2))), ["KH433"]),
        (got(GIVEN, once="highest", averaged=MONTHS), ["KH433"]),
        (got(GIVEN, once="", in_part="highest", averaged=MONTHS), ["KH433"]),
        (got(GIVEN, once="", averaged=MONTHS), []),
        (got(GIVEN, once="highest", summed=SUM), ["KH433"]),
        (got(GIVEN, once="", in_part="highest", summed=SUM), ["KH433"]),
        (got(GIVEN, once="", summed=SUM), []),
        (got(GIVEN, RATED, once="highest"), []),
    ],
)  # fmt: skip
def test_what_the_highest_is_taken_of(part: Any, said: list[str]) -> None:
    assert codes(scheme(part, total=TotalRule(cap=D(20)))) == said


def test_of_several_scores_the_best_counts() -> None:
    corpus, problems = read_corpus(
        MemoryTree({path: text.encode() for path, text in SAMPLES["highest-given"].items()})
    )
    assert (problems, list(check_facts(corpus))) == ([], [])
    found = {unit.unit.id: unit for unit in score_year(corpus, 2019).units}
    items = {name: next(one for one in unit.score.items() if one.item.id == "first") for name, unit in found.items()}
    assert {name: one.counted for name, one in items.items()} == {"a": D("9.5"), "b": D(7), "c": D(10)}
