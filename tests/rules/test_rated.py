"""Ratings of several people, equal ones among them, against sorting; what is refused, and each one's share."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.event_rules import check_events
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.item import ByParts
from generator.rules.kind_list import kind_of
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import Range
from generator.rules.standards.rated_standard import EndsLeftOut, RatedStandard
from generator.score.year import score_year
from generator.words.derivation import derivation_text
from tests.rules.kind_samples import SAMPLES
from tests.rules.test_edges import column, fill, item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
TEN = Range(D(0), D(10))


def made(high: int, low: int, least: int, fewer: str) -> RatedStandard:
    return RatedStandard("rated", "s", "评议", TEN, EndsLeftOut(high, low), least, fewer)


def part(standard: RatedStandard) -> EarnedComponent:
    return EarnedComponent("earned", "part", "得分", D(10), items=(item("i", 10, standard),))


@given(
    st.lists(st.integers(0, 20), max_size=9), st.integers(0, 2), st.integers(0, 2), st.integers(1, 3),
    st.sampled_from(["awaited", "mean"]),
)  # fmt: skip
def test_the_mean_of_what_is_left_after_sorting(
    halves: list[int], high: int, low: int, more: int, fewer: str
) -> None:
    ratings = [Fraction(one, 2) for one in halves]
    least = high + low + more
    left = sorted(ratings)[low : len(ratings) - high] if len(ratings) >= least else ratings
    if len(ratings) < least and fewer == "awaited":
        left = []
    rows = [("a", "i", str(Decimal(one) / 2)) for one in halves]
    filled = fill(scheme(part(made(high, low, least, fewer))), {"a": 1, "b": 1}, *rows, ("b", "i", "10"))
    assert column(filled, "i/s")["a"] == (sum(left, Fraction(0)) / len(left) if left else None)
    assert column(filled, "i:known")["a"] == bool(left)


def test_what_is_refused() -> None:
    assert codes(scheme(part(made(1, 1, 3, "mean")))) == []
    assert codes(scheme(part(made(1, 1, 2, "mean")))) == ["KH433"]
    counties = EarnedComponent(
        "earned", "part", "得分", D(10), items=(item("i", 10, made(1, 1, 3, "mean"), parts=ByParts("x", "mean")),)
    )
    assert codes(scheme(counties)) == ["KH433"]


def test_it_is_told() -> None:
    standard = made(1, 1, 5, "awaited")
    whole = part(standard)
    told = list(standard_kind(standard).tell(standard, whole.items[0], scheme(whole)))
    assert told == [
        "在 0 至 10 分之间评定", "去掉 1 个最高分、1 个最低分，取其余的平均", "评分的不足 5 人的，等补齐了再计",
    ]  # fmt: skip
    assert list(kind_of(whole).tell(whole, scheme(whole)))


@pytest.mark.parametrize("unit", ["a", "b", "c"])
def test_each_rating_has_its_share_of_the_mean_and_none_is_taken_for_a_mistake(unit: str) -> None:
    corpus, problems = read_corpus(
        MemoryTree({path: text.encode() for path, text in SAMPLES["standard-rated"].items()})
    )
    assert problems == []
    assert list(check_events(corpus)) == []
    found = score_year(corpus, 2019).unit(unit)
    assert found is not None
    shares = {one.record.points: one.counted for one in found.score.effects()}
    if unit == "a":  # 9 and 4 are left out
        assert (shares[D(9)], shares[D(4)]) == (D(0), D(0))
    assert sum(one.counted for one in found.score.effects()) == next(
        one.counted for one in found.score.items() if one.item.id == "first"
    )


def test_the_derivation_of_ratings_names_no_record_of_another_item() -> None:
    files = dict(SAMPLES["standard-rated"])
    late = next(text for path, text in files.items() if "bonuses" in path)
    files["data/deductions/2019/second/2019-0411-a-1.yml"] = (
        late.replace("standard: found", "standard: late")
        .replace("points: 9", "points: 1")
        .replace("第1位", "迟到一次")
    )
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    result = score_year(corpus, 2019)
    found = result.unit("a")
    assert found is not None
    lines = derivation_text(result, found).splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("样例单项 ="))
    assert any("迟到一次" in line for line in lines)
    depth = len(lines[at]) - len(lines[at].lstrip())
    inside = []
    for line in lines[at + 1 :]:
        if len(line) - len(line.lstrip()) <= depth:
            break
        inside.append(line)
    assert inside
    assert not any("迟到" in line for line in inside)


def test_ratings_with_one_reason_are_asked_who_rated() -> None:
    files = {path: re.sub("第.位评议", "现场评议", text) for path, text in SAMPLES["standard-rated"].items()}
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    found = list(check_events(corpus))
    assert {problem.code for problem in found} == {"KH318"}
    assert all("是谁评的" in problem.hint and "count" not in problem.hint for problem in found)
