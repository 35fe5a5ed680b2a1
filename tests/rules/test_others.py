"""A score that is made of other units', worked out by hand; refused where it would follow from itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.check.other_units import check_other_units
from generator.opendata.year_workbook import build_workbook
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.kind_list import kind_of
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.others_kind import OthersComponent
from generator.score.year import score_year
from generator.words.derivation import derivation_text
from tests.opendata.sample import make_disclosure
from tests.rules.kind_samples import OTHERS
from tests.rules.test_edges import column, fill, item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
WORK = DeductionsComponent("deductions", "work", "工作", D(80), items=(item("i", 80),))
BONUS = BonusComponent("bonus", "plus", "加分", D(5), items=(item("b", 5),))


def others(**more: Any) -> OthersComponent:
    said: dict[str, Any] = {"take": "mean", "parts": ("work",), "without": "full"}
    return OthersComponent("of-units", "towns", "各镇", D(20), "towns", "所辖各镇", **(said | more))


def points(part: OthersComponent) -> list[Any]:
    """Of a, which is over b and c; of b, which is tied to a; of c, which is over none."""
    ties = [("a", "b"), ("a", "c"), ("b", "a")]
    rows = [{"unit": unit, "of": "towns", "division": other, "there": True} for unit, other in ties]
    lost = (("a", "i", "8"), ("b", "i", "20"), ("c", "i", "40"))
    filled = fill(scheme(WORK, part), dict.fromkeys("abc", 1), *lost, **{"unit-part": rows})
    return list(column(filled, "towns:counted").values())


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["12.5", 18, 20]),
        ({"take": "highest", "without": "zero"}, [15, 18, 0]),
        ({"take": "lowest", "without": "own"}, [10, 18, 10]),
    ],
)
def test_the_share_of_the_others_times_the_marks(more: dict[str, Any], expected: list[Any]) -> None:
    assert points(others(**more)) == [Fraction(value) for value in expected]


def test_what_is_refused() -> None:
    assert codes(scheme(WORK, others())) == []
    assert codes(scheme(others(), WORK)) == ["KH442"]
    assert codes(scheme(WORK, others(parts=("towns",)))) == ["KH442"]
    assert codes(scheme(WORK, others(parts=("none",)))) == ["KH461"]
    assert "KH430" in codes(scheme(WORK, BONUS, others(parts=("plus",))))


@pytest.mark.parametrize(
    ("towns", "found"), [("[b, c]", []), ("[b, x]", ["KH301"]), ("[b, ban]", ["KH302"]), ("[a]", ["KH302"])]
)
def test_the_others_are_assessed(towns: str, found: list[str]) -> None:
    files = OTHERS | {"data/units/a.yml": OTHERS["data/units/a.yml"].replace("[b, c]", towns)}
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    assert [one.code for one in check_other_units(corpus)] == found


def test_it_is_told() -> None:
    part = others()
    assert list(kind_of(part).tell(part, scheme(WORK, part))) == [
        "所辖各镇在工作的得分率的平均，乘以 20 分。", "没有所辖各镇的，按满分计。"
    ]  # fmt: skip


def test_the_derivation_and_the_workbook_name_the_units_that_a_part_is_made_of() -> None:
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in OTHERS.items()}))
    assert problems == []
    result = score_year(corpus, 2019)
    found = result.unit("a")
    assert found is not None
    lines = [line.strip() for line in derivation_text(result, found).splitlines()]
    assert "b局 = 89/90 ≈ 98.89%（它自己在这几个部分的得分率）" in lines
    assert "c局 = 100%（它自己在这几个部分的得分率）" in lines
    book = build_workbook(make_disclosure(corpus), 2019)
    (sheet,) = [sheet for sheet in book.sheets if sheet.name == "单位的组成部分"]
    names = {cell for row in sheet.rows for cell in row if isinstance(cell, str)}
    assert {"样例区b局", "样例区c局"} <= names
