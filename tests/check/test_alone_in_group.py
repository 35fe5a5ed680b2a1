"""A unit that is alone in its group has no others to be compared with: else its points would never come."""

from __future__ import annotations

import pytest

from generator.check.rules import check_corpus
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from tests.rules.kind_samples import SAMPLES

SCHEME = "data/schemes/2019.yml"
ONE = "groups: [{id: all, name: 各部门, kinds: [department]}]"
TWO = "groups: [{id: some, name: 甲组, units: [a, b]}, {id: other, name: 乙组, units: [c]}]"


def said(among: str, groups: str, take: str = "mean") -> list[tuple[str, str]]:
    """What a check says of the sample that compares with several units, those of `among`."""
    files = dict(SAMPLES["against-others"])
    files[SCHEME] = (
        files[SCHEME].replace("take: mean, among: all", f"take: {take}, among: {among}").replace(ONE, groups)
    )
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    return [(found.code, found.message) for found in (*problems, *check_corpus(corpus))]


def test_the_others_of_one_alone_are_asked_for() -> None:
    assert said("group-others", TWO) == [("KH433", "乙组只有一个单位，没有同组其他单位可以平均")]


@pytest.mark.parametrize(("among", "groups"), [("group-others", ONE), ("group", TWO), ("all", TWO)])
def test_where_there_is_somebody_nothing_is_said(among: str, groups: str) -> None:
    assert said(among, groups) == []


def test_without_the_highest_and_the_lowest_there_is_no_mean_of_two() -> None:
    words = "甲组、乙组的单位不到 3 个，去掉一个最高、一个最低以后没有可以平均的"
    assert said("group", TWO, "trimmed-mean") == [("KH433", words)]
    assert said("group-others", ONE, "trimmed-mean") == [("KH433", "其他单位中只能取平均")]
    assert said("all", TWO, "trimmed-mean") == said("group", ONE, "trimmed-mean") == []
    assert said("group", TWO, "median") == []
