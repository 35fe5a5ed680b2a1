"""What is measured, imported, not applicable or said beside points, as given rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from generator.score.given import given_rows
from generator.score.operations import Value
from tests.read.test_amended_scheme import FILES

MORE = {
    "data/measures/2015/hotline/jiaoyu.yml": """values:
  - {period: 2015-Q1, measure: cases, done: 7, of: 10}
  - {period: 2015-Q2, measure: cases, done: 9, of: 10, date: 2015-07-08}
  - {period: 2015, measure: growth, value: -1.25}
""",
    "data/measures/2015/meetings/jiaoyu.yml": "values: [{period: 2015-Q1, measure: cases, value: 1}]\n",
    "data/measures/2015/hotline/rexian.yml": "values: [{period: 2015-Q1, measure: cases, done: 1, of: 1}]\n",
    "data/imports/2015/peace.yml": """source: {title: 平安建设, date: 2016-01-20}
scores: {jiaoyu: 50.34375}
ranks: {shuiwu: {rank: 3, of: 21}}
""",
    "data/imports/2015/mean.yml": "source: {title: 全市平均, date: 2015-04-20}\nperiod: 2015-Q1\nvalue: 88.5\n",
    "data/applies/2015.yml": """- {item: hotline, unit: shuiwu, reason: 没有热线, decided: 2015-05-04}
- {item: meetings, unit: shuiwu, reason: 没有会议, decided: 2016-01-11}
""",
    "data/bonuses/2015/hotline/2015-0301-caizheng-1.yml": """unit: caizheng
date: 2015-03-01
standard: praised
points: 1
count: 2
level: province
part: east
fact: reform-1
charge: {unit: shuiwu, points: 3}
cured: 2015-04-01
method: spot-check
source: review
reason: 受到表扬
""",
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    units = {"data/units/caizheng.yml": FILES["data/units/caizheng.yml"] + b"parts: {counties: [east, west]}\n"}
    files = {**FILES, **units, **{path: text.encode() for path, text in MORE.items()}}
    found, problems = read_corpus(MemoryTree(files))
    assert problems == []
    return found


def rows(corpus: Corpus, table: str, until: date) -> list[Mapping[str, Value]]:
    return list(given_rows(corpus, corpus.schemes[2015], until)[table])


MARCH, JUNE, END = date(2015, 3, 31), date(2015, 6, 30), date(2015, 12, 31)


def test_a_measured_value_counts_once_its_period_is_over(corpus: Corpus) -> None:
    first = {"unit": "jiaoyu", "measure": "cases", "period": "2015-Q1", "value": None, "done": 7, "of": 10}
    second = {**first, "period": "2015-Q2", "done": 9}
    growth = {
        "unit": "jiaoyu",
        "measure": "growth",
        "period": "2015",
        "value": Decimal("-1.25"),
        "done": None,
        "of": None,
    }
    assert rows(corpus, "measure", MARCH) == [first], "of one given twice the first; of ranked units alone"
    assert rows(corpus, "measure", JUNE) == [first, second]
    assert rows(corpus, "measure", END) == [first, second, growth]


def test_an_import_counts_once_its_period_is_over_whatever_its_day(corpus: Corpus) -> None:
    mean = {"import": "mean", "unit": "", "score": Decimal("88.5"), "rank": None, "of": None}
    score = {"import": "peace", "unit": "jiaoyu", "score": Decimal("50.34375"), "rank": None, "of": None}
    place = {"import": "peace", "unit": "shuiwu", "score": None, "rank": 3, "of": 21}
    assert rows(corpus, "import", MARCH) == [mean]
    assert rows(corpus, "import", END) == [mean, score, place]


def test_what_does_not_apply_counts_from_the_decision_and_in_the_whole_year(corpus: Corpus) -> None:
    hotline = {"item": "hotline", "unit": "shuiwu", "excluded": True}
    assert rows(corpus, "applies", MARCH) == []
    assert rows(corpus, "applies", JUNE) == [hotline]
    assert rows(corpus, "applies", END) == [hotline, {**hotline, "item": "meetings"}]


def test_a_record_gives_what_it_says_beside_its_points(corpus: Corpus) -> None:
    names = ("fact", "count", "cured", "charge_unit", "charge_points", "level", "part")
    found = {str(row["record"]): [row[name] for name in names] for row in rows(corpus, "record", END)}
    assert found["data/bonuses/2015/hotline/2015-0301-caizheng-1.yml"] == [
        "reform-1", 2, "2015-04-01", "shuiwu", 3, "province", "east",
    ]  # fmt: skip
    plain = found["data/deductions/2015/meetings/2015-0320-shuiwu-1.yml"]
    assert plain == [None, 1, None, None, None, None, None]


def test_the_parts_of_a_unit_are_rows(corpus: Corpus) -> None:
    row = {"unit": "caizheng", "of": "counties", "there": True}
    assert rows(corpus, "unit-part", END) == [{**row, "division": "east"}, {**row, "division": "west"}]
