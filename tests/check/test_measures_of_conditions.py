"""What a condition alone looks at is asked for, and may be recorded."""

from __future__ import annotations

from generator.check.rules import check_corpus
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from tests.rules.kind_samples import SAMPLES, Files

SCHEME = "data/schemes/2019.yml"
VETO = "vetoes: [{id: low, name: 否决, when: [{measure: level, below: 1}], effect: fixed, fixed: 60}]\n"
VALUES = "values:\n  - {period: 2019, measure: level, value: 0.5}\nsample: true\n"


def said(*values: str) -> list[str]:
    """The codes of what is said of the sample with a veto by a measure, which is given for these units."""
    files: Files = SAMPLES["standard-per-event"] | {
        f"data/measures/2019/second/{unit}.yml": VALUES for unit in values
    }
    files[SCHEME] += VETO
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    return [found.code for found in check_corpus(corpus)]


def test_a_value_of_what_a_veto_looks_at_may_be_recorded_below_any_item() -> None:
    assert said("a", "b", "c") == []


def test_it_is_asked_for_once_the_year_is_over() -> None:
    assert said("a", "b") == ["KH431"]
