"""The name of a deduction's file follows from its record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.model.deduction import Deduction
from generator.model.unread import UNREAD
from generator.read.corpus_reader import read_corpus
from generator.read.naming import is_well_named, right_name
from generator.read.tree import WorkTree
from tests.conftest import ROOT

MINIMAL = Path(__file__).parents[1] / "cases/base/minimal"


@pytest.fixture(scope="module")
def record() -> Deduction:
    return read_corpus(WorkTree(MINIMAL))[0].deductions[0]


@pytest.mark.parametrize(
    ("name", "is_right"),
    [
        ("2015-0618-jiaoyu-1", True),
        ("2015-0618-jiaoyu-12", True),
        ("2015-0618-jiaoyu", False),
        ("2015-0618-jiaoyu-01", False),
        ("2015-0618-jiaoyu-0", False),
        ("2015-618-jiaoyu-1", False),
        ("2015-0619-jiaoyu-1", False),
        ("2014-0618-jiaoyu-1", False),
        ("2015-0618-jiao-1", False),
        ("2015-0618-jiaoyu-2-1", False),
        ("r1", False),
    ],
)
def test_a_name_is_the_day_the_unit_and_a_number(record: Deduction, name: str, is_right: bool) -> None:
    assert is_well_named(replace(record, id=name)) is is_right


@pytest.mark.parametrize(
    ("name", "taken", "right"),
    [
        ("r1", (), "2015-0618-jiaoyu-1"),
        ("r1", ("2015-0618-jiaoyu-1", "2015-0618-jiaoyu-2"), "2015-0618-jiaoyu-3"),
        ("2015-0619-jiaoyu-3", ("2015-0618-jiaoyu-1",), "2015-0618-jiaoyu-3"),  # its number stays
        ("2015-0619-jiaoyu-1", ("2015-0618-jiaoyu-1",), "2015-0618-jiaoyu-2"),
        ("教育局 2", (), "2015-0618-jiaoyu-2"),
    ],
)
def test_the_right_name_is_free(record: Deduction, name: str, taken: tuple[str, ...], right: str) -> None:
    assert right_name(replace(record, id=name), taken) == right


def test_the_year_is_that_of_the_folder(record: Deduction) -> None:
    assert right_name(replace(record, date=date(2051, 7, 10)), ()) == "2015-0710-jiaoyu-1"


def test_without_day_or_unit_there_is_no_name_to_tell(record: Deduction) -> None:
    for spoilt in (replace(record, date=UNREAD), replace(record, unit=UNREAD), replace(record, unit="u" * 64)):
        assert right_name(spoilt, ()) == ""


def test_all_of_ours_are_well_named() -> None:
    corpus, _ = read_corpus(WorkTree(ROOT))
    assert [record.path for record in corpus.deductions if not is_well_named(record)] == []
