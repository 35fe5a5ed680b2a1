"""The items of a unit: what came of records, what of figures, what is not known yet, and where there is nothing."""

from __future__ import annotations

import pytest

from generator.pages.unit_items import CategoryGroup, view_categories
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.score.year import score_year
from tests.released import of_office
from tests.rules.kind_samples import SAMPLES, YEAR


def group_of(sample: str, unit: str, *left_out: str) -> CategoryGroup:
    files = {path: text.encode() for path, text in SAMPLES[sample].items() if path not in left_out}
    corpus, problems = read_corpus(MemoryTree(files))
    assert problems == []
    result = score_year(corpus, YEAR)
    found = next(found for found in result.units if found.unit.id == unit)
    return next(iter(view_categories(of_office(corpus), result, found, {})))


@pytest.mark.parametrize(
    ("sample", "unit", "computed"),
    [
        ("standard-threshold", "a", ["0"]),  # not reached, for which it gets nothing
        ("standard-threshold", "b", ["10"]),
        ("standard-tiers", "a", ["3"]),
        ("standard-tiers", "c", []),  # nothing was lost
    ],
)
def test_points_of_a_figure_are_told_where_they_are_won_and_none_was(
    sample: str, unit: str, computed: list[str]
) -> None:
    group = group_of(sample, unit)
    assert [points for _, points in group.computed] == computed
    assert group.awaited == ()
    assert [link.name for link in group.clean] == ([] if computed else ["样例单项"])


@pytest.mark.parametrize("sample", ["standard-threshold", "standard-tiers"])
def test_an_item_whose_figure_is_not_known_is_called_so(sample: str) -> None:
    group = group_of(sample, "a", "data/measures/2019/first/a.yml")
    assert [link.name for link in group.awaited] == ["样例单项"]
    assert (group.computed, group.clean) == ((), ())
    assert not group.is_clean
