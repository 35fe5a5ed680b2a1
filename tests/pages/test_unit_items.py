"""The items of a unit: what came of records, what of figures, what is not known yet, and where there is nothing."""

from __future__ import annotations

from datetime import date

import pytest

from generator.model.number import format_points
from generator.pages.items_page import index_losses, view_category
from generator.pages.record_page import view_records
from generator.pages.unit_items import CategoryGroup, view_categories
from generator.pictures.parts import points_by_part
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.score.year import score_year
from tests.released import of_office
from tests.rules.kind_samples import BASE, SAMPLES, YEAR, measured, project, two_items


def group_of(sample: str, unit: str, *left_out: str) -> CategoryGroup:
    files = {path: text.encode() for path, text in SAMPLES[sample].items() if path not in left_out}
    corpus, problems = read_corpus(MemoryTree(files))
    assert problems == []
    result = score_year(corpus, YEAR)
    found = next(found for found in result.units if found.unit.id == unit)
    office = of_office(corpus)
    return next(iter(view_categories(office, result, found, view_records(office, result, date(YEAR, 12, 31)))))


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


@pytest.mark.parametrize(
    ("sample", "unit", "did", "told"),
    [
        ("voided-earned", "a", "得 0", "各单项合计 3 分；“样例类别”这一类不得分。"),
        ("voided-earned", "c", "得 9", ""),
        ("voided-lost", "a", "扣 10", "各单项合计 6 分；“样例类别”这一类的分值全部扣完。"),
        ("voided-lost", "b", "扣 2", ""),
        ("voided-lost-capped", "a", "扣 9", "各单项合计 4 分；“样例类别”这一类的分值全部扣完。"),
    ],
)
def test_a_category_says_what_it_comes_to(sample: str, unit: str, did: str, told: str) -> None:
    group = group_of(sample, unit)
    assert (group.did, group.told) == (did, told)


@pytest.mark.parametrize("sample", [name for name in SAMPLES if name.startswith("voided")])
def test_what_pictures_and_lists_say_of_categories_adds_up_to_the_part(sample: str) -> None:
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in SAMPLES[sample].items()}))
    result = score_year(corpus, YEAR)
    shown = points_by_part(result)
    at = [column.name for column in shown.columns].index("样例类别")
    losses = index_losses(result)
    (category,) = [found.id for found in result.scheme.categories() if found.name == "样例类别"]
    told = {unit.unit.id: unit.score.components[0].counted for unit in result.units}
    assert {unit: points[at] for unit, points in shown.points.items()} == told
    assert view_category(of_office(corpus), result, losses, category).lost == format_points(sum(told.values()))


_THIRDS = "{id: found, kind: completion, text: 完成30件，按比例得分, measure: number, of: 30, over: cap}"


@pytest.mark.parametrize(
    ("most", "told"),
    [("12", ""), ("3", "各单项合计 3.333333 分；“样例类别”最多得 3 分。")],
)
def test_a_limit_is_told_where_it_took_something_and_digits_that_do_not_end_are_none(most: str, told: str) -> None:
    files = project(two_items("earned", _THIRDS, f"max: {most}"), BASE) | measured("number", *["value: 10"] * 3)
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    result = score_year(corpus, YEAR)
    group = next(iter(view_categories(of_office(corpus), result, result.units[0], {})))
    assert group.told == told
