"""A unit that is alone in its group has no others to be compared with: else its points would never come."""

from __future__ import annotations

import pytest

from generator.check.rules import check_corpus
from generator.model.publication import name_of
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.release.freeze import refusals
from generator.rules.corpus import Corpus
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
    words = "的单位不到 3 个，去掉一个最高、一个最低以后没有可以平均的"
    assert said("group", TWO, "trimmed-mean") == [("KH433", f"{group}{words}") for group in ("乙组", "甲组")]
    assert said("group-others", ONE, "trimmed-mean") == [("KH433", "其他单位中只能取平均")]
    assert said("all", TWO, "trimmed-mean") == said("group", ONE, "trimmed-mean") == []
    assert said("group", TWO, "median") == []


APPLIES = "- {item: first, unit: c, reason: 没有这项工作, decided: 2019-02-01}\n"
TRIMMED = "take: trimmed-mean, among: group"
FEW = (
    "“样例单项”要用到同组各单位（含本单位）办结率的平均数（去掉一个最高、一个最低的），{where}"
    "只有 2 个单位（a局、b局）有数值，至少要有 3 个才算得出来"
)


def few(*changes: tuple[str, str, str], take: str = TRIMMED) -> Corpus:
    """The sample that compares with several units, its files changed: in which, what, and what for it."""
    files = SAMPLES["against-others"] | {"data/applies/2019.yml": APPLIES}
    files[SCHEME] = (
        files[SCHEME]
        .replace("take: mean, among: all", take)
        .replace("max: 10\n", "max: 10\n    not_applicable: full-marks\n", 1)
    )
    for path, old, new in changes:
        assert old in files[path]
        files[path] = files[path].replace(old, new)
    files = {path: text for path, text in files.items() if text}
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    return corpus


def test_units_to_whom_it_does_not_apply_have_no_figure() -> None:
    path = "data/measures/2019/first/c.yml"
    corpus = few((path, SAMPLES["against-others"][path], ""))
    [found] = [found for found in check_corpus(corpus) if found.code == "KH433"]
    assert found.message == FEW.format(where="各部门")
    assert "data/measures/2019/first/" in found.hint
    assert "data/applies/2019.yml" in found.hint


def test_a_value_that_is_there_counts_though_the_item_does_not_apply() -> None:
    assert [found for found in check_corpus(few()) if found.code == "KH433"] == []


def test_what_is_still_to_be_given_is_no_fault_of_the_scheme_and_stops_the_year() -> None:
    path = "data/measures/2019/first/c.yml"
    corpus = few((path, SAMPLES["against-others"][path], ""), ("data/applies/2019.yml", APPLIES, ""))
    assert [found.code for found in check_corpus(corpus) if found.code in {"KH431", "KH433"}] == ["KH431"]
    told = list(refusals(corpus, name_of("2019-final")))
    assert any(words.startswith(FEW.format(where="各部门在2019年度") + "。请把缺的数值写进 ") for words in told)


def test_the_year_of_which_nothing_lacks_is_not_stopped() -> None:
    assert [words for words in refusals(few(), name_of("2019-final")) if "算不出来" in words] == []


def test_one_alone_with_a_value_has_no_others() -> None:
    files = SAMPLES["against-others"]
    gone = [(path, files[path], "") for path in (f"data/measures/2019/first/{unit}.yml" for unit in "bc")]
    both = ("data/applies/2019.yml", "- {item", APPLIES.replace("unit: c", "unit: b") + "- {item")
    corpus = few(*gone, both, take="take: mean, among: group-others")
    [found] = [found for found in check_corpus(corpus) if found.code == "KH433"]
    assert "只有 1 个单位（a局）有数值，至少要有 2 个" in found.message
