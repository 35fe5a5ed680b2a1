"""What a derived figure is divided by: 0 of one period is nothing to tell where the periods are added up."""

from __future__ import annotations

import pytest

from generator.check.measure_rules import check_measures
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from tests.rules.kind_samples import SAMPLES

SCHEME, VALUES = "data/schemes/2019.yml", "data/measures/2019/first/c.yml"
YEAR = "{period: 2019, measure: level, value: 0}"


@pytest.mark.parametrize(
    ("over", "second", "expected"),
    [("sum", "5", []), ("mean", "5", []), ("sum", "0", ["KH483", "KH483"]), ("last", "5", ["KH483"])],
)
def test_what_is_0_in_one_period(over: str, second: str, expected: list[str]) -> None:
    files = dict(SAMPLES["derived-growth"])
    scheme = files[SCHEME].replace(", by_zero: 100", "")
    level = next(line for line in scheme.splitlines() if "id: level" in line)
    quarterly = level.replace("due: year", "due: quarter").replace("over: last", f"over: {over}")
    assert YEAR in files[VALUES]
    assert quarterly != level
    files[SCHEME] = scheme.replace(level, quarterly)
    rows = [f"{{period: 2019-Q{at}, measure: level, value: {value}}}" for at, value in ((1, "0"), (2, second))]
    files[VALUES] = files[VALUES].replace(YEAR, "\n  - ".join(rows))
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    found = [one.code for one in check_measures(corpus) if one.place.file == VALUES]
    assert (problems, found) == ([], expected)
