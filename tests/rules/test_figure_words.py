"""What a standard that follows from a figure says of itself: units, steps, ends, in words for a clerk."""

from __future__ import annotations

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.standard_list import standard_kind
from tests.rules.kind_samples import SAMPLES, YEAR, measured, part, project

_ENDS = "measure: {measure}, low: {low}, high: {high}, at_low: {at_low}, at_high: {at_high}, beyond: {beyond}"


def told(files: dict[str, str]) -> str:
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert [problem for problem in problems if problem.severity == "error"] == []
    scheme = corpus.schemes[YEAR]
    _, item, standard = next(found for found in scheme.list_standards() if found[2].id == "found")
    return "；".join(standard_kind(standard).tell(standard, item, scheme))


def linear(more: str = "", **said: object) -> str:
    ends = _ENDS.format(**{"measure": "rate", "at_low": 0, "at_high": 5, "beyond": "cap"} | said)
    standard = f"{{id: found, kind: linear, text: 按比例, {ends}{more}}}"
    rates = measured("rate", "value: 90", "value: 80", "value: 70")
    return told(project(part("earned", standard, "      starts: zero\n      earns_at_most: 10\n")) | rates)


def test_ends_of_a_percentage_are_told_with_their_points_and_what_lies_between_and_beyond() -> None:
    assert linear(low=60, high=90) == (
        "办结率为 60% 时计 0 分，为 90% 时计 5 分，介于两者之间的按比例计算，在两者以外的按较近一端的分值计"
    )
    assert linear(low=60, high=90, beyond="extra", more=", effect: gives") == (
        "办结率为 60% 时得 0 分，为 90% 时得 5 分，介于两者之间的按比例计算，在两者以外的按同样的比例多计或少计"
    )


def test_the_lower_the_better_is_told_from_the_low_end() -> None:
    assert linear(measure="number", low=0, high=12, at_low=5, at_high=0).startswith(
        "办结数为 0 时计 5 分，为 12 时计 0 分，"
    )


def test_ends_that_are_figures_say_whose_they_are_and_what_holds_where_they_meet() -> None:
    assert told(SAMPLES["standard-linear"]) == (
        "办结率为同组各单位（含本单位）办结率的最低值时计 6 分，为同组各单位（含本单位）办结率的最高值时计 10 分，"
        "介于两者之间的按比例计算，在两者以外的按较近一端的分值计；"
        "两端的数值相等（如各单位都相同）或者低端高于高端的，一律计 10 分"
    )


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("standard-per-step", "低于 80% 的，每低 1 个百分点计 0.1 分，不足一档的按比例"),
        ("standard-tiers", "低于 60% 的，3 分；低于 90% 的，1 分；其余 0 分"),
        ("standard-threshold", "不低于 80% 的，该单项全部分值；否则 0 分"),
        (
            "standard-target",
            "不低于 90% 的得该单项全部分值，每差 1 个百分点减 0.1 分，不足一档的按比例，减完为止",
        ),
    ],
)
def test_bounds_and_steps_of_a_percentage_have_their_unit(sample: str, words: str) -> None:
    assert told(SAMPLES[sample]) == words
