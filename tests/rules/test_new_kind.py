"""A kind of part and a kind of standard written in the tests alone are read, laid out and known to editors."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from generator.model.place import Place
from generator.read.record import read_record
from generator.rules.compiled import compile_scheme
from generator.rules.scheme import Scheme
from generator.score.evaluate import evaluate
from generator.words.format_schema import json_schema
from tests.rules.other_kinds import forget, put_into_lists

SCHEME = """\
year: 2015
title: 办法
document: 发〔2015〕1号
full_marks: 10
rounding: []
components:
  - kind: halved
    id: work
    name: 工作
    max: 10
    items:
      - id: late
        name: 迟到
        max: 10
        assessor: office
        methods: [quarterly]
        standards:
          - {id: any, kind: flat, text: 有就扣}
          - {id: each, text: 每次扣1分, points: 1}
ranking: {groups: [{id: all, name: 全部, kinds: [department]}], ties: shared}
outcomes: []
"""


@pytest.fixture
def listed() -> Iterator[None]:
    """Both kinds in their lists while a test runs."""
    with pytest.MonkeyPatch.context() as patch:
        put_into_lists(patch)
        yield
    forget()


def record(name: str, standard: str) -> dict[str, object]:
    given = {"record": name, "unit": "u", "item": "late", "standard": standard, "date": "2015-05-05"}
    return {**given, "points": Decimal(1), "revoked": False, "decision": ""}


@pytest.mark.usefixtures("listed")
def test_it_is_read_laid_out_and_evaluated() -> None:
    reading = read_record("data/schemes/2015.yml", Place("scheme", 2015), SCHEME.encode())
    assert reading.problems == ()
    laid = compile_scheme(reading.record)
    records = [record("r1", "any"), record("r2", "any"), record("r3", "each")]
    filled = evaluate(laid.book, {"unit": [{"unit": "u", "group": "all"}], "record": records})  # type: ignore[dict-item]
    assert filled.cell("unit", ("u",), "late:counted") == 3
    assert filled.cell("unit", ("u",), "total") == Decimal("8.5")


@pytest.mark.usefixtures("listed")
def test_editors_know_it() -> None:
    defined = json_schema(Scheme)["$defs"]
    assert defined["HalvedComponent"]["properties"]["kind"]["const"] == "halved"
    assert defined["FlatStandard"]["required"] == ["kind", "id", "text"]


def test_without_it_the_scheme_is_refused() -> None:
    reading = read_record("data/schemes/2015.yml", Place("scheme", 2015), SCHEME.encode())
    assert {problem.code for problem in reading.problems} == {"KH209"}
