"""Results that other schemes produce: no score, not ranked, a grade, half a rank, more than full marks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from generator.rules.corpus import Corpus
from generator.score.result import UnitResult, YearResult
from generator.score.result_json import year_json
from generator.score.year import score_year
from generator.words.derivation import derivation_text, ranking_text
from tests.score.other_scheme import APART, VETO, patch_schemes
from tests.scored import total_of
from tests.site.sample import read_district


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_district()


@pytest.fixture(scope="module")
def result(corpus: Corpus) -> Iterator[YearResult]:
    with pytest.MonkeyPatch.context() as patch:
        patch_schemes(patch)
        yield score_year(corpus, 2015)


def found(result: YearResult, unit: str) -> UnitResult:
    scored = result.unit(unit)
    assert scored is not None
    return scored


def test_a_part_that_adds_lifts_the_total_above_full_marks(result: YearResult) -> None:
    unit = found(result, "minzheng")
    gives, takes = unit.score.components
    assert total_of(unit) == 100 + gives.moves + takes.moves
    assert (gives.words.noun, gives.words.verb, gives.score) == ("加分", "加", gives.counted)
    assert gives.moves == gives.counted
    assert takes.moves == -takes.counted
    assert {effect.words.verb for item in gives.items for effect in item.effects} == {"加"}


def test_who_is_not_ranked_stands_last_and_has_no_outcome(result: YearResult) -> None:
    assert [unit.unit.id for unit in result.units][-2:] == ["caizheng", "jiaoyu"]
    for unit, total, reason in (("caizheng", True, APART), ("jiaoyu", False, VETO)):
        scored = found(result, unit)
        assert (scored.total is not None, scored.rank, scored.tied, scored.outcomes, scored.reason) == (
            total, None, 0, (), reason
        )  # fmt: skip
        assert scored.score.contribution is None or total
    assert [unit.unit.id for unit in result.ranked("organs")] == ["minzheng", "shuiwu"]
    assert len(result.totals) == 3


def test_grades_have_the_names_of_the_scheme(result: YearResult) -> None:
    grades = {unit.unit.id: unit.grade for unit in result.units}
    assert grades["jiaoyu"] == "不合格"
    assert set(grades.values()) <= {"优秀", "合格", "不合格"}


def test_the_json_says_so(result: YearResult) -> None:
    whole = year_json(result, None)
    assert whole["form"] == 2
    units = {unit["unit"]: unit for unit in whole["units"]}
    fallen = units["jiaoyu"]
    assert (fallen["total"], fallen["rank"], fallen["reason"], fallen["grade"], fallen["target_contribution"]) == (
        None, None, VETO, "不合格", None
    )  # fmt: skip
    assert (units["caizheng"]["total"] is None, units["caizheng"]["rank"]) == (False, None)
    assert (units["minzheng"]["rank"], units["minzheng"]["reason"]) == ("1", None)
    gives, takes = units["minzheng"]["components"]
    assert (gives["kind"], gives["effect"], takes["effect"]) == ("deductions", "adds", "loses")
    assert gives["columns"] == {"exact": "1"}
    assert "/" in takes["columns"]["rate"]
    assert takes["items"] == []
    assert [item["counted"] for item in gives["items"]] == ["0", "1", "0"]


def test_the_texts_say_so(result: YearResult) -> None:
    told = ranking_text(result, result.units)
    head, *rows = [line.split() for line in told.splitlines() if line][2:]
    assert head[:4] == ["名次", "单位", "得分", "作风效能评估考核加分"]
    assert (head[-3], head[-1]) == ("等次", "说明")
    last = next(row for row in rows if "小河区教育局" in row)
    assert (last[0], last[2], last[-1]) == ("—", "—", f"没有得分，不排名：{VETO}")
    assert APART in told
    told = derivation_text(result, found(result, "jiaoyu"))
    assert f"没有得分，不排名：{VETO}。" in told
    assert "得分 = 无" in told
    told = derivation_text(result, found(result, "minzheng"))
    assert "加 0.4 分" in told
    assert "逐笔计分：" in told


def test_equal_units_share_the_mean_of_their_places(corpus: Corpus) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch_schemes(patch)
        bare = score_year(corpus, 2015, 1)
    unit = {unit.unit.id: unit for unit in bare.units}
    assert unit["minzheng"].total != unit["shuiwu"].total
    corpus = Corpus(corpus.site, corpus.schemes, corpus.units)
    with pytest.MonkeyPatch.context() as patch:
        patch_schemes(patch)
        tied = score_year(corpus, 2015)
    ranked = [(unit.unit.id, unit.rank, unit.tied) for unit in tied.units]
    assert ranked[:2] == [("minzheng", Decimal("1.5"), 2), ("shuiwu", Decimal("1.5"), 2)]
    assert year_json(tied, None)["units"][0]["rank"] == "1.5"
