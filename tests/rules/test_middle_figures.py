"""The middle of several units: the median, and the mean without the highest and the lowest, whatever is equal."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.compiled import compile_scheme
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.measure_rule import FigureSource
from generator.rules.scheme import Scheme
from generator.rules.standards.threshold_standard import ThresholdStandard
from generator.score.live import LiveBook
from generator.score.operations import Value
from tests.rules.test_edges import fill, item, scheme

Figures = dict[str, int | None]


def made(take: str, among: str = "all") -> Scheme:
    bound = FigureSource(measure="index", take=take, among=among)
    standard = ThresholdStandard("threshold", "s", "s", otherwise=Decimal(0), measure="index", at_least=bound)
    return scheme(EarnedComponent("earned", "work", "工作", Decimal(10), items=(item("one", 10, standard),)))


def middle(take: str, figures: Figures) -> Value:
    column = f"{take}-all.measure.index"
    found = {fill(made(take), figures).cell("unit", (unit,), column) for unit in figures}
    assert len(found) == 1
    return found.pop()


few = st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.integers(-3, 3), min_size=1)


@given(few)
def test_the_median_is_that_of_the_figures_that_are_there(figures: Figures) -> None:
    known = [Fraction(value) for value in figures.values() if value is not None]
    assert middle("median", figures) == (median(known) if known else None)


@given(few)
def test_one_highest_and_one_lowest_are_left_out(figures: Figures) -> None:
    known = sorted(Fraction(value) for value in figures.values() if value is not None)
    inner = known[1:-1]
    assert middle("trimmed-mean", figures) == (sum(inner) / len(inner) if inner else None)


@pytest.mark.parametrize("take", ["median", "trimmed-mean"])
def test_a_group_has_a_middle_of_its_own(take: str) -> None:
    figures: Figures = {"a": 1, "b": 2, "c": 6, "d": 10, "e": 20, "f": 30}
    groups = [{"unit": unit, "group": "one" if unit in "abc" else "two"} for unit in figures]
    book = fill(made(take, "group"), figures, unit=groups)
    found = {unit: book.cell("unit", (unit,), f"{take}-group.measure.index") for unit in figures}
    assert [found[unit] for unit in "abcdef"] == [2, 2, 2, 20, 20, 20]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(-2, 2)), min_size=1, max_size=12))
def test_value_by_value_it_is_the_same_as_all_at_once(changes: list[tuple[str, int]]) -> None:
    figures: Figures = {"a": 0, "b": 1, "c": 5, "d": 5}
    column = "median-all.measure.index"
    book = LiveBook(compile_scheme(made("median")).book, "unit", [column])
    for unit in figures:
        book.put("unit", {"unit": unit, "group": "all"})
    for unit, value in [*figures.items(), *changes]:
        figures[unit] = value
        row: dict[str, Value] = {"unit": unit, "measure": "index", "period": "2015", "value": Decimal(value or 0)}
        book.put("measure", {**row, "done": None, "of": None})
        book.settle()
    known = [Fraction(value or 0) for value in figures.values()]
    assert book.cell("unit", ("a",), column) == median(known)
