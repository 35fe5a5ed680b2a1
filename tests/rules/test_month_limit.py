"""A limit of a month within an item: each month is added up by itself, then all of them to the item's own limit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.compiled import compile_scheme
from generator.rules.item_effect import adds_points
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.scheme import Scheme
from generator.score.evaluate import evaluate
from generator.score.live import LiveBook
from generator.score.operations import Value
from generator.score.step import absorbed_words, describe_effect
from generator.score.year import score_year
from tests.rules.kind_samples import SAMPLES
from tests.rules.test_edges import item, scheme

UNIT = {"unit": "a", "group": "all"}
Found = tuple[str, int]  # the day of a record, its points


def made(is_lost: bool) -> Scheme:
    one = item("one", 10, month_max=Decimal(3), **({} if is_lost else {"starts": "full", "floor": Decimal(0)}))
    part = DeductionsComponent("deductions", "work", "工作", Decimal(10), items=(one,))
    return scheme(part if is_lost else EarnedComponent("earned", "work", "工作", Decimal(10), items=(one,)))


def row(number: int, found: Found) -> dict[str, Value]:
    return {
        "record": f"r{number}", "unit": "a", "item": "one", "standard": "s", "date": found[0],
        "points": Decimal(found[1]), "revoked": False, "decision": "", "decided_points": None,
    }  # fmt: skip


days = st.dates().map(lambda day: day.replace(year=2015, day=min(day.day, 28)).isoformat())
some = st.lists(st.tuples(st.one_of(days, st.sampled_from(["2015-01-31", "2015-02-01"])), st.integers(0, 4)))


@given(some, st.booleans())
def test_each_month_counts_to_its_limit_and_all_of_them_to_that_of_the_item(
    found: list[Found], is_lost: bool
) -> None:
    months: dict[str, int] = {}
    for day, points in found:
        months[day[:7]] = months.get(day[:7], 0) + points
    lost = min(sum(min(points, 3) for points in months.values()), 10)
    book = compile_scheme(made(is_lost)).book
    rows = [row(number, one) for number, one in enumerate(found)]
    filled = evaluate(book, {"unit": [UNIT], "record": rows})
    expected = lost if is_lost else 10 - lost
    assert filled.cell("unit", ("a",), "one:counted") == expected
    live = LiveBook(book, "unit", ["one:counted"])
    live.put("unit", UNIT)
    for one in rows:
        live.put("record", one)
        live.settle()
    live.settle()
    assert live.cell("unit", ("a",), "one:counted") == expected


@pytest.mark.parametrize("name", ["months-lost", "months-added", "months-from-full"])
def test_what_goes_beyond_a_month_is_told_of_the_record_that_does(name: str) -> None:
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in SAMPLES[name].items()}))
    assert problems == []
    unit = score_year(corpus, 2019).unit("a")
    assert unit is not None
    told = [(one.record.date.day, int(one.effective), int(one.absorbed)) for one in unit.score.effects()]
    assert told == [(10, 2, 0), (20, 2, 1), (1, 2, 0)]
    second = next(one for one in unit.score.effects() if one.absorbed)
    assert "其中 1 分超过一个月或者单项的上限，不再" in describe_effect(second)
    assert absorbed_words(second) == ("1", "一个月或者单项的上限")
    (only,) = [found for found in unit.score.items() if found.effects]
    assert (int(only.counted), abs(int(only.absorbed))) == (5, 1)
    assert adds_points(corpus.schemes[2019], only.item, "found") is (name == "months-added")
